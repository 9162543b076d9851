"""New figures for targets on a count, told from new budgets."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import Brief

TODAY = date(2026, 11, 22)
REACH = "Nike, 100k EUR, Germany, March 2027, reach 2M people"


def figures(brief: Brief) -> tuple[float, float]:
    """The budget and the target."""
    assert brief.budget is not None
    return brief.budget.amount / 1e6, brief.kpis[0].value


@pytest.mark.parametrize(
    "text",
    [
        "2.5M",
        "2.5M people",
        "sorry, 2.5M",
        "raise it to 2.5M",
        "lieber 2,5 Mio",
        "mejor 2,5 millones",
        "melhor 2,5 milhões",
        "plutôt 2,5 millions",
        "facciamo 2,5 milioni",
        "doe maar 2,5 mln",
        "hellre 2,5 miljoner",
    ],
)
def test_a_figure_near_the_target_is_of_the_target(text: str) -> None:
    assert figures(understand([REACH, text], TODAY)[-1][1]) == (100_000, 2_500_000)


@pytest.mark.parametrize("text", ["120k", "make it 120k"])
def test_a_figure_near_the_budget_is_of_the_budget(text: str) -> None:
    assert figures(understand([REACH, text], TODAY)[-1][1]) == (120_000, 2_000_000)


@pytest.mark.parametrize("text", ["2.5M EUR", "budget 2.5M", "make the budget 2.5M"])
def test_a_figure_that_is_money_is_of_the_budget(text: str) -> None:
    assert figures(understand([REACH, text], TODAY)[-1][1]) == (2_500_000, 2_000_000)


def test_a_figure_that_could_be_of_both_is_asked() -> None:
    first = "Nike, 1M EUR, Germany, March 2027, reach 2M people"
    reading, brief = understand([first, "make it 1.5M"], TODAY)[-1]
    assert figures(brief) == (1_000_000, 2_000_000)
    (question,) = reading.decisions
    assert question.code == "budget_or_target"
    assert question.values == {"metric": "REACH", "value": 1_500_000.0}


def test_a_figure_that_could_be_of_both_is_of_what_was_said_last() -> None:
    said = ["Nike, 1M EUR, Germany, March 2027", "reach at least 2M people", "make it 1.5M"]
    assert figures(understand(said, TODAY)[-1][1]) == (1_000_000, 1_500_000)
    said = ["Nike, Germany, March, reach 2M people", "1M EUR", "make it 1.5M"]
    assert figures(understand(said, TODAY)[-1][1]) == (1_500_000, 2_000_000)
