"""A plan for what is left: of the money, of the lines that lag, of the plan's own inventory."""

from __future__ import annotations

from datetime import date

import pytest

from desk.booking.pacing import Pacing
from desk.planning import Planner
from desk.under_way import UnderWay, under_way
from media.booking import Delivery
from media.errors import InvalidInput
from media.money import MICROS
from tests.desk.shop import TODAY
from tests.desk.test_planning import BUDGET, runners


async def test_what_is_spent_has_left_the_budget(planner: Planner) -> None:
    plan = await planner.plan(
        runners(), TODAY, None, under_way=UnderWay(spent=100_000 * MICROS + 1)
    )
    assert (
        plan.total == sum(line.budget for line in plan.lines) == BUDGET - 100_000 * MICROS - 10_000
    )
    note = next(fact for fact in plan.assumptions if fact.code == "spent_before")
    assert note.values["amount"] == "100000.01"


async def test_a_budget_that_is_spent_is_refused_with_a_remedy(planner: Planner) -> None:
    with pytest.raises(InvalidInput, match="are spent already") as refused:
        await planner.plan(runners(), TODAY, None, under_way=UnderWay(spent=BUDGET))
    assert "higher budget" in refused.value.remedy


async def test_a_lagging_line_gets_no_more_than_it_can_deliver(planner: Planner) -> None:
    before = await planner.plan(runners(), TODAY, None)
    biggest = max(before.lines, key=lambda line: line.budget)
    most = biggest.budget // 2
    after = await planner.plan(
        runners(), TODAY, before, keep_close=False, under_way=UnderWay(at_most={biggest.id: most})
    )
    assert after.total == BUDGET
    assert all(line.budget <= most for line in after.lines if line.id == biggest.id)


async def test_what_stands_is_read_from_the_records(planner: Planner) -> None:
    plan = await planner.plan(runners(), TODAY, None)
    line = plan.lines[0]
    report = Delivery(
        line=line.id, external_id="x1", through=date(2027, 1, 15), spend=3_000, impressions=10
    )
    pace = Pacing(
        line=line.id,
        through=report.through,
        days=15,
        elapsed=15 / 90,
        delivered=0.0,
        spent=3_000,
        budget=line.budget,
    )
    async with planner._storage.transaction() as tx:
        await tx.plans.add("T1", plan, author="U1")
        await tx.deliveries.record("T1", plan.id, 1, [report])
        earlier = report.model_copy(update={"through": date(2027, 1, 9), "spend": 1_000})
        await tx.deliveries.record("T1", plan.id, 1, [earlier])
        found = await under_way(tx, "T1", plan, [pace])
    assert found.spent == 3_000
    assert found.at_most == {line.id: 3_000 * 75 // 15}
