"""Durable work on DBOS, in the same Postgres as everything else.

DBOS takes up what its own executor left behind, and nothing of others. So every worker has a name
that stays the same, says that it is alive every other second, and takes over from those that have
not said so for a while. It takes up its own again too, when the database was away in the middle.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import SQLAlchemyError

from desk.durable import Args, Job, StepFailed, Tick
from storage.database import is_away, with_driver
from storage.store import Storage, Transaction

if TYPE_CHECKING:
    from dbos import WorkflowStatus

_log = logging.getLogger(__name__)

VERSION = "1"
"""Raise it when jobs take other steps than before: those under way then end with the old code."""
_QUEUE = "flightplan"
_AT_ONCE = 32
_CONNECTIONS = 8
_LINE = {"keepalives_idle": "30", "tcp_user_timeout": "30000"}
"""A connection whose other end is gone without a word is given up after half a minute (libpq)."""
_AWAY_PAUSE = 1.0
"""Seconds between two tries while the database is away."""
_ENQUEUE = (
    "SELECT dbos.enqueue_workflow(workflow_name => :job, queue_name => :queue,"
    " positional_args => ARRAY[CAST(:args AS json)], workflow_id => :key,"
    " queue_partition_key => :lane, delay_until_epoch_ms => CAST("
    " CASE WHEN CAST(:after AS double precision) > 0"
    " THEN (extract(epoch FROM clock_timestamp()) + CAST(:after AS double precision)) * 1000 END"
    " AS bigint))"
)


class DbosJobs:
    """A `Durable`. DBOS is one per process, so at most one of these is started at a time."""

    def __init__(
        self,
        storage: Storage,
        database_url: str,
        *,
        worker: str,
        beat: float = 2.0,
        lost_after: float = 15.0,
        poll: float = 0.25,
        attempts: int = 8,
    ) -> None:
        """`worker` is this replica's own lasting name. Times are in seconds: between two beats,
        until a silent worker counts as lost, between two looks at the queue. `attempts` is how
        often a step is tried that fails in an unforeseen way.
        """
        self._storage = storage
        url = with_driver(database_url, "psycopg").update_query_dict(_LINE)
        self._url = url.render_as_string(hide_password=False)
        self._worker, self._beat, self._lost_after = worker, beat, lost_after
        self._poll, self._attempts = poll, attempts
        self._jobs: dict[str, Job] = {}
        self._ticks: dict[str, tuple[str, Tick]] = {}
        self._running: dict[asyncio.Task[Any], str] = {}
        self._left: dict[str, float] = {}
        self._stopping = False
        self._heart: asyncio.Task[None] | None = None

    def job(self, name: str, work: Job) -> None:
        """Say what a job does; before `start`."""
        self._jobs[name] = work

    def schedule(self, name: str, cron: str, work: Tick) -> None:
        """Do something at the times of a cron expression (UTC); before `start`."""
        self._ticks[name] = (cron, work)

    async def prepare(self) -> None:
        """Bring DBOS's tables to the present shape."""
        from dbos import DBOS

        await asyncio.to_thread(DBOS.migrate, self._url)

    async def start(self) -> None:
        """Launch DBOS. The first beat comes before: nobody takes over what is about to go on."""
        from dbos import DBOS

        self._stopping = False
        await self.prepare()
        await self._say_alive()
        DBOS(
            config={
                "name": "flightplan",
                "system_database_url": self._url,
                "sys_db_pool_size": _CONNECTIONS,
                "executor_id": self._worker,
                "application_version": VERSION,
                "scheduler_polling_interval_sec": 5.0,
                "log_level": "ERROR",
            }
        )
        for name, work in self._jobs.items():
            DBOS.workflow(name=name)(self._workflow(work))
        ticks = {
            name: DBOS.workflow(name=name)(self._tick(t)) for name, (_, t) in self._ticks.items()
        }
        DBOS.launch()
        await DBOS.register_queue_async(
            _QUEUE,
            partition_concurrency=1,
            worker_concurrency=_AT_ONCE,
            polling_interval_sec=self._poll,
            on_conflict="always_update",
        )
        await DBOS.apply_schedules_async(
            [
                {"schedule_name": name, "workflow_fn": ticks[name], "schedule": cron}
                for name, (cron, _) in self._ticks.items()
            ]
        )
        self._heart = asyncio.create_task(self._live())

    async def stop(self) -> None:
        """Stop in the middle of whatever runs: its steps that are done are remembered."""
        from dbos import DBOS

        self._stopping = True
        tasks = [*self._running, *([self._heart] if self._heart else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(DBOS.destroy, destroy_registry=True)
        # DBOS made its own threads the loop's default, and they are gone now.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor())

    async def enqueue(
        self, tx: Transaction, job: str, key: str, args: Args, *, lane: str, after: float = 0.0
    ) -> None:
        """Queue a job with the transaction: once per `key`, however often it is said."""
        values = {"job": job, "queue": _QUEUE, "key": key, "lane": lane, "after": after}
        await tx.execute(_ENQUEUE, values | {"args": json.dumps(dict(args))})

    def _workflow(self, work: Job) -> Callable[[dict[str, str]], Awaitable[None]]:
        async def run(args: dict[str, str]) -> None:
            run = _DbosRun(_key(), self._attempts)
            await self._watched(run.key, work(run, args))

        return run

    def _tick(self, work: Tick) -> Callable[[datetime, Any], Coroutine[Any, Any, None]]:
        async def run(at: datetime, context: Any) -> None:
            await self._watched(_key(), work(at))

        return run

    async def _watched(self, key: str, work: Awaitable[None]) -> None:
        """Let work be cancelled by `stop`: to DBOS it is then pending, as after a crash. So is what
        stops because the database is away: that is no way for a job to end.
        """
        task = asyncio.ensure_future(work)
        self._running[task] = key
        try:
            if self._stopping:
                task.cancel()
            await task
        except SQLAlchemyError as error:
            if not is_away(error):
                raise
            _log.warning("The database went away under job %s; it is taken up again", key)
            raise asyncio.CancelledError from None
        finally:
            del self._running[task]

    async def _live(self) -> None:
        while True:
            try:
                await self._say_alive()
                await self._take_over()
                await self._take_up()
            except Exception as error:
                trace = None if is_away(error) else error
                _log.error("The heartbeat failed; it goes on", exc_info=trace)
            await asyncio.sleep(self._beat)

    async def _say_alive(self) -> None:
        async with self._storage.transaction() as tx:
            await tx.workers.beat(self._worker, version=VERSION)

    async def _take_over(self) -> None:
        """Put the work of lost workers back into the queue.

        A lost worker's row stays locked meanwhile, and whoever starts beats first: so it cannot
        come back and go on with the same work itself.
        """
        async with self._storage.transaction() as tx:
            for lost in await tx.workers.lock_lost(self._lost_after):
                if lost != self._worker:
                    await self._requeue(lost)
                    await tx.workers.forget(lost)

    async def _requeue(self, lost: str) -> None:
        left = await _pending(lost)
        for workflow in left:
            await _resume(workflow)
        _log.warning("Took over %d jobs from %s, which is silent", len(left), lost)

    async def _take_up(self) -> None:
        """Put our own work back into the queue that is pending, but has not run for a while."""
        now, running = time.monotonic(), set(self._running.values())
        idle = {each.workflow_id: each for each in await _pending(self._worker)}
        self._left = {key: self._left.get(key, now) for key in idle.keys() - running}
        for key, since in self._left.items():
            if now - since > self._lost_after:
                _log.warning("Taking up job %s again", key)
                await _resume(idle[key])


def _key() -> str:
    from dbos import DBOS

    return str(DBOS.workflow_id)


async def _pending(worker: str) -> list[WorkflowStatus]:
    from dbos import DBOS

    return await DBOS.list_workflows_async(
        executor_id=worker, status="PENDING", load_input=False, load_output=False
    )


async def _resume(workflow: WorkflowStatus) -> None:
    from dbos import DBOS

    await DBOS.resume_workflow_async(workflow.workflow_id, queue_name=workflow.queue_name)


async def _outlasting(work: Callable[[], Awaitable[str]]) -> str:
    """What work gives, however long the database is away: that is no fault of the work's."""
    while True:
        try:
            return await work()
        except SQLAlchemyError as error:
            if not is_away(error):
                raise
            await asyncio.sleep(_AWAY_PAUSE)


class _DbosRun:
    """One job while it runs."""

    def __init__(self, key: str, attempts: int) -> None:
        self._key, self._attempts = key, attempts

    @property
    def key(self) -> str:
        """The workflow's id."""
        return self._key

    async def step(self, name: str, work: Callable[[], Awaitable[str]]) -> str:
        """Run a step, or give back what it gave before."""
        from dbos import DBOS
        from dbos._error import DBOSMaxStepRetriesExceeded

        async def once() -> str:
            return await _outlasting(work)

        try:
            return await DBOS.run_step_async(
                {"name": name, "retries_allowed": True, "max_attempts": self._attempts}, once
            )
        except DBOSMaxStepRetriesExceeded as given_up:
            raise StepFailed(name) from given_up
