"""From a Brief to a plan on a simulated market, through the imports and a real database."""

from __future__ import annotations

from itertools import pairwise

import pytest

from desk.planning import Planner, check_complete
from media.brief import Brief
from media.errors import Infeasible, InvalidInput
from media.money import MICROS, minor_unit
from media.plan import Fact, MediaPlan
from tests.desk.shop import TODAY, brief

BUDGET = 250_000 * MICROS
PROTECT_VIDEO = {"kind": "protect", "where": {"format": "video"}}
MOSTLY_AUDIO = {"kind": "share", "where": {"format": "audio"}, "min": 0.5}


def runners(amount: str = "250000.00", **slots: object) -> Brief:
    """R$ 250k to reach 18-34 runners in Brazil in Q1, mostly audio, protect video inventory."""
    given: dict[str, object] = {
        "advertiser": "Nike",
        "objective": "REACH",
        "budget": {"amount": amount, "currency": "BRL"},
        "flight": {"start": "2027-01-01", "end": "2027-03-31"},
        "audience": {"age_min": 18, "age_max": 34, "interests": ["fitness"]},
        "formats": {"include": ["audio"]},
        "constraints": [MOSTLY_AUDIO, PROTECT_VIDEO],
    }
    return brief(**given | slots)


def spend(plan: MediaPlan, **where: str) -> int:
    return sum(
        line.budget
        for line in plan.lines
        if all(getattr(line, key) == value for key, value in where.items())
    )


async def test_the_first_plan_keeps_every_word_of_the_brief(planner: Planner) -> None:
    plan = await planner.plan(runners(), TODAY, None)
    assert plan.total == spend(plan) == BUDGET
    assert spend(plan, format="video") == 0
    assert spend(plan, format="audio") >= BUDGET / 2
    assert {line.market for line in plan.lines} == {"BR"}
    assert all(line.budget % minor_unit("BRL") == 0 for line in plan.lines)
    assert 0 <= plan.gap <= 0.01
    assert (plan.version, plan.currency, plan.made_on) == (1, "BRL", TODAY)


async def test_every_line_stands_on_comparable_campaigns(planner: Planner) -> None:
    plan = await planner.plan(runners(), TODAY, None)
    async with planner._storage.transaction() as tx:
        known = set((await tx.history.read())["campaign_id"].to_pylist())
    for line in plan.lines:
        assert line.impressions > 0
        assert line.reach > 0
        assert line.evidence.comparables.count > 0
        assert set(line.evidence.comparables.nearest) <= known
        assert line.evidence.cpm.low90 <= line.evidence.cpm.mid <= line.evidence.cpm.high90
    assert plan.reach <= sum(line.reach for line in plan.lines)
    assert plan.intervals["reach"].low80 <= plan.reach <= plan.intervals["reach"].high80


async def test_no_line_needs_more_than_is_unsold(planner: Planner) -> None:
    plan = await planner.plan(runners("5000000.00"), TODAY, None)
    async with planner._storage.transaction() as tx:
        for line in plan.lines:
            totals = await tx.inventory.totals(line.start, line.end, markets=[line.market])
            unsold = totals[line.market, line.format, line.channel].unsold
            assert line.impressions <= unsold


async def test_alternatives_spend_the_same_and_each_wins_its_corner(planner: Planner) -> None:
    plan = await planner.plan(runners(), TODAY, None)
    assert plan.alternatives
    for other in plan.alternatives:
        assert sum(line.budget for line in other.lines) == other.totals.budget
    reach = {other.name: other.totals.reach for other in plan.alternatives}
    if "reach" in reach:
        assert reach["reach"] >= plan.reach * 0.999


async def test_the_same_brief_gives_the_same_plan(planner: Planner) -> None:
    first = await planner.plan(runners(), TODAY, None)
    again = await planner.plan(runners(), TODAY, None)
    assert first.id != again.id
    assert first.model_copy(update={"id": again.id}).hash == again.hash


async def test_a_plan_keeps_its_hash_in_the_database(planner: Planner) -> None:
    plan = await planner.plan(runners(), TODAY, None)
    async with planner._storage.transaction() as tx:
        await tx.plans.add("T1", plan, author="U1")
        assert (await tx.plans.get("T1", plan.id)).hash == plan.hash
    assert MediaPlan.model_validate_json(plan.model_dump_json()).hash == plan.hash


async def test_a_small_edit_changes_few_lines_and_names_each_change(planner: Planner) -> None:
    first = await planner.plan(runners(), TODAY, None)
    second = await planner.plan(runners("260000.00"), TODAY, first)
    assert (second.id, second.version, second.total) == (first.id, 2, 260_000 * MICROS)
    before = {line.id: line.budget for line in first.lines}
    after = {line.id: line.budget for line in second.lines}
    moved = {name for name in before | after if before.get(name) != after.get(name)}
    assert {change.line for change in second.changes} == moved
    assert all(
        (before.get(c.line), after.get(c.line)) == (c.before, c.after) for c in second.changes
    )
    assert len(moved) <= len(before) / 2 + 1


async def test_the_same_words_again_change_nothing(planner: Planner) -> None:
    first = await planner.plan(runners(), TODAY, None)
    second = await planner.plan(runners(), TODAY, first)
    assert second.changes == ()
    budgets = [{line.id: line.budget for line in plan.lines} for plan in (first, second)]
    assert budgets[0] == budgets[1]


async def test_more_money_never_reaches_fewer_people(planner: Planner) -> None:
    plans = [
        await planner.plan(runners(f"{amount}.00"), TODAY, None)
        for amount in (100_000, 200_000, 400_000)
    ]
    assert all(less.reach < more.reach for less, more in pairwise(plans))


async def test_a_second_country_is_paid_in_the_plans_currency(planner: Planner) -> None:
    part = {"kind": "amount", "where": {"market": "MX"}, "min": "80000.00", "max": "80000.00"}
    wanted = runners(geo={"countries": ["BR", "MX"]}, constraints=[part, PROTECT_VIDEO])
    plan = await planner.plan(wanted, TODAY, None)
    assert spend(plan) == BUDGET
    assert spend(plan, market="MX") == 80_000 * MICROS


async def test_a_budget_that_may_rest_says_how_much_and_why(planner: Planner) -> None:
    floor = {"amount": "250000.00", "currency": "BRL", "at_most": True}
    plan = await planner.plan(runners(budget=floor), TODAY, None)
    assert plan.total == spend(plan)
    assert plan.total + plan.unspent == BUDGET


async def test_rules_that_clash_are_named_with_ways_out(planner: Planner) -> None:
    shares = [
        {"kind": "share", "where": {"format": "audio"}, "min": 0.7},
        {"kind": "share", "where": {"format": "display"}, "min": 0.5},
    ]
    with pytest.raises(Infeasible) as clash:
        await planner.plan(runners(constraints=shares, formats={}), TODAY, None)
    assert len(clash.value.rules) >= 2
    assert clash.value.relaxations
    assert clash.value.message.endswith(f"{clash.value.rules[-1]}.")


async def ways_out(planner: Planner, brief: Brief) -> list[Fact]:
    with pytest.raises(Infeasible) as clash:
        await planner.plan(brief, TODAY, None)
    return [fact for fact in clash.value.relaxations if fact.values["kind"] == "allow"]


async def test_a_floor_on_what_is_excluded_offers_to_let_it_in(planner: Planner) -> None:
    floor = {"kind": "share", "where": {"format": "audio"}, "min": 0.3}
    brief = runners(constraints=[floor], formats={"exclude": ["audio"]})
    (fact,) = await ways_out(planner, brief)
    assert (fact.values["pointer"], fact.values["about"]) == ("/formats", "audio")
    named = runners(constraints=[floor], formats={"include": fact.values["value"]})
    assert spend(await planner.plan(named, TODAY, None), format="audio") >= 0.3 * BUDGET


async def test_only_the_wrong_formats_offers_others(planner: Planner) -> None:
    floor = {"kind": "amount", "where": {"format": "audio"}, "min": "50000.00"}
    brief = runners(constraints=[floor], formats={"only": ["display"]})
    (fact,) = await ways_out(planner, brief)
    assert fact.values["value"] == ["audio", "display"]


async def test_nothing_left_to_buy_offers_what_is(planner: Planner) -> None:
    brief = runners(constraints=[], formats={"only": ["audio"], "exclude": ["audio"]})
    found = await ways_out(planner, brief)
    assert "audio" in [fact.values["about"] for fact in found]


async def test_a_country_without_a_market_can_be_left_out(planner: Planner) -> None:
    geo = {"countries": ["BR", "CU", "KP"]}
    with pytest.raises(Infeasible, match="Nothing is sold in CU, KP yet") as clash:
        await planner.plan(runners(geo=geo), TODAY, None)
    (fact,) = clash.value.relaxations
    assert (fact.values["kind"], fact.values["before"]) == ("leave_out", ["CU", "KP"])
    assert fact.values["value"] == ["BR"]


async def test_an_exclusion_in_one_place_is_lifted_in_words(planner: Planner) -> None:
    rules = [
        {"kind": "exclude", "where": {"format": "audio", "channel": "direct"}},
        {"kind": "amount", "where": {"format": "audio", "channel": "direct"}, "min": "50000.00"},
    ]
    (fact,) = await ways_out(planner, runners(constraints=rules, formats={}))
    assert (fact.values["pointer"], fact.values["value"]) == ("/constraints/0", [])


async def test_what_would_not_help_is_not_offered(planner: Planner) -> None:
    floors = [
        {"kind": "share", "where": {"format": name}, "min": 0.7} for name in ("video", "display")
    ]
    brief = runners(constraints=floors, formats={"exclude": ["audio"]})
    assert await ways_out(planner, brief) == []


@pytest.mark.parametrize(
    ("slots", "missing"),
    [
        ({"budget": None}, "a budget"),
        ({"geo": {}}, "a country"),
        ({"flight": None, "budget": None}, "a budget and dates"),
    ],
)
def test_an_incomplete_brief_is_refused_by_name(slots: dict[str, object], missing: str) -> None:
    with pytest.raises(InvalidInput, match=f"A plan needs {missing}"):
        check_complete(runners(**slots))
