"""The work of booking: any number of processes, each booking done by one of them at a time.

A worker owns a booking by an advisory lock of Postgres, which its connection loses when the process
dies, however it dies; whoever is alive then takes the booking up where it stands. Every step looks
for what it would create before it creates it, so a step that ran twice has booked once.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import Self

from ads.booking import Patience, patiently
from ads.protocol import AdsApi
from desk.booking.booker import Booker
from desk.booking.outcome import given_up, state_of, still_open, unsettled
from media.booking import Booked, BookingState, Order
from media.errors import OutsideError
from storage.bookings import Booking
from storage.store import Transaction

_log = logging.getLogger(__name__)
SWEEP_SECONDS = 2.0
WAITING_SECONDS = 15.0


class BookingWorker:
    """Takes up bookings that are queued, were left by a dead worker, or wait for a seller."""

    def __init__(self, booker: Booker, patience: Patience | None = None) -> None:
        """`patience` says how long a seller in trouble is tried."""
        self._booker = booker
        self._patience = patience
        self._busy: dict[tuple[str, str, int], asyncio.Task[None]] = {}
        self._sweeper: asyncio.Task[None] | None = None
        self._looked_at = 0.0

    async def __aenter__(self) -> Self:
        self._sweeper = asyncio.create_task(self._sweep())
        return self

    async def __aexit__(self, *_: object) -> None:
        tasks = [task for task in (self._sweeper, *self._busy.values()) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _sweep(self) -> None:
        while True:
            try:
                await self._take_up()
            except Exception:
                _log.exception("Open bookings could not be read; it is tried again")
            self._booker.queued.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(SWEEP_SECONDS):
                    await self._booker.queued.wait()

    async def _take_up(self) -> None:
        states: list[BookingState] = ["queued", "booking"]
        now = asyncio.get_running_loop().time()
        if now - self._looked_at >= WAITING_SECONDS:
            states.append("waiting")
            self._looked_at = now
        async with self._booker.storage.transaction() as tx:
            found = await tx.bookings.with_state(*states)
        for booking in found:
            key = (booking.tenant, booking.plan, booking.version)
            if key not in self._busy:
                task = asyncio.create_task(self._own(booking))
                self._busy[key] = task
                task.add_done_callback(lambda _, key=key: self._busy.pop(key, None))  # type: ignore[misc]

    async def _own(self, booking: Booking) -> None:
        """Do the work while holding the lock; whoever does not get it leaves it alone."""
        name = f"booking {booking.tenant} {booking.plan} {booking.version}"
        try:
            async with self._booker.storage.transaction() as lock:
                got = await lock.execute(
                    "SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 0))", {"name": name}
                )
                if got.scalar_one():
                    await self._book(booking)
        except Exception:
            _log.exception("A booking stopped; it is taken up again")

    async def _book(self, booking: Booking) -> None:
        async with self._booker.storage.transaction() as tx:
            current = await tx.bookings.get(booking.tenant, booking.plan, booking.version)
        if current.state not in ("queued", "booking", "waiting"):
            return
        await self._enter(current, "booking")
        results = await asyncio.gather(
            *(self._order(current, known.order, known.booked) for known in current.orders)
        )
        await self._finish(current, results)

    async def _order(self, booking: Booking, order: Order, known: Booked) -> Booked:
        """One order through its steps; trouble that lasts leaves it open, not lost."""
        api = self._booker.registry.api(order.account.seller)
        try:
            if known.waiting or unsettled(known):
                known = await self._keep(booking, order, await api.status(order, known))
            if known.waiting or not any(still_open(known)):
                return known
            for step in api.steps(order):
                known = await self._step(booking, api, order, step, known)
            return known
        except OutsideError as trouble:
            _log.warning("%s: %s", order.reference, type(trouble).__name__)
            async with self._booker.storage.transaction() as tx:
                latest = (await tx.bookings.order(order.reference)).booked
            return await self._keep(booking, order, given_up(order, latest))

    async def _step(
        self, booking: Booking, api: AdsApi, order: Order, step: str, known: Booked
    ) -> Booked:
        going = [line.line for line in still_open(known)]
        async with self._booker.storage.transaction() as tx:
            await tx.bookings.sending(order.reference, going)
        done = await patiently(lambda: api.run_step(order, step, known), self._patience)
        return await self._keep(booking, order, done)

    async def _keep(self, booking: Booking, order: Order, booked: Booked) -> Booked:
        async with self._booker.storage.transaction() as tx:
            await tx.bookings.record(order.reference, booked)
        await self._tell(booking)
        return booked

    async def _enter(self, booking: Booking, state: BookingState) -> None:
        async with self._booker.storage.transaction() as tx:
            await tx.bookings.set_state(booking.tenant, booking.plan, booking.version, state)
        await self._tell(booking)

    async def _finish(self, booking: Booking, results: list[Booked]) -> None:
        """The outcome, the inventory and the trail in one transaction."""
        state = state_of(results)
        async with self._booker.storage.transaction() as tx:
            await tx.bookings.set_state(booking.tenant, booking.plan, booking.version, state)
            await _settle_inventory(tx, booking, results)
            await tx.audit.append(
                booking.tenant,
                actor="flightplan",
                action=f"booking_{state}",
                plan=booking.plan,
                version=booking.version,
                data={
                    line.line: line.external_id or line.state
                    for booked in results
                    for line in booked.lines
                },
            )
        await self._tell(booking)

    async def _tell(self, booking: Booking) -> None:
        view = await self._booker.view(booking.tenant, booking.plan, booking.version)
        await self._booker.notify(view)


async def _settle_inventory(tx: Transaction, booking: Booking, results: list[Booked]) -> None:
    """Holds of confirmed lines are sold; those of refused lines are free again."""
    lines = [line for booked in results for line in booked.lines]
    place = (booking.tenant, booking.plan, booking.version)
    await tx.holds.sell(*place, [line.line for line in lines if line.state == "confirmed"])
    await tx.holds.release(*place, [line.line for line in lines if line.state == "rejected"])
