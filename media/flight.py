"""Flights: inclusive ranges of the advertiser's local dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict, model_validator

from media.errors import InvalidInput


class Flight(BaseModel):
    """From `start` to `end`, both included. Raises InvalidInput when end is before start."""

    model_config = ConfigDict(frozen=True)

    start: date
    end: date

    @model_validator(mode="after")
    def _in_order(self) -> Flight:
        if self.end < self.start:
            raise InvalidInput(
                "The flight ends on {end}, before it starts on {start}.",
                "Swap the dates or name the year.",
                end=self.end,
                start=self.start,
            )
        return self

    @property
    def days(self) -> int:
        """How many days the flight runs."""
        return (self.end - self.start).days + 1

    def dates(self) -> Iterator[date]:
        """Each day of the flight, in order."""
        return (self.start + timedelta(days=i) for i in range(self.days))

    def overlap(self, other: Flight) -> Flight | None:
        """The days that both flights share, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Flight(start=start, end=end) if start <= end else None

    def shifted(self, days: int) -> Flight:
        """The same flight, `days` later (or earlier when negative)."""
        step = timedelta(days=days)
        return Flight(start=self.start + step, end=self.end + step)
