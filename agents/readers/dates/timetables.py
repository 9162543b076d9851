"""Timetables: when what runs, with stretches taken off or put on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from agents.readers.findings.proposals import Dated, Proposal
from media.brief import Brief, Where
from media.evidence import Evidence
from media.flight import Flight

WHOLE = Where()
"""What dates are of that are of no part alone."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timetable:
    """The flights of the whole, under WHOLE, and of each part that has dates of its own."""

    rows: Mapping[Where, tuple[Flight, ...]]

    @classmethod
    def of(cls, brief: Brief) -> Timetable:
        """The dates of a Brief."""
        rows: dict[Where, tuple[Flight, ...]] = {}
        if brief.flight is not None:
            rows[WHOLE] = (brief.flight,)
        for part in brief.flights:
            dates = Flight(start=part.start, end=part.end)
            rows[part.where] = (*rows.get(part.where, ()), dates)
        return cls(rows)

    def with_row(self, wheres: Sequence[Where], flight: Flight) -> Timetable:
        """The same with one flight for the parts, or for the whole without any."""
        return Timetable({**self.rows, **dict.fromkeys(wheres or (WHOLE,), (flight,))})

    def without(self, stretch: Flight, wheres: Sequence[Where]) -> Timetable | None:
        """The days of the stretch taken off the parts, or off all; None where nothing is left."""
        rows = {where: tuple(_cut(row, stretch)) for where, row in self._rows(wheres)}
        return Timetable({**self.rows, **rows}) if rows and all(rows.values()) else None

    def extended(self, stretch: Flight, wheres: Sequence[Where]) -> Timetable | None:
        """The stretch put onto the parts, or onto all; None where nothing runs yet."""
        rows = {where: tuple(_put(row, stretch)) for where, row in self._rows(wheres)}
        return Timetable({**self.rows, **rows}) if rows else None

    def replaced(self, number: int, stretch: Flight, wheres: Sequence[Where]) -> Timetable | None:
        """The stretch in the place of flight `number`, from 1 on; None where there is none."""
        rows = {
            where: tuple(_put([*row[: number - 1], *row[number:]], stretch))
            for where, row in self._rows(wheres)
            if 1 <= number <= len(row) > 1
        }
        return Timetable({**self.rows, **rows}) if rows else None

    def row(self, where: Where) -> tuple[Flight, ...]:
        """The flights of a part; without dates of its own it has those of the whole."""
        return self.rows.get(where) or self.rows.get(WHOLE, ())

    def hull(self, where: Where) -> Flight | None:
        """From the first to the last day of a part; None where nothing has dates yet."""
        row = self.row(where)
        if not row:
            return None
        return Flight(start=min(f.start for f in row), end=max(f.end for f in row))

    def _rows(self, wheres: Sequence[Where]) -> Iterator[tuple[Where, tuple[Flight, ...]]]:
        return ((w, row) for w in wheres or tuple(self.rows) if (row := self.row(w)))

    def proposals(self, before: Timetable, words: tuple[Evidence, ...]) -> list[Proposal]:
        """What has changed since; all rows where the dates of the whole have."""
        whole = self.rows.get(WHOLE) != before.rows.get(WHOLE)
        changed = [(w, row) for w, row in self.rows.items() if whole or row != before.rows.get(w)]
        return [
            Proposal("/flight", "set", Dated(dates.start, dates.end), words)
            if where == WHOLE and len(row) == 1
            else Proposal("/flights", "add", Dated(dates.start, dates.end, where), words)
            for where, row in changed
            for dates in row
        ]


def _cut(row: Sequence[Flight], stretch: Flight) -> Iterator[Flight]:
    """What is left of the flights before and behind the stretch."""
    for flight in row:
        if stretch.start > flight.end or stretch.end < flight.start:
            yield flight
            continue
        if flight.start < stretch.start:
            yield Flight(start=flight.start, end=stretch.start - _DAY)
        if stretch.end < flight.end:
            yield Flight(start=stretch.end + _DAY, end=flight.end)


def _put(row: Sequence[Flight], stretch: Flight) -> Iterator[Flight]:
    """The flights and the stretch, in order; those that adjoin are one."""
    last: Flight | None = None
    for flight in sorted([*row, stretch], key=lambda f: f.start):
        if last is not None and flight.start <= last.end + _DAY:
            last = Flight(start=last.start, end=max(last.end, flight.end))
            continue
        if last is not None:
            yield last
        last = flight
    if last is not None:
        yield last
