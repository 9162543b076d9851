"""What spends bring on the true curves: impressions, reach, the objective, the rules' values."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, diags_array

from optimizer.curves import Floats, exposure
from optimizer.problem import Problem
from optimizer.solution import Solution

LEAST_SHARE = 1e-8
"""Shares below this are as good as none, and numbers too far apart are bad for a solver."""


def impressions(problem: Problem, spends: Floats) -> Floats:
    """Impressions per line (N)."""
    plain = 1000.0 * spends / problem.cpm
    if not problem.growth.any():
        return plain
    beyond = np.maximum(spends / problem.reference, 1.0)
    return plain * beyond**-problem.growth


def marginal_impressions(problem: Problem, spends: Floats) -> Floats:
    """Impressions per line (N) that one more unit of money brings, from the right."""
    plain = 1000.0 / problem.cpm
    if not problem.growth.any():
        return np.broadcast_to(plain, np.shape(spends)).copy()
    ratio = np.maximum(spends / problem.reference, 1.0)
    slower = np.where(spends >= problem.reference, 1.0 - problem.growth, 1.0)
    return plain * slower * ratio**-problem.growth


def heads(problem: Problem, spends: Floats) -> Floats:
    """Impressions per head of the population, per pool (P)."""
    reaching = problem.pool >= 0
    sums = np.bincount(
        problem.pool[reaching],
        impressions(problem, spends)[reaching],
        minlength=len(problem.market),
    )
    return np.asarray(sums / problem.population[problem.market], float)


def market_exposure(problem: Problem, spends: Floats) -> Floats:
    """-log(1 - reach share) per market (M)."""
    return exposure_by_market(problem, exposure(problem.curves, heads(problem, spends)))


def exposure_by_market(problem: Problem, exposures: Floats) -> Floats:
    """Sums per market (M) of pool exposures (P)."""
    return np.bincount(problem.market, exposures, minlength=len(problem.population)).astype(float)


def reach(problem: Problem, spends: Floats) -> Floats:
    """People reached per market (M)."""
    return problem.population * -np.expm1(-market_exposure(problem, spends))


def value(problem: Problem, spends: Floats) -> float:
    """The objective of the problem at these spends."""
    linear = problem.spend_value @ spends + problem.impression_value @ impressions(problem, spends)
    return float(problem.reach_weight @ reach(problem, spends) + linear)


def with_spends(problem: Problem, solution: Solution, spends: Floats) -> Solution:
    """The solution with other spends that keep the rules; what was proven is held against them."""
    worth = value(problem, spends)
    bound = max(solution.bound, worth)
    return replace(
        solution,
        spends=spends,
        value=worth,
        bound=bound,
        gap=(bound - worth) / abs(worth) if worth else 0.0,
        reach=reach(problem, spends),
    )


def row_values(problem: Problem, spends: Floats) -> Floats:
    """The left-hand side of every row (R)."""
    rows = problem.rows
    total = float(spends[problem.counted].sum())
    people = rows.reach @ reach(problem, spends)
    shown = rows.impressions @ impressions(problem, spends)
    return np.asarray(rows.spend @ spends + rows.total * total + shown + people, float)


def violation(problem: Problem, spends: Floats) -> float:
    """The largest relative miss of any bound, budget or row, tolerances allowed for; 0 is clean."""
    total = float(spends[problem.counted].sum())
    size = max(problem.budget_high, 1e-300)
    misses = [
        max(problem.budget_low - total, total - problem.budget_high) / size,
        float(np.max(_line_misses(problem, spends), initial=0.0)) / size,
        float(np.max(row_misses(problem, spends), initial=0.0)),
    ]
    return max(0.0, *misses)


def row_misses(problem: Problem, spends: Floats) -> Floats:
    """How far every row (R) is missed, relative to its size; its tolerance is allowed."""
    rows, values = problem.rows, row_values(problem, spends)
    outside = np.maximum(rows.lower - values, values - rows.upper) - rows.tolerance
    return np.asarray(np.maximum(outside, 0.0) / row_sizes(problem), float)


def _line_misses(problem: Problem, spends: Floats) -> Floats:
    outside = np.maximum(problem.lower - spends, spends - problem.upper)
    return np.where(problem.optional, np.minimum(outside, np.abs(spends)), outside)


def row_sizes(problem: Problem) -> Floats:
    """How large each row's terms can get: what its miss is compared with.

    A share's are as large as what it allows or asks for, be that next to nothing of the budget.
    """
    rows, budget = problem.rows, max(problem.budget_high, 1e-300)
    if not len(rows):
        return np.zeros(0)
    most = np.where(problem.counted, np.minimum(problem.upper, budget), problem.upper)
    sides = [np.where(np.isfinite(side), abs(side), 0.0) for side in (rows.lower, rows.upper)]
    sizes = [
        largest_terms(rows.spend, most),
        largest_terms(rows.impressions, impressions(problem, most)),
        abs(rows.total) * budget,
    ]
    largest = np.maximum.reduce([*sides, *sizes])
    share = (rows.total != 0) & (largest == np.maximum(sizes[0], sizes[2]))
    asked = np.maximum(abs(rows.total) * budget, LEAST_SHARE * largest)
    size = np.where(share, np.minimum(largest, asked), largest)
    return np.asarray(np.where(size > 1e-200, size, 1.0), float)


def largest_terms(matrix: csr_array, most: Floats) -> Floats:
    """Per row, the largest term that the columns at their `most` can make."""
    if not all(matrix.shape):
        return np.zeros(matrix.shape[0])
    terms = csr_array(abs(matrix) @ diags_array(most))
    return np.asarray(terms.max(axis=1).toarray(), float).ravel()
