"""What a problem says in vain is told, or refused where it cannot have been meant."""

from __future__ import annotations

from typing import Any

import pytest

from media.errors import Infeasible, InvalidProblem
from optimizer.exchange import allocate_json
from tests.optimizer.test_exchange import line, problem

NOBODY = {"where": {"format": "autio"}}
EXPONENTIAL = {"family": "exponential", "ceiling": 0.4}


@pytest.mark.parametrize(
    ("change", "note"),
    [
        ({"shares": [NOBODY | {"max": 0.3}]}, "shares[0].where: no line matches it."),
        ({"amounts": [NOBODY | {"max": 9.0}]}, "amounts[0].where: no line matches it."),
        ({"avails": [NOBODY | {"max": 9.0}]}, "avails[0].where: no line matches it."),
        (
            {"kpis": [NOBODY | {"metric": "CPM", "op": "<=", "value": 9.0}]},
            "kpis[0].where: no line matches it.",
        ),
        (
            {
                "weeks": [{"id": "w1"}, {"id": "w2"}],
                "lines": [line("a", weeks=["w1"])],
                "avails": [{"where": {"week": "w2"}, "max": 9.0}],
            },
            "avails[0].where: no line matches it.",
        ),
        (
            {
                "markets": [{"id": "BR", "population": 1e7}, {"id": "AR", "population": 1e7}],
                "frequency_caps": [{"market": "AR", "max": 2.0}],
            },
            "frequency_caps[0].market: no line is in it.",
        ),
        ({"amounts": [{"where": {}}]}, "amounts[0]: it has neither `min` nor `max`."),
        (
            {"lines": [line("a", reach=EXPONENTIAL | {"shape": 2.0})]},
            "lines[0].reach.shape: only nbd curves have one.",
        ),
        (
            {"goal": {"metric": "CLICKS"}},
            "goal.metric: no line has the `rates` of CLICKS, so that every plan is as good.",
        ),
    ],
)
def test_what_has_no_effect_is_noted(change: dict[str, Any], note: str) -> None:
    assert allocate_json(problem(**change))["notes"] == [note]


def test_rules_that_speak_of_lines_are_not_noted() -> None:
    form = problem(
        weeks=[{"id": "w1"}],
        shares=[{"where": {"format": "video"}, "max": 0.3}],
        avails=[{"where": {"format": "video", "week": "w1"}, "max": 1e9}],
        frequency_caps=[{"max": 9.0}],
    )
    assert allocate_json(form)["notes"] == []


@pytest.mark.parametrize("slot", ["shares", "amounts", "avails"])
def test_a_rule_of_a_market_that_is_not_defined_is_refused(slot: str) -> None:
    with pytest.raises(InvalidProblem) as caught:
        allocate_json(problem(**{slot: [{"where": {"market": "ZZ"}, "max": 0.5}]}))
    assert caught.value.field == f"{slot}[0].where.market"


def test_a_minimum_for_no_line_says_so_where_it_leaves_no_plan() -> None:
    with pytest.raises(Infeasible, match="format autio, which no line matches"):
        allocate_json(problem(shares=[NOBODY | {"min": 0.3}]))


def test_a_budget_without_lines_says_so() -> None:
    with pytest.raises(Infeasible, match="There is no line"):
        allocate_json(problem(lines=[]))
