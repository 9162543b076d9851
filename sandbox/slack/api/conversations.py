"""conversations.* and reactions.add; what may be read depends on the scopes for that channel."""

from __future__ import annotations

from collections.abc import Sequence

from sandbox.slack.api.registry import Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.people import ADAM, BOT_USER_ID, PARTNER_TEAM_ID, TEAM_ID
from sandbox.slack.store import Channel, Message
from sandbox.slack.wire import Payload, without_none

_PAGE = 100


@method("conversations.open", scope="im:write")
async def conversations_open(call: Call) -> Payload:
    """The direct conversation with one person."""
    users = [each for each in call.text("users").split(",") if each]
    if call.optional("channel"):
        return {"channel": {"id": call.channel().id}}
    if len(users) != 1:
        raise SlackError("not_enough_users" if not users else "users_list_not_supplied")
    call.workspace.core.person(users[0])
    channel = call.workspace.core.channel(users[0])
    described = as_conversation(channel) if call.flag("return_im") else {"id": channel.id}
    return {"channel": described}


@method("conversations.info")
async def conversations_info(call: Call) -> Payload:
    """One channel."""
    channel = call.channel()
    call.need(_scope("read", channel))
    return {"channel": as_conversation(channel)}


@method("conversations.members")
async def conversations_members(call: Call) -> Payload:
    """Who is in a channel."""
    channel = call.channel()
    call.need(_scope("read", channel))
    return {"members": list(channel.members), "response_metadata": {"next_cursor": ""}}


@method("conversations.list")
async def conversations_list(call: Call) -> Payload:
    """Channels of the kinds asked for, public channels at first."""
    kinds = call.text("types", "public_channel").split(",")
    wanted = {kind.strip() == "im" for kind in kinds}
    for is_direct in wanted:
        call.need("im:read" if is_direct else "channels:read")
    channels = [c for c in call.workspace.core.store.channels() if c.is_direct in wanted]
    described = [as_conversation(each) for each in channels]
    return {"channels": described, "response_metadata": {"next_cursor": ""}}


@method("conversations.history")
async def conversations_history(call: Call) -> Payload:
    """A channel's messages outside threads, the newest first."""
    channel = call.channel_of_app()
    call.need(_scope("history", channel))
    roots = [m for m in call.workspace.core.store.roots(channel.id) if m.only_for is None]
    page = _page(call, list(reversed(roots)))
    return _messages(call, page, len(page) < len(_within(call, roots)))


@method("conversations.replies")
async def conversations_replies(call: Call) -> Payload:
    """A thread from its root on, oldest first."""
    channel = call.channel_of_app()
    call.need(_scope("history", channel))
    ts = call.required("ts", "thread_not_found")
    thread = call.workspace.core.store.thread(channel.id, ts)
    seen = [each for each in thread if each.only_for is None]
    if not seen:
        raise SlackError("thread_not_found")
    page = _page(call, seen)
    return _messages(call, page, len(page) < len(_within(call, seen)))


@method("reactions.add", scope="reactions:write")
async def reactions_add(call: Call) -> Payload:
    """Puts an emoji under a message."""
    channel = call.channel_of_app()
    message = call.workspace.core.message(channel, call.required("timestamp", "message_not_found"))
    name = call.required("name", "invalid_name")
    reactions = list(message.body.get("reactions", ()))
    if any(each["name"] == name and BOT_USER_ID in each["users"] for each in reactions):
        raise SlackError("already_reacted")
    reactions.append({"name": name, "users": [BOT_USER_ID], "count": 1})
    changed = Message(channel.id, {**message.body, "reactions": reactions})
    call.workspace.posts.replace(message, changed, announce=False)
    return {}


def as_conversation(channel: Channel) -> Payload:
    """Slack's conversation object."""
    if channel.is_direct:
        return {"id": channel.id, "is_im": True, "user": channel.person, "created": 1_760_000_000}
    return without_none(
        id=channel.id,
        name=channel.name,
        name_normalized=channel.name,
        is_channel=True,
        is_group=False,
        is_im=False,
        is_mpim=False,
        is_private=False,
        is_archived=False,
        is_general=channel.name == "general",
        is_member=BOT_USER_ID in channel.members,
        is_shared=channel.is_shared,
        is_ext_shared=channel.is_shared,
        is_org_shared=False,
        connected_team_ids=[PARTNER_TEAM_ID] if channel.is_shared else None,
        context_team_id=TEAM_ID,
        creator=ADAM.id,
        created=1_760_000_000,
        topic={"value": channel.topic, "creator": ADAM.id, "last_set": 0},
        purpose={"value": "", "creator": "", "last_set": 0},
        num_members=len(channel.members),
    )


def _scope(kind: str, channel: Channel) -> str:
    return f"im:{kind}" if channel.is_direct else f"channels:{kind}"


def _within(call: Call, messages: Sequence[Message]) -> list[Message]:
    oldest, latest = call.text("oldest", "0"), call.text("latest") or "9999999999.999999"
    inclusive = call.flag("inclusive")
    return [
        each
        for each in messages
        if oldest < each.ts < latest or (inclusive and each.ts in (oldest, latest))
    ]


def _page(call: Call, messages: Sequence[Message]) -> list[Message]:
    return _within(call, messages)[: call.number("limit", _PAGE)]


def _messages(call: Call, page: Sequence[Message], has_more: bool) -> Payload:
    seen = [call.workspace.posts.as_seen(each) for each in page]
    return {"messages": seen, "has_more": has_more}
