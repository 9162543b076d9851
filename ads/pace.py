"""Staying under an account's rate limit before the seller has to say so."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

Reserve = Callable[[str, float, int], Awaitable[float | None]]
"""Takes an account's next turn where all replicas see it, given the calls a second and the calls
at once: seconds to wait, or None when nobody can tell."""


class Pace:
    """A token bucket: `rate` calls a second on average, `burst` at once."""

    def __init__(
        self, rate: float = 10.0, burst: int = 20, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """A full bucket. One bucket belongs to one account."""
        self._rate, self._burst, self._clock = rate, float(burst), clock
        self._tokens, self._seen = float(burst), clock()

    def reserve(self) -> float:
        """Take the next turn, and give back the seconds to wait for it."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._seen) * self._rate) - 1.0
        self._seen = now
        return max(0.0, -self._tokens / self._rate)


class Paces:
    """One bucket per account: shared between replicas, or this process's own without `shared`."""

    def __init__(self, rate: float = 10.0, burst: int = 20, shared: Reserve | None = None) -> None:
        """All accounts get the same limits."""
        self._rate, self._burst, self._shared = rate, burst, shared
        self._buckets: dict[str, Pace] = {}

    async def turn(self, account: str) -> None:
        """Come back when the account's next call may go out."""
        own = self._of(account).reserve()
        wait = await self._shared(account, self._rate, self._burst) if self._shared else None
        await asyncio.sleep(own if wait is None else wait)

    def _of(self, account: str) -> Pace:
        return self._buckets.setdefault(account, Pace(self._rate, self._burst))
