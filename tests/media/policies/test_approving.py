"""Who may decide: every refusal, and the way around it that is meant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from media.approvals import ApprovalRequest, Delegation, Limit, Member, Policy
from media.errors import Conflict, FlightplanError, NotAllowed, NotReady
from media.money import MICROS
from media.policies.approving import (
    acting_as,
    approvals_needed,
    check_may_approve,
    check_may_reject,
    check_open,
    spend_limit,
)
from media.rates import Rates

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
POLICY = Policy(
    limits=(
        Limit(role="approver", currency="BRL", amount=300_000 * MICROS),
        Limit(role="admin", currency="BRL", amount=900_000 * MICROS),
    ),
    two_person_above={"BRL": 500_000 * MICROS},
)
RATES = Rates(TODAY, {("USD", "BRL"): 5.0})
APPROVER = Member(user="UAPP", roles=frozenset({"approver"}))


def request(**changes: Any) -> ApprovalRequest:
    given: dict[str, Any] = {
        "id": "r1",
        "tenant": "T1",
        "plan": "p1",
        "version": 1,
        "plan_hash": "h1",
        "total": 250_000 * MICROS,
        "currency": "BRL",
        "requested_by": "UREP",
        "requested_at": NOW,
        "expires_at": NOW + timedelta(hours=72),
    }
    return ApprovalRequest(**given | changes)


def test_an_approver_within_their_limit_may_approve() -> None:
    check_open(request(), "h1", NOW)
    check_may_approve(request(), POLICY, APPROVER, [], TODAY)


@pytest.mark.parametrize(
    ("member", "changes", "error", "says"),
    [
        (APPROVER.model_copy(update={"outsider": True}), {}, NotAllowed, "another company"),
        (APPROVER.model_copy(update={"guest": True}), {}, NotAllowed, "Guests cannot"),
        (Member(user="UX"), {}, NotAllowed, "approver role"),
        (Member(user="UX", roles=frozenset({"rep"})), {}, NotAllowed, "approver role"),
        (APPROVER, {"requested_by": "UAPP"}, NotAllowed, "somebody else must approve"),
        (APPROVER, {"approvals": ("UAPP",)}, Conflict, "approved this plan already"),
        (APPROVER, {"total": 300_000 * MICROS + 1}, NotAllowed, "your limit is 300,000.00 BRL"),
        (APPROVER, {"currency": "USD"}, NotAllowed, "your limit is 0.00 USD"),
    ],
)
def test_refusals(
    member: Member, changes: dict[str, Any], error: type[FlightplanError], says: str
) -> None:
    with pytest.raises(error, match=says) as refused:
        check_may_approve(request(**changes), POLICY, member, [], TODAY)
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("changes", "hash_on_card", "says"),
    [
        ({"state": "approved", "decided_by": "UAPP"}, "h1", "already approved by <@UAPP>"),
        ({"state": "superseded"}, "h1", "newer version has replaced"),
        ({"expires_at": NOW}, "h1", "expired"),
        ({}, "h0", "changed since this card"),
    ],
)
def test_a_request_that_is_over_or_about_another_version_conflicts(
    changes: dict[str, Any], hash_on_card: str, says: str
) -> None:
    with pytest.raises(Conflict, match=says):
        check_open(request(**changes), hash_on_card, NOW)


def test_the_requester_may_approve_where_the_policy_says_so() -> None:
    relaxed = POLICY.model_copy(update={"requester_may_approve": True})
    check_may_approve(request(requested_by="UAPP"), relaxed, APPROVER, [], TODAY)


def test_the_highest_limit_of_all_roles_counts() -> None:
    both = Member(user="U", roles=frozenset({"approver", "admin"}))
    assert spend_limit(POLICY, both, "BRL") == 900_000 * MICROS
    assert spend_limit(POLICY, both, "USD") is None


def test_two_people_are_needed_above_the_threshold_only() -> None:
    assert approvals_needed(POLICY, 500_000 * MICROS, "BRL", RATES) == 1
    assert approvals_needed(POLICY, 500_000 * MICROS + 1, "BRL", RATES) == 2
    nobody_said = POLICY.model_copy(update={"two_person_above": {}})
    assert approvals_needed(nobody_said, 10**15, "BRL", RATES) == 1


def test_a_currency_without_a_threshold_takes_those_of_the_others() -> None:
    assert approvals_needed(POLICY, 100_000 * MICROS, "USD", RATES) == 1
    assert approvals_needed(POLICY, 100_000 * MICROS + MICROS, "USD", RATES) == 2
    own = {"two_person_above": POLICY.two_person_above | {"USD": 200_000 * MICROS}}
    with_own = POLICY.model_copy(update=own)
    assert approvals_needed(with_own, 200_000 * MICROS, "USD", RATES) == 1
    with pytest.raises(NotReady):
        approvals_needed(POLICY, MICROS, "JPY", RATES)


class TestDelegation:
    policy = POLICY.model_copy(
        update={"delegations": (Delegation(user="UAPP", to="USTAND", until=TODAY),)}
    )
    stand_in = Member(user="USTAND")

    def test_a_stand_in_decides_until_the_last_day(self) -> None:
        check_may_approve(request(), self.policy, self.stand_in, [APPROVER], TODAY)
        check_may_reject(self.policy, self.stand_in, [APPROVER], TODAY)
        assert acting_as(self.policy, "USTAND", TODAY) == {"USTAND", "UAPP"}

    def test_and_not_a_day_longer(self) -> None:
        tomorrow = date(2026, 11, 21)
        with pytest.raises(NotAllowed, match="approver role"):
            check_may_approve(request(), self.policy, self.stand_in, [APPROVER], tomorrow)
        with pytest.raises(NotAllowed, match="approver role"):
            check_may_reject(self.policy, self.stand_in, [APPROVER], tomorrow)

    def test_a_guest_stands_in_for_nobody(self) -> None:
        guest = self.stand_in.model_copy(update={"guest": True})
        with pytest.raises(NotAllowed, match="Guests"):
            check_may_approve(request(), self.policy, guest, [APPROVER], TODAY)
        with pytest.raises(NotAllowed, match="Guests"):
            check_may_reject(self.policy, guest, [APPROVER], TODAY)

    def test_the_limit_is_that_of_the_person_they_stand_in_for(self) -> None:
        big = request(total=400_000 * MICROS)
        with pytest.raises(NotAllowed, match=r"your limit is 300,000\.00 BRL"):
            check_may_approve(big, self.policy, self.stand_in, [APPROVER], TODAY)


ANA = APPROVER
BEA = Member(user="UBEA")
STANDING_IN = POLICY.model_copy(
    update={"delegations": (Delegation(user=ANA.user, to=BEA.user, until=TODAY),)}
)


def test_who_stands_in_for_the_requester_does_not_approve_for_them() -> None:
    asked = request(requested_by=ANA.user)
    with pytest.raises(NotAllowed, match="has asked for this plan"):
        check_may_approve(asked, STANDING_IN, BEA, [ANA], TODAY)
    own = BEA.model_copy(update={"roles": frozenset({"approver"})})
    check_may_approve(asked, STANDING_IN, own, [ANA], TODAY)


@pytest.mark.parametrize(("first", "second"), [(ANA, BEA), (BEA, ANA)])
def test_somebody_and_who_stands_in_for_them_are_no_two_people(
    first: Member, second: Member
) -> None:
    half = request(approvals=(first.user,))
    with pytest.raises(NotAllowed, match="approved it, already"):
        check_may_approve(half, STANDING_IN, second, [ANA], TODAY)
