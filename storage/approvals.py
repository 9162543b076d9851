"""Approval requests, each decided by one compare-and-set."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    Index,
    Integer,
    Table,
    Text,
    all_,
    case,
    func,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.sql.dml import Update

from media.approvals import ApprovalRequest
from media.errors import Conflict, NotFound
from media.policies.approving import check_open
from storage.repository import Repository
from storage.schema import key, metadata, moment, text

REQUESTS = Table(
    "approval_requests",
    metadata,
    key("id"),
    text("tenant"),
    text("plan"),
    Column("version", Integer, nullable=False),
    text("plan_hash"),
    Column("total", BigInteger, nullable=False),
    text("currency"),
    text("requested_by"),
    moment("requested_at"),
    moment("expires_at"),
    text("state"),
    Column("approvals", ARRAY(Text), nullable=False),
    Column("decided_by", Text),
    moment("decided_at", nullable=True),
    Column("reason", Text),
)
_IS_OPEN = REQUESTS.c.state == "open"
Index(
    "uq_approval_requests_open",
    REQUESTS.c.tenant,
    REQUESTS.c.plan,
    unique=True,
    postgresql_where=_IS_OPEN,
)
Index("ix_approval_requests_expiring", REQUESTS.c.expires_at, postgresql_where=_IS_OPEN)


class Approvals(Repository):
    """Requests by their opaque id; a plan has at most one that is open."""

    async def open(self, request: ApprovalRequest) -> tuple[ApprovalRequest, ...]:
        """Keep a new request. Gives back the plan's requests that it supersedes."""
        superseded = await self.supersede(request.tenant, request.plan)
        await self._db.execute(insert(REQUESTS).values(dict(request)))
        return superseded

    async def get(self, tenant: str, request_id: str) -> ApprovalRequest:
        """A request of the tenant. Raises NotFound."""
        query = select(REQUESTS).where(REQUESTS.c.id == request_id, REQUESTS.c.tenant == tenant)
        row = (await self._db.execute(query)).mappings().one_or_none()
        if row is None:
            raise NotFound("There is no such request.", "Look at the newest card in the thread.")
        return ApprovalRequest.model_validate(dict(row))

    async def latest(self, tenant: str, plan: str) -> ApprovalRequest | None:
        """The newest request for any version of a plan."""
        query = select(REQUESTS).where(REQUESTS.c.tenant == tenant, REQUESTS.c.plan == plan)
        newest = query.order_by(REQUESTS.c.requested_at.desc(), _IS_OPEN.desc()).limit(1)
        row = (await self._db.execute(newest)).mappings().one_or_none()
        return None if row is None else ApprovalRequest.model_validate(dict(row))

    async def pending(self, tenant: str) -> list[ApprovalRequest]:
        """All open requests of a tenant, oldest first."""
        query = select(REQUESTS).where(REQUESTS.c.tenant == tenant, _IS_OPEN)
        rows = (await self._db.execute(query.order_by(REQUESTS.c.requested_at))).mappings()
        return [ApprovalRequest.model_validate(dict(row)) for row in rows]

    async def approve(
        self,
        tenant: str,
        request_id: str,
        *,
        expected_hash: str,
        by: str,
        needed: int,
        now: datetime,
    ) -> ApprovalRequest:
        """Add `by`'s approval; with the `needed`th one the request is approved.

        Of any number of clicks at once, each person counts once and exactly one approves. The
        others get Conflict, which says who was first or what has changed.
        """
        is_last = func.cardinality(REQUESTS.c.approvals) + 1 >= needed
        statement = (
            _decidable(tenant, request_id, expected_hash, now)
            .where(literal(by) != all_(REQUESTS.c.approvals))
            .values(
                approvals=func.array_append(REQUESTS.c.approvals, by),
                state=case((is_last, "approved"), else_="open"),
                decided_by=case((is_last, by)),
                decided_at=case((is_last, now)),
            )
        )
        return await self._decide(statement, tenant, request_id, expected_hash, now)

    async def reject(
        self,
        tenant: str,
        request_id: str,
        *,
        expected_hash: str,
        by: str,
        reason: str,
        now: datetime,
    ) -> ApprovalRequest:
        """Reject the request with a reason. Raises Conflict as `approve` does."""
        statement = _decidable(tenant, request_id, expected_hash, now).values(
            state="rejected", decided_by=by, decided_at=now, reason=reason
        )
        return await self._decide(statement, tenant, request_id, expected_hash, now)

    async def supersede(self, tenant: str, plan: str) -> tuple[ApprovalRequest, ...]:
        """Close the plan's open requests, because it has changed."""
        return await self._close(
            update(REQUESTS).where(REQUESTS.c.tenant == tenant, REQUESTS.c.plan == plan),
            "superseded",
        )

    async def expire(self, now: datetime) -> tuple[ApprovalRequest, ...]:
        """Close all requests whose time is over, of all tenants."""
        return await self._close(update(REQUESTS).where(REQUESTS.c.expires_at <= now), "expired")

    async def _close(self, statement: Update, state: str) -> tuple[ApprovalRequest, ...]:
        closing = statement.where(_IS_OPEN).values(state=state).returning(REQUESTS)
        rows = (await self._db.execute(closing)).mappings()
        return tuple(ApprovalRequest.model_validate(dict(row)) for row in rows)

    async def _decide(
        self, statement: Update, tenant: str, request_id: str, expected_hash: str, now: datetime
    ) -> ApprovalRequest:
        row = (await self._db.execute(statement.returning(REQUESTS))).mappings().one_or_none()
        if row is not None:
            return ApprovalRequest.model_validate(dict(row))
        check_open(await self.get(tenant, request_id), expected_hash, now)
        raise Conflict(
            "You have approved this plan already.", "It needs a second person's approval."
        )


def _decidable(tenant: str, request_id: str, expected_hash: str, now: datetime) -> Update:
    return update(REQUESTS).where(
        REQUESTS.c.id == request_id,
        REQUESTS.c.tenant == tenant,
        REQUESTS.c.plan_hash == expected_hash,
        REQUESTS.c.expires_at > now,
        _IS_OPEN,
    )
