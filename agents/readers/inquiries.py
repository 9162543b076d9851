"""Inquiries: sentences of a later turn that ask about the plan and state nothing.

"Should we add podcasts?", "¿incluye podcasts?", "what about Canada?". A polite question ("can you
add podcasts?", "is it possible to ...?") is a request and no inquiry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.readers.message import Message
from agents.readers.phrases import Hit, Phrases, words
from agents.readers.proposals import Proposal

_OPENING = 3
"""How many tokens may stand before the words that ask ("hmm ok, should we ...")."""


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question at characters [start, end): what a change would bring, or what the plan is."""

    kind: Literal["what_if", "why"]
    start: int
    end: int

    def holds(self, proposal: Proposal) -> bool:
        """Whether all words of the proposal stand in the question."""
        return all(self.start <= e.start and e.end <= self.end for e in proposal.evidence)


def inquiries(message: Message) -> list[Inquiry]:
    """The questions of a message that are no requests."""
    return [
        Inquiry(kind, message.tokens[first].start, message.tokens[last].end)
        for first, last in _questions(message)
        if (kind := _kind(message, first, last)) is not None
    ]


def settle(
    proposals: Sequence[Proposal], asked: Sequence[Inquiry]
) -> tuple[list[Proposal], Inquiry | None]:
    """What is stated outside the questions; the question, where nothing else is stated."""
    stated = [p for p in proposals if not any(q.holds(p) for q in asked)]
    inside = next((q for q in asked if any(q.holds(p) for p in proposals)), None)
    return (list(proposals), inside) if not stated and inside else (stated, None)


def _questions(message: Message) -> Iterator[tuple[int, int]]:
    first = 0
    for i, token in enumerate(message.tokens):
        ends = token.kind == "break" or token.fold in (".", "!", "?", ";")
        if token.fold == "?" and i > first:
            yield first, i
        if ends:
            first = i + 1


def _kind(message: Message, first: int, last: int) -> Literal["what_if", "why"] | None:
    sentence = message.tokens[first : last + 1]
    if next(iter(_table("polite").find(sentence)), None) is not None:
        return None
    for tag, kind in _KINDS:
        hit: Hit[str] | None = next(iter(_table(tag).find(sentence)), None)
        if hit is not None and hit.first <= _OPENING:
            return kind
    return None


_KINDS: tuple[tuple[str, Literal["what_if", "why"]], ...] = (
    ("weighing", "what_if"),
    ("looking", "why"),
)


@cache
def _table(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("intents")[tag])
