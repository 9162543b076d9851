"""The time of the local Ads APIs: the real one, or moved ahead to see campaigns run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta


class Clock:
    """UTC now, plus however far it was moved."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """`now` gives UTC."""
        self._now, self._ahead = now, timedelta()

    def now(self) -> datetime:
        """The time that all servers of the sandbox go by."""
        return self._now() + self._ahead

    def stamp(self) -> str:
        """Now, as the APIs write it."""
        return stamp(self.now())

    def move_to(self, day: date) -> None:
        """Let it be the evening of a day. Going back is not possible."""
        wanted = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
        self._ahead += max(timedelta(), wanted - self.now())


def stamp(at: datetime) -> str:
    """`YYYY-MM-DDTHH:MM:SSZ`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
