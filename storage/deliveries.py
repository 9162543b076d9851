"""Delivery reports of booked lines, one row a line and day it was read through."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Column, Date, Integer, Select, Table, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from media.booking import Delivery
from media.money import Micros
from storage.repository import Repository
from storage.schema import key, metadata, stamp

DELIVERIES = Table(
    "deliveries",
    metadata,
    key("tenant"),
    key("plan"),
    Column("version", Integer, primary_key=True, autoincrement=False),
    key("line"),
    key("external_id"),
    Column("through", Date, primary_key=True),
    Column("spend", BigInteger, nullable=False),
    *(Column(name, BigInteger, nullable=False) for name in ("impressions", "clicks")),
    Column("completed_views", BigInteger, nullable=False),
    Column("reach", BigInteger),
    stamp("read_at"),
)
_DELIVERY = tuple(DELIVERIES.c[name] for name in Delivery.model_fields)


class Deliveries(Repository):
    """What booked lines have brought so far. Figures are totals since the start, spend micros."""

    async def record(
        self, tenant: str, plan: str, version: int, deliveries: Iterable[Delivery]
    ) -> None:
        """Keep reports; a later reading of the same day replaces the earlier one."""
        owner = {"tenant": tenant, "plan": plan, "version": version}
        for delivery in deliveries:
            figures = dict(delivery)
            statement = insert(DELIVERIES).values(owner | figures)
            await self._db.execute(
                statement.on_conflict_do_update(constraint=DELIVERIES.primary_key, set_=figures)
            )

    async def latest(self, tenant: str, plan: str, version: int) -> list[Delivery]:
        """The newest report of each line."""
        query = self._of(tenant, plan, version).ext(
            distinct_on(DELIVERIES.c.line, DELIVERIES.c.external_id)
        )
        return await self._read(query)

    async def spent(self, tenant: str, plan: str) -> Micros:
        """What all versions of a plan have spent so far."""
        c = DELIVERIES.c
        versions = select(c.version).where(c.tenant == tenant, c.plan == plan).distinct()
        booked = (await self._db.scalars(versions)).all()
        latest = [d for version in booked for d in await self.latest(tenant, plan, version)]
        return sum(delivery.spend for delivery in latest)

    async def all(self, tenant: str, plan: str, version: int) -> list[Delivery]:
        """Every report, by line, newest first."""
        return await self._read(self._of(tenant, plan, version))

    async def _read(self, query: Select[*tuple[Any, ...]]) -> list[Delivery]:
        rows = (await self._db.execute(query)).mappings()
        return [Delivery.model_validate(dict(row)) for row in rows]

    @staticmethod
    def _of(tenant: str, plan: str, version: int) -> Select[*tuple[Any, ...]]:
        c = DELIVERIES.c
        return (
            select(*_DELIVERY)
            .where(c.tenant == tenant, c.plan == plan, c.version == version)
            .order_by(c.line, c.external_id, c.through.desc())
        )
