"""Dates of parts of a Brief: added, moved along with the whole flight, gone with their market."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from agents.readers.dates.timetables import WHOLE, Timetable
from agents.readers.findings.proposals import Proposal
from agents.reducer.draft import Draft, merged
from media.brief import Brief, PartialFlight, Where
from media.flight import Flight


def whole(part: PartialFlight) -> bool:
    """Whether the dates are of all lines, as bursts are."""
    return part.where == WHOLE


def row(brief: Brief, where: Where) -> tuple[PartialFlight, ...]:
    """The dates of a part; without dates of its own it has those of the whole."""
    dates = Timetable.of(brief).row(where)
    return tuple(PartialFlight(start=f.start, end=f.end, where=where) for f in dates)


def envelope(brief: Brief, where: Where) -> Flight | None:
    """From the first to the last day on which the part runs; None where it has no dates."""
    return Timetable.of(brief).hull(where)


def add_part(draft: Draft, part: PartialFlight, proposal: Proposal) -> None:
    """Adds a flight; the first one of its part in a reading takes the place of all before."""
    if f"/flights/{part.where}" not in draft.fresh:
        _clear(draft, part.where)
    draft.fresh.add(f"/flights/{part.where}")
    draft.put(flights=merged(draft.brief.flights, part, key=lambda f: (f.start, str(f.where))))
    draft.cite("/flights", proposal.evidence, replace=whole(part))


def _clear(draft: Draft, where: Where) -> None:
    """Takes out what stands for the part; bursts of the whole leave nothing of earlier messages."""
    if where != WHOLE:
        draft.put(flights=tuple(f for f in draft.brief.flights if f.where != where))
        return
    fresh = (f for f in draft.brief.flights if f"/flights/{f.where}" in draft.fresh)
    draft.put(flights=tuple(fresh), flight=None)
    draft.forget("/flight")


def following(
    parts: Sequence[PartialFlight], old: Flight | None, new: Flight
) -> Iterator[PartialFlight]:
    """The parts once the whole runs on `new` dates: edges that they shared with it go along.

    Without `old` dates of the whole the new ones are for every part; what does not differ from
    the whole any more is no part.
    """
    for part in parts:
        if old is None or whole(part):
            continue
        start = new.start if part.start == old.start else max(part.start, new.start)
        end = new.end if part.end == old.end else min(part.end, new.end)
        if start <= end and (start, end) != (new.start, new.end):
            yield part.model_copy(update={"start": start, "end": end})


def edged(
    parts: Sequence[PartialFlight], start: date | None, end: date | None
) -> Iterator[PartialFlight]:
    """The parts with a new first or last day of them all."""
    first, last = min(p.start for p in parts), max(p.end for p in parts)
    for part in parts:
        low = start if start and (part.start == first or part.start < start) else part.start
        high = end if end and (part.end == last or part.end > end) else part.end
        if low <= high:
            yield part.model_copy(update={"start": low, "end": high})


def settle_parts(draft: Draft, before: Brief) -> None:
    """Dates go with their market; where each market has its own, there are none of the whole.

    The dates of the only market that is left are those of the whole.
    """
    countries = set(draft.brief.geo.countries)
    gone = set(before.geo.countries) - countries
    parts = [f for f in draft.brief.flights if f.where.market not in gone]
    dated = {f.where.market for f in parts if f.where == Where(market=f.where.market)}
    if countries and countries <= dated:
        draft.put(flight=None)
        draft.forget("/flight")
        if len(countries) == 1:
            parts = [_unplaced(f, *countries) for f in parts]
    draft.put(flights=tuple(parts))
    _whole_again(draft)
    if not parts:
        draft.forget("/flights")


def _unplaced(part: PartialFlight, market: str) -> PartialFlight:
    where = part.where.model_copy(update={"market": None})
    return part.model_copy(update={"where": where}) if part.where.market == market else part


def _whole_again(draft: Draft) -> None:
    """One flight of everything is the flight of the Brief."""
    stretches = [f for f in draft.brief.flights if whole(f)]
    if draft.brief.flight is None and len(stretches) == 1:
        (only,) = stretches
        rest = tuple(f for f in draft.brief.flights if not whole(f))
        draft.put(flight=Flight(start=only.start, end=only.end), flights=rest)
        draft.cite("/flight", draft.evidence.get("/flights", ()))


def redated(before: Brief, after: Brief) -> tuple[Where, ...]:
    """The parts that have other dates than before, where the whole has not."""
    old, new = Timetable.of(before).rows, Timetable.of(after).rows
    if old.get(WHOLE) != new.get(WHOLE):
        return ()
    return tuple(where for where, row in new.items() if row != old.get(where))
