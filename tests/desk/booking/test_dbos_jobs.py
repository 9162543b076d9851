"""Jobs that are finished whatever happens, on real DBOS and Postgres."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import pytest

from desk.dbos_jobs import DbosJobs
from desk.durable import Args, Run, StepFailed
from storage.store import Storage
from tests.databases import away


@asynccontextmanager
async def started(jobs: DbosJobs) -> AsyncIterator[DbosJobs]:
    await jobs.start()
    try:
        yield jobs
    finally:
        await jobs.stop()


async def until(happened: Callable[[], bool], seconds: float = 15.0) -> None:
    async with asyncio.timeout(seconds):
        while not happened():
            await asyncio.sleep(0.02)


def jobs_of(storage: Storage, url: str, worker: str = "w1", **rest: float) -> DbosJobs:
    return DbosJobs(storage, url, worker=worker, poll=0.05, **rest)  # type: ignore[arg-type]


async def enqueue(storage: Storage, jobs: DbosJobs, key: str, **rest: float) -> None:
    async with storage.transaction() as tx:
        await jobs.enqueue(tx, "note", key, {"word": key}, lane=key, **rest)


async def test_a_job_runs_once_per_key_and_only_when_it_was_committed(
    storage: Storage, database_url: str
) -> None:
    seen: list[str] = []

    async def note(run: Run, args: Args) -> None:
        seen.append(f"{run.key} {args['word']}")

    jobs = jobs_of(storage, database_url)
    jobs.job("note", note)
    async with started(jobs):
        with suppress(ZeroDivisionError):
            async with storage.transaction() as tx:
                await jobs.enqueue(tx, "note", "undone", {"word": "x"}, lane="a")
                raise ZeroDivisionError
        for _ in range(3):
            await enqueue(storage, jobs, "once")
        await until(lambda: bool(seen))
        await asyncio.sleep(0.5)
    assert seen == ["once once"]


async def test_a_job_goes_on_behind_the_steps_that_were_done(
    storage: Storage, database_url: str
) -> None:
    steps: list[str] = []
    reached = asyncio.Event()

    def job(stuck: bool) -> Callable[[Run, Args], object]:
        async def work(run: Run, args: Args) -> None:
            async def first() -> str:
                steps.append("first")
                return "1"

            async def second() -> str:
                reached.set()
                if stuck:
                    await asyncio.sleep(60)
                steps.append("second")
                return "2"

            assert await run.step("first", first) == "1"
            await run.step("second", second)

        return work

    for stuck in (True, False):
        jobs = jobs_of(storage, database_url)
        jobs.job("note", job(stuck))  # type: ignore[arg-type]
        async with started(jobs):
            await enqueue(storage, jobs, "interrupted")
            await until(reached.is_set if stuck else lambda: "second" in steps)
    assert steps == ["first", "second"]


async def test_a_lost_workers_jobs_go_to_another(storage: Storage, database_url: str) -> None:
    done: list[str] = []
    begun = asyncio.Event()

    def job(name: str, stuck: bool) -> Callable[[Run, Args], object]:
        async def work(run: Run, args: Args) -> None:
            begun.set()
            if stuck:
                await asyncio.sleep(60)
            done.append(f"{run.key} by {name}")

        return work

    for name, stuck in (("lost", True), ("heir", False)):
        jobs = jobs_of(storage, database_url, name, beat=0.2, lost_after=1.0)
        jobs.job("note", job(name, stuck))  # type: ignore[arg-type]
        async with started(jobs):
            await enqueue(storage, jobs, "inherited")
            await until(begun.is_set if stuck else lambda: "inherited by heir" in done)
    assert [one for one in done if one.startswith("inherited")] == ["inherited by heir"]


async def test_jobs_of_one_lane_run_one_after_another(storage: Storage, database_url: str) -> None:
    running: dict[str, int] = {"a": 0, "b": 0}
    most = dict(running)
    done: list[str] = []

    async def work(run: Run, args: Args) -> None:
        lane = args["lane"]
        running[lane] += 1
        most[lane] = max(most[lane], running[lane])
        await asyncio.sleep(0.1)
        running[lane] -= 1
        done.append(run.key)

    jobs = jobs_of(storage, database_url)
    jobs.job("lane", work)
    async with started(jobs):
        for n in range(6):
            lane = "ab"[n % 2]
            async with storage.transaction() as tx:
                await jobs.enqueue(tx, "lane", f"lane-{n}", {"lane": lane}, lane=lane)
        await until(lambda: len(done) == 6)
    assert most == {"a": 1, "b": 1}
    assert [key for key in done if key in ("lane-0", "lane-2", "lane-4")] == sorted(done)[::2]


async def test_a_later_job_waits(storage: Storage, database_url: str) -> None:
    seen: list[float] = []

    async def note(run: Run, args: Args) -> None:
        seen.append(asyncio.get_running_loop().time())

    jobs = jobs_of(storage, database_url)
    jobs.job("note", note)
    async with started(jobs):
        begin = asyncio.get_running_loop().time()
        await enqueue(storage, jobs, "later", after=1.0)
        await until(lambda: bool(seen))
    assert seen[0] - begin > 0.9


async def test_a_step_is_tried_again_and_then_given_up(storage: Storage, database_url: str) -> None:
    tried: list[int] = []
    ended: list[str] = []

    async def work(run: Run, args: Args) -> None:
        async def broken() -> str:
            tried.append(1)
            raise KeyError("never there")

        with pytest.raises(StepFailed):
            await run.step("broken", broken)
        ended.append(run.key)

    jobs = jobs_of(storage, database_url, attempts=2)
    jobs.job("note", work)
    async with started(jobs):
        await enqueue(storage, jobs, "broken")
        await until(lambda: bool(ended))
    assert len(tried) == 2


@pytest.mark.parametrize("within_a_step", [True, False])
async def test_a_database_that_goes_away_ends_no_job(
    storage: Storage, database_url: str, within_a_step: bool
) -> None:
    begun, ended, proceed = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def work(run: Run, args: Args) -> None:
        async def first() -> str:
            begun.set()
            await proceed.wait()
            if within_a_step:
                await _write(storage)
            return ""

        await run.step("first", first)
        await _write(storage)
        ended.set()

    jobs = jobs_of(storage, database_url, beat=0.2, lost_after=0.6)
    jobs.job("note", work)
    async with started(jobs):
        await enqueue(storage, jobs, f"outlasting {within_a_step}")
        await until(begun.is_set)
        with away(database_url):
            proceed.set()
            await asyncio.sleep(1.5)
            assert not ended.is_set()
        await until(ended.is_set)


async def _write(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.workers.beat("somebody else", version="1")


async def test_a_schedule_ticks(storage: Storage, database_url: str) -> None:
    ticks: list[datetime] = []

    async def tick(at: datetime) -> None:
        ticks.append(at)

    jobs = jobs_of(storage, database_url)
    jobs.schedule("every second", "* * * * * *", tick)
    async with started(jobs):
        await until(lambda: len(ticks) >= 2)
    assert len(set(ticks)) == len(ticks)
