"""What the dates of a message do to the flight: one flight, bursts, or dates for parts each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from agents.readers.dates.edge_days import as_edge
from agents.readers.dates.more_flights import numbered
from agents.readers.dates.placed_dates import PlacedDates
from agents.readers.dates.timetables import WHOLE, Timetable
from agents.readers.findings.corrections import corrects
from agents.readers.findings.dates import PHASE, Dates
from agents.readers.findings.proposals import Dated, Proposal
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.brief import Brief, Where
from media.evidence import Evidence
from media.plan import Fact

_AT_ONCE = folded("guards", "flights_at_once")
_BURSTS = folded("guards", "reading_bursts")


class Dating:
    """Turns the dates of one message into proposals; `decisions` name what settled them."""

    def __init__(
        self,
        message: Message,
        brief: Brief,
        today: date,
        dates: Sequence[Dates],
        placed: PlacedDates,
    ) -> None:
        """`brief` is the one that stands, `placed` knows which dates are of a part alone."""
        self.message, self.brief, self.today, self.placed = message, brief, today, placed
        real = [d for d in dates if d.shape in ("range", "start", "end")]
        self.corrected = _corrected(message, real)
        self.numbers = numbered(message, real)
        self.table = Timetable.of(brief)
        self.of_parts = self._edges([*self._of_parts(real)])
        whole = [] if self.of_parts and self.corrected else [d for d in real if not placed.of(d)]
        of_all = [(d, WHOLE) for d in self._begins(self._surest(whole))]
        self.dates = [d for d, _ in self._edges(of_all)]
        self.lengths = [d for d in dates if d.duration is not None]
        self.decisions: list[Fact] = []

    def _of_parts(self, dates: Sequence[Dates]) -> Iterator[tuple[Dates, Where]]:
        """The dates of parts; a correction is of the part whose dates it replaces."""
        if self.corrected:
            wheres = self.placed.of(dates[-1]) or self.placed.of(dates[-2])
            dates = dates[-1:]
        for span in dates:
            for where in wheres if self.corrected else self.placed.of(span):
                yield span, where

    def _edges(self, dated: list[tuple[Dates, Where]]) -> list[tuple[Dates, Where]]:
        """The dates with a single day of a part, or of the whole, as a start or an end of it."""
        counts = Counter(where for _, where in dated)
        once = {where for where, count in counts.items() if count == 1}
        return [(self._edge(d, where) if where in once else d, where) for d, where in dated]

    def _edge(self, span: Dates, where: Where) -> Dates:
        hull = self.table.hull(where)
        return span if hull is None else as_edge(self.message, span, hull, self.brief.flight)

    def _surest(self, dates: list[Dates]) -> list[Dates]:
        """The surest dates, with months that are added to them ("Jan-Feb plus May")."""
        surest = max((d.certainty for d in dates), default=0)
        months = [d for d in dates if d.certainty > 0]
        apart = all(a.end and b.start and a.end < b.start for a, b in pairwise(months))
        if len(months) > 1 and apart and self._added(months):
            return months
        return [d for d in dates if d.certainty == surest]

    def _begins(self, dates: list[Dates]) -> list[Dates]:
        """ "Asap pls! Starting Monday": the plan is wanted at once where another start is named."""
        said = {id(d): self.message.folds(d.first, d.last) for d in dates}
        named = [d for d in dates if said[id(d)] not in _AT_ONCE]
        return named if any(d.start is not None for d in named) else dates

    def proposals(self) -> list[Proposal]:
        """One flight or bursts, and the dates of parts; without any dates, a length."""
        if not self.dates and not self.of_parts:
            return self._length()
        whole = self._whole()
        return [*whole, *(self._kept() if whole else ()), *self.parts()]

    def _kept(self) -> Iterator[Proposal]:
        """The dates of parts that are left out of what is said of all others."""
        for where in self.placed.unmoved():
            for flight in self.table.row(where):
                dates = Dated(flight.start, flight.end, where)
                yield Proposal("/flights", "add", dates, self._words(self.dates[0]))

    def parts(self) -> list[Proposal]:
        """The dates of parts alone."""
        return [
            Proposal("/flights", "add", Dated(span.start, span.end, where), self._words(span))
            for span, where in self.of_parts
        ]

    def _whole(self) -> list[Proposal]:
        if not self.dates:
            return []
        distinct = {(d.start, d.end) for d in self.dates}
        several = self._several() if len(distinct) > 1 and not self.corrected else []
        return several or [*map(self._flight, self._chosen())]

    def _words(self, span: Dates) -> tuple[Evidence, ...]:
        return tuple(self.message.evidence(*piece) for piece in span.pieces)

    def _length(self) -> list[Proposal]:
        """ "For 3 weeks", whose start was said before or is still to come."""
        if len(self.lengths) != 1 or not self._open_ended():
            return []
        (span,) = self.lengths
        assert span.duration is not None
        self.message.claim(span.first, span.last)
        words = (self.message.evidence(span.first, span.last),)
        return [Proposal("/flight/end", "set", span.duration, words)]

    def _open_ended(self) -> bool:
        stands = self.brief.flight is not None or self.brief.flights
        return not stands or "/flight/start" in self.brief.evidence

    def _awaited(self, dates: Dates) -> bool:
        """Whether a single day is the start that a length said before has waited for."""
        single = dates.shape == "range" and dates.start == dates.end and dates.certainty > 0
        return single and self.brief.flight is None and "/flight/end" in self.brief.evidence

    def _chosen(self) -> list[Dates]:
        return self.dates[-1:] if self.corrected else self.dates[:1]

    def _flight(self, chosen: Dates) -> Proposal:
        nothing_stands = self.brief.flight is None and not self.brief.flights
        opens_now = chosen.shape == "end" and nothing_stands
        start = self.today if opens_now else chosen.start
        if chosen.rule and (opens_now or chosen.shape != "end"):
            fact = Fact(
                code=f"dates.{chosen.rule}",
                values={"start": str(chosen.start), "end": str(chosen.end)},
            )
            self.decisions.append(fact)
        end = None if self._awaited(chosen) else chosen.end
        return Proposal("/flight", "set", Dated(start, end), self._words(chosen))

    def _several(self) -> list[Proposal]:
        """Bursts, or one flight where each of them goes on where the one before ends."""
        if not self._bursts():
            return []
        if self._one_stretch():
            return [self._flight(replace(self.dates[0], end=self.dates[-1].end))]
        return [
            Proposal("/flights", "add", Dated(span.start, span.end), self._words(span))
            for span in self.dates
        ]

    def _one_stretch(self) -> bool:
        """Whether each of the dates goes on where the one before ends ("Jan and early Feb")."""
        day = timedelta(days=1)
        return all(a.end and a.end + day == b.start for a, b in pairwise(self.dates))

    def _bursts(self) -> bool:
        """Whether each of the dates is put to those before, by "and" or as another flight."""
        return all(self._gap(a, b) in _BURSTS or self._told(b) for a, b in pairwise(self.dates))

    def _added(self, dates: Sequence[Dates]) -> bool:
        """Whether words, not only commas, put each of the dates to the ones before."""
        joints = _BURSTS - {","}
        return all(self._gap(a, b) in joints or self._told(b) for a, b in pairwise(dates))

    def _told(self, span: Dates) -> bool:
        """Whether the dates are said to be another flight ("second flight 10-23 May")."""
        return span.first in self.numbers or span.rule == PHASE

    def _gap(self, one: Dates, two: Dates) -> str:
        return self.message.folds(one.last + 1, two.first - 1)


def _corrected(message: Message, dates: Sequence[Dates]) -> bool:
    """Whether the last dates replace the ones before ("March, sorry, April")."""
    return len(dates) > 1 and corrects(message, dates[-2].last, dates[-1].first)
