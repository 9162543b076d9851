"""Dates taken off or put onto the flight: "Q1 except the week of Feb 8", "also in May"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from agents.readers.dates.lengths import as_long
from agents.readers.dates.more_flights import ANOTHER, beside, dropped, numbered
from agents.readers.dates.placed_dates import PlacedDates
from agents.readers.dates.timetables import WHOLE, Timetable
from agents.readers.findings.dates import Dates
from agents.readers.findings.proposals import Proposal
from agents.readers.text.message import Message
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import Brief, Where
from media.evidence import Evidence
from media.flight import Flight
from media.plan import Fact

_DAY = timedelta(days=1)
_NEAR = 5
"""How many tokens back "except" and the like may stand before dates."""
_NEVER = 10**9
_BASES = 2
"""How many dates back those stand that others are taken off."""
_OFF = ("not", "remove")
_SEASONS = frozenset().union(*(folded("dates", s) for s in ("spring", "summer", "winter")))
"""Before "break" these name holidays, no pause ("spring break")."""
_UNITS = folded("dates", "week") | folded("dates", "day") | folded("dates", "of")


class Gaps:
    """Collects the flights that are left once a message has taken dates off or put some onto."""

    def __init__(self, message: Message, brief: Brief, placed: PlacedDates) -> None:
        """`brief` is the one that stands before the message."""
        self.message, self.placed = message, placed
        self.before = self.table = Timetable.of(brief)
        pauses = _pauses().find(message.tokens)
        self.pauses = [hit for hit in pauses if message.fold(hit.first - 1) not in _SEASONS]
        self.numbers: dict[int, int] = {}
        self.evidence: list[Evidence] = []
        self.idle: list[Dates] = []
        """What was to be left out of dates that do not hold it, or are not there yet."""

    def taken(self, dates: Sequence[Dates]) -> list[Dates]:
        """The dates that are neither taken off nor put on."""
        paused, self.numbers = self._paused(dates), self._numbered(dates)
        dates = [self._as_long(span) for span in dates]
        inside = {i for d in dates for i in range(d.first, d.last + 1)}
        kept: list[Dates] = []
        for span in dates:
            off = id(span) in paused or (_closed(span) and self._excepted(span))
            operator = "not" if off else self._operator(span, inside)
            base = self._base(span, kept) if operator in _OFF else None
            changed = self._changed(span, operator, base)
            if changed is None or changed == self.table:
                self.idle += [span] if off else []
                kept += [] if off else [span]
                continue
            kept = [d for d in kept if d is not base or self.placed.of(d) != self._wheres(span, d)]
            self.table = changed
            spans = [*(base.pieces if base else ()), *span.pieces]
            self.evidence += [self.message.evidence(*piece) for piece in spans]
            self.message.claim(span.first, span.last)
        self.idle = [] if kept else self.idle
        self._drop_flights(dates)
        return kept

    def _drop_flights(self, dates: Sequence[Dates]) -> None:
        """Takes out flights that go by their number: "drop the second flight"."""
        for hit, number in dropped(self.message, dates):
            row = self.table.row(WHOLE)
            changed = self.table.without(row[number - 1], (WHOLE,)) if number <= len(row) else None
            if changed is not None:
                self.table = changed
                self.evidence.append(self.message.evidence(hit.first, hit.last))
                self.message.claim(hit.first, hit.last)

    def proposals(self) -> list[Proposal]:
        """The flights that have changed, of the whole and of parts."""
        return self.table.proposals(self.before, tuple(self.evidence)) if self.evidence else []

    def notes(self) -> list[Fact]:
        """Why what was to be left out is not."""
        if not self.idle:
            return []
        return [Fact(code="nothing_runs_then" if self.before.rows else "no_dates_to_leave_out")]

    def _changed(self, span: Dates, operator: Operator, base: Dates | None) -> Timetable | None:
        """The timetable without the span, or with it; None where neither is meant."""
        wheres = self._wheres(span, base)
        stretch = _stretch(span, ends=self.placed.operator(span) == "remove")
        if operator in _OFF:
            table = self.table if base is None else self.table.with_row(wheres, _flight(base))
            return table.without(stretch, wheres)
        return self._put(span, stretch, wheres) if operator == "add" else None

    def _numbered(self, dates: Sequence[Dates]) -> dict[int, int]:
        """The dates of flights that are put to what stands, not to others of this message."""
        numbers = numbered(self.message, dates)
        plain = [d.first for d in dates if _closed(d) and d.first not in numbers]
        listed = len(numbers) > 1 and 1 in numbers.values()
        return {} if listed or min(plain, default=_NEVER) < min(numbers, default=0) else numbers

    def _as_long(self, span: Dates) -> Dates:
        """Another flight of which only the start is said, as long as the last that stands."""
        row, another = self.table.row(WHOLE), self.numbers.get(span.first) == ANOTHER
        later = bool(row) and span.start is not None and span.start > row[-1].end
        return as_long(span, row[-1]) if another and later and span.shape == "start" else span

    def _put(self, span: Dates, stretch: Flight, wheres: tuple[Where, ...]) -> Timetable | None:
        """The timetable with one more stretch, or with another one for the flight that is meant."""
        number = self.numbers.get(span.first, ANOTHER)
        return self.table.replaced(number, stretch, wheres) or self.table.extended(stretch, wheres)

    def _wheres(self, span: Dates, base: Dates | None) -> tuple[Where, ...]:
        return self.placed.of(span) or (() if base is None else self.placed.of(base))

    def _base(self, span: Dates, before: Sequence[Dates]) -> Dates | None:
        """The dates named before in this message that the span is a part of."""
        return next((d for d in before[-_BASES:] if encloses(d, span)), None)

    def _excepted(self, span: Dates) -> bool:
        """Whether "except" stands before the dates, or before the week that they are of.

        A "no" is Portuguese for "in the" as well, so it takes off only what the flight has.
        """
        for i in range(span.first, max(span.first - _NEAR, -1), -1):
            hit = self.message.before.get(i)
            if hit is not None and hit.entry in _OFF and self.message.fold(i) != "no":
                return True
            if i < span.first and i not in self.message.glue and self.message.fold(i) not in _UNITS:
                return False
        return False

    def _operator(self, span: Dates, inside: set[int]) -> Operator:
        """ "Also in May" adds dates; the German "also vom 8. bis 9. Mai" explains them."""
        if span.start is not None and (said := self.placed.operator(span)) in _OFF:
            return said
        if not _closed(span):
            return ""
        if span.first in self.numbers:
            return "add"
        start = self.message.operator_start(span.first, inside.__contains__)
        explains = start is not None and self.message.fold(start) == "also"
        if explains and self.message.language == "de":
            return ""
        return self.message.operator(span.first, span.last, inside.__contains__)

    def _paused(self, dates: Sequence[Dates]) -> set[int]:
        """Ids of dates that a word for a pause is said of."""
        spans = (beside(self.message, hit, dates) for hit in self.pauses)
        return {id(span) for span in spans if span is not None}


def encloses(base: Dates, span: Dates) -> bool:
    """Whether the span is a part of the base, with both ends known."""
    if base.shape != "range" or not (base.start and base.end and span.start and span.end):
        return False
    proper = (base.start, base.end) != (span.start, span.end)
    return proper and base.start <= span.start and span.end <= base.end


def _closed(span: Dates) -> bool:
    return span.start is not None and span.end is not None


def _flight(span: Dates) -> Flight:
    return Flight(start=span.start or date.min, end=span.end or date.max)


def _stretch(span: Dates, ends: bool) -> Flight:
    """The days that are meant; a pause until some day is over on that day.

    A part that `ends` on some day is gone from that day on.
    """
    if span.start is None:
        return Flight(start=date.min, end=_flight(span).end - _DAY)
    if ends and span.start == span.end:
        return Flight(start=span.start, end=date.max)
    return _flight(span)


@cache
def _pauses() -> Phrases[str]:
    return Phrases((w, "pause") for w in words("flight_parts")["pause"])
