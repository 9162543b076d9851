"""Which events a message gives rise to, in the shapes of Slack's Events API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from sandbox.slack.people import BOT_USER_ID, PARTNER_TEAM_ID, TEAM_ID, Person
from sandbox.slack.store import Channel, Message
from sandbox.slack.wire import MENTION, Payload, without_none

Subscribed = tuple[str, Payload]
"""An event with the name under which a manifest subscribes to it."""


def of_new_message(message: Message, channel: Channel) -> Iterator[Subscribed]:
    """A message event, and its twin app_mention when the app is mentioned in a channel."""
    event = {
        **message.body,
        "type": "message",
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": _channel_type(channel),
    }
    yield _subscription(channel), event
    if _is_mention(message, channel):
        yield "app_mention", _mention(event)


def of_change(
    before: Message,
    after: Message | None,
    channel: Channel,
    event_ts: str,
) -> Iterator[Subscribed]:
    """message_changed, or message_deleted when nothing is left; and app_mention once more when a
    person edits a message that mentions the app.
    """
    subtype: Literal["message_changed", "message_deleted"] = (
        "message_deleted" if after is None else "message_changed"
    )
    yield (
        _subscription(channel),
        without_none(
            type="message",
            subtype=subtype,
            message=after.body if after else None,
            previous_message=before.body,
            deleted_ts=before.ts if after is None else None,
            channel=channel.id,
            hidden=True,
            ts=event_ts,
            event_ts=event_ts,
            channel_type=_channel_type(channel),
        ),
    )
    if after is not None and _is_edit(before, after) and _is_mention(after, channel):
        yield "app_mention", _mention({**after.body, "channel": channel.id, "event_ts": event_ts})


def _is_edit(before: Message, after: Message) -> bool:
    return before.body.get("edited") != after.body.get("edited") and "bot_id" not in after.body


def _is_mention(message: Message, channel: Channel) -> bool:
    return not channel.is_direct and _mentions_app(message)


def _mention(event: Payload) -> Payload:
    unlike = {"type", "channel_type", "subtype", "parent_user_id"}
    rest = {key: value for key, value in event.items() if key not in unlike}
    return {"type": "app_mention", **rest}


def of_opened_home(
    person: Person, channel: Channel, tab: str, view: Payload | None, event_ts: str
) -> Subscribed:
    """app_home_opened, for the Home tab or for the conversation with the app."""
    return "app_home_opened", without_none(
        type="app_home_opened",
        user=person.id,
        channel=channel.id,
        tab=tab,
        view=view if tab == "home" else None,
        event_ts=event_ts,
    )


def of_stopped_session(
    person: Person, channel: Channel, thread_ts: str, streams: list[str], event_ts: str
) -> Subscribed:
    """agent_session_stopped: somebody pressed Stop."""
    return "agent_session_stopped", {
        "type": "agent_session_stopped",
        "user": person.id,
        "channel": channel.id,
        "thread_ts": thread_ts,
        "streaming_message_ts": streams,
        "event_ts": event_ts,
    }


def of_joined(person: Person, channel: Channel, inviter: str, event_ts: str) -> Subscribed:
    """member_joined_channel."""
    return "member_joined_channel", {
        "type": "member_joined_channel",
        "user": person.id,
        "channel": channel.id,
        "channel_type": "C",
        "team": person.team_id,
        "inviter": inviter,
        "event_ts": event_ts,
    }


def of_uninstall(event_ts: str) -> Iterator[Subscribed]:
    """tokens_revoked and app_uninstalled: the app was removed from the workspace."""
    tokens = {"oauth": [], "bot": [BOT_USER_ID]}
    yield "tokens_revoked", {"type": "tokens_revoked", "tokens": tokens, "event_ts": event_ts}
    yield "app_uninstalled", {"type": "app_uninstalled", "event_ts": event_ts}


def user_teams(person: Person) -> Payload:
    """Extra fields on a message by somebody of another workspace (Slack Connect)."""
    if not person.is_stranger:
        return {"team": TEAM_ID}
    return {"team": TEAM_ID, "user_team": PARTNER_TEAM_ID, "source_team": PARTNER_TEAM_ID}


def _subscription(channel: Channel) -> str:
    return "message.im" if channel.is_direct else "message.channels"


def _channel_type(channel: Channel) -> str:
    return "im" if channel.is_direct else "channel"


def _mentions_app(message: Message) -> bool:
    return BOT_USER_ID in MENTION.findall(str(message.body.get("text", "")))
