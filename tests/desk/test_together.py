"""Many briefs over one inventory: everybody gets a plan, and nothing is given out twice."""

from __future__ import annotations

from collections import Counter
from datetime import date

from desk.holding import spread
from desk.planning import Planner
from desk.together import Together, plan_together
from media.brief import Brief
from media.errors import InvalidInput
from media.inventory import Cell
from media.plan import LineItem
from tests.desk.shop import TODAY
from tests.desk.test_planning import runners

SCARCE = 200_000


async def together(planner: Planner, *briefs: Brief) -> tuple[list[Together], int]:
    ticks: list[None] = []
    answers = await plan_together(
        planner, planner._storage, briefs, TODAY, lambda: ticks.append(None)
    )
    return answers, len(ticks)


async def unsold(planner: Planner) -> dict[Cell, int]:
    async with planner._storage.transaction() as tx:
        stock = await tx.inventory.by_day(date(2027, 1, 1), date(2027, 3, 31), markets=["BR"])
    return {cell: day.unsold for cell, day in stock.items()}


async def make_scarce(planner: Planner) -> None:
    """A few impressions a day, as many in each cell."""
    async with planner._storage.transaction() as tx:
        await tx.execute("UPDATE inventory SET sold = sellable - :left", {"left": SCARCE})


async def test_plans_that_fit_beside_each_other_stay_as_they_are(planner: Planner) -> None:
    answers, ticks = await together(planner, runners("20000.00"), runners("30000.00"))
    assert ticks == 4
    assert all(answer.plan == answer.alone is not None for answer in answers)


async def test_what_is_scarce_is_never_given_out_twice(planner: Planner) -> None:
    await make_scarce(planner)
    rich = [runners(f"{n}00000.00", constraints=[], audience={}) for n in (30, 40, 50)]
    answers, _ = await together(planner, *rich)
    left, planned = Counter(await unsold(planner)), 0
    for answer in answers:
        for line in answer.plan.lines if answer.plan else ():
            for hold in spread(line, left):
                left[hold.cell] -= hold.impressions
                planned += hold.impressions
    assert min(left.values()) >= 0
    assert planned > 0
    assert any(answer.plan != answer.alone for answer in answers)


async def test_a_brief_that_cannot_be_planned_does_not_stop_the_others(planner: Planner) -> None:
    answers, ticks = await together(planner, Brief(), runners("20000.00"))
    assert isinstance(answers[0].problem, InvalidInput)
    assert answers[1].plan is not None
    assert ticks == 4


async def test_the_order_of_the_briefs_changes_no_plan(planner: Planner) -> None:
    await make_scarce(planner)
    rich = [runners(f"{n}00000.00", constraints=[], audience={}) for n in (30, 40, 50)]
    answers, _ = await together(planner, *rich)
    for order in ((2, 0, 1), (1, 2, 0), (2, 1, 0)):
        others, _ = await together(planner, *(rich[n] for n in order))
        assert [lines(other) for other in others] == [lines(answers[n]) for n in order]


def lines(answer: Together) -> tuple[LineItem, ...] | None:
    return None if answer.plan is None else answer.plan.lines
