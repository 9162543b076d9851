"""Bookings: the orders of an approved plan version and how each line stands at its Ads API."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    ForeignKey,
    Index,
    Integer,
    Row,
    Table,
    Text,
    and_,
    func,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert

from media.booking import Booked, BookedLine, BookingState, Order
from media.errors import NotFound
from storage.repository import Repository
from storage.schema import key, metadata, stamp, text

BOOKINGS = Table(
    "bookings",
    metadata,
    key("tenant"),
    key("plan"),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("request"),
    text("approved_by"),
    Column("state", Text, nullable=False, server_default="queued"),
    stamp("created_at"),
    stamp("updated_at"),
)
ORDERS = Table(
    "orders",
    metadata,
    key("reference"),
    text("tenant"),
    text("plan"),
    Column("version", Integer, nullable=False),
    Column("body", JSONB, nullable=False),
    Column("campaign_id", Text),
    Column("url", Text),
    Column("waiting", Boolean, nullable=False, server_default="false"),
    Index("ix_orders_plan", "tenant", "plan", "version"),
)
LINES = Table(
    "order_lines",
    metadata,
    Column("order", ForeignKey(ORDERS.c.reference), primary_key=True),
    key("line"),
    text("state"),
    Column("external_id", Text, index=True),
    Column("body", JSONB, nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    stamp("updated_at"),
)
LAST_CHANGE = func.greatest(
    BOOKINGS.c.updated_at,
    select(func.max(LINES.c.updated_at))
    .join(ORDERS, ORDERS.c.reference == LINES.c.order)
    .where(
        ORDERS.c.tenant == BOOKINGS.c.tenant,
        ORDERS.c.plan == BOOKINGS.c.plan,
        ORDERS.c.version == BOOKINGS.c.version,
    )
    .correlate(BOOKINGS)
    .scalar_subquery(),
)
"""When a booking, or a line of it, was last written."""


@dataclass(frozen=True, slots=True)
class BookedOrder:
    """An order and what is known about it; `attempts` is by line."""

    order: Order
    booked: Booked
    attempts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Booking:
    """The booking of one plan version. `request` is the approval request behind it."""

    tenant: str
    plan: str
    version: int
    request: str
    approved_by: str
    state: BookingState
    created_at: datetime
    updated_at: datetime
    orders: tuple[BookedOrder, ...] = ()


_BOOKING = tuple(BOOKINGS.c[name] for name in Booking.__slots__[:-1])


class Bookings(Repository):
    """Bookings by plan version; orders and lines by the reference that stands in their name."""

    async def open(
        self,
        tenant: str,
        plan: str,
        version: int,
        orders: Sequence[Order],
        *,
        request: str,
        approved_by: str,
    ) -> bool:
        """Keep a queued booking with all its lines `intended`; False when it is there already."""
        statement = insert(BOOKINGS).values(
            tenant=tenant, plan=plan, version=version, request=request, approved_by=approved_by
        )
        if (await self._db.execute(statement.on_conflict_do_nothing())).rowcount == 0:
            return False
        for order in orders:
            await self._add(tenant, order)
        return True

    async def get(self, tenant: str, plan: str, version: int) -> Booking:
        """A booking with all orders. Raises NotFound."""
        query = select(*_BOOKING).where(_is(BOOKINGS, tenant, plan, version))
        row = (await self._db.execute(query)).one_or_none()
        if row is None:
            raise NotFound("This plan is not being booked.", "Approve it first.")
        return replace(Booking(*row), orders=await self._orders(tenant, plan, version))

    async def last_change(self, tenant: str, plan: str, version: int) -> datetime:
        """When the booking, or a line of it, was last written."""
        query = select(LAST_CHANGE).where(_is(BOOKINGS, tenant, plan, version))
        changed: datetime = (await self._db.execute(query)).scalar_one()
        return changed

    async def standing(self, tenant: str, plan: str) -> list[Booking]:
        """The bookings of a plan's versions that nobody has undone, oldest first."""
        query = select(BOOKINGS.c.version).where(
            BOOKINGS.c.tenant == tenant, BOOKINGS.c.plan == plan, BOOKINGS.c.state != "undone"
        )
        versions = (await self._db.scalars(query.order_by(BOOKINGS.c.version))).all()
        return [await self.get(tenant, plan, version) for version in versions]

    async def with_state(self, *states: BookingState) -> list[Booking]:
        """Bookings of all tenants in one of the states, oldest first, without their orders."""
        query = select(*_BOOKING).where(BOOKINGS.c.state.in_(states))
        rows = await self._db.execute(query.order_by(BOOKINGS.c.created_at))
        return [Booking(*row) for row in rows]

    async def set_state(self, tenant: str, plan: str, version: int, state: BookingState) -> None:
        """How the booking as a whole stands."""
        await self._db.execute(
            update(BOOKINGS)
            .where(_is(BOOKINGS, tenant, plan, version))
            .values(state=state, updated_at=func.now())
        )

    async def order(self, reference: str) -> BookedOrder:
        """One order by its reference. Raises NotFound."""
        found = await self._select(ORDERS.c.reference == reference)
        if not found:
            raise NotFound("There is no such order.", "Look at the plan's newest card.")
        return found[0]

    async def sending(self, reference: str, lines: Collection[str]) -> None:
        """Note, before the call, that lines are about to go out: from here, unsure means look."""
        await self._db.execute(
            update(LINES)
            .where(_line(reference, lines), LINES.c.state.in_(("intended", "rejected")))
            .values(state="sent", attempts=LINES.c.attempts + 1, updated_at=func.now())
        )

    async def record(self, reference: str, booked: Booked) -> None:
        """Keep what an Ads API said. A confirmed line is never forgotten: an answer that knows
        less about it (`sent`, `unknown`, `intended`) leaves it as it is.
        """
        await self._db.execute(
            update(ORDERS)
            .where(ORDERS.c.reference == reference)
            .values(
                campaign_id=func.coalesce(booked.campaign_id, ORDERS.c.campaign_id),
                url=func.coalesce(booked.url, ORDERS.c.url),
                waiting=booked.waiting,
            )
        )
        for line in booked.lines:
            await self._record_line(reference, line)

    async def line_of(self, external_id: str) -> tuple[Order, BookedLine] | None:
        """The order and line behind an id of an Ads API."""
        query = select(LINES.c.order, LINES.c.body).where(LINES.c.external_id == external_id)
        row = (await self._db.execute(query.limit(1))).one_or_none()
        if row is None:
            return None
        return (await self.order(row[0])).order, BookedLine.model_validate(row.body)

    async def _add(self, tenant: str, order: Order) -> None:
        await self._db.execute(
            insert(ORDERS).values(
                reference=order.reference,
                tenant=tenant,
                plan=order.plan,
                version=order.version,
                body=order.model_dump(mode="json"),
            )
        )
        for line in order.lines:
            known = BookedLine(line=line.line, state="intended")
            await self._db.execute(
                insert(LINES).values(
                    order=order.reference,
                    line=line.line,
                    state=known.state,
                    body=known.model_dump(mode="json"),
                )
            )

    async def _record_line(self, reference: str, line: BookedLine) -> None:
        knows_more = or_(
            LINES.c.state != "confirmed", literal(line.state in ("confirmed", "rejected"))
        )
        await self._db.execute(
            update(LINES)
            .where(_line(reference, [line.line]), knows_more)
            .values(
                state=line.state,
                external_id=func.coalesce(line.external_id, LINES.c.external_id),
                body=line.model_dump(mode="json"),
                updated_at=func.now(),
            )
        )

    async def _orders(self, tenant: str, plan: str, version: int) -> tuple[BookedOrder, ...]:
        return tuple(await self._select(_is(ORDERS, tenant, plan, version)))

    async def _select(self, where: ColumnElement[bool]) -> list[BookedOrder]:
        query = select(ORDERS).where(where).order_by(ORDERS.c.reference)
        rows = (await self._db.execute(query)).mappings().all()
        return [await self._with_lines(dict(row)) for row in rows]

    async def _with_lines(self, row: Mapping[str, Any]) -> BookedOrder:
        order = Order.model_validate(row["body"])
        query = select(LINES.c.line, LINES.c.body, LINES.c.attempts, LINES.c.state).where(
            LINES.c.order == order.reference
        )
        known = {line.line: line for line in await self._db.execute(query)}
        booked = Booked(
            campaign_id=row["campaign_id"],
            url=row["url"],
            waiting=row["waiting"],
            lines=tuple(_line_as_known(known[line.line]) for line in order.lines),
        )
        return BookedOrder(order, booked, {name: line.attempts for name, line in known.items()})


def _line_as_known(row: Row[*tuple[Any, ...]]) -> BookedLine:
    return BookedLine.model_validate(row.body | {"state": row.state})


def _is(table: Table, tenant: str, plan: str, version: int) -> ColumnElement[bool]:
    return and_(table.c.tenant == tenant, table.c.plan == plan, table.c.version == version)


def _line(reference: str, lines: Collection[str]) -> ColumnElement[bool]:
    return and_(LINES.c.order == reference, LINES.c.line.in_(list(lines)))
