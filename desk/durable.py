"""Durable work: jobs that are finished whatever crashes, behind a port of our own.

A job is put in the queue inside the caller's transaction, so that either both are committed or
neither. Its steps run at least once and what they gave back is remembered; when the worker dies,
another one (or the same one, started again) goes on behind the last step that was remembered.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Protocol

from storage.store import Transaction

Args = Mapping[str, str]
"""What a job is given. Only text: it outlives the code that wrote it."""


class StepFailed(Exception):
    """A step went wrong in a way nobody foresaw, as often as it is tried."""


class Run(Protocol):
    """One job while it runs."""

    @property
    def key(self) -> str:
        """The key it was put in the queue with."""
        ...

    async def step(self, name: str, work: Callable[[], Awaitable[str]]) -> str:
        """What `work` gives, or what it gave when this step ran before the worker died.

        `work` may run again when a worker dies in the middle of it. A job takes the same steps in
        the same order whenever it runs. Raises StepFailed.
        """
        ...


Job = Callable[[Run, Args], Awaitable[None]]
Tick = Callable[[datetime], Awaitable[None]]
"""Called at a scheduled time, once among all workers."""


class Durable(Protocol):
    """A queue of durable jobs and the worker that this process is."""

    def job(self, name: str, work: Job) -> None:
        """Say what a job does; before `start`."""
        ...

    def schedule(self, name: str, cron: str, work: Tick) -> None:
        """Do something at the times of a cron expression (UTC); before `start`."""
        ...

    async def prepare(self) -> None:
        """Make the queue's own tables. `start` does it too; who only enqueues calls this."""
        ...

    async def start(self) -> None:
        """Begin to work: first on what this worker left behind, then on the queue."""
        ...

    async def stop(self) -> None:
        """Stop working; what is unfinished goes on at the next start, or at another worker."""
        ...

    async def enqueue(
        self, tx: Transaction, job: str, key: str, args: Args, *, lane: str, after: float = 0.0
    ) -> None:
        """Queue a job with the transaction: once per `key`, however often it is said.

        Jobs of one lane run one after another. With `after` it waits so many seconds first.
        """
        ...
