"""A worker that answers the inbox: threads side by side, the messages of each in order.

Any number of replicas run one each. What is recorded here is begun here at once; the bell in
Redis and a slow sweep only find work that another replica left behind.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from storage.database import is_away
from storage.inbox import Event, LeaseLost, Message
from storage.store import Storage
from storage.waiting import Waiting

_log = logging.getLogger(__name__)
_LONGEST_WAIT = timedelta(hours=1)
Handler = Callable[[Message], Coroutine[Any, Any, None]]


class NotNow(Exception):
    """Where the answer is to be shown is away: that is no failure of the message."""


class ThreadWorker:
    """Receives events and answers them with `handle`, each once although anybody may crash.

    `handle` gets a message whose state says what is left to do: `working`, think and store the
    answer (calling `inbox.answered` in the same transaction) and show it; `answered`, only show
    the stored turn. When it returns the message is done. When it raises, the message is tried
    again after `pause` seconds, at most `attempts` times in all, unless the database is away, or
    for an hour at least when it raises NotNow.
    """

    def __init__(
        self,
        storage: Storage,
        handle: Handler,
        *,
        owner: str,
        lease: float = 15.0,
        pause: float = 5.0,
        attempts: int = 4,
    ) -> None:
        """`owner` is this replica's unique name; a dead one's messages wait `lease` seconds."""
        self._storage = storage
        self._handle = handle
        self._owner = owner
        self._lease = lease
        self._pause = pause
        self._attempts = attempts
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._rung: set[str] = set()
        self._sweep_every = min(lease, pause) / 2
        self._watchers: list[asyncio.Task[None]] = []
        self._waiting = Waiting(storage.cache)

    async def receive(self, event: Event) -> bool:
        """Record an event and begin to answer it; False when it was known already.

        Once this returns the event may be acknowledged: it will be answered whatever happens.
        """
        async with self._storage.transaction() as tx:
            fresh = await tx.inbox.record(event)
        if fresh:
            self._begin(event.thread)
        return fresh

    async def keep(self, event: Event) -> bool:
        """Hold an event that cannot be recorded now, until it can be; False when it was held
        already, or when too many are.
        """
        return await self._waiting.add(event)

    async def __aenter__(self) -> Self:
        await self._waiting.take_over()
        self._watchers = [asyncio.create_task(self._sweep()), asyncio.create_task(self._listen())]
        return self

    async def __aexit__(self, *_: object) -> None:
        await _cancelled(*self._watchers, *self._busy.values())

    def _begin(self, thread: str) -> None:
        self._rung.add(thread)
        if thread not in self._busy:
            self._busy[thread] = asyncio.create_task(self._drain(thread))

    async def _drain(self, thread: str) -> None:
        try:
            while thread in self._rung:
                self._rung.discard(thread)
                while (message := await self._claim(thread)) is not None:
                    await self._work(message)
        except Exception as error:
            trace = None if is_away(error) else error
            _log.error("A thread's work stopped; the sweep will take it up", exc_info=trace)
        finally:
            del self._busy[thread]

    async def _claim(self, thread: str) -> Message | None:
        async with self._storage.transaction() as tx:
            return await tx.inbox.claim(thread, owner=self._owner, seconds=self._lease)

    async def _work(self, message: Message) -> None:
        try:
            await self._answer(message)
            async with self._storage.transaction() as tx:
                await tx.inbox.done(message.id, owner=self._owner)
        except LeaseLost:
            _log.warning("Message %s went to another worker", message.id)
        except asyncio.CancelledError:
            await self._let_go(message, after=0)
            raise
        except Exception as error:
            trace = None if is_away(error) or isinstance(error, NotNow) else error
            _log.error(
                "Message %s failed, attempt %s", message.id, message.attempts, exc_info=trace
            )
            await self._failed(message, error)

    async def _failed(self, message: Message, error: Exception) -> None:
        """That the database is away is no failure of a message: it waits, however long."""
        waits = is_away(error) or (isinstance(error, NotNow) and _is_recent(message))
        if waits or message.attempts < self._attempts:
            await self._let_go(message, after=self._pause)
            return
        with suppress(LeaseLost):
            async with self._storage.transaction() as tx:
                problem = type(error).__name__
                await tx.inbox.give_up(message.id, owner=self._owner, problem=problem)

    async def _let_go(self, message: Message, *, after: float) -> None:
        with suppress(LeaseLost):
            async with self._storage.transaction() as tx:
                await tx.inbox.postpone(message.id, owner=self._owner, seconds=after)
        if after == 0:
            await self._storage.cache.ring(message.thread)

    async def _answer(self, message: Message) -> None:
        """Run the handler while the lease is renewed; stop it when the lease is lost."""
        work = asyncio.create_task(self._handle(message))
        heartbeat = asyncio.create_task(self._renew(message))
        try:
            await asyncio.wait({work, heartbeat}, return_when=asyncio.FIRST_COMPLETED)
            await (work if work.done() else heartbeat)
        finally:
            await _cancelled(work, heartbeat)

    async def _renew(self, message: Message) -> None:
        while True:
            await asyncio.sleep(self._lease / 3)
            try:
                async with self._storage.transaction() as tx:
                    await tx.inbox.renew(message.id, owner=self._owner, seconds=self._lease)
            except SQLAlchemyError:
                _log.exception("A lease could not be renewed; it is tried again")

    async def _sweep(self) -> None:
        while True:
            try:
                await self._record_waiting()
                async with self._storage.transaction() as tx:
                    for thread in await tx.inbox.forsaken():
                        self._begin(thread)
            except Exception as error:
                _log.error("The sweep failed", exc_info=None if is_away(error) else error)
            await asyncio.sleep(self._sweep_every)

    async def _record_waiting(self) -> None:
        for event in self._waiting.events():
            await self.receive(event)
            await self._waiting.recorded(event)

    async def _listen(self) -> None:
        while True:
            try:
                async for thread in self._storage.cache.bells():
                    self._begin(thread)
            except RedisError:
                await asyncio.sleep(self._sweep_every)


def _is_recent(message: Message) -> bool:
    return datetime.now(UTC) - message.received_at < _LONGEST_WAIT


async def _cancelled(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
