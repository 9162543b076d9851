"""Events that cannot be recorded at the moment, because the database is away."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict

from storage.cache import Cache
from storage.inbox import Event

_MOST = 10_000
_SECONDS = 3600.0
"""What waited longer is not answered by a later process: whoever wrote it has moved on."""


class Waiting:
    """Held in memory, and in Redis for the process that comes after this one: it may not live
    until the database is back.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._events: dict[str, Event] = {}

    async def add(self, event: Event) -> bool:
        """Hold an event; False when it was held already, or when too many are."""
        if event.event_id in self._events or len(self._events) >= _MOST:
            return False
        self._events[event.event_id] = event
        await self._cache.keep_waiting(_packed(event), at=time.time())
        return True

    async def take_over(self) -> None:
        """Hold what an earlier process has left, or another one holds: recording is once.

        What an earlier version wrote in another form is passed over.
        """
        for packed in await self._cache.waiting(since=time.time() - _SECONDS):
            with suppress(TypeError, ValueError):
                event = Event(**json.loads(packed))
                self._events.setdefault(event.event_id, event)

    def events(self) -> list[Event]:
        """All that are held, the earliest first."""
        return list(self._events.values())

    async def recorded(self, event: Event) -> None:
        """Let go of an event."""
        del self._events[event.event_id]
        await self._cache.drop_waiting(_packed(event))


def _packed(event: Event) -> str:
    return json.dumps(asdict(event), sort_keys=True)
