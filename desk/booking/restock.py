"""Holding inventory again for lines that gave theirs back."""

from __future__ import annotations

from collections.abc import Sequence

from desk.holding import daily_holds
from storage.bookings import BookedOrder, Booking
from storage.store import Transaction


async def restock(tx: Transaction, booking: Booking, orders: Sequence[BookedOrder]) -> None:
    """Hold what the missing lines of `orders` need and no longer have. Raises SoldOut.

    A version reserves all its holds at once, so those it has are given back and taken again, in
    the one transaction; what was sold stays sold.
    """
    owner = (booking.tenant, booking.plan, booking.version)
    kept = await tx.holds.of(*owner)
    covered = {hold.line for hold in kept}
    wanted = {
        line.line
        for each in orders
        for line in each.booked.lines
        if line.state != "confirmed" and line.line not in covered
    }
    plan = await tx.plans.get(*owner)
    fresh = [h for line in plan.lines if line.id in wanted for h in await daily_holds(tx, line)]
    if not fresh:
        return
    confirmed = [
        line.line for x in booking.orders for line in x.booked.lines if line.state == "confirmed"
    ]
    await tx.holds.release(*owner)
    await tx.holds.reserve(*owner, [*kept, *fresh])
    await tx.holds.sell(*owner, confirmed)
