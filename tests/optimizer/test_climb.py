"""Plans near given spends, where the rules or the curves are not concave."""

from __future__ import annotations

import time

import numpy as np
import pytest

from benchmarks.capped import Capped, capped, cases
from optimizer import measure
from optimizer.allocate import solve
from optimizer.climb import climbed
from optimizer.curves import Bools, Floats
from optimizer.exchange import read_problem
from optimizer.layout import Layout
from optimizer.problem import Problem
from optimizer.scaling import scale

EFFECTIVE, GROWING, BOTH = 10, 23, 0
CASES = {case.seed: case for case in cases(64)}


def scaled(known: Capped) -> tuple[Problem, Floats]:
    """The problem and its planted plan in numbers near 1."""
    small, units = scale(read_problem(known.form).problem)
    return small, known.planted / units.money


def climb(problem: Problem, spends: Floats, on: Bools) -> Floats:
    layout = Layout.of(problem).decided(on)
    return climbed(layout, spends, gap=1e-4, until=time.monotonic() + 60).spends


@pytest.mark.parametrize("seed", [EFFECTIVE, GROWING, BOTH])
def test_a_plan_leads_to_one_that_is_worth_more_and_keeps_every_rule(seed: int) -> None:
    problem, planted = scaled(capped(CASES[seed]))
    found = climb(problem, planted, planted > 0)
    assert measure.violation(problem, found) <= 1e-8
    assert measure.value(problem, found) > measure.value(problem, planted)


@pytest.mark.parametrize("seed", [EFFECTIVE, GROWING, BOTH])
def test_spends_that_miss_the_caps_lead_to_a_plan(seed: int) -> None:
    problem, planted = scaled(capped(CASES[seed]))
    many = np.random.default_rng(seed).uniform(0.7, 1.4, len(problem)) * planted
    assert np.max(measure.row_misses(problem, many)) > 1e-3
    assert measure.violation(problem, climb(problem, many, planted > 0)) <= 1e-8


@pytest.mark.parametrize("seed", [1, 19, 22, 23, 34, 57])
def test_tight_caps_leave_no_gap(seed: int) -> None:
    known = capped(CASES[seed])
    problem = read_problem(known.form).problem
    solution = solve(problem, time_limit=60.0)
    assert solution.status == "optimal"
    assert measure.violation(problem, solution.spends) <= 1e-9
    assert measure.value(problem, known.planted) <= solution.bound
