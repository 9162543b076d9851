"""Staying under an account's rate limit before the seller has to say so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class Pace:
    """A token bucket: `rate` calls a second on average, `burst` at once."""

    def __init__(
        self, rate: float = 10.0, burst: int = 20, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """A full bucket. One bucket belongs to one account."""
        self._rate, self._burst, self._clock = rate, float(burst), clock
        self._tokens, self._seen = float(burst), clock()

    async def turn(self) -> None:
        """Come back when the next call may go out."""
        await asyncio.sleep(self._reserve())

    def _reserve(self) -> float:
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._seen) * self._rate) - 1.0
        self._seen = now
        return max(0.0, -self._tokens / self._rate)


class Paces:
    """One bucket per account."""

    def __init__(self, rate: float = 10.0, burst: int = 20) -> None:
        """All accounts get the same limits."""
        self._rate, self._burst = rate, burst
        self._buckets: dict[str, Pace] = {}

    def of(self, account: str) -> Pace:
        """The account's own bucket."""
        return self._buckets.setdefault(account, Pace(self._rate, self._burst))
