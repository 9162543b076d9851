"""Delivery reports: stored, compared with the flight, and turned into history."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from ads.registry import order_line
from desk.booking.learned import history_of
from desk.booking.pacing import pacing
from media.booking import BookedLine, Delivery, Order
from media.errors import Conflict
from media.plan import MediaPlan
from sandbox.ads import AdsSandbox
from storage.history import HistoryFilter
from tests.desk.booking.world import (
    ASSETS,
    BUDGET,
    END,
    START,
    TENANT,
    Desk,
    Place,
    approve,
    nike,
    open_desk,
    plan_of,
)


@pytest.fixture
async def later(place: Place, sandbox: AdsSandbox) -> AsyncIterator[Desk]:
    """A desk that lives in the sandbox's time."""
    async with open_desk(place, clock=sandbox.clock.now) as desk:
        yield desk


async def running(desk: Desk, plan: MediaPlan) -> None:
    await approve(desk, plan, nike(ASSETS))
    await desk.until(plan, "booked")
    await desk.booker.launch(TENANT, plan.id, 1, "U2")
    async with asyncio.timeout(30):
        while not all(line.live for line in await lines_of(desk, plan)):
            await asyncio.sleep(0.1)


async def lines_of(desk: Desk, plan: MediaPlan) -> list[BookedLine]:
    return [line for _, booked in (await desk.view(plan)).orders for line in booked.lines]


async def stored(desk: Desk, plan: MediaPlan) -> dict[str, Delivery]:
    async with desk.storage.transaction() as tx:
        return {d.line: d for d in await tx.deliveries.latest(TENANT, plan.id, 1)}


async def test_what_runs_is_reported_and_learned_from(later: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("running", lines=3)
    await running(later, plan)
    sandbox.move_to(START + timedelta(days=14))
    await later.booker.read_reports(sandbox.clock.now())
    half = await stored(later, plan)
    assert set(half) == {"line-0", "line-1", "line-2"}
    sandbox.move_to(END + timedelta(days=2))
    await later.booker.read_reports(sandbox.clock.now())
    whole = await stored(later, plan)
    assert all(half[name].spend < whole[name].spend for name in half)
    assert all(delivery.through == END for delivery in whole.values())
    async with later.storage.transaction() as tx:
        history = await tx.history.read(HistoryFilter(advertiser="Nike"))
    rows = {row["campaign_id"]: row for row in history.to_pylist()}
    (order, *_) = later.registry.orders(plan, nike(ASSETS))
    row = rows[order.lines[0].reference]
    line = order.lines[0]
    assert (row["start"], row["end"], row["market"]) == (START, END, "BR")
    assert row["spend"] == whole[line.line].spend / 1e6
    assert row["booked_impressions"] == line.impressions


async def test_a_line_that_stands_still_is_told_once(later: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("standing-still", lines=3)
    await running(later, plan)
    sandbox.move_to(START + timedelta(days=2))
    assert await later.booker.read_reports(sandbox.clock.now()) == ()
    for ad_set in sandbox.spotify.store.all("ad_set"):
        sandbox.spotify.store.put("ad_set", ad_set["id"], {**ad_set, "delivery": "OFF"})
    sandbox.move_to(START + timedelta(days=20))
    told = await later.booker.read_reports(sandbox.clock.now())
    assert [pace.line for pace in told] == ["line-0"]
    assert told[0].points_behind > 20
    assert await later.booker.read_reports(sandbox.clock.now()) == ()


async def test_only_what_is_booked_can_be_launched(later: Desk, sandbox: AdsSandbox) -> None:
    plan = plan_of("unlaunched", lines=1)
    sandbox.faults("spotify").down = True
    await approve(later, plan)
    with pytest.raises(Conflict, match="Nothing of this plan is booked"):
        await later.booker.launch(TENANT, plan.id, 1, "U2")


@pytest.mark.parametrize(
    ("day", "spent", "behind"),
    [(0, 0.0, 100 / 30), (14, 0.5, 0.0), (14, 0.29, 21.0), (29, 1.0, 0.0), (40, 0.9, 10.0)],
)
def test_points_behind_the_flight(day: int, spent: float, behind: float) -> None:
    (order,) = orders_with(plan_of("pace", lines=1))
    delivery = delivered(START + timedelta(days=day), round(BUDGET * spent))
    pace = pacing(order.lines[0], delivery)
    assert pace.points_behind == pytest.approx(behind)
    assert pace.is_behind == (behind > 20)


@pytest.mark.parametrize(
    ("through", "today", "rows"),
    [
        (END, END, 0),
        (END, END + timedelta(days=1), 1),
        (START + timedelta(days=3), START + timedelta(days=3), 0),
    ],
)
def test_history_is_written_when_a_flight_is_over(through: date, today: date, rows: int) -> None:
    plan = plan_of("learned", lines=1)
    table = history_of(plan, orders_with(plan), [delivered(through, BUDGET)], today)
    assert table.num_rows == rows


def test_at_the_end_of_a_month_what_was_planned_for_it_is_compared() -> None:
    start, end = date(2027, 1, 1), date(2027, 3, 31)
    plan = plan_of("quarter", lines=1, start=start, end=end)
    through = date(2027, 1, 31)
    table = history_of(plan, orders_with(plan), [delivered(through, BUDGET // 3)], date(2027, 2, 1))
    (row,) = table.to_pylist()
    assert (row["start"], row["end"]) == (start, through)
    assert row["budget"] == pytest.approx(BUDGET / 1e6 * 31 / 90)


def delivered(through: date, spend: int) -> Delivery:
    return Delivery(line="line-0", external_id="x", through=through, spend=spend, impressions=1_000)


def orders_with(plan: MediaPlan) -> list[Order]:
    (account, *_) = nike().accounts
    return [
        Order(
            reference="FP-ORDER",
            plan=plan.id,
            version=1,
            plan_hash=plan.hash,
            advertiser="Nike",
            category="ADV_6_44",
            objective="REACH",
            currency="BRL",
            account=account,
            lines=tuple(order_line(plan, line) for line in plan.lines),
        )
    ]
