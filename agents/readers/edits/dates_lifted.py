"""Dates of parts set free: "forget the Irish start date", "Italy doesn't need its own dates"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cache

from agents.readers.findings.proposals import Dated, Proposal
from agents.readers.findings.targets import Target
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words
from agents.readers.text.pieces import pieces
from media.brief import Brief


class DatesLifted:
    """The parts whose own dates one message lifts, so that they run when the whole does."""

    def __init__(self, message: Message, brief: Brief, targets: Sequence[Target]) -> None:
        """`brief` is the one that stands before the message."""
        self.message, self.brief = message, brief
        self.named: set[int] = set()
        """The first tokens of the places and formats that only say whose dates are meant."""
        self.proposals = [*self._lifted(targets)] if brief.flight or brief.flights else []

    def _lifted(self, targets: Sequence[Target]) -> Iterator[Proposal]:
        for first, last in pieces(self.message):
            named = [t for t in targets if first <= t.first and t.last <= last]
            if not named or not _lifts(self.message, first, last):
                continue
            self.named |= {t.first for t in named}
            self.message.claim(first, last)
            own = {flight.where for flight in self.brief.flights}
            said = (self.message.evidence(first, last),)
            for where in dict.fromkeys(t.where for t in named if t.where in own):
                yield Proposal("/flights", "remove", Dated(None, None, where), said)


def _lifts(message: Message, first: int, last: int) -> bool:
    """Whether a piece has a word that lifts and one for dates, and says no others."""
    inside = message.tokens[first : last + 1]
    tags: Set[str] = {hit.entry for hit in _table().find(inside)}
    lifting = bool(tags & {"before", "behind", "frees"})
    return lifting and "part_dates" in tags and not any(t.kind == "number" for t in inside)


@cache
def _table() -> Phrases[str]:
    tags = ("part_dates", "before", "behind", "frees")
    return Phrases((w, tag) for tag in tags for w in words("lifting")[tag])
