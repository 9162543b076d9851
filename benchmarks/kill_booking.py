"""Bookings while their workers die: is anything booked twice, lost, or late?

Run `python -m benchmarks.kill_booking [DEATHS] [SEED]`; the default is 200 deaths. Two workers
book three-channel plans and die all the time, as by `kill -9`: half of the deaths at a boundary
of a step (before the seller is asked, or when it has done it and nobody has written it down),
half at a random moment. They are started again at once; in the end one of them is lost for good.
The sellers ignore idempotency keys, so that nothing but our own care prevents duplicates.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from media.plan import MediaPlan
from sandbox.ads import AdsSandbox
from storage.engines import Engines
from storage.migrate import migrate
from storage.tokens import Vault
from tests.desk.booking.workers import start_worker
from tests.desk.booking.world import (
    TENANT,
    Desk,
    Place,
    approve,
    assert_booked_once,
    open_desk,
    plan_of,
    stock,
)

DEATHS, SEED = 200, 5
BOUNDARIES = 28
LONGEST_LIFE = 5.0
IN_FLIGHT = 3
LATENCY = 0.04
"""Seconds until a seller answers, as over a network, so that deaths fall between answers."""
LIMIT = 60.0
"""A booking is finished this many seconds after the restart, at the latest."""


@dataclass(slots=True)
class Tally:
    """What happens: deaths, and when each booking began and was finished."""

    deaths: list[float] = field(default_factory=list)
    by_boundary: int = 0
    begun: dict[str, float] = field(default_factory=dict)
    finished: dict[str, float] = field(default_factory=dict)

    def interrupted(self) -> list[float]:
        """Seconds from the last death during a booking's time to its end."""
        found = []
        for name, end in self.finished.items():
            during = [at for at in self.deaths if self.begun[name] < at < end]
            if during:
                found.append(end - max(during))
        return found


def main() -> None:
    words = [int(word) for word in sys.argv[1:]]
    deaths, seed = (words + [DEATHS, SEED][len(words) :])[:2]
    with tempfile.TemporaryDirectory(prefix="fp-") as home, Engines(Path(home)) as addresses:
        migrate(addresses.database_url)
        asyncio.run(run(addresses.database_url, addresses.redis_url, deaths, seed))


async def run(database_url: str, redis_url: str, deaths: int, seed: int) -> None:
    async with AdsSandbox.start() as sandbox:
        for seller in ("spotify", "adcp_guaranteed", "adcp_exchange"):
            faults = sandbox.faults(seller)
            faults.ignore_idempotency, faults.latency = True, LATENCY
        place = Place.of(sandbox, database_url, redis_url, Vault.new_key())
        async with open_desk(place, start=False) as desk:
            await stock(desk.storage, sellable=2_000_000_000)
            await kill_and_check(sandbox, desk, place, deaths, random.Random(seed))


async def kill_and_check(
    sandbox: AdsSandbox, desk: Desk, place: Place, deaths: int, draw: random.Random
) -> None:
    tally, plans = Tally(), dict[str, MediaPlan]()
    begin = time.monotonic()
    async with asyncio.TaskGroup() as group:
        survivor = group.create_task(live(place, "w1", tally, deaths, draw, immortal=True))
        group.create_task(live(place, "w2", tally, deaths, draw, immortal=False))
        await feed(desk, plans, tally, deaths)
        survivor.cancel()
    await check(sandbox, desk, plans)
    report(tally, time.monotonic() - begin)


async def live(
    place: Place, name: str, tally: Tally, deaths: int, draw: random.Random, *, immortal: bool
) -> None:
    """One worker's lives, one after another, until enough have died; then one more, or none."""
    while len(tally.deaths) < deaths:
        at_boundary = draw.random() < 0.5
        worker = start_worker(
            place, name, dies_at=draw.randint(1, BOUNDARIES) if at_boundary else 0
        )
        lasts = LONGEST_LIFE * 4 if at_boundary else draw.uniform(0.3, LONGEST_LIFE)
        await asyncio.to_thread(worker.join, lasts)
        tally.by_boundary += worker.exitcode is not None
        worker.kill()
        await asyncio.to_thread(worker.join)
        tally.deaths.append(time.monotonic())
    if immortal:
        worker = start_worker(place, name)
        try:
            await asyncio.Event().wait()
        finally:
            worker.kill()


async def feed(desk: Desk, plans: dict[str, MediaPlan], tally: Tally, deaths: int) -> None:
    """Keep some bookings in flight while workers die, then wait for the last."""
    while len(tally.deaths) < deaths or len(tally.finished) < len(plans):
        open_ones = [name for name in plans if name not in tally.finished]
        if len(open_ones) < IN_FLIGHT and len(tally.deaths) < deaths:
            name = f"plan-{len(plans)}"
            plans[name] = plan_of(name, lines=3)
            await approve(desk, plans[name])
            tally.begun[name] = time.monotonic()
        for name in open_ones:
            if (await desk.view(plans[name])).state == "booked":
                tally.finished[name] = time.monotonic()
        await asyncio.sleep(0.2)


async def check(sandbox: AdsSandbox, desk: Desk, plans: dict[str, MediaPlan]) -> None:
    """Raises AssertionError unless everything is booked, once, as approved, and not live."""
    assert_booked_once(sandbox, desk, *plans.values())
    for plan in plans.values():
        view = await desk.view(plan)
        assert not any(line.live for _, booked in view.orders for line in booked.lines)
        assert await desk.booker.differences(TENANT, plan.id, plan.version) == ()
    bought = sum(line.impressions for plan in plans.values() for line in plan.lines)
    first = next(iter(plans.values()))
    assert await desk.unsold(first) == (0, bought)
    async with desk.storage.transaction() as tx:
        assert (await tx.audit.verify(TENANT)).intact


def report(tally: Tally, seconds: float) -> None:
    late = sorted(tally.interrupted())
    print(f"deaths                         {len(tally.deaths)}")
    print(f"  at a boundary of a step      {tally.by_boundary}")
    print(f"bookings                       {len(tally.finished)}")
    print(f"  interrupted by a death       {len(late)}")
    print("booked twice, lost, live       0, 0, 0")
    print(
        f"from the last death to the end median {late[len(late) // 2]:.1f} s, most {late[-1]:.1f} s"
    )
    print(f"in all                         {seconds:.0f} s")
    assert late[-1] < LIMIT


if __name__ == "__main__":
    main()
