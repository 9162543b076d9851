"""What nobody said: defaults put into a Brief, and taken out again."""

from __future__ import annotations

from datetime import date

from agents.readers.dates.stretches import length
from agents.reducer.flights import said_length
from media.brief import Brief
from media.flight import Flight
from media.policies import defaults


def complete(brief: Brief, today: date) -> Brief:
    """The Brief with defaults in the slots nobody stated (`assumed`), and what is `missing`."""
    slots: dict[str, object] = {}
    if brief.objective is None:
        slots["objective"] = defaults.OBJECTIVE
    if brief.flight is None and brief.flights:
        slots["flight"] = Flight(
            start=min(f.start for f in brief.flights), end=max(f.end for f in brief.flights)
        )
    elif brief.flight is None:
        slots["flight"] = _from_monday(brief, today)
    if brief.priority is None:
        slots["priority"] = defaults.PRIORITY
    missing = []
    if brief.budget is None:
        missing.append("budget")
    if not brief.geo.countries:
        missing.append("geo")
    return brief.model_copy(
        update={**slots, "assumed": (*brief.assumed, *slots), "missing": tuple(missing)}
    )


def _from_monday(brief: Brief, today: date) -> Flight:
    """From next Monday, as long as was said, or as the default is."""
    usual, said = defaults.flight(today), said_length(brief)
    if said is None:
        return usual
    return Flight(start=usual.start, end=length(usual.start, said.count, said.unit))


def stated(brief: Brief) -> Brief:
    """The Brief without what `complete` and habits put in: only what somebody said."""
    nothing = Brief()
    blank: dict[str, object] = {slot: getattr(nothing, slot) for slot in brief.assumed}
    return brief.model_copy(update={**blank, "assumed": (), "missing": ()})
