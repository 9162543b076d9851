"""`Booker`: start a booking, retry what is missing, undo it, and say how it stands."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from ads.registry import Registry
from desk.booking import standing
from desk.booking.asking import Sellers, Timing
from desk.booking.delivery import OnBehind, Reports
from desk.booking.orders import ATTACH, BOOK, LAUNCH, UNDO, OrderJobs
from desk.booking.pacing import Pacing
from desk.booking.preflight import preflight
from desk.booking.proof import differences
from desk.booking.records import Notify, Records, lock
from desk.booking.restock import restock
from desk.durable import Durable
from desk.results import BookingView
from media.accounts import Assets
from media.booking import Order, Problem
from media.errors import Conflict
from media.plan import MediaPlan
from storage.advertisers import advertiser_id
from storage.bookings import BookedOrder, Booking
from storage.store import Storage, Transaction

_EVERY_SIX_HOURS = "17 */6 * * *"


class Booker:
    """Books approved plans at the sellers as durable work."""

    def __init__(
        self,
        storage: Storage,
        registry: Registry,
        durable: Durable,
        notify: Notify,
        *,
        on_behind: OnBehind | None = None,
        timing: Timing | None = None,
    ) -> None:
        """`notify` is told after every change, by whichever worker made it; `on_behind` is told
        of lines that deliver too little. Comes before `durable.start()`.
        """
        self._storage, self._registry = storage, registry
        self._timing = timing or Timing()
        self._records = Records(storage, notify)
        sellers = Sellers(registry, self._timing)
        self._jobs = OrderJobs(storage, durable, self._records, sellers, self._timing)
        self._reports = Reports(storage, registry, self._records, on_behind)
        durable.schedule("read delivery reports", _EVERY_SIX_HOURS, self._read_reports)

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
        """Queue the booking of an approved version, within the approval's transaction."""
        fresh = await tx.bookings.open(
            tenant, plan.id, plan.version, orders, request=request_id, approved_by=approved_by
        )
        if not fresh:
            return
        for order in orders:
            await tx.bookings.sending(order.reference, [line.line for line in order.lines])
            await self._jobs.enqueue(tx, BOOK, f"book {order.reference}", tenant, order)
        await tx.audit.append(
            tenant,
            actor=approved_by,
            action="booking_intended",
            plan=plan.id,
            version=plan.version,
            data={
                "request": request_id,
                "hash": plan.hash,
                "orders": {
                    order.reference: {
                        "seller": order.account.seller,
                        "account": order.account.account_id,
                        "lines": {line.line: line.reference for line in order.lines},
                    }
                    for order in orders
                },
            },
        )

    async def retry(self, tenant: str, plan_id: str, version: int, by: str) -> None:
        """Book what is not booked. Raises Conflict when nothing is left to book, and SoldOut."""
        async with self._storage.transaction() as tx:
            booking = await self._locked(tx, tenant, plan_id, version)
            await _refuse_replaced(tx, booking)
            missing = [x for x in booking.orders if standing.can_be_retried(x.booked)]
            if not missing:
                raise Conflict(
                    "Nothing is left to book: everything is booked or on its way.",
                    "Wait for the sellers' answers.",
                )
            await restock(tx, booking, missing)
            for each in missing:
                await self._again(tx, tenant, each)
            await tx.bookings.set_state(tenant, plan_id, version, "booking")
            await tx.audit.append(
                tenant,
                actor=by,
                action="booking_retried",
                plan=plan_id,
                version=version,
                data={"orders": [each.order.reference for each in missing]},
            )
        await self._records.tell(tenant, plan_id, version)

    async def replace(
        self, tx: Transaction, *, tenant: str, plan: MediaPlan, approved_by: str
    ) -> None:
        """Pause and archive what older versions have booked, within the newer one's approval.

        Their inventory is free at once, so that the newer version can take it.
        """
        older = await tx.bookings.standing(tenant, plan.id)
        for booking in older:
            await self._queue_undo(tx, booking)
            await tx.holds.release(tenant, plan.id, booking.version)
            await tx.audit.append(
                tenant,
                actor=approved_by,
                action="booking_replaced",
                plan=plan.id,
                version=booking.version,
                data={"by": plan.version},
            )

    async def replaced_by(self, tenant: str, plan: MediaPlan) -> tuple[Problem, ...]:
        """What approving a version would undo, as cautions."""
        async with self._storage.transaction() as tx:
            older = await tx.bookings.standing(tenant, plan.id)
        return tuple(
            Problem.of(
                None,
                "Version {version} is booked.",
                "Approving this one pauses and archives that, and books this in its place.",
                severity="warning",
                version=booking.version,
            )
            for booking in older
            if booking.version < plan.version and _stands(booking)
        )

    async def undo(self, tenant: str, plan_id: str, version: int, by: str) -> None:
        """Pause and archive everything and free the inventory; `notify` tells when it is done.

        Raises Conflict when it is undone already.
        """
        async with self._storage.transaction() as tx:
            booking = await self._locked(tx, tenant, plan_id, version)
            await self._queue_undo(tx, booking)
            await tx.audit.append(
                tenant, actor=by, action="undo_asked", plan=plan_id, version=version
            )

    async def launch(self, tenant: str, plan_id: str, version: int, by: str) -> None:
        """Let what is booked run at its sellers; `notify` tells when it does.

        Raises Conflict when nothing is booked, a newer version is, or an older one stands: what
        runs at once must never be more than what was approved.
        """
        async with self._storage.transaction() as tx:
            booking = await self._locked(tx, tenant, plan_id, version)
            await _refuse_replaced(tx, booking)
            await _refuse_beside_older(tx, booking)
            if booking.state not in ("booked", "partial", "waiting"):
                raise Conflict("Nothing of this plan is booked.", "Wait for it, or retry it.")
            for each in booking.orders:
                key = f"launch {each.order.reference} {_unique()}"
                await self._jobs.enqueue(tx, LAUNCH, key, tenant, each.order)
            await tx.audit.append(
                tenant, actor=by, action="launched", plan=plan_id, version=version
            )

    async def attach_assets(
        self, tenant: str, plan_id: str, version: int, assets: Assets, by: str
    ) -> None:
        """Make the ads of what is booked out of assets that came later. Raises Conflict."""
        async with self._storage.transaction() as tx:
            booking = await self._locked(tx, tenant, plan_id, version)
            for each in booking.orders:
                key = f"ads {each.order.reference} {_unique()}"
                given = assets.model_dump_json()
                await self._jobs.enqueue(tx, ATTACH, key, tenant, each.order, assets=given)
            await tx.audit.append(
                tenant,
                actor=by,
                action="assets_attached",
                plan=plan_id,
                version=version,
                data=assets.model_dump(mode="json"),
            )

    async def attach_assets_of(self, tenant: str, advertiser: str, assets: Assets, by: str) -> None:
        """Make the ads of everything that is booked for an advertiser."""
        async with self._storage.transaction() as tx:
            booked = await tx.bookings.with_state("booked", "partial", "waiting")
            plans = [
                await tx.plans.get(tenant, booking.plan, booking.version)
                for booking in booked
                if booking.tenant == tenant
            ]
        for plan in plans:
            if advertiser_id(plan.brief.advertiser or "") == advertiser_id(advertiser):
                await self.attach_assets(tenant, plan.id, plan.version, assets, by)

    async def view(self, tenant: str, plan_id: str, version: int) -> BookingView:
        """How the booking stands. Raises NotFound."""
        return await self._records.view(tenant, plan_id, version)

    async def preflight(self, orders: Sequence[Order]) -> tuple[Problem, ...]:
        """What the sellers would refuse; what they do not say in time is a warning."""
        return await preflight(self._registry, orders, self._timing.preflight)

    async def differences(self, tenant: str, plan_id: str, version: int) -> tuple[Problem, ...]:
        """Where the sellers' own change history says otherwise than the approved plan."""
        async with self._storage.transaction() as tx:
            booking = await tx.bookings.get(tenant, plan_id, version)
        return await differences(self._registry, booking)

    async def read_reports(self, now: datetime) -> tuple[Pacing, ...]:
        """Read what every booking has delivered; gives back the lines that newly lag behind."""
        return await self._reports.read(now)

    async def _read_reports(self, at: datetime) -> None:
        await self.read_reports(at.astimezone(UTC))

    async def _queue_undo(self, tx: Transaction, booking: Booking) -> None:
        for each in booking.orders:
            key = f"undo {each.order.reference} {_unique()}"
            await self._jobs.enqueue(tx, UNDO, key, booking.tenant, each.order, number="0")

    async def _again(self, tx: Transaction, tenant: str, each: BookedOrder) -> None:
        """Mark the missing lines as sent before they are, and queue the order once more."""
        reference, again = each.order.reference, standing.asked_again(each.booked)
        await tx.bookings.sending(reference, [x.line for x in again.lines if x.state == "sent"])
        await tx.bookings.record(reference, again)
        await self._jobs.enqueue(tx, BOOK, f"book {reference} {_unique()}", tenant, each.order)

    async def _locked(self, tx: Transaction, tenant: str, plan: str, version: int) -> Booking:
        await lock(tx, tenant, plan, version)
        booking = await tx.bookings.get(tenant, plan, version)
        if booking.state == "undone":
            raise Conflict(
                "This booking has been undone.", "Make a new version of the plan and approve that."
            )
        return booking


async def _refuse_replaced(tx: Transaction, booking: Booking) -> None:
    standing_now = await tx.bookings.standing(booking.tenant, booking.plan)
    newest = max((each.version for each in standing_now), default=booking.version)
    if newest > booking.version:
        raise Conflict(
            "Version {newest} has replaced this booking.",
            "Look at the newest card of the plan.",
            newest=newest,
        )


async def _refuse_beside_older(tx: Transaction, booking: Booking) -> None:
    for older in await tx.bookings.standing(booking.tenant, booking.plan):
        if older.version < booking.version and _stands(older):
            raise Conflict(
                "Version {version} is not undone everywhere yet.",
                "Wait until its card says that it is undone, then set this one live.",
                version=older.version,
            )


def _stands(booking: Booking) -> bool:
    """Whether something of it is, or may be, at a seller."""
    return any(standing.stands(line) for each in booking.orders for line in each.booked.lines)


def _unique() -> str:
    return uuid.uuid4().hex[:8]
