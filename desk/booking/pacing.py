"""How far a line's delivery is behind its flight. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from media.booking import Delivery, OrderLine
from media.flight import Flight
from media.money import Micros

BEHIND_POINTS = 20.0
"""A line this many percentage points behind its flight is worth a word to the rep."""


@dataclass(frozen=True, slots=True)
class Pacing:
    """One line's delivery against its flight; `elapsed` and `delivered` are fractions, `days` how
    many it has run.

    A line delivers what it was booked for: its budget, as far as it is spent.
    """

    line: str
    through: date
    days: int
    elapsed: float
    delivered: float
    spent: Micros
    budget: Micros

    @property
    def points_behind(self) -> float:
        """Percentage points between the flight and the delivery; negative when it is ahead."""
        return 100.0 * (self.elapsed - self.delivered)

    @property
    def is_behind(self) -> bool:
        """Whether somebody should be told."""
        return self.points_behind > BEHIND_POINTS


def pacing(line: OrderLine, delivery: Delivery) -> Pacing:
    """How a line stands by the end of the day that its report covers."""
    flight = Flight(start=line.start, end=line.end)
    run = (min(delivery.through, line.end) - line.start).days + 1
    return Pacing(
        line=line.line,
        through=delivery.through,
        days=max(1, run),
        elapsed=min(1.0, max(0, run) / flight.days),
        delivered=delivery.spend / line.budget,
        spent=delivery.spend,
        budget=line.budget,
    )
