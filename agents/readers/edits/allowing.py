"""Surroundings allowed again, or ruled out too: "news is fine after all", "crime too"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.rules.permitting import permits, piece_around
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import Brief


def topics_allowed(message: Message, brief: Brief) -> Iterator[Proposal]:
    """The topics of the Brief's brand safety that ads may stand beside again; claims them."""
    if not brief.brand_safety:
        return
    for hit in message.find(_topics()):
        if hit.entry in brief.brand_safety and _allowed(message, hit.first, hit.last):
            message.claim(hit.first, hit.last)
            evidence = (message.evidence(hit.first, hit.last),)
            yield Proposal("/brand_safety", "remove", hit.entry, evidence)


def topics_added(message: Message, brief: Brief) -> Iterator[Proposal]:
    """More topics where the Brief has some: "crime too", "add crime to the list"; claims them."""
    if not brief.brand_safety:
        return
    for hit in message.find(_topics()):
        around = piece_around(message, hit.first, hit.last)
        said = {message.fold(i) for i in around if not hit.first <= i <= hit.last}
        if said & _TOO and said <= _TOO | _AROUND:
            message.claim(hit.first, hit.last)
            evidence = (message.evidence(hit.first, hit.last),)
            yield Proposal("/brand_safety", "add", hit.entry, evidence)


def _allowed(message: Message, first: int, last: int) -> bool:
    """ "News is fine after all", "take news off the list", "drop the news exclusion"."""
    piece = [message.tokens[i] for i in piece_around(message, first, last)]
    tables = (_verbs(), _lists())
    if all(next(iter(table.find(piece)), None) is not None for table in tables):
        return True
    return permits(message, first, last) and not any(token.fold in _NOT for token in piece)


_NOT = folded("guards", "exchanges_not")
_TOO = folded("lifting", "too")
_AROUND = folded("lifting", "too_around") | folded("everyday", "articles")


@cache
def _topics() -> Phrases[str]:
    tables = words("safety").items()
    return Phrases((w, tag) for tag, ws in tables if tag != "cue" for w in ws)


@cache
def _verbs() -> Phrases[str]:
    return Phrases((w, "verb") for tag in ("before", "behind") for w in words("lifting")[tag])


@cache
def _lists() -> Phrases[str]:
    return Phrases((w, "list") for w in words("lifting")["blocklist"])
