"""What holds for every allocation problem. FLIGHTPLAN_PROBLEMS sets how many are tried."""

from __future__ import annotations

import copy
import os
from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings

from optimizer.exchange import allocate_json
from tests.optimizer.problems import Form, Planted, planted
from tests.optimizer.truth import check_rules, reach

PROBLEMS = int(os.environ.get("FLIGHTPLAN_PROBLEMS", "60"))
GAP = 1e-3
many = settings(
    max_examples=PROBLEMS,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def solved(form: Form) -> dict[str, Any]:
    return allocate_json(copy.deepcopy(form))


def agree(problem: Planted, other: Form, scale: float = 1.0) -> None:
    """Two forms of one question: neither plan is beyond the other's proven bound.

    Shares may miss by a minor unit a line, and where minor units are coarse a larger scale has
    finer ones; nobody can be reached without an impression.
    """
    first, second = solved(problem.form), solved(other)
    forms = (problem.form, other) if problem.form["shares"] or coarse(problem) else ()
    slack = scale * sum(_people_for_cents(form, float(problem.unit)) for form in forms)
    assert first["reach"] * scale <= second["bound"] * (1 + 1e-9) + slack
    assert second["reach"] <= first["bound"] * scale * (1 + 1e-9) + slack


def _people_for_cents(form: Form, unit: float) -> float:
    """The most people whom one minor unit more on every line can reach."""
    return sum(1000.0 * unit / line["cpm"] for line in form["lines"])


@many
@given(planted())
def test_every_rule_is_kept_and_the_bound_holds(problem: Planted) -> None:
    answer = solved(problem.form)
    check_rules(problem.form, answer)
    spends = {row["id"]: Decimal(row["spend"]) for row in answer["lines"]}
    assert abs(answer["reach"] - reach(problem.form, spends)) <= 1e-9 * answer["reach"]
    assert answer["bound"] >= answer["reach"]
    known = {f"l{i}": n * problem.unit for i, n in enumerate(problem.units)}
    assert answer["bound"] >= reach(problem.form, known) * (1 - 1e-9)


def coarse(problem: Planted) -> bool:
    """Whether one minor unit is much of the budget, or saturates some curve by itself."""
    grain = max(float(problem.unit), 1e-9 * problem.form["budget"])
    if len(problem.units) * grain > 0.1 * GAP * problem.form["budget"]:
        return True
    population = {m["id"]: m["population"] for m in problem.form["markets"]}
    return any(
        1000 * grain > 1e-4 * line["cpm"] * population[line["market"]] * line["reach"]["ceiling"]
        for line in problem.form["lines"]
    )


@many
@given(planted())
def test_the_plan_is_certified_unless_cents_are_coarse(problem: Planted) -> None:
    assume(not coarse(problem))
    answer = solved(problem.form)
    assert answer["status"] == "optimal"
    assert answer["gap"] <= GAP


@many
@given(planted(at_most=True, largest=8))
def test_more_budget_never_reaches_fewer(problem: Planted) -> None:
    less, more = solved(problem.form), solved(_with_twice_the_budget(problem.form))
    cents = _people_for_cents(problem.form, float(problem.unit)) if problem.form["shares"] else 0.0
    assert more["bound"] + cents >= less["reach"]
    assert more["reach"] >= less["reach"] * (1 - 2 * GAP) - 1


def _with_twice_the_budget(form: Form) -> Form:
    return {**form, "budget": form["budget"] * 2}


@many
@given(planted(largest=8))
def test_money_and_cpm_scale_together(problem: Planted) -> None:
    agree(problem, _times(problem.form, money=4.0, cpm=4.0))


@many
@given(planted(largest=8))
def test_people_and_money_scale_together(problem: Planted) -> None:
    agree(problem, _times(problem.form, money=4.0, people=4.0), scale=4.0)


@many
@given(planted(largest=8))
def test_a_line_that_may_spend_nothing_changes_nothing(problem: Planted) -> None:
    idle = {**problem.form["lines"][0], "id": "idle", "max_spend": 0.0, "min_spend": 0.0}
    idle.pop("pool", None)
    agree(problem, {**problem.form, "lines": [*problem.form["lines"], idle]})


@many
@given(planted(largest=8))
def test_splitting_a_line_inside_its_pool_reaches_nobody_new(problem: Planted) -> None:
    lines = copy.deepcopy(problem.form["lines"])
    whole = next((line for line in lines if not line.get("min_spend")), None)
    if whole is None:
        return
    whole.setdefault("pool", "split")
    whole.pop("max_spend", None)
    single = {**problem.form, "lines": lines}
    double = {**problem.form, "lines": [*lines, {**whole, "id": "twin"}]}
    agree(replace(problem, form=single), double)


@many
@given(planted())
def test_the_same_problem_gives_the_same_plan(problem: Planted) -> None:
    assert solved(problem.form)["lines"] == solved(problem.form)["lines"]


def _times(form: Form, *, money: float, cpm: float = 1.0, people: float = 1.0) -> Form:
    scaled = copy.deepcopy(form)
    scaled["budget"] *= money
    for market in scaled["markets"]:
        market["population"] *= people
    for line in scaled["lines"]:
        line["cpm"] *= cpm
        for field in ("min_spend", "max_spend"):
            if field in line:
                line[field] *= money
    for amount in scaled["amounts"]:
        amount["min"] *= money
        amount["max"] *= money
    return scaled
