"""Protections that are lifted: "no need to protect video any more", "protection can go"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.findings.targets import Target
from agents.readers.money.bounds import Release
from agents.readers.rules.permitting import piece_around
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, words
from agents.readers.text.pieces import pieces
from media.brief import Brief, ProtectConstraint


def lifted_protections(
    message: Message, brief: Brief, targets: Sequence[Target]
) -> Iterator[Release]:
    """The protections of the Brief that the message lifts; claims their words.

    A piece lifts when it has a word for protecting and one that lifts or denies; it lifts what it
    names, or all where it names nothing.
    """
    held = [c for c in brief.constraints if isinstance(c, ProtectConstraint)]
    for first, last, named in _lifting(message, targets):
        said = (message.evidence(first, last),)
        meant = [c for c in held if not named or any(c.where == t.where for t in named)]
        for protection in meant:
            proposal = Proposal("/constraints", "remove", protection, said)
            yield Release(proposal, frozenset(t.first for t in named))
        if meant:
            message.claim(first, last)


def unprotected(message: Message, targets: Sequence[Target]) -> frozenset[int]:
    """The first tokens of what is not to be protected, whether it was before or not."""
    return frozenset(t.first for *_, named in _lifting(message, targets) for t in named)


def protects(message: Message, first: int, last: int) -> bool:
    """Whether a word for protecting stands around tokens [first, last]."""
    around = piece_around(message, first, last)
    hits = _table().find([message.tokens[i] for i in around])
    return any(hit.entry == "protecting" for hit in hits)


def _lifting(
    message: Message, targets: Sequence[Target]
) -> Iterator[tuple[int, int, list[Target]]]:
    """The pieces that lift, with what they name."""
    others = {t.first for t in targets if not t.sold}
    others |= {hit.first for hit in _topics().find(message.tokens)}
    for first, last in pieces(message):
        if _lifts(message, first, last, others):
            yield first, last, [t for t in targets if first <= t.first and t.last <= last]


def _lifts(message: Message, first: int, last: int, others: Set[int]) -> bool:
    """Whether a piece lifts. "No" before one of the `others`, by their first tokens, lifts nothing:
    "no politics protect video", or the Portuguese "in the" of "proteger vídeo no Brasil".
    """
    found = _table().find(message.tokens[first : last + 1])
    hits = [h for h in found if not (_is_no(message, first, h) and first + h.last + 1 in others)]
    tags = {hit.entry for hit in hits}
    return "unprotect" in tags or ({"protecting", "lifts"} <= tags and not _reminds(hits))


def _is_no(message: Message, first: int, hit: Hit[str]) -> bool:
    return hit.first == hit.last and message.fold(first + hit.first) == "no"


def _reminds(hits: Sequence[Hit[str]]) -> bool:
    """ "Don't forget to protect video" is no wish to leave it."""
    return any(hit.entry == "reminds" for hit in hits)


@cache
def _topics() -> Phrases[str]:
    """What ads are kept away from."""
    return Phrases((w, tag) for tag, ws in words("safety").items() for w in ws if tag != "cue")


@cache
def _table() -> Phrases[str]:
    tags = ("reminds", "short", "unprotect", "protecting", "lifts")
    return Phrases((w, tag) for tag in tags for w in words("lifting")[tag])
