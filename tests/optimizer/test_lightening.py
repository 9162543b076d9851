"""Pools left out so that the rules on reach are kept."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.problems import allocation
from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Curves
from optimizer.exchange import read_problem
from optimizer.lightening import lightened
from optimizer.problem import Problem, Row


def capped(most: float) -> Problem:
    """Three pools of one market of a thousand people, who count when they have seen an ad twice."""
    return Problem.of(
        cpm=np.full(3, 10.0),
        pool=np.arange(3),
        market=np.zeros(3, np.int64),
        curves=Curves.of(["exponential"] * 3, [0.5, 0.4, 0.3], 1.0, 1.0, 2),
        population=np.array([1000.0]),
        budget=100.0,
        at_most=True,
        rows=[
            Row("cap", np.arange(3), impressions=1.0, markets=np.array([0]), reach=-most, upper=0.0)
        ],
    )


@pytest.mark.parametrize(
    ("spends", "most", "out"),
    [
        ([10.0, 8.0, 6.0], 4.3, []),
        ([10.0, 8.0, 0.5], 3.9, [2]),
        ([10.0, 0.4, 0.3], 3.4, [1, 2]),
        ([0.1, 0.1, 0.1], 3.0, [0, 1, 2]),
    ],
)
def test_pools_that_cost_more_of_a_cap_than_they_reach_are_left_out(
    spends: list[float], most: float, out: list[int]
) -> None:
    problem, plan = capped(most), np.array(spends)
    found = lightened(problem, plan)
    assert np.flatnonzero(found).tolist() == out
    assert measure.violation(problem, np.where(found, 0.0, plan)) <= 1e-9


def test_effective_reach_under_a_cap_is_certified() -> None:
    """A chord from nothing up promises the first people of every pool for next to nothing."""
    cap = {"goal": {"metric": "REACH", "k": 2}, "frequency_caps": [{"max": 4.0}]}
    problem = read_problem(allocation(120, markets=2, at_most=True) | cap).problem
    solution = solve(problem, time_limit=60.0)
    assert solution.status == "optimal"
    assert measure.violation(problem, solution.spends) <= 1e-9
