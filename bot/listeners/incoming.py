"""From Slack's events to the inbox's: which messages are for us, and their plain words."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Self

from pydantic import JsonValue

from bot.listeners.surface import Thread
from storage.inbox import Event

Payload = Mapping[str, Any]
"""JSON as Slack sends it."""

TYPED = frozenset({None, "file_share", "thread_broadcast"})
"""Subtypes of messages that a person typed."""
_LINK = re.compile(r"<((?:https?|mailto)[^|>]*)(?:\|([^>]*))?>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_SPECIAL = re.compile(r"<(?:#[A-Z0-9]+|![a-z]+(?:\^[A-Z0-9]+)?)\|?([^>]*)>")


@dataclass(frozen=True, slots=True)
class Said:
    """What a recorded event asks for. `quoted` words came from a button or form, so they are shown,
    as `shown` where they are in English for the readers.

    With `alternative` the conversation's plan is to be replaced by that corner, as it was shown
    with the plan's `version`. With `files` something came along that nobody reads.
    """

    user: str
    text: str
    shared: bool = False
    outsider: bool = False
    quoted: bool = False
    shown: str = ""
    alternative: Literal["reach", "efficiency", "yield"] | None = None
    version: int | None = None
    files: bool = False

    def event(self, thread: Thread, event_id: str, ts: str | None = None) -> Event:
        """The inbox's event for these words in a thread."""
        body: dict[str, JsonValue] = asdict(self)
        return Event(thread.tenant, event_id, thread.channel, thread.id, ts, body)

    @classmethod
    def read(cls, body: Mapping[str, JsonValue]) -> Self:
        """The words of a recorded event."""
        return cls(**{key: body[key] for key in cls.__slots__ if key in body})  # type: ignore[arg-type]


def is_for_us(body: Payload, bot_user: str) -> bool:
    """Whether an event is a person's new message to us.

    A channel's message without a mention counts only within a thread; whether that thread is a
    conversation of ours only the storage can say.
    """
    event = body.get("event") or {}
    if event.get("type") not in ("app_mention", "message") or event.get("bot_id"):
        return False
    if event.get("subtype") not in TYPED or not event.get("user"):
        return False
    if event["user"] == bot_user:
        return False
    return is_direct(event) or mentions(event, bot_user) or bool(event.get("thread_ts"))


def is_direct(event: Payload) -> bool:
    """Whether it was said in a direct conversation with us."""
    return str(event.get("channel", "")).startswith("D")


def mentions(event: Payload, bot_user: str) -> bool:
    """Whether it names us."""
    return event["type"] == "app_mention" or f"<@{bot_user}" in str(event.get("text", ""))


def thread_of(body: Payload) -> Thread:
    """The thread that the answer belongs to: the message's own when it is not in one."""
    event = body["event"]
    return Thread(body["team_id"], event["channel"], event.get("thread_ts") or event["ts"])


def said(body: Payload) -> Said:
    """Who said what, unescaped and without mentions."""
    event = body["event"]
    home = {body.get("team_id"), None}
    strangers = {event.get("user_team"), event.get("source_team"), event.get("team")} - home
    return Said(
        user=event["user"],
        text=words_of(event),
        shared=bool(body.get("is_ext_shared_channel")) and not is_direct(event),
        outsider=bool(strangers),
        files=bool(event.get("files")),
    )


def event_of(body: Payload) -> Event:
    """The inbox's event for a message."""
    return said(body).event(thread_of(body), body["event_id"], body["event"]["ts"])


def words_of(message: Payload) -> str:
    """What a message says to us; a mention alone asks for help."""
    return plain_words(message.get("text") or "") or "help"


def plain_words(text: str) -> str:
    """Slack's markup as the person typed it, without the people who are mentioned."""
    return as_typed(_PERSON.sub(" ", text))


def as_typed(text: str) -> str:
    """Slack's markup as the person typed it: links by their text, `&amp;` as `&`; people stay
    mentions.
    """
    words = _PERSON.sub(lambda found: f"<@{found[1]}>", text)
    words = _LINK.sub(lambda found: found[2] or found[1], words)
    words = _SPECIAL.sub(lambda found: found[1], words)
    return html.unescape(words).strip()
