"""Defaults: what the house takes for slots that nobody stated. Each is shown as an assumption."""

from __future__ import annotations

from datetime import date, timedelta

from media.flight import Flight
from media.words import Objective, Priority

OBJECTIVE: Objective = "REACH"
PRIORITY: Priority = "balanced"
FLIGHT_DAYS = 28


def flight(today: date) -> Flight:
    """Four weeks from next Monday."""
    start = today + timedelta(days=7 - today.weekday())
    return Flight(start=start, end=start + timedelta(days=FLIGHT_DAYS - 1))


def flight_end(start: date) -> date:
    """The last day of a flight of which only the start was said."""
    return start + timedelta(days=FLIGHT_DAYS - 1)
