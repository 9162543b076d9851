"""Dates of a part told by others: "Italy for the whole flight", "Spain same dates as Germany"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.dates.timetables import WHOLE, Timetable
from agents.readers.findings.proposals import Dated, Proposal
from agents.readers.rules.parts import Part, Parts
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, month_names, words
from media.brief import Brief, Where
from media.flight import Flight

_NEAR = 4
"""How many tokens may stand between a part and the words for its dates."""
_LINK = 3
"""How many tokens behind "same dates as" its part may begin ("que l'Allemagne")."""
_OF = folded("day_words", "of")
_TAGS = ("whole_flight", "from_start", "to_end", "same_dates")


class RunningAlong:
    """The parts of one message that run along with the whole, or with another part."""

    def __init__(self, message: Message, brief: Brief, parts: Parts) -> None:
        """`brief` is the one that stands before the message."""
        self.message, self.parts = message, parts
        self.table = Timetable.of(brief)
        self.held = {*brief.geo.countries}
        self.named: set[int] = set()
        """The tokens of parts that only say whose dates are meant."""

    def proposals(self) -> Iterator[Proposal]:
        """The dates of the parts, none of their own where those are the same as of the whole."""
        if not self.table.rows:
            return
        for hit in self.message.find(_wordings()):
            part, other = self.parts.before(hit.first), self.parts.behind(hit.last)
            if part is None or hit.first - part.last > _NEAR + 1 or self._of_month(hit):
                continue
            if hit.entry == "same_dates" and not self._follows(hit, other):
                continue
            for where in part.wheres:
                yield from self._dated(where, self._row(hit.entry, where, other), part, hit)
            self.message.claim(hit.first, hit.last)
            for named in (part, other):
                if named is not None and named.countries <= self.held:
                    self.named |= {*range(named.first, named.last + 1)}

    def _of_month(self, hit: Hit[str]) -> bool:
        """Whether the start or the end is one of a month: "bis Ende Mai", "to the end of May"."""
        i = hit.last + 1
        while self.message.fold(i) in _OF:
            i += 1
        return self.message.fold(i) in month_names()

    def _follows(self, hit: Hit[str], other: Part | None) -> bool:
        return other is not None and other.first - hit.last <= _LINK

    def _row(self, tag: str, where: Where, other: Part | None) -> Sequence[Flight]:
        """The flights that the part is to have."""
        if tag == "same_dates" and other is not None:
            return self.table.row(other.wheres[0])
        whole, own = self._whole(), self.table.row(where)
        if tag == "whole_flight" or not own:
            return whole
        if tag == "from_start":
            return (Flight(start=whole[0].start, end=own[0].end), *own[1:])
        return (*own[:-1], Flight(start=own[-1].start, end=whole[-1].end))

    def _whole(self) -> Sequence[Flight]:
        """The flights of the whole; from first to last day where each part has its own."""
        rows = [flight for row in self.table.rows.values() for flight in row]
        hull = Flight(start=min(f.start for f in rows), end=max(f.end for f in rows))
        return self.table.rows.get(WHOLE) or (hull,)

    def _dated(
        self, where: Where, row: Sequence[Flight], part: Part, hit: Hit[str]
    ) -> Iterator[Proposal]:
        said = (self.message.evidence(part.first, part.last),
                self.message.evidence(hit.first, hit.last))  # fmt: skip
        if tuple(row) == self.table.rows.get(WHOLE):
            yield Proposal("/flights", "remove", Dated(None, None, where), said)
            return
        for flight in row:
            yield Proposal("/flights", "add", Dated(flight.start, flight.end, where), said)


@cache
def _wordings() -> Phrases[str]:
    return Phrases((w, tag) for tag in _TAGS for w in words("flight_parts")[tag])
