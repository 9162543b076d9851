"""Plan versions: immutable, kept as the canonical JSON that their hash covers."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Integer, Row, Select, Table, Text, func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from media.canonical import canonical
from media.errors import Conflict, NotFound
from media.plan import MediaPlan
from storage.repository import Repository
from storage.schema import key, metadata, stamp, text

PLANS = Table(
    "plans",
    metadata,
    key("tenant"),
    key("id"),
    Column("version", Integer, primary_key=True, autoincrement=False),
    text("hash"),
    text("body"),
    text("advertiser"),
    text("currency"),
    Column("total", BigInteger, nullable=False),
    Column("conversation", Text, index=True),
    text("author"),
    stamp("created_at"),
)


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A version without its body. `total` is in micros."""

    id: str
    version: int
    hash: str
    advertiser: str
    currency: str
    total: int
    conversation: str | None
    author: str
    created_at: datetime


_SUMMARY = tuple(PLANS.c[name] for name in PlanSummary.__slots__)


class Plans(Repository):
    """The plan versions of all tenants. The database refuses to change one."""

    async def add(
        self, tenant: str, plan: MediaPlan, *, author: str, conversation: str | None = None
    ) -> None:
        """Keep a new version. Raises Conflict when the version exists with another content."""
        body = canonical(plan.model_dump(mode="json", exclude={"hash"})).decode()
        statement = insert(PLANS).values(
            tenant=tenant,
            id=plan.id,
            version=plan.version,
            hash=plan.hash,
            body=body,
            advertiser=plan.brief.advertiser or "",
            currency=plan.currency,
            total=plan.total,
            conversation=conversation,
            author=author,
        )
        written = await self._db.execute(statement.on_conflict_do_nothing())
        if written.rowcount == 0:
            await self._must_be_the_same(tenant, plan)

    async def get(self, tenant: str, plan_id: str, version: int | None = None) -> MediaPlan:
        """A version, or the newest. Raises NotFound."""
        query = self._of(tenant, plan_id).order_by(PLANS.c.version.desc()).limit(1)
        if version is not None:
            query = query.where(PLANS.c.version == version)
        row = (await self._db.execute(query)).one_or_none()
        if row is None:
            raise NotFound("There is no such plan.", "Open the newest card in the thread.")
        return _intact(row)

    async def next_version(self, tenant: str, plan_id: str) -> int:
        """The number that the next version takes: 1 for a new plan."""
        newest = select(func.coalesce(func.max(PLANS.c.version), 0)).where(
            PLANS.c.tenant == tenant, PLANS.c.id == plan_id
        )
        return int((await self._db.execute(newest)).scalar_one()) + 1

    async def versions(self, tenant: str, plan_id: str) -> list[PlanSummary]:
        """All versions of a plan, oldest first."""
        query = select(*_SUMMARY).where(PLANS.c.tenant == tenant, PLANS.c.id == plan_id)
        rows = await self._db.execute(query.order_by(PLANS.c.version))
        return [PlanSummary(*row) for row in rows]

    async def recent(
        self, tenant: str, *, limit: int, author: str | None = None
    ) -> list[PlanSummary]:
        """The newest version of each of the latest plans, newest first."""
        newest = (
            select(*_SUMMARY)
            .where(PLANS.c.tenant == tenant)
            .ext(distinct_on(PLANS.c.id))
            .order_by(PLANS.c.id, PLANS.c.version.desc())
        )
        if author is not None:
            newest = newest.where(PLANS.c.author == author)
        latest = newest.subquery()
        query = select(latest).order_by(latest.c.created_at.desc()).limit(limit)
        return [PlanSummary(*row) for row in await self._db.execute(query)]

    async def advertisers(self, tenant: str, plans: Collection[str]) -> dict[str, str]:
        """Whom each of some plans is for, by its newest version; empty where nobody is named."""
        query = select(PLANS.c.id, PLANS.c.advertiser).where(
            PLANS.c.tenant == tenant, PLANS.c.id.in_(list(plans))
        )
        found = await self._db.execute(query.order_by(PLANS.c.version))
        return {plan: advertiser for plan, advertiser in found}

    async def _must_be_the_same(self, tenant: str, plan: MediaPlan) -> None:
        if (await self.get(tenant, plan.id, plan.version)).hash != plan.hash:
            raise Conflict(
                "Somebody else has changed this plan meanwhile.", "Look at the newest card."
            )

    @staticmethod
    def _of(tenant: str, plan_id: str) -> Select[tuple[str, str]]:
        return select(PLANS.c.body, PLANS.c.hash).where(
            PLANS.c.tenant == tenant, PLANS.c.id == plan_id
        )


def _intact(row: Row[tuple[str, str]]) -> MediaPlan:
    if hashlib.sha256(row.body.encode()).hexdigest() != row.hash:
        raise Conflict("The stored plan does not fit its hash.", "Tell an administrator.")
    return MediaPlan.model_validate_json(row.body)
