"""Bookings at sellers in trouble: does everything end booked, or where a person can act?

Run `python -m benchmarks.faulty_sellers [BOOKINGS] [RATE]`; the default is 100 bookings of 10 lines
over three channels with faults in a fifth of all calls (429, 5xx and timeouts, before and after
the call took effect), at sellers that ignore idempotency keys.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.kill_booking import check
from media.errors import Conflict
from media.plan import MediaPlan
from sandbox.ads import AdsSandbox
from storage.engines import Engines
from storage.migrate import migrate
from storage.tokens import Vault
from tests.desk.booking.world import TENANT, Desk, Place, approve, open_desk, plan_of, stock

BOOKINGS, RATE = 100, 0.2
LINES = 10
PATIENCE = 600.0
SELLERS = ("spotify", "adcp_guaranteed", "adcp_exchange")


def main() -> None:
    bookings = int(sys.argv[1]) if len(sys.argv) > 1 else BOOKINGS
    rate = float(sys.argv[2]) if len(sys.argv) > 2 else RATE
    with tempfile.TemporaryDirectory(prefix="fp-") as home, Engines(Path(home)) as addresses:
        migrate(addresses.database_url)
        asyncio.run(run(addresses.database_url, addresses.redis_url, bookings, rate))


async def run(database_url: str, redis_url: str, bookings: int, rate: float) -> None:
    async with AdsSandbox.start() as sandbox:
        disturb(sandbox, rate)
        place = Place.of(sandbox, database_url, redis_url, Vault.new_key())
        async with open_desk(place) as desk:
            await stock(desk.storage, sellable=2_000_000_000)
            await book_and_check(sandbox, desk, bookings)


def disturb(sandbox: AdsSandbox, rate: float) -> None:
    for seller in SELLERS:
        faults = sandbox.faults(seller)
        faults.rate, faults.retry_after, faults.hang = rate, 0.01, 0.0
        faults.ignore_idempotency = True


async def book_and_check(sandbox: AdsSandbox, desk: Desk, bookings: int) -> None:
    begin = time.monotonic()
    plans = {f"plan-{n}": plan_of(f"plan-{n}", lines=LINES) for n in range(bookings)}
    for plan in plans.values():
        await approve(desk, plan)
    ended = Counter([await ended_as(desk, plan) for plan in plans.values()])
    print(f"bookings of {LINES} lines   {bookings}")
    print(f"ended at first         {dict(ended)}")
    for seller in SELLERS:
        sandbox.faults(seller).rate = 0.0
    for plan in plans.values():
        await finished(desk, plan)
    await check(sandbox, desk, plans)
    print(f"booked after a retry   {bookings}; booked twice, lost, live, unlike the plan: 0")
    print(f"in all                 {time.monotonic() - begin:.0f} s")


async def ended_as(desk: Desk, plan: MediaPlan) -> str:
    """How it stands when no job works on it any more; a person may act on `partial`."""
    view = await desk.until(plan, "booked", "partial", "failed", seconds=PATIENCE)
    return view.state


async def finished(desk: Desk, plan: MediaPlan) -> None:
    """Press "Retry the rest" where something is missing, and wait."""
    if (await desk.view(plan)).state != "booked":
        with contextlib.suppress(Conflict):
            await desk.booker.retry(TENANT, plan.id, plan.version, "U2")
    await desk.until(plan, "booked", seconds=PATIENCE)


if __name__ == "__main__":
    main()
