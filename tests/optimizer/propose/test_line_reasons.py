"""Why lines are left out, and what the chance of a target counts."""

from __future__ import annotations

from typing import Any

from media.brief import Kpi, ShareConstraint, Where
from optimizer.propose import PlanRequest, Proposal, propose
from tests.optimizer.propose.lines import line, request


def left_out(wish: PlanRequest) -> dict[str, dict[str, Any]]:
    told = (fact for fact in propose(wish).reasons if fact.code == "not_used")
    return {str(fact.values["line"]): dict(fact.values) for fact in told}


def test_a_line_that_gives_way_to_unsold_inventory_says_how_much_of_it_is_sold() -> None:
    lines = (
        line("BR-display-direct", cpm=10, sell_through=0.9, ceiling=0.02),
        line("BR-audio-direct", cpm=10, sell_through=0.1),
    )
    best = propose(request(*lines, priority="reach"))
    assert any(one.id == "BR-display-direct" and one.spend for one in best.lines)
    told = left_out(request(*lines, priority="yield"))["BR-display-direct"]
    assert (told["why"], told["sell_through"]) == ("sells_fast", 0.9)


def test_a_line_that_a_rule_keeps_out_says_so() -> None:
    display = Where(format="display")
    lines = line("BR-display-direct", cpm=4, min_spend=500), line("BR-audio-direct", cpm=12)
    wish = request(*lines, constraints=(ShareConstraint(where=display, max=0.001),))
    assert left_out(wish)["BR-display-direct"]["why"] == "rule"


def test_a_line_whose_least_spend_is_too_much_says_so() -> None:
    """Its first people are cheap, but for 90,000 it soon has no more of them."""
    small = line("BR-display-direct", cpm=4, min_spend=90_000, ceiling=0.2)
    assert left_out(request(small, line(cpm=8)))["BR-display-direct"]["why"] == "minimum"


def test_a_line_that_brings_less_says_so() -> None:
    assert left_out(request(line(), line("BR-video-direct", cpm=90)))["BR-video-direct"]["why"] == (
        "costs_more"
    )


def chance(*kpis: Kpi) -> float:
    proposal: Proposal = propose(request(line(spread=0.6), kpis=kpis))
    return proposal.chance["frequency"]


def test_the_chance_of_a_range_is_that_of_both_ends() -> None:
    low, high = (
        Kpi(metric="FREQUENCY", op=">=", value=2.2),
        Kpi(metric="FREQUENCY", op="<=", value=2.6),
    )
    both, least, most = chance(low, high), chance(low), chance(high)
    assert 0.0 < both < min(least, most)
    assert both > least + most - 1.01
