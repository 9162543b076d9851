"""Dates: set, moved, resized, and flights of some lines."""

from __future__ import annotations

from agents.readers.proposals import Dated, Proposal, Shift
from agents.reducer.draft import Draft, merged
from media.brief import PartialFlight, Where
from media.flight import Flight
from media.policies import defaults


def apply_flight(draft: Draft, proposal: Proposal) -> None:
    """Sets, moves or adds dates."""
    value, standing = proposal.value, draft.brief.flight
    if isinstance(value, Dated) and proposal.path == "/flights":
        _add_flight(draft, value, proposal)
    elif isinstance(value, Dated):
        flight = _dated(value, standing)
        if flight is not None:
            draft.put(flight=flight)
            draft.cite("/flight", proposal.evidence, replace=True)
    elif isinstance(value, Shift) and standing is not None:
        moved = _shifted(standing, value)
        draft.put(flight=moved)
        draft.cite("/flight", proposal.evidence)


def _dated(value: Dated, standing: Flight | None) -> Flight | None:
    start, end = value.start, value.end
    if start is not None and end is None:
        kept = standing.end if standing is not None and standing.end > start else None
        end = kept or defaults.flight_end(start)
    if start is None and end is not None and standing is not None and standing.start <= end:
        start = standing.start
    return Flight(start=start, end=end) if start and end and start <= end else None


def _shifted(flight: Flight, shift: Shift) -> Flight:
    moved = flight.shifted(shift.days)
    if shift.edge == "both":
        return moved
    start = moved.start if shift.edge == "start" else flight.start
    end = moved.end if shift.edge == "end" else flight.end
    return Flight(start=start, end=end) if start <= end else flight


def _add_flight(draft: Draft, value: Dated, proposal: Proposal) -> None:
    if value.start is None or value.end is None or value.end < value.start:
        return
    flight = PartialFlight(start=value.start, end=value.end, where=value.where or Where())
    if "/flights" not in draft.fresh:
        draft.put(flights=(), flight=None)
        draft.forget("/flight")
    draft.put(flights=merged(draft.brief.flights, flight, key=lambda f: (f.start, str(f.where))))
    draft.cite("/flights", proposal.evidence, replace=True)
