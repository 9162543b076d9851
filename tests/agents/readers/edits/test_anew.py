"""Figures said again without a name, for what changed last."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import AmountConstraint, Brief, ShareConstraint, Where

_BRIEF = "Lego, UK and Ireland, 90k GBP, January, audio, video and podcast"


def _after(*messages: str) -> Brief:
    return understand([_BRIEF, *messages], date(2026, 11, 22))[-1][1]


@pytest.mark.parametrize(
    "correction",
    [
        "sorry that was meant to be 15k",
        "15k reichen",
        "mejor 15k",
        "20k é muito, 15k basta",
        "plutôt 15k",
        "anzi 15k",
        "doe maar 15k",
        "hellre 15k",
        "lower that to 15k",
        "15k instead of 20k",
    ],
)
def test_a_bare_amount_is_of_the_bound_that_changed_last(correction: str) -> None:
    brief = _after("no more than 20k in Ireland", correction)
    assert brief.constraints == (AmountConstraint(where=Where(market="IE"), max=15_000_000_000),)
    assert brief.budget is not None and brief.budget.amount == 90_000_000_000


@pytest.mark.parametrize("correction", ["make it 5, nobody hits 4", "en vez de 4 que sean 5"])
def test_a_bare_price_is_of_the_target_that_changed_last(correction: str) -> None:
    brief = _after("CPA max 4", correction)
    assert [(kpi.metric, kpi.value) for kpi in brief.kpis] == [("CPA", 5.0)]


def test_a_bare_percentage_is_of_the_share_that_changed_last() -> None:
    brief = _after("at least 30% audio", "podcast al menos 40%", "uf, mejor al menos 25%")
    shares = {c.where.format: c.min for c in brief.constraints if isinstance(c, ShareConstraint)}
    assert shares == {"audio": 0.3, "podcast": 0.25}


def test_the_last_change_counts_though_a_question_came_between() -> None:
    brief = _after("no more than 20k in Ireland", "what CPM do we see there?", "sorry, 15k")
    assert brief.constraints == (AmountConstraint(where=Where(market="IE"), max=15_000_000_000),)


@pytest.mark.parametrize(
    ("message", "budget"),
    [("make the budget 30k", 30), ("und Budget auf 100k hoch", 100), ("total 15k", 15)],
)
def test_a_figure_with_a_name_is_of_what_is_named(message: str, budget: int) -> None:
    brief = _after("no more than 20k in Ireland", message)
    assert brief.budget is not None and brief.budget.amount == budget * 1_000_000_000
    assert brief.constraints == (AmountConstraint(where=Where(market="IE"), max=20_000_000_000),)


def test_a_figure_of_another_size_is_not_of_the_bound() -> None:
    brief = _after("no more than 2k in Ireland", "make it 120k")
    assert brief.budget is not None and brief.budget.amount == 120_000_000_000


def test_a_figure_that_is_asked_about_changes_nothing() -> None:
    before = _after("no more than 20k in Ireland")
    after = _after("no more than 20k in Ireland", "15k? no, keep 20k")
    assert (after.constraints, after.budget) == (before.constraints, before.budget)


@pytest.mark.parametrize(("figure", "least", "budget"), [("120k", 120, 300), ("280k", 100, 280)])
def test_behind_a_first_brief_the_nearest_amount_is_corrected(
    figure: str, least: int, budget: int
) -> None:
    said = ["Nike, Brazil, R$ 300k, Q1, at least 100k on audio", f"sorry, that should be {figure}"]
    brief = understand(said, date(2026, 11, 22))[-1][1]
    bound = AmountConstraint(where=Where(format="audio"), min=least * 1_000_000_000)
    assert brief.constraints == (bound,)
    assert brief.budget is not None and brief.budget.amount == budget * 1_000_000_000
