"""Dates as they are read: a stretch, a start, an end or a length, with the words for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Shape = Literal["range", "start", "end", "duration", "open"]


@dataclass(frozen=True, slots=True)
class Duration:
    """A length without dates: "4 weeks". Units: "z" days, "u" weeks, "g" fortnights, "o" months."""

    count: int
    unit: str


PHASE = "phase"
"""The rule of dates with an amount each: they are flights side by side."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Dates read from tokens [first, last], None where open; `rule` says what decided."""

    start: date | None
    end: date | None
    first: int
    last: int
    shape: Shape
    duration: Duration | None = None
    rule: str = ""
    certainty: int = 2
    """2 for dates with both ends, 1 for a month or the like, 0 for a mere occasion.

    Less for Christmas, which only says when nothing is to run ("December except Christmas Day").
    """
    second: tuple[int, int] | None = None
    """The tokens of the other piece, when start and end or duration stand apart."""

    @property
    def faint(self) -> bool:
        """Whether no campaign runs just then."""
        return self.certainty < 0

    @property
    def pieces(self) -> tuple[tuple[int, int], ...]:
        """The tokens that the dates were read from."""
        return ((self.first, self.last), *((self.second,) if self.second else ()))


def bygone(dates: Dates, today: date) -> bool:
    """Whether a year, a quarter or the like is over: it is told of the past, not planned."""
    return dates.certainty < 2 and dates.end is not None and dates.end < today


def begun(dates: Dates, today: date) -> Dates:
    """The same dates with a start that is not in the past; unchanged when all of it is over."""
    if dates.start is None or dates.end is None or dates.end < today or dates.start >= today:
        return dates
    return replace(dates, start=today, rule="begun")
