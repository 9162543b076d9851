"""Decisions on a real database: each is checked at the click and changes everything or nothing."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import httpx
import pytest

from ads.registry import Registry
from ads.spotify import Client, Connection, Grant, Reserved
from desk.approving import Approvals
from desk.booking.booker import Booker
from desk.dbos_jobs import DbosJobs
from desk.results import BookingView, Decision
from desk.token_store import StoredTokens
from media.accounts import AdAccount
from media.approvals import ApprovalRequest, Delegation, Limit, Member, Policy
from media.errors import (
    Conflict,
    FlightplanError,
    InvalidInput,
    NotAllowed,
    NotFound,
    NotReady,
    SoldOut,
)
from media.inventory import Cell
from media.money import MICROS
from media.plan import MediaPlan
from storage.inventory import StockRow
from storage.rates import Rate
from storage.store import Storage
from tests.storage.examples import plan as example

APPROVERS = [f"UAPP{n}" for n in range(20)]
FLIGHT = [date(2027, 1, 1) + timedelta(days=n) for n in range(90)]
DAILY = 1_000_000
"""Unsold impressions a day; the example plan needs 20 million of the 90 million."""
POLICY = Policy(
    limits=(Limit(role="approver", currency="BRL", amount=300_000 * MICROS),), version=0
)
_numbers = itertools.count(1)


async def silent(view: BookingView) -> None:
    """Nobody listens."""


@dataclass
class House:
    """A workspace of its own with an advertiser, approvers, inventory and one open request."""

    storage: Storage
    approvals: Approvals
    tenant: str
    plan: MediaPlan
    request: ApprovalRequest

    async def approve(self, user: str = "UAPP0", plan_hash: str | None = None) -> Decision:
        return await self.approvals.approve(
            self.tenant, self.request.id, plan_hash or self.plan.hash, Member(user=user)
        )

    async def reject(self, user: str = "UAPP0", reason: str = "Too dear.") -> Decision:
        return await self.approvals.reject(
            self.tenant, self.request.id, self.plan.hash, Member(user=user), reason
        )

    async def held(self) -> int:
        async with self.storage.transaction() as tx:
            holds = await tx.holds.of(self.tenant, self.plan.id, self.plan.version)
        return sum(hold.impressions for hold in holds)

    async def trail(self) -> list[str]:
        async with self.storage.transaction() as tx:
            return [entry.action async for entry in tx.audit.export(self.tenant)]

    async def state(self) -> str:
        async with self.storage.transaction() as tx:
            return (await tx.approvals.get(self.tenant, self.request.id)).state

    async def change_policy(self, **changes: object) -> None:
        async with self.storage.transaction() as tx:
            policy = await tx.policies.current(self.tenant)
            await tx.policies.change(self.tenant, policy.model_copy(update=changes), by="UADMIN")

    async def unchanged(self) -> bool:
        return (await self.state(), await self.held(), await self.trail()) == ("open", 0, [])


@pytest.fixture
async def registry(storage: Storage) -> AsyncIterator[Registry]:
    async with httpx.AsyncClient() as http:
        grant = Grant(
            "spotify",
            client=Client("id", "secret"),
            store=StoredTokens(storage),
            http=http,
            address="http://127.0.0.1:9",
        )
        yield Registry([Reserved(Connection(http, grant, address="http://127.0.0.1:9"))])


@pytest.fixture
async def house(storage: Storage, registry: Registry, database_url: str) -> House:
    """Bookings are queued and no worker takes them."""
    jobs = DbosJobs(storage, database_url, worker="tests")
    await jobs.prepare()
    approvals = Approvals(storage, registry, Booker(storage, registry, jobs, silent))
    return await open_request(storage, approvals, f"T{next(_numbers)}")


async def open_request(
    storage: Storage, approvals: Approvals, tenant: str, plan: MediaPlan | None = None
) -> House:
    wanted = plan or example(plan_id=f"plan-{tenant}")
    account = AdAccount(
        channel="direct", seller="spotify_reserved", account_id="A1", currency="BRL"
    )
    async with storage.transaction() as tx:
        await tx.inventory.load(
            StockRow(Cell("BR", "audio", "direct", day), DAILY, 0) for day in FLIGHT
        )
        await tx.execute("UPDATE inventory SET held = 0")
        await tx.advertisers.set_category(tenant, "Nike", "ADV_6_44")
        await tx.advertisers.set_account(tenant, "Nike", account)
        for user in APPROVERS:
            await tx.members.set_roles(tenant, user, ["approver"])
        await tx.members.set_roles(tenant, "UREP", ["rep"])
        await tx.policies.change(tenant, POLICY, by="UADMIN")
        await tx.plans.add(tenant, wanted, author="UREP")
        request = await approvals.request(tx, tenant, wanted, "UREP")
    return House(storage, approvals, tenant, wanted, request)


async def test_an_approval_holds_inventory_and_queues_the_booking(house: House) -> None:
    decision = await house.approve()
    assert decision.request.state == "approved"
    assert not decision.waiting_for_second
    assert await house.held() == 20_000_000
    assert await house.trail() == ["booking_intended", "approved"]


async def test_the_trail_names_hash_total_and_policy(house: House) -> None:
    await house.approve()
    async with house.storage.transaction() as tx:
        *_, last = [entry async for entry in tx.audit.export(house.tenant)]
        assert (await tx.audit.verify(house.tenant)).intact
    assert last.actor == "UAPP0"
    assert last.data["hash"] == house.plan.hash
    assert last.data["total"] == "250000.00"
    assert last.data["policy"] == 1


async def test_holds_follow_what_is_unsold_on_each_day(house: House) -> None:
    busy = Cell("BR", "audio", "direct", FLIGHT[0])
    async with house.storage.transaction() as tx:
        await tx.inventory.load([StockRow(busy, DAILY, DAILY - 9)])
    await house.approve()
    async with house.storage.transaction() as tx:
        stock = await tx.inventory.by_day(FLIGHT[0], FLIGHT[-1])
    assert stock[busy].held <= 9
    assert all(day.held <= day.sellable - day.sold for day in stock.values())
    assert sum(day.held for day in stock.values()) == 20_000_000


@pytest.mark.parametrize(
    ("member", "says"),
    [
        (Member(user="UNOBODY"), "approver role"),
        (Member(user="UNOBODY", roles=frozenset({"admin"})), "approver role"),
        (Member(user="UREP"), "approver role"),
        (Member(user="UAPP0", guest=True), "Guests cannot"),
        (Member(user="UAPP0", outsider=True), "another company"),
    ],
)
async def test_roles_come_from_our_records_and_standing_from_the_click(
    house: House, member: Member, says: str
) -> None:
    for decide in (
        house.approvals.approve(house.tenant, house.request.id, house.plan.hash, member),
        house.approvals.reject(house.tenant, house.request.id, house.plan.hash, member, "No."),
    ):
        with pytest.raises(NotAllowed, match=says):
            await decide
    assert await house.unchanged()


async def test_a_plan_above_the_limit_is_refused(house: House) -> None:
    await house.change_policy(
        limits=(Limit(role="approver", currency="BRL", amount=249_999 * MICROS),)
    )
    with pytest.raises(NotAllowed, match=r"your limit is 249,999\.00 BRL"):
        await house.approve()
    assert await house.unchanged()


async def test_who_asked_does_not_approve(house: House) -> None:
    async with house.storage.transaction() as tx:
        await tx.members.set_roles(house.tenant, "UREP", ["rep", "approver"])
    with pytest.raises(NotAllowed, match="somebody else must approve"):
        await house.approve("UREP")
    assert await house.unchanged()
    await house.change_policy(requester_may_approve=True)
    assert (await house.approve("UREP")).request.state == "approved"


async def test_a_card_of_an_older_version_decides_nothing(house: House) -> None:
    with pytest.raises(Conflict, match="changed since this card"):
        await house.approve(plan_hash="0" * 64)
    newer = house.plan.model_copy(update={"version": 2})
    async with house.storage.transaction() as tx:
        await tx.plans.add(house.tenant, newer, author="UREP")
        await house.approvals.request(tx, house.tenant, newer, "UREP")
    with pytest.raises(Conflict, match="newer version has replaced"):
        await house.approve()
    assert await house.held() == 0


async def test_a_request_of_another_workspace_is_not_found(house: House) -> None:
    with pytest.raises(NotFound):
        await house.approvals.approve(
            "T-elsewhere", house.request.id, house.plan.hash, Member(user="UAPP0")
        )


async def test_a_request_expires(house: House) -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    async with house.storage.transaction() as tx:
        await tx.execute(
            "UPDATE approval_requests SET expires_at = :past WHERE id = :id",
            {"past": past, "id": house.request.id},
        )
    with pytest.raises(Conflict, match="expired"):
        await house.approve()
    assert await house.held() == 0


class TestTwoPeople:
    @pytest.fixture
    async def strict(self, house: House) -> House:
        await house.change_policy(two_person_above={"BRL": 200_000 * MICROS})
        return house

    async def test_the_first_waits_and_the_second_books(self, strict: House) -> None:
        first = await strict.approve("UAPP0")
        assert first.waiting_for_second
        assert await strict.held() == 0
        second = await strict.approve("UAPP1")
        assert second.request.approvals == ("UAPP0", "UAPP1")
        assert await strict.held() == 20_000_000
        assert await strict.trail() == ["approved_first", "booking_intended", "approved"]

    async def test_nobody_is_two_people(self, strict: House) -> None:
        await strict.approve("UAPP0")
        with pytest.raises(Conflict, match="approved this plan already"):
            await strict.approve("UAPP0")
        assert await strict.held() == 0

    async def test_the_second_may_still_reject(self, strict: House) -> None:
        await strict.approve("UAPP0")
        assert (await strict.reject("UAPP1")).request.state == "rejected"

    async def test_of_many_clicks_exactly_two_count(self, strict: House) -> None:
        outcomes = await clicks(strict)
        decisions = [outcome for outcome in outcomes if isinstance(outcome, Decision)]
        assert sorted(d.waiting_for_second for d in decisions) == [False, True]
        assert await strict.held() == 20_000_000

    async def test_another_currencys_threshold_counts_in_todays_rates(self, house: House) -> None:
        await house.change_policy(two_person_above={"CHF": 40_000 * MICROS})
        with pytest.raises(NotReady, match="no exchange rate for BRL"):
            await house.approve("UAPP0")
        assert await house.unchanged()
        rate = Rate(date.today(), "CHF", "BRL", Decimal("6.1"))
        async with house.storage.transaction() as tx:
            await tx.rates.load([rate])
        assert (await house.approve("UAPP0")).waiting_for_second


async def clicks(house: House) -> list[Decision | BaseException]:
    pressed = (house.approve(user) for user in APPROVERS)
    return list(await asyncio.gather(*pressed, return_exceptions=True))


async def test_of_twenty_clicks_at_once_one_decides(house: House) -> None:
    outcomes = await clicks(house)
    assert sum(isinstance(outcome, Decision) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 19
    assert await house.held() == 20_000_000
    assert await house.trail() == ["booking_intended", "approved"]


async def test_approving_and_rejecting_at_once_leaves_one_decision(house: House) -> None:
    outcomes = await asyncio.gather(
        house.approve("UAPP0"), house.reject("UAPP1"), return_exceptions=True
    )
    assert sum(isinstance(outcome, Decision) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 1
    assert await house.held() == (20_000_000 if await house.state() == "approved" else 0)


async def test_two_plans_never_sell_the_same_inventory(house: House) -> None:
    rival = await open_request(house.storage, house.approvals, f"T{next(_numbers)}")
    async with house.storage.transaction() as tx:
        await tx.execute("UPDATE inventory SET sold = sellable * 2 / 3")
    outcomes = await asyncio.gather(house.approve(), rival.approve(), return_exceptions=True)
    assert sum(isinstance(outcome, Decision) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, SoldOut) for outcome in outcomes) == 1
    assert await house.held() + await rival.held() == 20_000_000


async def refusal(house: House) -> FlightplanError:
    with pytest.raises(FlightplanError) as refused:
        await house.approve()
    assert await house.unchanged()
    assert refused.value.remedy
    return refused.value


async def test_sold_out_leaves_everything_as_it_was(house: House) -> None:
    async with house.storage.transaction() as tx:
        await tx.execute("UPDATE inventory SET sold = sellable")
    assert isinstance(await refusal(house), SoldOut)


@pytest.mark.parametrize("table", ["ad_accounts", "advertisers"])
async def test_without_account_or_category_nothing_is_decided(house: House, table: str) -> None:
    async with house.storage.transaction() as tx:
        await tx.execute(f"DELETE FROM {table} WHERE tenant = :tenant", {"tenant": house.tenant})
    assert isinstance(await refusal(house), NotReady)


async def test_a_rejection_keeps_its_reason(house: House) -> None:
    decision = await house.reject(reason="  Too much audio. ")
    assert decision.request.reason == "Too much audio."
    assert await house.trail() == ["rejected"]
    with pytest.raises(Conflict, match="already rejected by <@UAPP0>"):
        await house.approve("UAPP1")
    assert await house.held() == 0


async def test_a_rejection_needs_a_reason(house: House) -> None:
    with pytest.raises(InvalidInput, match="needs a reason"):
        await house.reject(reason=" ")
    assert await house.unchanged()


async def test_a_stand_in_decides_for_an_absent_approver(house: House) -> None:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    delegation = Delegation(user="UAPP0", to="UREP2", until=tomorrow)
    await house.change_policy(delegations=(delegation,))
    assert (await house.approve("UREP2")).request.decided_by == "UREP2"


async def test_a_request_lives_as_long_as_the_policy_says(house: House) -> None:
    await house.change_policy(expires_after_hours=5)
    async with house.storage.transaction() as tx:
        newer = house.plan.model_copy(update={"version": 2})
        request = await house.approvals.request(tx, house.tenant, newer, "UREP")
    assert request.expires_at - request.requested_at == timedelta(hours=5)
