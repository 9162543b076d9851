"""The desk's side of booking: queue it with the approval, look at it, retry, undo, pre-flight."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from ads.booking import problem_of
from ads.registry import Registry
from desk.booking.outcome import still_open
from desk.results import BookingView
from media.booking import Booked, Order, Problem
from media.errors import Conflict, OutsideError
from media.plan import MediaPlan
from storage.bookings import Booking
from storage.store import Storage, Transaction

Notify = Callable[[BookingView], Awaitable[None]]
PREFLIGHT_SECONDS = 8.0


class Booker:
    """Bookings of plan versions. The work itself is done by `BookingWorker`s."""

    def __init__(self, storage: Storage, registry: Registry, notify: Notify) -> None:
        """`notify` hears of every change of a booking."""
        self.storage, self.registry, self.notify = storage, registry, notify
        self.queued = asyncio.Event()

    async def start(
        self,
        tx: Transaction,
        *,
        tenant: str,
        plan: MediaPlan,
        orders: Sequence[Order],
        request_id: str,
        approved_by: str,
    ) -> None:
        """Queue the booking in the approval's own transaction: with it, it lasts."""
        await tx.bookings.open(
            tenant, plan.id, plan.version, orders, request=request_id, approved_by=approved_by
        )
        self.queued.set()

    async def view(self, tenant: str, plan: str, version: int) -> BookingView:
        """How a booking stands. Raises NotFound."""
        async with self.storage.transaction() as tx:
            booking = await tx.bookings.get(tenant, plan, version)
            found = await tx.plans.get(tenant, plan, version)
        orders = tuple((known.order, known.booked) for known in booking.orders)
        return BookingView(found, booking.state, orders)

    async def preflight(self, orders: Sequence[Order]) -> tuple[Problem, ...]:
        """What the sellers would refuse; a seller that does not answer in time is a warning."""
        found = await asyncio.gather(*(self._refusals(order) for order in orders))
        return tuple(problem for problems in found for problem in problems)

    async def _refusals(self, order: Order) -> tuple[Problem, ...]:
        api = self.registry.api(order.account.seller)
        try:
            async with asyncio.timeout(PREFLIGHT_SECONDS):
                return await api.validate(order)
        except TimeoutError:
            said, remedy = f"{order.account.seller} did not answer in time.", "It is tried again."
            return (Problem(line=None, message=said, remedy=remedy, severity="warning"),)
        except OutsideError as error:
            return (problem_of(error, None).model_copy(update={"severity": "warning"}),)

    async def retry(self, tenant: str, plan: str, version: int, by: str) -> None:
        """Queue what is not booked yet; what is booked stays as it is. Raises Conflict."""
        async with self.storage.transaction() as tx:
            booking = await tx.bookings.get(tenant, plan, version)
            if booking.state not in ("partial", "failed"):
                raise Conflict("There is nothing to retry here.", "Look at the newest card.")
            await tx.bookings.set_state(tenant, plan, version, "queued")
            await _note(tx, booking, by, "booking_retried")
        self.queued.set()

    async def undo(self, tenant: str, plan: str, version: int, by: str) -> None:
        """Pause and archive everything that was booked, and free its inventory.

        May be pressed again after a failure: what is archived already stays so.
        """
        async with self.storage.transaction() as tx:
            booking = await tx.bookings.get(tenant, plan, version)
        for known in booking.orders:
            if any(line.external_id for line in known.booked.lines) or known.booked.campaign_id:
                await self._archive(known.order, known.booked)
        async with self.storage.transaction() as tx:
            await tx.bookings.set_state(tenant, plan, version, "undone")
            await tx.holds.release(tenant, plan, version)
            await _note(tx, booking, by, "booking_undone")
        await self.notify(await self.view(tenant, plan, version))

    async def _archive(self, order: Order, known: Booked) -> None:
        api = self.registry.api(order.account.seller)
        archived = await api.archive(order, await api.pause(order, known))
        async with self.storage.transaction() as tx:
            await tx.bookings.record(order.reference, archived)


async def _note(tx: Transaction, booking: Booking, by: str, action: str) -> None:
    open_lines = [line.line for known in booking.orders for line in still_open(known.booked)]
    await tx.audit.append(
        booking.tenant,
        actor=by,
        action=action,
        plan=booking.plan,
        version=booking.version,
        data={"open_lines": [*open_lines]},
    )
