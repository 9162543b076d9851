"""Follow-up edits: as few changed lines as can be, proven, at the loss that was allowed."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from benchmarks.problems import allocation
from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Bools, Curves, Floats
from optimizer.edits import changed, fewest_changes
from optimizer.exchange import read_problem
from optimizer.problem import Problem, Row

LOSS = 2e-3


def problem_of(lines: int, **more: object) -> Problem:
    return read_problem(allocation(lines, **more)).problem  # type: ignore[arg-type]


def with_budget(problem: Problem, factor: float) -> Problem:
    budget = round(problem.budget_high * factor, 2)
    return replace(problem, budget_low=budget, budget_high=budget)


def pooled(seed: int, count: int = 7) -> Problem:
    """Seven lines in four pools and two markets, some optional, prices growing with the spend."""
    rng = np.random.default_rng(seed)
    return Problem.of(
        cpm=rng.uniform(5.0, 20.0, count),
        pool=np.array([0, 0, 1, 1, 2, 2, 3]),
        market=np.array([0, 0, 1, 1]),
        curves=Curves.of(["nbd", "hill", "nbd", "nbd"], rng.uniform(0.2, 0.6, 4), 0.8, 0.9),
        population=np.array([80_000.0, 150_000.0]),
        budget=1000.0,
        lower=rng.uniform(20.0, 120.0, count),
        upper=rng.uniform(200.0, 600.0, count),
        optional=rng.random(count) < 0.7,
        growth=rng.uniform(0.0, 0.15, count),
        reference=100.0,
        unit=0.01,
        rows=[Row("share", np.array([0, 2, 4]), spend=1.0, total=-0.3, lower=0.0, tolerance=0.05)],
    )


def kept(problem: Problem, previous: Floats, stay: Bools) -> Problem:
    """The problem where some lines stay as they were."""
    return replace(
        problem,
        lower=np.where(stay, previous, problem.lower),
        upper=np.where(stay, previous, problem.upper),
        optional=problem.optional & ~(stay & (previous > 0)),
    )


def fewest(problem: Problem, previous: Floats, floor: float) -> int:
    """By trying: the least number of lines that must change for a plan worth `floor`."""
    lines = range(len(problem))
    for count in range(len(problem) + 1):
        for some in combinations(lines, count):
            stay = np.ones(len(problem), bool)
            stay[list(some)] = False
            best = solve(kept(problem, previous, stay), gap=1e-5)
            if best.status != "infeasible" and best.value >= floor:
                return count
    raise AssertionError("even the best plan is worth less")


@pytest.mark.parametrize("seed", range(5))
def test_no_plan_with_fewer_changes_is_as_good(seed: int) -> None:
    problem = pooled(seed)
    before, after = solve(problem, gap=1e-5), with_budget(problem, 1.15)
    best = solve(after, gap=1e-5)
    edit = fewest_changes(after, before.spends, LOSS, best=best)
    count = int(changed(after, before.spends, edit.spends).sum())
    assert edit.changes_bound == count
    assert count == fewest(after, before.spends, best.value * (1 - LOSS))


@pytest.mark.parametrize("seed", range(3))
def test_a_plan_of_a_chats_size_changes_the_proven_fewest(seed: int) -> None:
    problem = problem_of(120, seed=seed, markets=8, shares=8, pooled=0.8, optional=0.8)
    before, after = solve(problem), with_budget(problem, 1.1)
    anew = solve(after)
    edit = fewest_changes(after, before.spends, 1e-3, best=anew, time_limit=30.0)
    count = int(changed(after, before.spends, edit.spends).sum())
    assert measure.violation(after, edit.spends) <= 1e-12
    assert edit.value >= anew.value * (1 - 1e-3)
    assert 1 <= edit.changes_bound == count
    assert count < int(changed(after, before.spends, anew.spends).sum()) / 2


def test_without_time_for_the_proof_most_lines_still_stay() -> None:
    problem = problem_of(100, markets=8, shares=8)
    before, after = solve(problem), with_budget(problem, 1.05)
    anew = solve(after)
    edit = fewest_changes(after, before.spends, 1e-3, best=anew, time_limit=0.0)
    count = int(changed(after, before.spends, edit.spends).sum())
    assert edit.changes_bound == 0
    assert edit.value >= anew.value * (1 - 1e-3)
    assert count < int(changed(after, before.spends, anew.spends).sum())


def test_an_edit_that_needs_no_change_makes_none() -> None:
    problem = problem_of(30, markets=2)
    plan = solve(problem)
    edit = fewest_changes(problem, plan.spends, 1e-3)
    assert not changed(problem, plan.spends, edit.spends).any()
