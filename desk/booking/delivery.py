"""Reading what booked lines deliver: kept as reports, as pacing, and as history to learn from."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta

from ads.registry import Registry
from desk.booking.learned import history_of
from desk.booking.pacing import Pacing, pacing
from desk.booking.records import Records
from desk.results import BookingView
from media.booking import Delivery
from media.errors import FlightplanError
from storage.bookings import BookedOrder, Booking
from storage.store import Storage

_log = logging.getLogger(__name__)

OnBehind = Callable[[str, BookingView, tuple[Pacing, ...], date], Awaitable[None]]
"""Told the tenant, the booking, its lines that have newly fallen behind, and the day."""
_LATE_REPORTS = timedelta(days=7)
"""Sellers correct their figures for some days after a flight."""


class Reports:
    """Delivery of everything that is booked."""

    def __init__(
        self, storage: Storage, registry: Registry, records: Records, on_behind: OnBehind | None
    ) -> None:
        self._storage, self._registry = storage, registry
        self._records, self._on_behind = records, on_behind

    async def read(self, now: datetime) -> tuple[Pacing, ...]:
        """Read all reports. A booking that fails is left for the next time."""
        async with self._storage.transaction() as tx:
            bookings = await tx.bookings.with_state("booked", "partial", "waiting")
        behind: list[Pacing] = []
        for booking in bookings:
            try:
                behind += await self._booking(booking, now.date())
            except FlightplanError as trouble:
                _log.warning("No report of %s v%d: %s", booking.plan, booking.version, trouble)
        return tuple(behind)

    async def _booking(self, booking: Booking, today: date) -> list[Pacing]:
        owner = (booking.tenant, booking.plan, booking.version)
        async with self._storage.transaction() as tx:
            orders = (await tx.bookings.get(*owner)).orders
            before = await tx.deliveries.latest(*owner)
        found = [d for each in orders for d in await self._order(each, today)]
        if not found:
            return []
        await self._keep(booking, orders, found, today)
        behind = _newly_behind(orders, before, found)
        if behind and self._on_behind is not None:
            await self._tell(booking, tuple(behind), today)
        return behind

    async def _tell(self, booking: Booking, behind: tuple[Pacing, ...], today: date) -> None:
        """Their trouble is not ours: what was read is kept."""
        assert self._on_behind is not None
        view = await self._records.view(booking.tenant, booking.plan, booking.version)
        try:
            await self._on_behind(booking.tenant, view, behind, today)
        except Exception:
            _log.exception("Nobody could be told of slow lines of %s", booking.plan)

    async def _order(self, each: BookedOrder, today: date) -> Sequence[Delivery]:
        since = today - _LATE_REPORTS
        if all(line.end < since or line.start > today for line in each.order.lines):
            return ()
        api = self._registry.api(each.order.account.seller)
        return await api.report(each.order, each.booked, since, today)

    async def _keep(
        self,
        booking: Booking,
        orders: Sequence[BookedOrder],
        found: Sequence[Delivery],
        today: date,
    ) -> None:
        owner = (booking.tenant, booking.plan, booking.version)
        async with self._storage.transaction() as tx:
            await tx.deliveries.record(*owner, found)
            plan = await tx.plans.get(*owner)
            history = history_of(plan, [each.order for each in orders], found, today)
            if history.num_rows:
                await tx.history.load(history)


def _newly_behind(
    orders: Sequence[BookedOrder], before: Sequence[Delivery], found: Sequence[Delivery]
) -> list[Pacing]:
    lines = {line.line: line for each in orders for line in each.order.lines}
    told = {d.line for d in before if pacing(lines[d.line], d).is_behind}
    paces = [pacing(lines[delivery.line], delivery) for delivery in found]
    return [pace for pace in paces if pace.is_behind and pace.line not in told]
