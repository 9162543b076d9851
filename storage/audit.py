"""The audit trail: append-only, each row chained by hash to the tenant's row before."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from pydantic import JsonValue
from sqlalchemy import Column, Integer, Table, Text, func, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from media.approvals import AuditEntry
from media.canonical import digest
from storage.repository import Repository
from storage.schema import key, metadata, moment, text

AUDIT = Table(
    "audit",
    metadata,
    key("tenant"),
    Column("number", Integer, primary_key=True, autoincrement=False),
    moment("at"),
    text("actor"),
    text("action"),
    Column("plan", Text),
    Column("version", Integer),
    Column("data", JSONB, nullable=False),
    text("previous"),
    text("hash"),
)
HEADS = Table(
    "audit_heads",
    metadata,
    key("tenant"),
    Column("number", Integer, nullable=False),
    text("hash"),
)
_BEGINNING = "0" * 64


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the chain found; `broken_at` is the first number that does not fit."""

    entries: int
    broken_at: int | None = None
    problem: str = ""

    @property
    def intact(self) -> bool:
        """Whether every row is as it was written and none is missing."""
        return self.broken_at is None


class Audit(Repository):
    """Who did what, when, to which version. The database refuses to change or remove a row."""

    async def append(
        self,
        tenant: str,
        *,
        actor: str,
        action: str,
        plan: str | None = None,
        version: int | None = None,
        data: Mapping[str, JsonValue] | None = None,
        at: datetime | None = None,
    ) -> AuditEntry:
        """Add a row. Others of the same tenant wait until this transaction ends, so add it last.

        Amounts in `data` are decimal strings; `at` is now when left out.
        """
        number, previous = await self._lock_head(tenant)
        unsigned = AuditEntry(
            number=number + 1,
            tenant=tenant,
            at=(at or datetime.now(UTC)).astimezone(UTC),
            actor=actor,
            action=action,
            plan=plan,
            version=version,
            data=dict(data or {}),
            previous=previous,
            hash="",
        )
        entry = unsigned.model_copy(update={"hash": entry_hash(unsigned)})
        await self._db.execute(insert(AUDIT).values(**entry.model_dump()))
        await self._db.execute(
            update(HEADS)
            .where(HEADS.c.tenant == tenant)
            .values(number=entry.number, hash=entry.hash)
        )
        return entry

    async def verify(self, tenant: str) -> Verified:
        """Follow the tenant's whole chain, up to its remembered head."""
        number, previous = 0, _BEGINNING
        async for entry in self.export(tenant):
            problem = _problem(entry, number + 1, previous)
            if problem:
                return Verified(number, broken_at=number + 1, problem=problem)
            number, previous = entry.number, entry.hash
        if (number, previous) != await self._head(tenant):
            return Verified(number, broken_at=number + 1, problem="the newest rows are missing")
        return Verified(number)

    async def export(
        self, tenant: str, *, plan: str | None = None, after: int = 0
    ) -> AsyncIterator[AuditEntry]:
        """The rows of a tenant (or of one plan of it) in order, without holding all in memory."""
        query = select(AUDIT).where(AUDIT.c.tenant == tenant, AUDIT.c.number > after)
        if plan is not None:
            query = query.where(AUDIT.c.plan == plan)
        rows = await self._db.stream(query.order_by(AUDIT.c.number))
        async for row in rows.mappings():
            yield AuditEntry.model_validate(dict(row))

    async def tenants(self) -> list[str]:
        """All tenants that have a trail."""
        return list(await self._db.scalars(select(HEADS.c.tenant).order_by(HEADS.c.tenant)))

    async def _lock_head(self, tenant: str) -> tuple[int, str]:
        first = insert(HEADS).values(tenant=tenant, number=0, hash=_BEGINNING)
        await self._db.execute(first.on_conflict_do_nothing())
        query = select(HEADS.c.number, HEADS.c.hash).where(HEADS.c.tenant == tenant)
        row = (await self._db.execute(query.with_for_update())).one()
        return row.number, row.hash

    async def _head(self, tenant: str) -> tuple[int, str]:
        query = select(HEADS.c.number, HEADS.c.hash).where(HEADS.c.tenant == tenant)
        row = (await self._db.execute(query)).one_or_none()
        return (row.number, row.hash) if row else (0, _BEGINNING)

    async def count(self, tenant: str) -> int:
        """How many rows a tenant has."""
        query = select(func.count()).where(AUDIT.c.tenant == tenant)
        return (await self._db.execute(query)).scalar_one()


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256 over the canonical JSON of the row with the hash before it, without its own."""
    return digest(entry.model_dump(mode="json", exclude={"hash"}))


def _problem(entry: AuditEntry, number: int, previous: str) -> str:
    if entry.number != number:
        return f"row {number} is missing"
    if entry.previous != previous:
        return f"row {number} does not follow the row before it"
    return "" if entry_hash(entry) == entry.hash else f"row {number} was changed"
