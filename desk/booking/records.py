"""Writing down what became known of an order: lines, inventory, trail; and who is told."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from pydantic import JsonValue

from desk.booking import standing
from desk.results import BookingView
from media.booking import Booked, Order
from storage.bookings import BookedOrder, Booking
from storage.store import Storage, Transaction

_log = logging.getLogger(__name__)

Notify = Callable[[BookingView], Awaitable[None]]
MACHINE = "flightplan"
"""Who did what no person did, in the trail."""


class Records:
    """The booking records, as the jobs write them."""

    def __init__(self, storage: Storage, notify: Notify) -> None:
        self._storage = storage
        self._notify = notify

    async def order(self, reference: str) -> BookedOrder:
        """An order and what is known of it."""
        async with self._storage.transaction() as tx:
            return await tx.bookings.order(reference)

    async def is_undone(self, tenant: str, order: Order) -> bool:
        """Whether the booking was undone meanwhile: then nothing more is sent."""
        async with self._storage.transaction() as tx:
            booking = await tx.bookings.get(tenant, order.plan, order.version)
        return booking.state == "undone"

    async def keep(self, tenant: str, order: Order, step: str, known: Booked) -> None:
        """What a step has found out; in the trail when it is news."""
        async with self._storage.transaction() as tx:
            await lock(tx, tenant, order.plan, order.version)
            begun = await _begin(tx, tenant, order)
            before = (await tx.bookings.order(order.reference)).booked
            await tx.bookings.record(order.reference, known)
            news = await _trail(tx, tenant, order, step, before)
        if begun or news:
            await self.tell(tenant, order.plan, order.version)

    async def settle(
        self, tx: Transaction, tenant: str, order: Order, known: Booked, *, undo: bool
    ) -> None:
        """What is known when a job ends: lines, inventory, the state of the whole booking."""
        await lock(tx, tenant, order.plan, order.version)
        before = (await tx.bookings.order(order.reference)).booked
        await tx.bookings.record(order.reference, known)
        booking = await tx.bookings.get(tenant, order.plan, order.version)
        if booking.state != "undone":
            await _settle_inventory(tx, booking)
            await _settle_state(tx, booking, undo=undo)
        await _trail(tx, tenant, order, "undo" if undo else "settle", before)

    async def tell(self, tenant: str, plan: str, version: int) -> None:
        """Tell whoever listens how the booking stands; their trouble is not ours."""
        try:
            await self._notify(await self.view(tenant, plan, version))
        except Exception:
            _log.exception("Nobody could be told about the booking of %s v%d", plan, version)

    async def view(self, tenant: str, plan: str, version: int) -> BookingView:
        """The booking as it stands. Raises NotFound."""
        async with self._storage.transaction() as tx:
            return await view(tx, tenant, plan, version)


async def view(tx: Transaction, tenant: str, plan: str, version: int) -> BookingView:
    """A booking as it stands. Raises NotFound."""
    booking = await tx.bookings.get(tenant, plan, version)
    found = await tx.plans.get(tenant, plan, version)
    orders = tuple((each.order, each.booked) for each in booking.orders)
    return BookingView(found, booking.state, orders)


async def lock(tx: Transaction, tenant: str, plan: str, version: int) -> None:
    """One after another: what a booking's orders say about it as a whole must fit together."""
    name = f"booking {tenant} {plan} {version}"
    await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended(:name, 1))", {"name": name})


async def audit(
    tx: Transaction, tenant: str, action: str, plan: str, version: int, **data: JsonValue
) -> None:
    """A row of the trail about something that no person did."""
    await tx.audit.append(
        tenant, actor=MACHINE, action=action, plan=plan, version=version, data=data
    )


async def _begin(tx: Transaction, tenant: str, order: Order) -> bool:
    booking = await tx.bookings.get(tenant, order.plan, order.version)
    if booking.state != "queued":
        return False
    await tx.bookings.set_state(tenant, order.plan, order.version, "booking")
    return True


async def _trail(tx: Transaction, tenant: str, order: Order, step: str, before: Booked) -> bool:
    """A row when the order stands otherwise than `before`; whether it does."""
    after = (await tx.bookings.order(order.reference)).booked
    news = _news(before) != _news(after)
    if news:
        await audit(tx, tenant, "order_step", order.plan, order.version, **_row(order, step, after))
    return news


async def _settle_inventory(tx: Transaction, booking: Booking) -> None:
    """Only of orders that are not on their way: the others' jobs will say."""
    resting = [x.booked for x in booking.orders if not standing.is_on_its_way(x.booked)]
    inventory = standing.inventory_of(x for x in resting if not x.waiting)
    owner = (booking.tenant, booking.plan, booking.version)
    if inventory.sold:
        await tx.holds.sell(*owner, inventory.sold)
    if inventory.freed:
        await tx.holds.release(*owner, inventory.freed)


async def _settle_state(tx: Transaction, booking: Booking, *, undo: bool) -> None:
    orders = [each.booked for each in booking.orders]
    state = standing.state_of(orders)
    if undo and not any(standing.stands(line) for known in orders for line in known.lines):
        state = "undone"
    if state == booking.state:
        return
    await tx.bookings.set_state(booking.tenant, booking.plan, booking.version, state)
    if state != "booking":
        await audit(tx, booking.tenant, f"booking_{state}", booking.plan, booking.version)


def _news(known: Booked) -> JsonValue:
    """What is worth a row when it changes: ids at the seller, refusals, confirmations."""
    settled = ("confirmed", "rejected", "unknown")
    lines: dict[str, JsonValue] = {
        line.line: [
            line.external_id,
            line.archived,
            line.live,
            line.state if line.state in settled else None,
        ]
        for line in known.lines
    }
    return {"campaign": known.campaign_id, "waiting": known.waiting, "lines": lines}


def _row(order: Order, step: str, known: Booked) -> dict[str, JsonValue]:
    lines: dict[str, JsonValue] = {
        line.line: {
            "state": line.state,
            "external_id": line.external_id,
            "archived": line.archived,
            "problem": line.problem.message if line.problem else None,
        }
        for line in known.lines
    }
    return {
        "order": order.reference,
        "seller": order.account.seller,
        "account": order.account.account_id,
        "hash": order.plan_hash,
        "step": step,
        "campaign": known.campaign_id,
        "lines": lines,
    }
