"""chat.startStream, chat.appendStream, chat.stopStream."""

from __future__ import annotations

from sandbox.slack.api.registry import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.store import Message
from sandbox.slack.streams import as_chunks
from sandbox.slack.wire import Payload


@method("chat.startStream", scope="chat:write")
async def start_stream(call: Call) -> Payload:
    """Begins a streamed answer in a thread; in channels it must say to whom."""
    channel = call.channel_of_app()
    thread_ts = call.required("thread_ts", "invalid_thread_ts")
    if not channel.is_direct:
        call.workspace.core.person(call.required("recipient_user_id", "missing_recipient_user_id"))
        call.required("recipient_team_id", "missing_recipient_team_id")
    mode = call.text("task_display_mode", "timeline")
    if mode not in ("timeline", "plan"):
        raise SlackError("invalid_arguments")
    message = call.workspace.streams.start(
        channel, thread_ts, _chunks(call), as_plan=mode == "plan"
    )
    call.workspace.sessions.answered(channel, message.thread_ts)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.appendStream", scope="chat:write")
async def append_stream(call: Call) -> Payload:
    """Adds text or tasks to a streamed answer."""
    chunks = _chunks(call)
    if not chunks:
        raise SlackError("no_text")
    channel = call.channel_of_app()
    message = call.workspace.streams.append(channel, _ts(call), chunks)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.stopStream", scope="chat:write")
async def stop_stream(call: Call) -> Payload:
    """Finishes a streamed answer; buttons come in `blocks`."""
    channel = call.channel_of_app()
    message: Message = call.workspace.streams.stop(
        channel, _ts(call), _chunks(call), call.arguments.get("blocks"), call.object("metadata")
    )
    status = call.optional("session_status")
    if status and message.thread_ts:
        call.workspace.sessions.set_session(channel, message.thread_ts, status)
    return {"channel": channel.id, "ts": message.ts, "message": message.body}


def _chunks(call: Call) -> list[Payload]:
    return as_chunks(call.optional("markdown_text"), call.objects("chunks", "invalid_chunks"))


def _ts(call: Call) -> str:
    return call.required("ts", "message_not_found")
