"""What a person typed, in the form in which Slack stores and delivers it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sandbox.slack.people import Person
from sandbox.slack.wire import MENTION, Blocks, Payload, escape

_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&"}


def encode(typed: str, people: Iterable[Person]) -> str:
    """The text with `& < >` escaped and every @name turned into a mention."""
    text = escape(typed.strip())
    names = {name.lower(): each.id for each in people for name in _names(each)}
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(
        rf"(?<![\w@])@({pattern})(?!\w)",
        lambda found: f"<@{names[found[1].lower()]}>",
        text,
        flags=re.IGNORECASE,
    )


def rich_text(text: str) -> Blocks:
    """The block that Slack's own client attaches to a typed message."""
    if not text:
        return []
    runs: list[Payload] = []
    position = 0
    for found in MENTION.finditer(text):
        runs += _plain(text[position : found.start()])
        runs.append({"type": "user", "user_id": found[1]})
        position = found.end()
    runs += _plain(text[position:])
    section = {"type": "rich_text_section", "elements": runs}
    return [{"type": "rich_text", "block_id": "typed", "elements": [section]}]


def _names(person: Person) -> set[str]:
    return {person.name, person.name.split()[0], person.handle}


def _plain(text: str) -> list[Payload]:
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return [{"type": "text", "text": text}] if text else []
