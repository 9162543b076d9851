"""Who may decide on a plan: checked at the click, on what the server knows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from media.approvals import ApprovalRequest, Delegation, Member, Policy, Role
from media.errors import Conflict, InvalidInput, NotAllowed
from media.money import Currency, Money
from media.rates import Rates

DECIDERS: frozenset[Role] = frozenset(("approver", "admin"))
"""Roles that may decide on plans."""


def acting_as(policy: Policy, user: str, today: date) -> frozenset[str]:
    """The users for whom `user` may act today: themself and who delegated to them."""
    delegated = {d.user for d in policy.delegations if d.to == user and today <= d.until}
    return frozenset({user}) | delegated


def check_delegation(entry: Delegation, today: date) -> None:
    """Raises InvalidInput for one that lets nobody decide."""
    if entry.user == entry.to:
        raise InvalidInput("Nobody stands in for themselves.", "Name two people.")
    if entry.until < today:
        raise InvalidInput("The last day is over already.", "Name today or a later day.")


def spend_limit(policy: Policy, member: Member, currency: Currency) -> int | None:
    """The most micros a member may approve in one plan: the highest limit of their roles.

    None means no limit is set for their roles in this currency, which allows nothing.
    """
    limits = [
        limit.amount
        for limit in policy.limits
        if limit.role in member.roles and limit.currency == currency
    ]
    return max(limits, default=None)


def thresholds(policy: Policy, currency: Currency) -> dict[Currency, int]:
    """Above which micros two people approve a plan in the currency: its own threshold, else those
    of all other currencies, so that no plan slips through in one that nobody thought of.
    """
    own = policy.two_person_above.get(currency)
    return policy.two_person_above if own is None else {currency: own}


def approvals_needed(policy: Policy, total: int, currency: Currency, rates: Rates) -> int:
    """Two people above one of the `thresholds`, one otherwise. Raises NotReady without a rate."""
    above = thresholds(policy, currency)
    is_big = any(rates.convert(total, currency, code) > most for code, most in above.items())
    return 2 if is_big else 1


def check_open(request: ApprovalRequest, plan_hash: str, now: datetime) -> None:
    """Raises Conflict unless the request is open, fresh and for exactly this version."""
    if request.state != "open":
        raise _closed(request)
    if now >= request.expires_at:
        raise Conflict("This request has expired.", "Ask for approval again.")
    if request.plan_hash != plan_hash:
        raise Conflict(
            "The plan has changed since this card.", "Use the newest card in the thread."
        )


def _closed(request: ApprovalRequest) -> Conflict:
    """Why a request that is not open cannot be decided on."""
    look = "Look at the newest card in the thread."
    if request.state == "approved" and request.decided_by:
        return Conflict("This plan was already approved by {who}.", look, who=_who(request))
    if request.state == "rejected" and request.decided_by:
        return Conflict("This plan was already rejected by {who}.", look, who=_who(request))
    if request.state == "superseded":
        return Conflict("A newer version has replaced this plan.", look)
    return Conflict("This request has expired.", "Ask for approval again.")


def _who(request: ApprovalRequest) -> str:
    return f"<@{request.decided_by}>"


def check_member(member: Member) -> None:
    """Raises NotAllowed for guests, outsiders and people without a deciding role."""
    if member.outsider:
        raise NotAllowed(
            "People from another company cannot decide on plans.",
            "Ask an approver of this workspace.",
        )
    if member.guest:
        raise NotAllowed("Guests cannot decide on plans.", "Ask an approver of this workspace.")
    if not member.roles & DECIDERS:
        raise NotAllowed(
            "You need the approver role to decide on plans.",
            "An admin can give it to you with `flightplan roles`.",
        )


def check_may_reject(policy: Policy, member: Member, stand_ins: Iterable[Member], on: date) -> None:
    """Raises NotAllowed unless `member`, or somebody they stand in for that day, may decide."""
    _able(policy, member, stand_ins, on)


def _able(policy: Policy, member: Member, stand_ins: Iterable[Member], on: date) -> list[Member]:
    """Those with a deciding role for whom `member` may act; NotAllowed when there is nobody."""
    allowed_for = acting_as(policy, member.user, on)
    people = [member, *(m for m in stand_ins if m.user in allowed_for)]
    able = [person for person in people if person.roles & DECIDERS]
    if member.outsider or member.guest or not able:
        check_member(member)
    return able


def check_may_approve(
    request: ApprovalRequest, policy: Policy, member: Member, stand_ins: Iterable[Member], on: date
) -> None:
    """Raises NotAllowed or Conflict unless `member` may approve the request on that day.

    `stand_ins` are the members who delegated to them; their roles and limits count as well, but
    not those of whoever asked for the plan, or has approved it, already: nobody decides twice.
    """
    able = _able(policy, member, stand_ins, on)
    if member.user == request.requested_by and not policy.requester_may_approve:
        raise NotAllowed(
            "You asked for this plan, so somebody else must approve it.",
            "Ask another approver to press the button.",
        )
    if member.user in request.approvals:
        raise Conflict(
            "You have approved this plan already.", "It needs a second person's approval."
        )
    spent = {user for by in request.approvals for user in acting_as(policy, by, on)}
    if not policy.requester_may_approve:
        spent.add(request.requested_by)
    others = [person for person in able if person.user not in spent]
    if not others:
        raise NotAllowed(
            "Whoever you decide for has asked for this plan, or approved it, already.",
            "Ask another approver to press the button.",
        )
    limits = [spend_limit(policy, person, request.currency) for person in others]
    highest = max((limit for limit in limits if limit is not None), default=0)
    if request.total > highest:
        raise NotAllowed(
            "The plan is {total}, and your limit is {limit}.",
            "Ask an approver with a higher limit, or an admin to raise yours.",
            total=Money(request.total, request.currency),
            limit=Money(highest, request.currency),
        )
