"""What somebody tells of the past, which asks for nothing: "last year we ran 1-14 May"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache

from agents.readers.findings.proposals import Proposal
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import fold

_WHO = ("/advertiser", "/product", "/category")
"""Whom a campaign is for stays true of the next one."""
_LEADING = folded("past", "leading")
_WANTING = folded("fillers", "wanting") | folded("operators", "but")
"""Words by which a piece turns to what is wanted: "did not work last year, but let's try"."""

_BRACKETS = frozenset("()[]")
_BETWEEN = frozenset((",", ":", "-", "–", "—"))
Span = tuple[int, int]
"""Characters [start, end)."""


def of_today(
    spans: Sequence[Span], proposals: Sequence[Proposal], meant: Set[int] = frozenset()
) -> list[Proposal]:
    """The proposals without those that only say how things were, in `told_past` spans.

    Words that begin at the characters `meant` are what a later command is about: "Germany did not
    work last time. Please leave it out."
    """

    def told(proposal: Proposal) -> bool:
        return proposal.path not in _WHO and any(
            all(start <= e.start < end and e.start not in meant for e in proposal.evidence)
            for start, end in spans
        )

    return [p for p in proposals if not (told(p) or _contrast(p))] if spans else list(proposals)


def _contrast(proposal: Proposal) -> bool:
    """Whether dates are only the "this year" that is not the last one."""
    said = [fold(e.text) for e in proposal.evidence]
    return proposal.path == "/flight" and set(said) <= folded("past", "this_time")


def told_past(message: Message) -> Iterator[Span]:
    """The characters of the pieces of sentences that tell of a time that is over."""
    for hit in _times().find(message.tokens):
        first, last = _piece(message, hit)
        said = message.tokens[first : last + 1]
        wanted = any(token.fold in _WANTING for token in said)
        asks = message.fold(message.clause(hit.first)[1] + 1) == "?"
        opens = hit.entry == "times" and _opens(message, first, hit)
        if not (wanted or asks) and (opens or any(_verbs().find(said))):
            yield message.tokens[first].start, message.tokens[last].end


def _opens(message: Message, first: int, hit: Hit[str]) -> bool:
    """Whether a piece begins with the time ("last year's client" is one of today)."""
    return message.fold(hit.last + 1) != "'" and all(
        message.fold(i) in _LEADING for i in range(first, hit.first)
    )


def _piece(message: Message, hit: Hit[str]) -> tuple[int, int]:
    """The tokens between the commas around a time."""
    low, high = message.clause(hit.first)
    first, last = hit.first, hit.last
    while first > low and not _pauses(message, first - 1):
        first -= 1
    while last < high and not _pauses(message, last + 1):
        last += 1
    return first, last


def _pauses(message: Message, i: int) -> bool:
    """Whether token i parts two pieces: a bracket, a dash, or a comma that is no decimal one."""
    behind = message.tokens[i + 1 : i + 2]
    glued = bool(behind) and behind[0].glued
    return message.fold(i) in _BRACKETS or (message.fold(i) in _BETWEEN and not glued)


def compared_with_past(message: Message) -> Iterator[Span]:
    """The characters of figures that only say how much more it is than in the past."""
    for hit in _times().find(message.tokens):
        figure = _compared(message, hit)
        if figure is not None:
            yield message.tokens[figure].start, message.tokens[hit.last].end


def _compared(message: Message, hit: Hit[str]) -> int | None:
    """Where the figure of "20k more than last year" begins: by how much it is more, no amount."""
    near = range(hit.first - 1, max(-1, hit.first - 1 - _COMPARING), -1)
    than = next((i for i in near if message.fold(i) in _THAN), None)
    said = than is not None and any(message.fold(i) in _MORE for i in near)
    figure = (i for i in near if message.tokens[i].kind == "number")
    return next(figure, None) if said else None


_COMPARING = 8
"""How many tokens before the past time its figure may stand."""
_THAN = folded("past", "than")
_MORE = folded("past", "more")


@cache
def _times() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("times", "vague") for w in words("past")[tag])


@cache
def _verbs() -> Phrases[str]:
    return Phrases((w, "verb") for w in words("past")["verbs"])
