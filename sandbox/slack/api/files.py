"""files.*: uploads in three steps, and what is known of a file."""

from __future__ import annotations

from sandbox.slack.api.registry import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.posting import Draft
from sandbox.slack.store import Channel
from sandbox.slack.validation.check import check_text
from sandbox.slack.wire import Payload


@method("files.getUploadURLExternal", scope="files:write")
async def get_upload_url(call: Call) -> Payload:
    """Where to send the bytes of a file."""
    url, file_id = call.workspace.files.begin(call.required("filename"), call.number("length", 0))
    return {"upload_url": url, "file_id": file_id}


@method("files.completeUploadExternal", scope="files:write")
async def complete_upload(call: Call) -> Payload:
    """Turns finished uploads into files and shares them where asked to."""
    entries = call.objects("files")
    if not entries:
        raise SlackError("invalid_arguments")
    comment = call.text("initial_comment")
    check_text(comment)
    channels = _channels(call)
    files = call.workspace.files.complete(entries)
    for channel in channels:
        draft = Draft(comment, call.arguments.get("blocks"), call.optional("thread_ts"), files)
        message = call.workspace.posts.by_app(channel, draft)
        call.workspace.sessions.answered(channel, message.thread_ts)
    return {"files": files}


@method("files.info", scope="files:read")
async def files_info(call: Call) -> Payload:
    """What is known of a file."""
    meta, _ = call.workspace.files.get(call.required("file", "file_not_found"))
    return {"file": meta}


def _channels(call: Call) -> list[Channel]:
    named = call.text("channels") or call.text("channel_id")
    return [call.workspace.core.channel_of_app(each) for each in named.split(",") if each]
