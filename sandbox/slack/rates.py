"""How often a method may be called: the published rates a minute, over a sliding window."""

from __future__ import annotations

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable, Mapping

from sandbox.slack.faults import rate_limited

WINDOW_SECONDS = 60.0

# Calls a minute, from Slack's method pages; chat.postMessage is about one a second in a channel.
PER_MINUTE: Mapping[str, int] = {
    "chat.appendStream": 100,
    "chat.postMessage": 60,
    "chat.startStream": 20,
    "chat.stopStream": 20,
    "chat.update": 50,
    "conversations.info": 50,
    "conversations.open": 50,
    "views.open": 100,
    "views.publish": 100,
    "views.push": 100,
    "views.update": 100,
}
_COUNTED_BY_CHANNEL = frozenset({"chat.postMessage"})


class RateLimiter:
    """Counts calls and refuses those over the rate with the seconds to wait."""

    def __init__(
        self, *, enabled: bool = True, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.enabled = enabled
        self._clock = clock
        self._calls: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def admit(self, method: str, channel: str) -> None:
        """Counts one call; raises `ratelimited` when it is over the method's rate."""
        rate = PER_MINUTE.get(method)
        if not self.enabled or rate is None:
            return
        key = (method, channel if method in _COUNTED_BY_CHANNEL else "")
        calls = self._forget_old(self._calls[key])
        if len(calls) >= rate:
            raise rate_limited(math.ceil(calls[0] + WINDOW_SECONDS - self._clock()))
        calls.append(self._clock())

    def _forget_old(self, calls: deque[float]) -> deque[float]:
        while calls and calls[0] <= self._clock() - WINDOW_SECONDS:
            calls.popleft()
        return calls
