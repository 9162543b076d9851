"""Surroundings allowed again, or ruled out too: "news is fine after all", "crime too"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.rules.permitting import piece_around, tags_of
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import Token
from media.brief import Brief

_FAR = 9
"""How far from a topic the words may stand that put it to the others."""


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
        around = piece_around(message, hit.first, hit.last, _FAR)
        said = [message.tokens[i] for i in around if not hit.first <= i <= hit.last]
        if _joins(said):
            message.claim(hit.first, hit.last)
            evidence = (message.evidence(hit.first, hit.last),)
            yield Proposal("/brand_safety", "add", hit.entry, evidence)


def _joins(said: Sequence[Token]) -> bool:
    """Whether words around a topic put it to the others: "no news either", "on that list too"."""
    folds = {token.fold for token in said}
    listed = _found(_lists(), said) and not _found(_verbs(), said)
    known = [t for hit in _too().find(said) for t in said[hit.first : hit.last + 1]]
    rest = folds - {token.fold for token in known}
    return bool(known) and (listed or rest <= _AROUND | _NOT)


def _allowed(message: Message, first: int, last: int) -> bool:
    """ "News is fine after all", "take news off the list", "drop the news exclusion"."""
    piece = [message.tokens[i] for i in piece_around(message, first, last, _FAR)]
    if _found(_verbs(), piece) and _found(_lists(), piece):
        return True
    tags = tags_of(piece, "permit", "frees", "harmless")
    return bool(tags) and "not" not in tags


def _found(table: Phrases[str], piece: Sequence[Token]) -> bool:
    return next(iter(table.find(piece)), None) is not None


_NOT = folded("guards", "exchanges_not")
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


@cache
def _too() -> Phrases[str]:
    return Phrases((w, "too") for w in words("lifting")["too"])
