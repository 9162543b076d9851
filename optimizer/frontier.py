"""The frontier between the objective and another goal that is linear in the spends."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Floats
from optimizer.problem import Problem
from optimizer.solution import Solution


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One efficient plan: `weight` of the other goal (0 to 1), and what it brings of both."""

    weight: float
    solution: Solution
    value: float
    other: float


def frontier(
    problem: Problem,
    other: Floats,
    *,
    points: int = 9,
    gap: float = 1e-3,
    time_limit: float = 10.0,
) -> tuple[Point, ...]:
    """Plans from best in the objective (weight 0) to best in `other` . x (weight 1).

    `other` (N) is per unit of money. The goals are weighed on the scale of their best values; each
    solve starts from its neighbour's plan and prices. Empty when the problem is infeasible.
    """
    first = solve(problem, gap=gap, time_limit=time_limit)
    last = solve(_weighted(problem, other, 0.0, 1.0), gap=gap, time_limit=time_limit)
    if "infeasible" in (first.status, last.status):
        return ()
    relative = abs(first.value) / (abs(last.value) or 1.0)
    found = [_point(problem, other, 0.0, first)]
    for weight in np.linspace(0.0, 1.0, points)[1:-1]:
        mixed = _weighted(problem, other, 1.0 - weight, weight * relative)
        now = solve(mixed, gap=gap, time_limit=time_limit, warm=found[-1].solution)
        found.append(_point(problem, other, float(weight), now))
    return (*found, _point(problem, other, 1.0, last))


def _weighted(problem: Problem, other: Floats, mine: float, others: float) -> Problem:
    return replace(
        problem,
        reach_weight=mine * problem.reach_weight,
        spend_value=mine * problem.spend_value + others * other,
        impression_value=mine * problem.impression_value,
    )


def _point(problem: Problem, other: Floats, weight: float, solution: Solution) -> Point:
    value = measure.value(problem, solution.spends)
    return Point(weight, solution, value, float(other @ solution.spends))
