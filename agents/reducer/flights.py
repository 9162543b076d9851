"""Dates: set, moved, resized, and flights of some lines.

Where only the start was said, its words stand under `/flight/start` too; where only the length,
under `/flight/end`, so that a later message can tell the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from agents.readers.dates.flights import read_length
from agents.readers.dates.lengths import end_as_long
from agents.readers.dates.periods import add_months
from agents.readers.dates.stretches import length
from agents.readers.dates.timetables import WHOLE
from agents.readers.findings.dates import Duration
from agents.readers.findings.proposals import Dated, Proposal, Shift
from agents.reducer.draft import Draft
from agents.reducer.part_flights import add_part, edged, envelope, following, row
from media.brief import Brief, PartialFlight, Where
from media.flight import Flight
from media.policies import defaults

START, END = "/flight/start", "/flight/end"


def apply_flight(draft: Draft, proposal: Proposal) -> None:
    """Sets, moves or adds dates."""
    value, before = proposal.value, draft.brief
    if isinstance(value, Dated) and proposal.op == "remove":
        _as_the_whole(draft, value.where or WHOLE)
    elif isinstance(value, Dated) and proposal.path == "/flights":
        _add_flight(draft, value, proposal)
    elif isinstance(value, Dated):
        _set_dates(draft, value, proposal)
    elif isinstance(value, Duration):
        _set_length(draft, value, proposal)
    elif isinstance(value, Shift):
        _shift(draft, value, proposal)
        _keep(draft, before, value.besides)


def _as_the_whole(draft: Draft, where: Where) -> None:
    """Takes the dates of a part out, so that it runs when the whole does."""
    draft.put(flights=tuple(f for f in draft.brief.flights if f.where != where))


def said_length(brief: Brief) -> Duration | None:
    """The length that was said of a flight whose start is still open."""
    return next((d for e in brief.evidence.get(END, ()) if (d := read_length(e.text))), None)


def _set_dates(draft: Draft, value: Dated, proposal: Proposal) -> None:
    standing, parts = draft.brief.flight, draft.brief.flights
    if standing is None and parts and (value.start is None or value.end is None):
        draft.put(flights=tuple(edged(parts, value.start, value.end)))
        draft.cite("/flights", proposal.evidence)
        return
    flight = _dated(value, standing, draft)
    if flight is None:
        return
    draft.cite("/flight", proposal.evidence, replace=True)
    draft.cite("/flight", draft.evidence.get(END, ()) if value.end is None else ())
    half_said = value.end is None and END not in draft.evidence and standing is None
    draft.forget(END)
    draft.forget(START)
    if half_said:
        draft.cite(START, proposal.evidence, replace=True)
    draft.put(flight=flight, flights=tuple(following(parts, standing, flight)))


def _set_length(draft: Draft, value: Duration, proposal: Proposal) -> None:
    """The end from the start that was said; without one the words wait for it."""
    standing = draft.brief.flight
    if standing is None:
        draft.cite(END, proposal.evidence, replace=True)
    elif START in draft.evidence:
        end = length(standing.start, value.count, value.unit)
        draft.put(flight=Flight(start=standing.start, end=end))
        draft.cite("/flight", proposal.evidence)
        draft.forget(START)


def _dated(value: Dated, standing: Flight | None, draft: Draft) -> Flight | None:
    """The dates, an open end as it stands or as the default is; None where they are in no order."""
    start, end = value.start, value.end
    if start is not None and end is None:
        end = _end_of(start, standing, draft)
    if start is None and end is not None and standing is not None and standing.start <= end:
        start = standing.start
    return Flight(start=start, end=end) if start and end and start <= end else None


def _end_of(start: date, standing: Flight | None, draft: Draft) -> date:
    """The end that stands or is as far behind it, one that a length tells, or the default's."""
    said = said_length(draft.brief)
    if said is not None:
        return length(start, said.count, said.unit)
    if standing is not None and START not in draft.evidence:
        return standing.end if standing.end > start else end_as_long(start, standing)
    return defaults.flight_end(start)


def _shift(draft: Draft, shift: Shift, proposal: Proposal) -> None:
    """Moves the flight and what goes along with it, or all bursts, or a part alone."""
    standing, parts = draft.brief.flight, draft.brief.flights
    if shift.where is not None or shift.number:
        _shift_part(draft, shift, shift.where or WHOLE, proposal)
        return
    if standing is None:
        draft.put(flights=_shifted_bursts(parts, shift) if parts else ())
        draft.cite("/flights", proposal.evidence)
        return
    moved = _shifted(standing, shift)
    together = _shifted_bursts(parts, shift) if parts and shift.edge == "both" else None
    draft.put(flight=moved, flights=together or tuple(following(parts, standing, moved)))
    draft.cite("/flight", proposal.evidence)


def _keep(draft: Draft, before: Brief, wheres: Sequence[Where]) -> None:
    """Gives parts that were not to move the dates back that they had `before`."""
    kept = [part for where in wheres for part in row(before, where)]
    moved = (part for part in draft.brief.flights if part.where not in wheres)
    draft.put(flights=tuple(sorted((*moved, *kept), key=lambda f: (f.start, str(f.where)))))


def _shift_part(draft: Draft, shift: Shift, where: Where, proposal: Proposal) -> None:
    parts = row(draft.brief, where)
    single = parts[shift.number - 1 : shift.number] if shift.number else parts
    moved = _shifted_bursts(single, shift) if single else ()
    for part in (*moved, *(p for p in parts if p not in single)) if moved else ():
        add_part(draft, part, proposal)


def _shifted(flight: Flight, shift: Shift) -> Flight:
    moved = _by_months(flight, shift.months).shifted(shift.days)
    if shift.edge == "both":
        return moved
    start = moved.start if shift.edge == "start" else flight.start
    end = moved.end if shift.edge == "end" else flight.end
    return Flight(start=start, end=end) if start <= end else flight


def _shifted_bursts(parts: Sequence[PartialFlight], shift: Shift) -> tuple[PartialFlight, ...]:
    """All of them moved, or the start of the first or the end of the last."""
    start, end = min(p.start for p in parts), max(p.end for p in parts)

    def meant(part: PartialFlight) -> bool:
        outer = part.start == start if shift.edge == "start" else part.end == end
        return shift.edge == "both" or outer

    moved = (_shifted(p, shift) if meant(p) else p for p in parts)
    return tuple(
        p.model_copy(update={"start": m.start, "end": m.end})
        for p, m in zip(parts, moved, strict=True)
    )


def _by_months(flight: Flight, months: int) -> Flight:
    """Some months later, whole months staying whole ones."""
    behind = flight.end + timedelta(days=1)
    end = add_months(behind, months) - timedelta(days=1)
    return Flight(start=add_months(flight.start, months), end=end)


def _add_flight(draft: Draft, value: Dated, proposal: Proposal) -> None:
    bursts = () if value.where is None else row(draft.brief, value.where)
    if len(bursts) > 1 and (value.start is None or value.end is None):
        for part in edged(bursts, value.start, value.end):
            add_part(draft, part, proposal)
        return
    standing = None if value.where is None else envelope(draft.brief, value.where)
    flight = _dated(value, standing, draft)
    if flight is not None and (value.where is not None or (value.start and value.end)):
        dates = {"start": flight.start, "end": flight.end}
        add_part(draft, PartialFlight(**dates, where=value.where or WHOLE), proposal)
