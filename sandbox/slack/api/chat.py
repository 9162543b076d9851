"""chat.*: messages by the app."""

from __future__ import annotations

from sandbox.slack.api.registry import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.people import BOT_USER_ID
from sandbox.slack.posting import Draft
from sandbox.slack.store import Channel, Message
from sandbox.slack.wire import Payload


@method("chat.postMessage", scope="chat:write")
async def post_message(call: Call) -> Payload:
    """Posts a message in a channel, a thread or a direct conversation."""
    channel = call.channel_of_app()
    message = call.workspace.posts.by_app(channel, _draft(call))
    call.workspace.sessions.answered(channel, message.thread_ts)
    return {"channel": channel.id, "ts": message.ts, "message": message.body}


@method("chat.postEphemeral", scope="chat:write")
async def post_ephemeral(call: Call) -> Payload:
    """Shows a message to one member of a channel."""
    channel = call.channel_of_app()
    user_id = call.required("user", "user_not_found")
    call.workspace.core.person(user_id)
    if user_id not in channel.members:
        raise SlackError("user_not_in_channel")
    message = call.workspace.posts.by_app(channel, _draft(call), only_for=user_id)
    return {"message_ts": message.ts}


@method("chat.update", scope="chat:write")
async def update(call: Call) -> Payload:
    """Changes one of the app's messages."""
    channel = call.channel_of_app()
    message = _own_message(call, channel, "cant_update_message")
    blocks = call.arguments.get("blocks")
    if "text" not in call.arguments and blocks is None:
        raise SlackError("no_text")
    if message.body.get("streaming_state") == "in_progress":
        raise SlackError("streaming_state_conflict")
    text = call.text("text") if "text" in call.arguments else None
    changed = call.workspace.posts.change(message, text, blocks)
    call.workspace.sessions.answered(channel, changed.thread_ts)
    return {
        "channel": channel.id,
        "ts": changed.ts,
        "text": changed.body["text"],
        "message": changed.body,
    }


@method("chat.delete", scope="chat:write")
async def delete(call: Call) -> Payload:
    """Deletes one of the app's messages."""
    channel = call.channel_of_app()
    message = _own_message(call, channel, "cant_delete_message")
    call.workspace.posts.delete(message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.getPermalink")
async def get_permalink(call: Call) -> Payload:
    """The address of a message on the page."""
    core = call.workspace.core
    channel = call.channel()
    message = core.message(channel, call.required("message_ts", "message_not_found"))
    link = f"{core.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


def _draft(call: Call) -> Draft:
    return Draft(
        text=call.text("text") or call.text("markdown_text"),
        blocks=call.arguments.get("blocks"),
        thread_ts=call.optional("thread_ts"),
        metadata=call.object("metadata"),
        reply_broadcast=call.flag("reply_broadcast"),
    )


def _own_message(call: Call, channel: Channel, error: str) -> Message:
    message = call.workspace.core.message(channel, call.required("ts", "message_not_found"))
    if message.only_for is not None:
        raise SlackError("message_not_found")
    if message.body.get("user") != BOT_USER_ID:
        raise SlackError(error)
    return message
