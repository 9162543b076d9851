"""Spends in whole minor units: the exact sum, every hard rule kept, as near as can be."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, hstack, vstack

from optimizer import measure
from optimizer.curves import Floats, Ints, exposure_slope
from optimizer.problem import Problem
from optimizer.program import Program, run

NEAR = 1e-6
"""Of a unit: closer than this to a whole one is that one."""


def whole_units(problem: Problem, spends: Floats) -> Floats | None:
    """The spends in whole units of `problem.unit`, or None where rounding cannot keep the rules.

    Lines at 0 stay there if they may. The counted sum is the budget exactly, or the nearest whole
    sum that it allows.
    """
    unit = problem.unit
    low, high = _limits(problem, spends)
    exact = np.clip(spends / unit, low, high)
    units = np.clip(np.floor(exact + NEAR), low, high)
    total = _total(problem, exact)
    spread = _spread(problem, units, exact, low, high, total)
    if spread is not None and _kept(problem, spread * unit):
        return spread * unit
    mended = _mended(problem, units, exact, low, high, total)
    return None if mended is None or not _kept(problem, mended * unit) else mended * unit


def _limits(problem: Problem, spends: Floats) -> tuple[Floats, Floats]:
    low = np.ceil(problem.lower / problem.unit - NEAR)
    high = np.floor(np.minimum(problem.upper, problem.budget_high) / problem.unit + NEAR)
    high = np.where(problem.counted, high, np.floor(problem.upper / problem.unit + NEAR))
    off = problem.optional & (spends < np.minimum(problem.lower * (1 - 1e-6), np.inf))
    off |= problem.optional & (spends < problem.unit * NEAR)
    return np.where(off, 0.0, low), np.where(off, 0.0, np.maximum(high, low))


def _total(problem: Problem, exact: Floats) -> float:
    least = np.ceil(problem.budget_low / problem.unit - NEAR)
    most = np.floor(problem.budget_high / problem.unit + NEAR)
    return float(np.clip(np.floor(exact[problem.counted].sum() + 0.5), least, most))


def _spread(
    problem: Problem, units: Floats, exact: Floats, low: Floats, high: Floats, total: float
) -> Floats | None:
    """Hand out the missing units by largest remainder, one a line and again while any are left."""
    units = units.copy()
    for _ in range(50):
        missing = round(float(total - units[problem.counted].sum()))
        if missing == 0:
            return units
        step = 1.0 if missing > 0 else -1.0
        room = problem.counted & ((units < high) if missing > 0 else (units > low))
        free = np.flatnonzero(room)
        if not len(free):
            return None
        order = free[np.argsort(-step * (exact - units)[free], kind="stable")]
        share = max(abs(missing) // len(order), 1)
        amount = np.minimum(share, (high - units if missing > 0 else units - low)[order])
        reached = np.cumsum(amount)
        amount = np.where(reached <= abs(missing), amount, 0.0)
        if not amount.any():
            amount[0] = min(abs(missing), amount[0] or 1.0)
        units[order] += step * amount
    return None


def _kept(problem: Problem, spends: Floats) -> bool:
    """Whether every hard rule holds; rules within a rounding error of a float count as kept."""
    return measure.violation(problem, spends) <= 1e-9


def _mended(
    problem: Problem, units: Floats, exact: Floats, low: Floats, high: Floats, total: float
) -> Floats | None:
    """The nearest whole units that keep the rules, by a small MILP around the rounded ones."""
    start = np.maximum(units - 2, low)
    room = np.minimum(units + 4, high) - start
    lines, unit = len(units), problem.unit
    rows, at = problem.rows, start * unit
    counted = problem.counted.astype(float)
    shown = measure.marginal_impressions(problem, at)
    people = _reach_slopes(problem, at)
    per_unit = unit * (
        rows.spend.toarray()
        + rows.total[:, None] * counted
        + rows.impressions.toarray() * shown
        + rows.reach.toarray() @ people
    )
    size = np.maximum(abs(per_unit).max(axis=1, initial=0.0), 1e-300)
    here = measure.row_values(problem, at)
    matrix = csr_array(np.concatenate([counted[None, :], per_unit / size[:, None]]))
    missing = total - start[problem.counted].sum()
    wanted = exact - start
    # |v - wanted| as a cost: v - over + under = wanted
    distance = hstack(
        [csr_array(np.eye(lines)), csr_array(-np.eye(lines)), csr_array(np.eye(lines))]
    )
    top = hstack([matrix, csr_array((matrix.shape[0], 2 * lines))])
    program = Program(
        objective=np.concatenate([np.zeros(lines), -np.ones(2 * lines)]),
        upper=np.concatenate([room, np.full(2 * lines, 8.0)]),
        matrix=csr_array(vstack([top, distance])),
        row_low=np.concatenate([[missing], (rows.lower - rows.tolerance - here) / size, wanted]),
        row_high=np.concatenate([[missing], (rows.upper + rows.tolerance - here) / size, wanted]),
        whole=np.concatenate([np.ones(lines, bool), np.zeros(2 * lines, bool)]),
    )
    answer = run(program, time_limit=5.0, gap=0.5)
    return start + np.round(answer.values[:lines]) if answer.found else None


def _reach_slopes(problem: Problem, spends: Floats) -> Floats:
    """People per market (M, N) that one more unit of money on a line reaches."""
    reaching = problem.pool >= 0
    pool = np.where(reaching, problem.pool, 0)
    market = problem.market[pool]
    steep = exposure_slope(problem.curves, measure.heads(problem, spends))[pool]
    per_money = steep * measure.marginal_impressions(problem, spends)
    left = np.exp(-measure.market_exposure(problem, spends))[market]
    slopes = np.zeros((len(problem.population), len(spends)))
    slopes[market[reaching], np.flatnonzero(reaching)] = (per_money * left)[reaching]
    return slopes


def as_units(problem: Problem, spends: Floats) -> Ints:
    """Whole numbers of minor units."""
    return np.asarray(np.rint(spends / problem.unit), np.int64)
