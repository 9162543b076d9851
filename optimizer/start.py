"""A first guess that ignores the rules: pools filled by marginal reach per unit of money."""

from __future__ import annotations

import numpy as np

from optimizer import measure
from optimizer.curves import Floats, exposure
from optimizer.layout import Layout

STEPS = 24
ROUNDS = 6


def first_heads(layout: Layout) -> Floats:
    """Heads per pool (P) of a greedy plan within the budget, nowhere quite 0."""
    problem = layout.problem
    tops = measure.heads(problem, problem.upper)
    prices = _cheapest(layout)
    grid = np.concatenate([np.zeros((len(tops), 1)), _steps(tops, prices)], axis=1)
    gains = np.diff(exposure(problem.curves.column(), grid), axis=1)
    costs = np.diff(grid, axis=1) * prices[:, None]
    per_cost = gains / np.maximum(costs, 1e-300)
    depth = np.zeros_like(problem.population)
    heads = np.zeros_like(tops)
    for _ in range(ROUNDS):
        worth = (problem.reach_weight * problem.population * np.exp(-depth))[problem.market]
        order = np.argsort(-(worth[:, None] * per_cost).ravel(), kind="stable")
        spent = np.cumsum(costs.ravel()[order])
        last = min(int(np.searchsorted(spent, problem.budget_high)), len(order) - 1)
        taken = np.zeros(costs.size, bool)
        taken[order[: last + 1]] = True
        bought = taken.reshape(costs.shape)
        heads = np.asarray((np.diff(grid, axis=1) * bought).sum(axis=1), float)
        now = measure.exposure_by_market(problem, (gains * bought).sum(axis=1))
        depth = np.asarray((depth + now) / 2, float)
    return np.asarray(np.maximum(heads, grid[:, 1]), float)


def _steps(tops: Floats, prices: Floats) -> Floats:
    """Points of each pool from very little to its top or all the budget buys."""
    affordable = np.minimum(tops, 1.0 / np.maximum(prices, 1e-300))
    return affordable[:, None] * np.geomspace(1e-5, 1.0, STEPS)


def _cheapest(layout: Layout) -> Floats:
    """Money per head of each pool's cheapest line (P)."""
    problem = layout.problem
    price = np.full(len(problem.market), np.inf)
    reaching = problem.pool >= 0
    np.minimum.at(price, problem.pool[reaching], (problem.cpm / 1000.0)[reaching])
    price *= problem.population[problem.market]
    return np.where(np.isfinite(price), price, 1.0)
