"""Approved plans become bookings at the sellers: once, all of it, or in a known state."""

from __future__ import annotations

import asyncio
import contextlib

import pytest

from media.booking import BookedLine
from media.errors import Conflict
from media.plan import MediaPlan
from sandbox.ads import AdsSandbox, Planned
from tests.desk.booking.world import (
    ASSETS,
    TENANT,
    Desk,
    approve,
    assert_booked_once,
    decide,
    entities,
    nike,
    plan_of,
)


async def lines_of(desk: Desk, plan: MediaPlan) -> list[BookedLine]:
    return [line for _, booked in (await desk.view(plan)).orders for line in booked.lines]


async def test_a_plan_over_three_channels_is_booked_once(desk: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("three", lines=6)
    await approve(desk, plan)
    view = await desk.until(plan, "booked")
    assert_booked_once(sandbox, desk, plan)
    lines = [line for _, booked in view.orders for line in booked.lines]
    assert len(view.orders) == 3
    assert all(line.external_id and line.state == "confirmed" for line in lines)
    assert not any(line.live for line in lines)
    assert await desk.unsold(plan) == (0, sum(line.impressions for line in plan.lines))
    trail = await desk.trail(plan)
    assert trail[0] == "booking_intended"
    assert trail.count("booking_booked") == 1
    assert [told.state for told in desk.told][-1] == "booked"
    assert await desk.booker.differences(TENANT, plan.id, 1) == ()


async def test_a_broken_seller_leaves_the_rest_booked_and_is_retried(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    plan = plan_of("broken", lines=6)
    sandbox.faults("adcp_exchange").down = True
    await approve(desk, plan)
    view = await desk.until(plan, "partial")
    problems = [line.problem for _, booked in view.orders for line in booked.lines if line.problem]
    assert len(problems) == 2
    assert all(problem.remedy for problem in problems)
    assert all("Traceback" not in problem.message for problem in problems)
    sandbox.faults("adcp_exchange").down = False
    await desk.booker.retry(TENANT, plan.id, 1, "U2")
    await desk.until(plan, "booked")
    assert_booked_once(sandbox, desk, plan)
    assert await desk.unsold(plan) == (0, sum(line.impressions for line in plan.lines))
    assert "booking_retried" in await desk.trail(plan)
    with pytest.raises(Conflict, match="Nothing is left to book"):
        await desk.booker.retry(TENANT, plan.id, 1, "U2")


async def test_a_refused_line_gives_its_inventory_back_and_takes_it_again(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    plan = plan_of("refused", lines=3)
    sandbox.faults("adcp_guaranteed").sold_out = ("BR audio",)
    await approve(desk, plan)
    view = await desk.until(plan, "partial")
    (refused,) = [x for _, booked in view.orders for x in booked.lines if x.state == "rejected"]
    assert refused.problem is not None
    assert refused.problem.remedy
    others = sum(line.impressions for line in plan.lines if line.id != refused.line)
    assert await desk.unsold(plan) == (0, others)
    sandbox.faults("adcp_guaranteed").sold_out = ()
    await desk.booker.retry(TENANT, plan.id, 1, "U2")
    assert (await desk.unsold(plan))[0] == plan.lines[1].impressions
    await desk.until(plan, "booked")
    assert_booked_once(sandbox, desk, plan)
    assert await desk.unsold(plan) == (0, sum(line.impressions for line in plan.lines))


async def test_undo_archives_everything_and_frees_the_inventory(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    plan = plan_of("undone", lines=6)
    await approve(desk, plan)
    await desk.until(plan, "booked")
    await desk.booker.undo(TENANT, plan.id, 1, "U2")
    view = await desk.until(plan, "undone")
    assert all(line.archived for _, booked in view.orders for line in booked.lines)
    assert not any(line.live for _, booked in view.orders for line in booked.lines)
    assert await desk.unsold(plan) == (0, 0)
    for again in (desk.booker.undo, desk.booker.retry):
        with pytest.raises(Conflict, match="undone"):
            await again(TENANT, plan.id, 1, "U2")
    assert (await desk.trail(plan)).count("booking_undone") == 1


async def test_undo_goes_on_when_the_seller_is_back(desk: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("undone-late", lines=3)
    await approve(desk, plan)
    await desk.until(plan, "booked")
    sandbox.faults("spotify").down = True
    await desk.booker.undo(TENANT, plan.id, 1, "U2")
    async with asyncio.timeout(30):
        while [x.archived for x in await lines_of(desk, plan)].count(False) > 1:
            await asyncio.sleep(0.05)
        while not any(x.problem for x in await lines_of(desk, plan)):
            await asyncio.sleep(0.05)
    assert await desk.unsold(plan) == (0, plan.lines[0].impressions)
    sandbox.faults("spotify").down = False
    await desk.until(plan, "undone")
    assert await desk.unsold(plan) == (0, 0)


async def test_a_seller_that_thinks_it_over_is_waited_for(desk: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("slow", lines=3)
    sandbox.faults("adcp_guaranteed").slow_approvals = 3600.0
    await approve(desk, plan, nike(ASSETS))
    view = await desk.until(plan, "waiting")
    assert [x.waiting_for for _, b in view.orders for x in b.lines if x.state == "sent"] == [
        "person"
    ]
    held, sold = await desk.unsold(plan)
    assert (held, sold > 0) == (plan.lines[1].impressions, True)
    decide(sandbox, "adcp_guaranteed")
    view = await desk.until(plan, "booked")
    assert_booked_once(sandbox, desk, plan)
    assert await desk.unsold(plan) == (0, sum(line.impressions for line in plan.lines))
    assert len(sandbox.sellers["adcp_guaranteed"].store.all("assignment")) == 1


async def test_a_seller_that_declines_after_thinking_frees_the_line(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    plan = plan_of("declined", lines=3)
    faults = sandbox.faults("adcp_guaranteed")
    faults.slow_approvals, faults.reject_reviews = 3600.0, True
    await approve(desk, plan)
    await desk.until(plan, "waiting")
    decide(sandbox, "adcp_guaranteed")
    view = await desk.until(plan, "partial")
    declined = [x for _, booked in view.orders for x in booked.lines if x.state == "rejected"]
    assert [x.line for x in declined] == ["line-1"]
    assert (await desk.unsold(plan))[0] == 0


async def test_an_undone_order_that_waits_is_cancelled_once_it_is_decided(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    plan = plan_of("slow-undone", lines=3)
    sandbox.faults("adcp_guaranteed").slow_approvals = 3600.0
    await approve(desk, plan)
    await desk.until(plan, "waiting")
    await desk.booker.undo(TENANT, plan.id, 1, "U2")
    await asyncio.sleep(1.0)
    assert (await desk.view(plan)).state != "undone"
    decide(sandbox, "adcp_guaranteed")
    await desk.until(plan, "undone")
    (buy,) = sandbox.sellers["adcp_guaranteed"].store.all("buy")
    assert buy["canceled"]
    assert await desk.unsold(plan) == (0, 0)


async def test_a_lost_answer_is_settled_by_looking(desk: Desk, sandbox: AdsSandbox) -> None:
    """The create took effect, then the seller fell silent for longer than our patience."""
    plan = plan_of("lost-answer", channels=["programmatic"], lines=2)
    faults = sandbox.faults("adcp_exchange")
    faults.planned = [Planned(kind="500_after", matching="create_media_buy")]
    await approve(desk, plan)
    async with asyncio.timeout(30):
        while not sandbox.sellers["adcp_exchange"].store.all("buy"):
            await asyncio.sleep(0)
    faults.down = True
    view = await desk.until(plan, "failed")
    assert {x.state for _, booked in view.orders for x in booked.lines} == {"unknown"}
    assert (await desk.unsold(plan))[0] == sum(line.impressions for line in plan.lines)
    faults.down = False
    await desk.until(plan, "booked")
    assert_booked_once(sandbox, desk, plan)


async def test_a_fifth_of_all_calls_failing_is_survived(desk: Desk, sandbox: AdsSandbox) -> None:
    for seller in ("spotify", "adcp_guaranteed", "adcp_exchange"):
        faults = sandbox.faults(seller)
        faults.rate, faults.retry_after, faults.hang = 0.2, 0.01, 0.0
        faults.ignore_idempotency = True
    plans = [plan_of(f"faulty-{n}", lines=10) for n in range(3)]
    for plan in plans:
        await approve(desk, plan)
    views = [await desk.until(plan, "booked", "partial", "failed") for plan in plans]
    for seller in ("spotify", "adcp_guaranteed", "adcp_exchange"):
        sandbox.faults(seller).rate = 0.0
    for plan, view in zip(plans, views, strict=True):
        if view.state != "booked":
            with contextlib.suppress(Conflict):
                await desk.booker.retry(TENANT, plan.id, 1, "U2")
        await desk.until(plan, "booked")
    assert_booked_once(sandbox, desk, *plans)


async def test_an_expired_token_is_renewed_in_the_middle(desk: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("expired", channels=["self_serve"], lines=3)
    sandbox.faults("spotify").token_ttl = 0.3
    await approve(desk, plan)
    await desk.until(plan, "booked")
    assert_booked_once(sandbox, desk, plan)


async def test_a_seller_that_is_not_connected_is_a_refusal(desk: Desk) -> None:
    plan = plan_of("nobody", channels=["self_serve"], lines=1)
    (order,) = desk.registry.orders(plan, nike())
    account = order.account.model_copy(update={"seller": "gone"})
    async with desk.storage.transaction() as tx:
        await tx.plans.add(TENANT, plan, author="U1", conversation="c nobody")
        await desk.booker.start(
            tx,
            tenant=TENANT,
            plan=plan,
            orders=[order.model_copy(update={"account": account})],
            request_id="r1",
            approved_by="U2",
        )
    view = await desk.until(plan, "failed")
    (line,) = view.orders[0][1].lines
    assert line.problem is not None
    assert "gone" in line.problem.message


async def test_an_approval_that_is_rolled_back_books_nothing(
    desk: Desk, sandbox: AdsSandbox
) -> None:
    plan = plan_of("rolled-back", channels=["self_serve"], lines=1)
    with pytest.raises(ZeroDivisionError):
        async with desk.storage.transaction() as tx:
            await desk.booker.start(
                tx,
                tenant=TENANT,
                plan=plan,
                orders=desk.registry.orders(plan, nike()),
                request_id="r1",
                approved_by="U2",
            )
            raise ZeroDivisionError
    await asyncio.sleep(1.0)
    assert not entities(sandbox)


async def test_ads_are_made_when_assets_come_later(desk: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("assets", lines=3)
    await approve(desk, plan)
    await desk.until(plan, "booked")
    assert not sandbox.spotify.store.all("ad")
    await desk.booker.attach_assets(TENANT, plan.id, 1, ASSETS, "U1")
    async with asyncio.timeout(20):
        while not (
            sandbox.spotify.store.all("ad")
            and all(s.store.all("assignment") for s in sandbox.sellers.values())
        ):
            await asyncio.sleep(0.1)
    assert (await desk.until(plan, "booked")).state == "booked"


async def test_preflight_tells_what_would_be_refused(desk: Desk, sandbox: AdsSandbox) -> None:
    orders = desk.registry.orders(plan_of("checked", lines=3), nike())
    assert [p for p in await desk.booker.preflight(orders) if p.severity == "error"] == []
    sandbox.faults("adcp_exchange").down = True
    sandbox.faults("adcp_guaranteed").sold_out = ("BR audio",)
    problems = await desk.booker.preflight(orders)
    assert {p.severity for p in problems} == {"error", "warning"}
    assert all(p.remedy for p in problems)
