"""The one thing of which something changes: "only Norway changes, to 50k".

The others stay as they are; a figure behind it is of that thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from agents.readers.findings.targets import Target
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words

_NEAR = 5
"""How many tokens may stand between the thing and the word that says it changes."""
_OPENING = 4
"""How many tokens before them "only" may stand."""


def changing(message: Message, targets: Sequence[Target]) -> tuple[Target, ...]:
    """What alone changes, each at the last token that says so: a figure behind is of it."""
    found = (_changed(message, targets, hit) for hit in _changing().find(message.tokens))
    return tuple(target for target in found if target is not None)


def _changed(message: Message, targets: Sequence[Target], hit: Hit[str]) -> Target | None:
    for target in targets:
        first, last = min(target.first, hit.first), max(target.last, hit.last)
        gap = range(min(target.last, hit.last) + 1, max(target.first, hit.first))
        lead = range(max(0, first - _OPENING), first)
        if len(gap) > _NEAR or not all(_loose(message, i) for i in gap):
            continue
        if _only(message, gap) or (_only(message, lead) and _leads(message, lead)):
            message.changing.update(range(first, last + 1 + (message.fold(last + 1) in _PAUSES)))
            return replace(target, first=last, last=last, carried=True)
    return None


def _only(message: Message, tokens: range) -> bool:
    return any(message.fold(i) in _ONLY for i in tokens)


def _leads(message: Message, lead: range) -> bool:
    """Whether nothing but small words stands from "only" on."""
    at = max(i for i in lead if message.fold(i) in _ONLY)
    return all(_loose(message, i) for i in range(at, lead.stop))


def _loose(message: Message, i: int) -> bool:
    return message.fold(i) in _ONLY | _LINKS


_PAUSES = frozenset(",:")
_ONLY = folded("pronouns", "only_one")
_LINKS = folded("pronouns", "changing_links") | folded("place_words", "list_articles")


@cache
def _changing() -> Phrases[str]:
    return Phrases((w, "changing") for w in words("pronouns")["changing"])
