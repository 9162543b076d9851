"""What every proposal keeps, and worked examples whose numbers a reader can check by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import exp, log
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from media.brief import (
    AmountConstraint,
    Constraint,
    ExcludeConstraint,
    FrequencyCap,
    Kpi,
    ShareConstraint,
    Where,
)
from media.errors import Infeasible
from media.forecast import SharedErrors
from media.money import MICROS
from media.plan import Fact
from media.stored import restored
from optimizer.propose import Candidate, PlanRequest, Proposal, propose, ways_out
from optimizer.propose.facts import CODES
from optimizer.propose.leeway import BARGAIN_LOSS, CORNER_LOSS
from tests.optimizer.propose.lines import line, lines, request

PROPERTY = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
AUDIO, VIDEO = Where(format="audio"), Where(format="video")
THRICE = Kpi(metric="REACH", op=">=", value=0, k=3)
TWICE_A_WEEK = FrequencyCap(impressions=2, per="week")


def spends(proposal: Proposal) -> dict[str, int]:
    return {one.id: one.spend for one in proposal.lines if one.spend}


def named(facts: tuple[Fact, ...], code: str) -> list[Fact]:
    return [fact for fact in facts if fact.code == code]


def only(facts: tuple[Fact, ...], code: str) -> Fact:
    (fact,) = named(facts, code)
    return fact


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    candidates = draw(lines())
    rules: list[Constraint] = []
    if draw(st.booleans()):
        rules.append(ShareConstraint(where=AUDIO, min=draw(st.sampled_from((0.2, 0.5)))))
    if draw(st.booleans()):
        rules.append(ShareConstraint(where=VIDEO, max=draw(st.sampled_from((0.1, 0.4)))))
    if draw(st.booleans()):
        where = Where(market="MX")
        rules.append(AmountConstraint(where=where, min=7_000 * MICROS, max=30_000 * MICROS))
    if draw(st.booleans()):
        rules.append(ExcludeConstraint(where=Where(channel="programmatic")))
    return request(
        *candidates,
        budget=draw(st.sampled_from((3_000.0, 40_000.0, 250_000.0))),
        at_most=draw(st.booleans()),
        constraints=tuple(rules),
        objective=draw(st.sampled_from(("REACH", "CLICKS", "EVEN_IMPRESSION_DELIVERY"))),
        priority=draw(st.sampled_from((None, "reach", "efficiency", "yield", "balanced"))),
        kpis=draw(st.sampled_from(((), (), (THRICE,)))),
        frequency_cap=draw(st.sampled_from((None, None, TWICE_A_WEEK))),
    )


def matching(wish: PlanRequest, where: Where) -> set[str]:
    def agrees(candidate: Candidate) -> bool:
        return all(value is None or getattr(candidate, key) == value for key, value in where)

    return {c.id for c in wish.candidates if agrees(c)}


def keeps(wish: PlanRequest, money: dict[str, int], rule: Constraint) -> bool:
    total = sum(money.values())
    mine = sum(money.get(name, 0) for name in matching(wish, rule.where))
    if rule.kind == "exclude":
        return mine == 0
    if rule.kind == "share":
        miss = wish.unit * len(matching(wish, rule.where))
        low, high = (rule.min or 0.0) * total - miss, (rule.max or 1.0) * total + miss
        return low <= mine <= high
    assert rule.kind == "amount"
    return (rule.min or 0) <= mine <= (rule.max or total)


@given(requests())
@PROPERTY
def test_money_is_whole_and_the_hard_rules_are_kept(wish: PlanRequest) -> None:
    try:
        proposal = propose(wish)
    except Infeasible as clash:
        assert clash.rules
        return
    money = spends(proposal)
    assert sum(money.values()) + proposal.unspent == wish.budget
    assert all(amount % wish.unit == 0 and amount > 0 for amount in money.values())
    assert all(keeps(wish, money, rule) for rule in wish.constraints)
    by_id = {c.id: c for c in wish.candidates}
    assert all(amount >= by_id[name].min_spend for name, amount in money.items())
    assert all(one.impressions <= by_id[one.id].avails * (1 + 1e-9) for one in proposal.lines)
    if proposal.unspent:
        assert {f.code for f in proposal.reasons} & {"unspent", "saved"}


@given(requests())
@PROPERTY
def test_alternatives_keep_the_rules_and_most_of_the_goal(wish: PlanRequest) -> None:
    try:
        proposal = propose(wish)
    except Infeasible:
        return
    assert [a.name for a in proposal.alternatives] == ["reach", "efficiency", "yield"]
    for other in proposal.alternatives:
        money = {one.id: one.budget for one in other.lines}
        assert sum(money.values()) == other.totals.budget <= wish.budget
        assert all(keeps(wish, money, rule) for rule in wish.constraints)
    reach, efficiency, yields = (a.totals for a in proposal.alternatives)
    if wish.objective == "REACH":
        least = (1 - CORNER_LOSS) * reach.people * (1 - 2e-3)
        assert efficiency.people >= least and yields.people >= least
        assert efficiency.budget <= reach.budget
    assert yields.sell_through <= max(reach.sell_through, proposal.sell_through) + 1e-3


@given(requests())
@PROPERTY
def test_every_fact_has_the_values_that_its_table_names(wish: PlanRequest) -> None:
    try:
        proposal = propose(wish)
    except Infeasible as clash:
        facts: tuple[Fact, ...] = clash.relaxations
    else:
        facts = (*proposal.reasons, *proposal.warnings)
    assert all(set(fact.values) == set(CODES[fact.code]) for fact in facts)


@given(requests())
@PROPERTY
def test_asking_again_with_the_plan_as_it_is_changes_nothing(wish: PlanRequest) -> None:
    try:
        first = propose(wish)
    except Infeasible:
        return
    second = propose(replace(wish, previous=spends(first)))
    assert spends(second) == spends(first)
    assert second.changes == ()


def test_two_equal_audiences_share_the_money_equally() -> None:
    """Exponential curves: reach is 5m (1 - exp(-e / 0.5)) each, symmetric, so half and half."""
    proposal = propose(request(line("BR-audio-direct"), line("MX-audio-direct")))
    half = spends(proposal)["BR-audio-direct"] / MICROS
    assert half == pytest.approx(50_000, rel=0.05)
    heads = 1000 * 50_000 / 10 / 10_000_000
    assert proposal.reach == pytest.approx(2 * 5_000_000 * (1 - exp(-heads / 0.5)), rel=1e-3)
    assert proposal.gap <= 1e-3


def test_marginal_reach_is_equal_where_prices_differ() -> None:
    """At the best split people/(cpm) exp(-e/c) agree: e_1 - e_2 = c ln(cpm_2 / cpm_1)."""
    cheap, dear = line("BR-audio-direct", cpm=5), line("MX-audio-direct", cpm=10)
    proposal = propose(request(cheap, dear, budget=60_000))
    shown = {one.id: one.impressions / 1e7 for one in proposal.lines}
    difference = shown["BR-audio-direct"] - shown["MX-audio-direct"]
    assert difference == pytest.approx(0.5 * log(2), abs=0.03)


def test_the_same_audience_through_two_channels_is_reached_once() -> None:
    alone = propose(request(line("BR-audio-direct")))
    twice = propose(request(line("BR-audio-direct"), line("BR-audio-programmatic")))
    assert twice.reach == pytest.approx(alone.reach, rel=1e-6)


def test_delivery_counts_a_line_that_brings_nine_tenths_costs_more() -> None:
    proposal = propose(request(line(delivery=0.9)))
    assert proposal.impressions == pytest.approx(0.9 * 100_000 / 10 * 1000)


def test_unspendable_budgets_are_spent_as_far_as_avails_go() -> None:
    """1m impressions at 10 dollars per thousand cost 10,000."""
    proposal = propose(request(line(avails=1e6)))
    assert spends(proposal) == {"BR-audio-direct": 10_000 * MICROS}
    assert proposal.unspent == 90_000 * MICROS
    assert only(proposal.reasons, "unspent").values == {
        "amount": "90000.00", "currency": "USD", "why": "avails",
    }  # fmt: skip


def test_a_frequency_cap_leaves_money_that_nobody_new_would_see() -> None:
    proposal = propose(
        request(line(people=100_000), frequency_cap=FrequencyCap(impressions=3, per="flight"))
    )
    assert proposal.unspent > 0
    assert proposal.impressions <= 3 * proposal.reach + 1
    assert only(proposal.reasons, "unspent").values["why"] == "frequency_cap"


def test_a_line_grows_dearer_with_its_spend() -> None:
    """40,000 at growth 0.5 past 10,000: 1000 x / cpm (x / ref)^-0.5 is half of the plain count."""
    proposal = propose(request(line(growth=0.5, reference=10_000), budget=40_000))
    assert proposal.impressions == pytest.approx(1000 * 40_000 / 10 / 2)
    assert proposal.lines[0].cpm_interval.mid == pytest.approx(20)


def test_shares_that_leave_no_plan_are_named_with_the_smallest_ways_out() -> None:
    rules = (ShareConstraint(where=AUDIO, max=0.4), ShareConstraint(where=VIDEO, max=0.4))
    with pytest.raises(Infeasible) as clash:
        propose(request(line("BR-audio-direct"), line("BR-video-direct"), constraints=rules))
    changes = {f.values["pointer"]: f.values["value"] for f in clash.value.relaxations}
    assert changes == {"/constraints/0/max": 0.6, "/constraints/1/max": 0.6}
    assert "audio at most 40% of the total" in clash.value.rules


def test_floors_above_the_budget_ask_for_their_sum_or_for_less() -> None:
    rules = (
        AmountConstraint(where=AUDIO, min=80_000 * MICROS),
        AmountConstraint(where=VIDEO, min=60_000 * MICROS),
    )
    with pytest.raises(Infeasible) as clash:
        propose(request(line("BR-audio-direct"), line("BR-video-direct"), constraints=rules))
    changes = {f.values["pointer"]: f.values["value"] for f in clash.value.relaxations}
    assert changes == {
        "/budget/amount": "140000.00",
        "/constraints/0/min": "40000.00",
        "/constraints/1/min": "20000.00",
    }


@pytest.mark.parametrize(("video", "whole"), [(60_000, "140000.00"), (10_000, "90000.00")])
def test_exact_parts_that_are_not_the_budget_offer_their_sum(video: int, whole: str) -> None:
    rules = tuple(
        AmountConstraint(where=where, min=amount * MICROS, max=amount * MICROS)
        for where, amount in ((AUDIO, 80_000), (VIDEO, video))
    )
    with pytest.raises(Infeasible) as clash:
        propose(request(line("BR-audio-direct"), line("BR-video-direct"), constraints=rules))
    changes = {f.values["pointer"]: f.values["value"] for f in clash.value.relaxations}
    assert changes["/budget/amount"] == whole


def test_a_floor_above_what_is_left_to_buy_comes_down_to_it() -> None:
    """A million impressions at 10 are 10,000; the rest of the budget need not be spent."""
    floor = (AmountConstraint(where=AUDIO, min=50_000 * MICROS),)
    with pytest.raises(Infeasible) as clash:
        propose(request(line("BR-audio-direct", avails=1_000_000), constraints=floor))
    assert len(clash.value.rules) == 2
    (eased,) = clash.value.relaxations
    assert (eased.values["pointer"], eased.values["value"]) == ("/constraints/0/min", "10000.00")


def test_a_floor_that_nothing_can_meet_is_dropped() -> None:
    floor = ShareConstraint(where=VIDEO, min=0.6)
    with pytest.raises(Infeasible) as clash:
        propose(request(line("BR-audio-direct"), constraints=(floor,)))
    (way_out,) = clash.value.relaxations
    assert restored(way_out.values["words"]) == "no minimum for video"


def test_a_budget_per_day_is_loosened_per_day() -> None:
    """10 days of 10,000 are 40,000 short of the floors: 14,000 a day would do."""
    rules = (
        AmountConstraint(where=AUDIO, min=80_000 * MICROS),
        AmountConstraint(where=VIDEO, min=60_000 * MICROS),
    )
    daily = request(
        line("BR-audio-direct"),
        line("BR-video-direct"),
        constraints=rules,
        period="day",
        periods=Fraction(10),
    )
    with pytest.raises(Infeasible) as clash:
        propose(daily)
    eased = next(f for f in clash.value.relaxations if f.values["kind"] == "budget").values
    assert (eased["value"], eased["before"], eased["about"]) == ("14000.00", "10000.00", "day")
    assert restored(eased["words"]) == "a budget of 14,000.00 USD a day"


def test_a_rule_that_bars_many_lines_is_said_once() -> None:
    candidates = [line(f"{m}-video-direct") for m in ("BR", "MX", "AR", "CL", "CO")]
    rules = (
        ExcludeConstraint(where=VIDEO),
        AmountConstraint(where=VIDEO, min=50_000 * MICROS),
    )
    with pytest.raises(Infeasible) as clash:
        propose(request(line("BR-audio-direct"), *candidates, constraints=rules))
    assert clash.value.rules == ("video at least 50,000.00 USD", "no video")


def test_minimums_of_many_lines_are_said_once() -> None:
    """Four of them are 20,000 beyond the budget, and the fifth is not needed for that."""
    places = ("BR", "MX", "AR", "CL", "CO")
    candidates = [line(f"{m}-video-direct", min_spend=30_000.0) for m in places]
    rules = tuple(AmountConstraint(where=Where(market=m), min=1 * MICROS) for m in places)
    with pytest.raises(Infeasible) as clash:
        propose(request(*candidates, constraints=rules))
    assert "the minimum spends of 4 lines" in clash.value.rules


def test_what_says_nothing_is_not_said() -> None:
    """All the money in one channel, and an edit that moves every line."""
    lines_ = line("BR-audio-direct", max_spend=100_000), line("BR-audio-programmatic", cpm=90)
    proposal = propose(request(*lines_, previous={"BR-audio-direct": 50_000 * MICROS}))
    channels = {str(f.values["channel"]) for f in named(proposal.reasons, "channel_share")}
    assert channels == {"programmatic"}
    assert not named(proposal.reasons, "kept_lines")


def test_an_impossible_cost_target_names_the_best_there_is() -> None:
    kpis = (Kpi(metric="CPM", op="<=", value=5.0),)
    with pytest.raises(Infeasible) as clash:
        propose(request(line(cpm=8), line("BR-video-direct", cpm=20), kpis=kpis))
    (relaxation,) = clash.value.relaxations
    assert (relaxation.values["pointer"], relaxation.values["value"]) == ("/kpis/0/value", 8.0)


def test_a_cost_target_far_from_what_can_be_had_names_the_best_there_is() -> None:
    kpis = (Kpi(metric="CPM", op="<=", value=0.5),)
    with pytest.raises(Infeasible) as clash:
        propose(request(line(cpm=8), line("BR-video-direct", cpm=20), kpis=kpis))
    (relaxation,) = clash.value.relaxations
    assert (relaxation.values["pointer"], relaxation.values["value"]) == ("/kpis/0/value", 8.0)


@pytest.mark.parametrize("op", ["<=", "=="])
def test_a_frequency_below_what_the_budget_buys_offers_less_money_or_that_frequency(
    op: Literal["<=", "=="],
) -> None:
    """10m impressions to 5m people: 2 / (1 - exp(-2)) = 2.3130 each."""
    wish = request(line(), kpis=(Kpi(metric="FREQUENCY", op=op, value=2.0),))
    with pytest.raises(Infeasible) as clash:
        propose(wish)
    less, more = (fact.values for fact in clash.value.relaxations)
    assert (more["pointer"], more["value"]) == ("/kpis/0/value", 2.32)
    assert less["pointer"] == "/budget/amount"
    budget = round(float(str(less["value"])) * MICROS)
    assert propose(replace(wish, budget=budget)).unspent == 0
    with pytest.raises(Infeasible):
        propose(replace(wish, budget=round(1.02 * budget)))


def changes(choice: Fact) -> dict[str, object]:
    """What a choice changes, by pointer, of one number or of several."""
    parts = choice.values.get("changes", [choice.model_dump(mode="json")])
    assert isinstance(parts, list)
    found = [Fact.model_validate(each).values for each in parts]
    return {str(values["pointer"]): values["value"] for values in found}


def test_where_no_single_change_is_enough_two_are_offered_as_one_choice() -> None:
    """The one line costs 10 and gives 2.3130 each: less money mends the second alone."""
    wish = request(
        line(),
        kpis=(
            Kpi(metric="CPM", op="<=", value=8.0),
            Kpi(metric="FREQUENCY", op="<=", value=2.0),
        ),
    )
    with pytest.raises(Infeasible) as clash:
        propose(wish)
    both, less = clash.value.relaxations
    assert changes(both) == {"/kpis/0/value": 10.0, "/kpis/1/value": 2.32}
    assert set(changes(less)) == {"/budget/amount", "/kpis/0/value"}
    assert clash.value.remedy.startswith("No single change is enough.")
    assert "CPM at most 10.00 USD and frequency at most 2.32" in clash.value.remedy
    cheaper, rarer = (
        each.model_copy(update={"value": to})
        for each, to in zip(wish.kpis, (10.0, 2.32), strict=True)
    )
    assert propose(replace(wish, kpis=(cheaper, rarer))).unspent == 0


def test_three_changes_are_offered_where_two_are_too_few() -> None:
    """Video costs 40, more than half of the money must go there, and click rates are 0.2 %."""
    wish = request(
        line(),
        line("BR-video-direct", cpm=40),
        kpis=(
            Kpi(metric="CTR", op=">=", value=0.003),
            Kpi(metric="CPM", op="<=", value=5.0),
        ),
        constraints=(ShareConstraint(where=AUDIO, min=0.7), ShareConstraint(where=VIDEO, min=0.6)),
    )
    with pytest.raises(Infeasible) as clash:
        propose(wish)
    for choice in clash.value.relaxations:
        assert {"/kpis/0/value", "/kpis/1/value"} < set(changes(choice))
        assert changes(choice)["/kpis/0/value"] == 0.002


def test_however_late_it_is_one_way_out_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ways_out, "TIME", 0.0)
    rules = (ShareConstraint(where=AUDIO, min=0.7), ShareConstraint(where=VIDEO, min=0.6))
    with pytest.raises(Infeasible) as clash:
        propose(request(line(), line("BR-video-direct"), constraints=rules))
    (relaxation,) = clash.value.relaxations
    assert (relaxation.values["pointer"], relaxation.values["value"]) == ("/constraints/0/min", 0.4)


def test_a_budget_below_the_minimum_spend_names_the_minimum() -> None:
    with pytest.raises(Infeasible) as clash:
        propose(request(line(min_spend=5_000), budget=3_000))
    assert clash.value.relaxations[0].values["value"] == "5000.00"


def test_a_cost_target_holds_and_its_price_is_told() -> None:
    kpis = (Kpi(metric="CPM", op="<=", value=9.0),)
    proposal = propose(request(line(cpm=8), line("BR-video-direct", cpm=20), kpis=kpis))
    assert 1000 * 100_000 / proposal.impressions <= 9.0 * (1 + 1e-9)
    assert only(proposal.reasons, "shadow_price").values["kind"] == "kpi"
    assert 0.0 < proposal.chance["cpm"] < 1.0


def test_a_reach_target_out_of_reach_gives_the_most_and_says_so() -> None:
    kpis = (Kpi(metric="REACH", op=">=", value=9_000_000),)
    video = line("BR-video-direct", sell_through=0.9, cpm=12)
    proposal = propose(request(line(sell_through=0.2), video, kpis=kpis))
    best = propose(request(line(sell_through=0.2), video, priority="reach"))
    assert proposal.reach == pytest.approx(best.reach, rel=1e-3)
    assert only(proposal.warnings, "target_missed").values["metric"] == "REACH"
    assert proposal.chance["reach"] < 0.05


def bargained() -> tuple[Candidate, ...]:
    sold_out_soon = line("BR-audio-direct", cpm=8, sell_through=0.9)
    return sold_out_soon, line("BR-video-direct", cpm=9, sell_through=0.3)


def test_the_settlement_moves_to_unsold_inventory_within_the_stated_loss() -> None:
    best = propose(request(*bargained(), priority="reach"))
    settled = propose(request(*bargained()))
    assert settled.sell_through < best.sell_through - 0.01
    assert (1 - BARGAIN_LOSS) * best.reach <= settled.reach < best.reach
    told = only(settled.reasons, "bargain").values
    assert told["goal_loss"] == pytest.approx(1 - settled.reach / best.reach, abs=1e-4)


def test_naming_yield_goes_to_its_corner_and_no_further() -> None:
    best = propose(request(*bargained(), priority="reach"))
    yields = propose(request(*bargained(), priority="yield"))
    assert yields.reach == pytest.approx((1 - CORNER_LOSS) * best.reach, rel=5e-3)
    assert yields.sell_through < propose(request(*bargained())).sell_through


def test_efficiency_with_leave_to_spend_less_saves_money() -> None:
    proposal = propose(request(*bargained(), priority="efficiency", at_most=True))
    assert proposal.unspent > 10_000 * MICROS
    assert only(proposal.reasons, "saved").values["goal_loss"] == pytest.approx(0.1, abs=5e-3)
    exact = propose(request(*bargained(), priority="efficiency"))
    assert exact.unspent == 0


def test_the_next_thousand_is_worth_what_replanning_finds() -> None:
    """One line: the derivative of 5m (1 - exp(-e / 0.5)) at e = 1, times 1,000 dollars."""
    told = only(propose(request(line())).reasons, "next_dollar").values
    slope = 5_000_000 * exp(-1 / 0.5) / 0.5 * (1000 * 1000 / 10 / 1e7)
    assert told["step"] == "1000.00"
    assert told["more_brings"] == pytest.approx(slope, rel=0.02)
    assert told["less_costs"] == pytest.approx(slope, rel=0.02)


def test_the_price_of_a_share_is_what_a_point_less_would_bring() -> None:
    lines_ = line("BR-audio-direct", cpm=20), line("BR-video-direct", cpm=5)

    def plan(least: float) -> Proposal:
        return propose(request(*lines_, constraints=(ShareConstraint(where=AUDIO, min=least),)))

    told = only(plan(0.8).reasons, "shadow_price").values
    assert told["brings"] == pytest.approx(plan(0.79).reach - plan(0.8).reach, rel=0.05)


def test_the_gain_over_habit_is_measured_against_the_proportional_split() -> None:
    """All the money went to the dear market: 5m (1 - exp(-0.25 / 0.5))."""
    cheap, dear = line("BR-audio-direct", cpm=10), line("MX-audio-direct", cpm=40)
    proposal = propose(request(cheap, dear, baseline={"MX-audio-direct": 1.0}))
    told = only(proposal.reasons, "baseline_gain").values
    assert told["baseline_value"] == pytest.approx(5_000_000 * (1 - exp(-0.25 / 0.5)), rel=1e-4)
    assert told["gain"] == pytest.approx(proposal.reach / told["baseline_value"] - 1, abs=1e-3)


def test_an_edit_moves_few_lines() -> None:
    candidates = [
        line(f"{market}-{format_}-direct", cpm=5 + 3 * i)
        for market in ("BR", "MX", "AR")
        for i, format_ in enumerate(("audio", "video", "display"))
    ]
    first = propose(request(*candidates))
    second = propose(request(*candidates, budget=103_000, previous=spends(first)))
    assert 1 <= len(second.changes) <= 3
    assert sum(spends(second).values()) == 103_000 * MICROS
    told = only(second.reasons, "kept_lines").values
    assert told["changed"] == len(second.changes)


def test_a_line_that_is_gone_is_a_change() -> None:
    first = propose(request(line("BR-audio-direct"), line("MX-audio-direct")))
    second = propose(request(line("BR-audio-direct"), previous=spends(first)))
    assert {c.line: c.after for c in second.changes} == {
        "BR-audio-direct": 100_000 * MICROS,
        "MX-audio-direct": None,
    }


def test_wider_forecasts_make_wider_intervals_and_the_same_plan() -> None:
    sure, unsure = (propose(request(line(spread=s))) for s in (0.05, 0.5))
    assert spends(sure) == spends(unsure)
    assert unsure.intervals["reach"].high80 > sure.intervals["reach"].high80
    assert unsure.intervals["impressions"].low90 < sure.intervals["impressions"].low90


def test_errors_that_lines_share_make_wider_ranges_and_the_same_plan() -> None:
    def made(share: float) -> Proposal:
        lines = [line(f"{m}-audio-direct", people=5e6) for m in ("BR", "MX", "AR", "CL")]
        shared = SharedErrors(everywhere=share, in_place=0.0)
        alike = [
            replace(c, forecast=c.forecast.model_copy(update={"shared": shared})) for c in lines
        ]
        return propose(request(*alike))

    alone, together = made(0.0), made(0.9)
    assert spends(together) == spends(alone)
    widths = [p.intervals["reach"].high80 - p.intervals["reach"].low80 for p in (alone, together)]
    assert widths[1] > 1.3 * widths[0]


def test_clicks_follow_the_click_rate_and_views_the_completion_rate() -> None:
    clicky = line("BR-audio-direct", ctr=0.02)
    seen = line("BR-video-direct", ctr=0.001, vtr=0.8)
    clicks = propose(request(clicky, seen, objective="CLICKS"))
    views = propose(request(clicky, seen, objective="VIDEO_VIEWS"))
    assert spends(clicks)["BR-audio-direct"] > 90_000 * MICROS
    assert spends(views)["BR-video-direct"] > 90_000 * MICROS
    assert {"clicks", "reach"} <= set(clicks.intervals)


def test_the_same_request_gives_the_same_proposal() -> None:
    wish = request(*bargained())
    assert propose(wish) == propose(wish)


def test_the_biggest_line_is_cheapest_only_at_what_it_pays() -> None:
    steady = line("BR-audio-programmatic", cpm=5.0, growth=0.1)
    steep = line("BR-audio-direct", cpm=6.0, growth=0.3)
    plan = propose(request(steady, steep, priority="reach"))
    paid = {one.id: one.spend / one.impressions for one in plan.lines if one.spend}
    biggest = only(plan.reasons, "biggest_line").values
    assert biggest["line"] == steady.id and paid[steady.id] > paid[steep.id]
    assert biggest["why"] != "cheapest"
