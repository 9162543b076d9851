"""Approve or reject a plan version: every check at the click, then one transaction."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from ads.registry import Registry
from desk.holding import cells_of, daily_holds
from desk.knowledge import rates_to
from desk.results import Decision
from media.approvals import ApprovalRequest, Member, Policy
from media.errors import InvalidInput, NotReady
from media.money import decimal_string
from media.plan import MediaPlan
from media.policies.approving import (
    approvals_needed,
    check_may_approve,
    check_may_reject,
    check_open,
    thresholds,
)
from storage.store import Storage, Transaction

if TYPE_CHECKING:
    from desk.booking.booker import Booker


class Approvals:
    """Requests for approval, and the decisions on them."""

    def __init__(self, storage: Storage, registry: Registry, booker: Booker) -> None:
        """`registry` routes an approved plan's lines to sellers, `booker` books them."""
        self._storage = storage
        self._registry = registry
        self._booker = booker

    async def request(
        self, tx: Transaction, tenant: str, plan: MediaPlan, by: str
    ) -> ApprovalRequest:
        """Open the request for a new version; the plan's older ones are superseded."""
        policy = await tx.policies.current(tenant)
        now = datetime.now(UTC)
        request = ApprovalRequest(
            id=uuid.uuid4().hex,
            tenant=tenant,
            plan=plan.id,
            version=plan.version,
            plan_hash=plan.hash,
            total=plan.total,
            currency=plan.currency,
            requested_by=by,
            requested_at=now,
            expires_at=now + timedelta(hours=policy.expires_after_hours),
        )
        await tx.approvals.open(request)
        return request

    async def approve(
        self, tenant: str, request_id: str, plan_hash: str, member: Member
    ) -> Decision:
        """Approve; with the last approval needed the inventory is held and the booking queued.

        All in one transaction. Raises NotAllowed, Conflict, NotReady (no account, category or
        exchange rate) or SoldOut, and then nothing has changed.
        """
        now = datetime.now(UTC)
        async with self._storage.transaction() as tx:
            request = await tx.approvals.get(tenant, request_id)
            check_open(request, plan_hash, now)
            policy = await tx.policies.current(tenant)
            member = await _with_roles(tx, tenant, member)
            check_may_approve(
                request, policy, member, await _stand_ins(tx, tenant, policy, member), now.date()
            )
            plan = await tx.plans.get(tenant, request.plan, request.version)
            decided = await tx.approvals.approve(
                tenant,
                request_id,
                expected_hash=plan_hash,
                by=member.user,
                needed=await _needed(tx, policy, request, now.date()),
                now=now,
            )
            if decided.state == "approved":
                await self._reserve_and_book(tx, tenant, plan, decided, member)
            await _audit_decision(tx, decided, member, policy, "approved")
        return Decision(decided, plan, waiting_for_second=decided.state == "open")

    async def reject(
        self, tenant: str, request_id: str, plan_hash: str, member: Member, reason: str
    ) -> Decision:
        """Reject with a reason; the plan can be edited and asked for again."""
        if not reason.strip():
            raise InvalidInput("A rejection needs a reason.", "Write one sentence.")
        now = datetime.now(UTC)
        async with self._storage.transaction() as tx:
            request, policy, member = await _rejectable(
                tx, tenant, request_id, plan_hash, member, now
            )
            plan = await tx.plans.get(tenant, request.plan, request.version)
            decided = await tx.approvals.reject(
                tenant,
                request_id,
                expected_hash=plan_hash,
                by=member.user,
                reason=reason.strip(),
                now=now,
            )
            await _audit_decision(tx, decided, member, policy, "rejected")
        return Decision(decided, plan)

    async def check_rejectable(
        self, tenant: str, request_id: str, plan_hash: str, member: Member
    ) -> None:
        """Raises what `reject` would, before anybody has thought of a reason."""
        async with self._storage.transaction() as tx:
            await _rejectable(tx, tenant, request_id, plan_hash, member, datetime.now(UTC))

    async def check_decider(self, tenant: str, member: Member) -> None:
        """Raises NotAllowed unless the member, or somebody they stand in for, may decide."""
        async with self._storage.transaction() as tx:
            policy = await tx.policies.current(tenant)
            member = await _with_roles(tx, tenant, member)
            stand_ins = await _stand_ins(tx, tenant, policy, member)
        check_may_reject(policy, member, stand_ins, datetime.now(UTC).date())

    async def _reserve_and_book(
        self,
        tx: Transaction,
        tenant: str,
        plan: MediaPlan,
        request: ApprovalRequest,
        member: Member,
    ) -> None:
        advertiser = await tx.advertisers.get(tenant, plan.brief.advertiser or "")
        orders = self._registry.orders(plan, advertiser)
        await _lock_cells(tx, tenant, plan)
        await self._booker.replace(tx, tenant=tenant, plan=plan, approved_by=member.user)
        holds = [hold for line in plan.lines for hold in await daily_holds(tx, line)]
        await tx.holds.reserve(tenant, plan.id, plan.version, holds)
        await self._booker.start(
            tx,
            tenant=tenant,
            plan=plan,
            orders=orders,
            request_id=request.id,
            approved_by=member.user,
        )


async def _rejectable(
    tx: Transaction, tenant: str, request_id: str, plan_hash: str, member: Member, now: datetime
) -> tuple[ApprovalRequest, Policy, Member]:
    """The request, the rules, and who rejects, with their roles. Raises NotAllowed or Conflict."""
    request = await tx.approvals.get(tenant, request_id)
    check_open(request, plan_hash, now)
    policy = await tx.policies.current(tenant)
    member = await _with_roles(tx, tenant, member)
    check_may_reject(policy, member, await _stand_ins(tx, tenant, policy, member), now.date())
    return request, policy, member


async def _lock_cells(tx: Transaction, tenant: str, plan: MediaPlan) -> None:
    """All cells that the version needs, and those that its booked predecessors give back."""
    cells = {cell for line in plan.lines for cell in cells_of(line)}
    for booking in await tx.bookings.standing(tenant, plan.id):
        cells |= {hold.cell for hold in await tx.holds.of(tenant, plan.id, booking.version)}
    await tx.holds.lock(cells)


async def _needed(tx: Transaction, policy: Policy, request: ApprovalRequest, on: date) -> int:
    above = thresholds(policy, request.currency)
    try:
        rates = await rates_to(tx, above, request.currency, on)
    except NotReady:
        raise NotReady(
            "Two people approve above an amount in {known}, and there is no exchange rate for "
            "{currency}.",
            "An admin sets the amount in {currency} too, or imports a rate.",
            known=", ".join(above),
            currency=request.currency,
        ) from None
    return approvals_needed(policy, request.total, request.currency, rates)


async def _with_roles(tx: Transaction, tenant: str, member: Member) -> Member:
    """Roles come from our own records; guest and outsider from the surface at the click."""
    known = await tx.members.get(tenant, member.user)
    return member.model_copy(update={"roles": known.roles})


async def _stand_ins(tx: Transaction, tenant: str, policy: Policy, member: Member) -> list[Member]:
    users = [d.user for d in policy.delegations if d.to == member.user]
    return await tx.members.named(tenant, users) if users else []


async def _audit_decision(
    tx: Transaction, request: ApprovalRequest, member: Member, policy: Policy, action: str
) -> None:
    await tx.audit.append(
        request.tenant,
        actor=member.user,
        action=action if request.state != "open" else "approved_first",
        plan=request.plan,
        version=request.version,
        data={
            "request": request.id,
            "hash": request.plan_hash,
            "total": decimal_string(request.total),
            "currency": request.currency,
            "policy": policy.version,
            "reason": request.reason,
        },
    )
