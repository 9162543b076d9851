"""A worker dies as by `kill -9` anywhere: nothing is booked twice, nothing is lost.

The long version, with two hundred deaths, is `benchmarks/kill_booking.py`.
"""

from __future__ import annotations

import asyncio
import random

import pytest

from sandbox.ads import AdsSandbox
from tests.desk.booking.workers import start_worker
from tests.desk.booking.world import Place, approve, assert_booked_once, open_desk, plan_of

FINISHED_WITHIN = 60.0
ORDER_STEPS = 8 + 3 + 3
"""A line at each seller: the steps of Spotify's auction and of two AdCP sellers."""


@pytest.mark.parametrize("boundary", range(1, 2 * ORDER_STEPS, 5))
async def test_dying_at_a_step_boundary(place: Place, sandbox: AdsSandbox, boundary: int) -> None:
    make_hard(sandbox)
    plan = plan_of(f"boundary-{boundary}", lines=3)
    async with open_desk(place, start=False) as desk:
        await approve(desk, plan)
        dying = start_worker(place, "w1", dies_at=boundary)
        await asyncio.to_thread(dying.join, 60)
        assert dying.exitcode == -9
        heir = start_worker(place, "w1")
        try:
            await desk.until(plan, "booked", seconds=FINISHED_WITHIN)
        finally:
            heir.kill()
        assert_booked_once(sandbox, desk, plan)
        assert await desk.unsold(plan) == (0, sum(line.impressions for line in plan.lines))
        assert (await desk.trail(plan)).count("booking_booked") == 1


async def test_dying_at_random_moments_and_one_of_two_workers_lost_for_good(
    place: Place, sandbox: AdsSandbox
) -> None:
    make_hard(sandbox)
    draw = random.Random(11)
    plans = [plan_of(f"random-{n}", lines=6) for n in range(4)]
    workers = {name: start_worker(place, name) for name in ("w1", "w2")}
    async with open_desk(place, start=False) as desk:
        try:
            for n, plan in enumerate(plans):
                await approve(desk, plan)
                await asyncio.sleep(draw.uniform(0.5, 4.0))
                name = ("w1", "w2")[n % 2]
                workers[name].kill()
                if n < len(plans) - 1:
                    workers[name] = start_worker(place, name)
            for plan in plans:
                await desk.until(plan, "booked", seconds=FINISHED_WITHIN)
        finally:
            for worker in workers.values():
                worker.kill()
        assert_booked_once(sandbox, desk, *plans)


def make_hard(sandbox: AdsSandbox) -> None:
    """The sellers' own protection against duplicates is off, and answers take as long as over a
    network, so that deaths fall between them.
    """
    for seller in ("spotify", "adcp_guaranteed", "adcp_exchange"):
        faults = sandbox.faults(seller)
        faults.ignore_idempotency, faults.latency = True, 0.04
