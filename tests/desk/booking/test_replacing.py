"""A newer version that is approved takes the place of what its predecessors have booked."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from ads.booking import Patience
from desk.desk import Desk as WholeDesk
from media.approvals import ApprovalRequest, Limit, Member
from media.errors import Conflict
from media.money import MICROS
from media.plan import MediaPlan
from sandbox.ads import AdsSandbox
from sandbox.ads.faults import Planned
from tests.desk.booking.world import (
    ASSETS,
    HASTE,
    TENANT,
    Desk,
    Place,
    nike,
    open_desk,
    plan_of,
)

APPROVER = Member(user="U2")
LIMITS = (Limit(role="approver", currency="BRL", amount=1_000_000 * MICROS),)


async def set_up(desk: Desk) -> WholeDesk:
    whole = WholeDesk(desk.storage, desk.registry, desk.booker)
    async with desk.storage.transaction() as tx:
        await tx.members.set_roles(TENANT, "U2", ["approver"])
        rules = await tx.policies.current(TENANT)
        await tx.policies.change(TENANT, rules.model_copy(update={"limits": LIMITS}), by="U3")
        await tx.advertisers.set_category(TENANT, "Nike", "ADV_6_44")
        for account in nike().accounts:
            await tx.advertisers.set_account(TENANT, "Nike", account)
    return whole


async def asked_for(desk: Desk, whole: WholeDesk, plan: MediaPlan) -> ApprovalRequest:
    async with desk.storage.transaction() as tx:
        await tx.plans.add(TENANT, plan, author="U1", conversation=f"c {plan.id}")
        return await whole._approvals.request(tx, TENANT, plan, "U1")


async def approved(desk: Desk, whole: WholeDesk, plan: MediaPlan) -> None:
    request = await asked_for(desk, whole, plan)
    await whole.approve(tenant=TENANT, request=request.id, plan_hash=plan.hash, member=APPROVER)


async def booked_of(desk: Desk, plan: MediaPlan) -> int:
    """Budget in micros of the lines that stand at their sellers."""
    async with desk.storage.transaction() as tx:
        bookings = await tx.bookings.standing(TENANT, plan.id)
    return sum(
        line.budget
        for booking in bookings
        for each in booking.orders
        for line, known in zip(each.order.lines, each.booked.lines, strict=True)
        if known.state == "confirmed" and not known.archived
    )


async def test_only_the_newest_version_stays_booked(desk: Desk, sandbox: AdsSandbox) -> None:
    whole = await set_up(desk)
    first = plan_of("replaced", lines=3)
    await approved(desk, whole, first)
    await desk.until(first, "booked")
    second = plan_of("replaced", lines=2, version=2)
    await approved(desk, whole, second)
    await desk.until(first, "undone")
    await desk.until(second, "booked")
    assert await booked_of(desk, second) == second.total
    async with desk.storage.transaction() as tx:
        assert await tx.holds.of(TENANT, "replaced", 1) == []
        trail = [entry.action async for entry in tx.audit.export(TENANT, plan="replaced")]
    assert "booking_replaced" in trail


async def test_what_was_replaced_is_not_booked_again(desk: Desk, sandbox: AdsSandbox) -> None:
    whole = await set_up(desk)
    sandbox.faults("adcp_exchange").reject_reviews = True
    first = plan_of("not-again", lines=3)
    await approved(desk, whole, first)
    await desk.until(first, "partial")
    sandbox.faults("adcp_exchange").reject_reviews = False
    second = plan_of("not-again", lines=2, version=2)
    await approved(desk, whole, second)
    with pytest.raises(Conflict, match=r"Version 2 has replaced|has been undone"):
        await whole.retry(tenant=TENANT, plan="not-again", version=1, member=APPROVER)
    await desk.until(second, "booked")
    await desk.until(first, "undone")


async def test_a_version_takes_the_inventory_that_its_predecessor_held(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    whole = await set_up(desk)
    first = plan_of("same-cells", lines=1)
    await approved(desk, whole, first)
    await desk.until(first, "booked")
    async with desk.storage.transaction() as tx:
        await tx.execute("UPDATE inventory SET sellable = sold + held")
    second = plan_of("same-cells", lines=1, version=2)
    await approved(desk, whole, second)
    async with desk.storage.transaction() as tx:
        held = await tx.holds.of(TENANT, "same-cells", 2)
    assert sum(hold.impressions for hold in held) == first.lines[0].impressions
    await desk.until(second, "booked")


async def test_the_card_says_what_an_approval_would_replace(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    whole = await set_up(desk)
    first = plan_of("said", lines=1)
    await approved(desk, whole, first)
    await desk.until(first, "booked")
    await asked_for(desk, whole, plan_of("said", lines=1, version=2))
    planned = await whole.current(tenant=TENANT, plan="said", version=2)
    assert "Version 1 is booked." in [caution.message for caution in planned.cautions]


async def test_a_version_goes_live_only_when_its_predecessor_runs_nowhere(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    whole = await set_up(desk)
    first = plan_of("beside", lines=1, channels=["self_serve"])
    await approved(desk, whole, first)
    await desk.until(first, "booked")
    sandbox.faults("spotify").down = True
    second = plan_of("beside", lines=1, version=2, channels=["self_serve"])
    await approved(desk, whole, second)
    with pytest.raises(Conflict, match="Version 1 is not undone"):
        await whole.launch(tenant=TENANT, plan="beside", version=2, member=APPROVER)
    sandbox.faults("spotify").down = False
    await desk.until(first, "undone")


async def test_what_is_to_be_undone_is_never_given_up(place: Place, sandbox: AdsSandbox) -> None:
    timing = replace(HASTE, looks=0, patience=Patience(attempts=1))
    async with open_desk(place, timing=timing) as desk:
        whole = await set_up(desk)
        plan = plan_of("stubborn", lines=1, channels=["self_serve"])
        await approved(desk, whole, plan)
        await desk.until(plan, "booked")
        trouble = Planned(kind="500_before", matching="PATCH", times=6)
        sandbox.faults("spotify").planned = [trouble]
        await whole.undo(tenant=TENANT, plan="stubborn", version=1, member=APPROVER)
        await desk.until(plan, "undone")


async def test_a_version_that_nobody_has_booked_is_not_replaced(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    whole = await set_up(desk)
    sandbox.faults("spotify").sold_out = ("BR audio",)
    first = plan_of("never-booked", lines=1, channels=["self_serve"])
    await approved(desk, whole, first)
    await desk.until(first, "failed")
    await asked_for(desk, whole, plan_of("never-booked", lines=1, version=2))
    planned = await whole.current(tenant=TENANT, plan="never-booked", version=2)
    assert "Version 1 is booked." not in [caution.message for caution in planned.cautions]


async def test_assets_that_come_later_make_the_ads_of_what_is_booked(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    whole = await set_up(desk)
    plan = plan_of("later-assets", lines=1, channels=["self_serve"])
    await approved(desk, whole, plan)
    await desk.until(plan, "booked")
    assert sandbox.spotify.store.all("ad") == []
    await whole.set_assets(TENANT, "nike", ASSETS, "UADMIN")
    async with asyncio.timeout(30):
        while len(sandbox.spotify.store.all("ad")) != 1:
            await asyncio.sleep(0.05)
