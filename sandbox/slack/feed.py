"""Live news for the open pages: what changed, told to everybody who may see it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sandbox.slack.wire import Payload


@dataclass(slots=True, eq=False)
class _Listener:
    user_id: str
    news: asyncio.Queue[Payload] = field(default_factory=asyncio.Queue)


class Feed:
    """Hands each piece of news to the pages of the people it concerns."""

    def __init__(self) -> None:
        self._listeners: set[_Listener] = set()

    def publish(self, kind: str, audience: Collection[str], **news: object) -> None:
        """Tells the people in `audience`; never waits."""
        for listener in self._listeners:
            if listener.user_id in audience:
                listener.news.put_nowait({"kind": kind, **news})

    @asynccontextmanager
    async def listen(self, user_id: str) -> AsyncIterator[asyncio.Queue[Payload]]:
        """A queue of the news for one person's page while the context lasts."""
        listener = _Listener(user_id)
        self._listeners.add(listener)
        try:
            yield listener.news
        finally:
            self._listeners.discard(listener)

    def close(self) -> None:
        """Tells every page that the workspace is going away."""
        for listener in self._listeners:
            listener.news.put_nowait({"kind": "goodbye"})
