"""Spends in whole minor units: the exact sum, every hard rule kept, as near as can be."""

from __future__ import annotations

import numpy as np

from optimizer import measure
from optimizer.curves import Floats, exposure
from optimizer.grid import NEAR, Grid
from optimizer.mending import mended
from optimizer.problem import Problem

SWAPS = 200


def whole_units(problem: Problem, spends: Floats) -> Floats | None:
    """The spends in whole units of `problem.unit`, or None where rounding cannot keep the rules.

    Lines at 0 stay there if they may. The counted sum is the budget exactly, or the nearest whole
    sum that it allows.
    """
    unit, grid = problem.unit, Grid.of(problem, spends)
    exact = np.clip(spends / unit, grid.low, grid.high)
    units = np.clip(np.floor(exact + NEAR), grid.low, grid.high)
    total = float(np.clip(np.floor(grid.total(exact) + 0.5), grid.least, grid.most))
    summed = grid.adding_up_to(total)
    spread = _spread(summed, units, exact)
    if spread is not None and grid.kept(spread):
        return spread * unit
    few = np.ceil(4 + 1e-7 * problem.budget_high / unit)
    for allowed, reach in ((summed, few), (grid, few), (grid, np.inf)):
        found = mended(allowed, units, reach)
        if found is not None:
            return found * unit
    return None


def _spread(grid: Grid, units: Floats, exact: Floats) -> Floats | None:
    """Hand out the missing units: many in proportion to what lines have, few by remainder."""
    units, counted = _bulk(grid, units), grid.problem.counted
    missing = round(grid.most - grid.total(units))
    step = 1.0 if missing > 0 else -1.0
    while missing:
        room = counted & ((units < grid.high) if missing > 0 else (units > grid.low))
        free = np.flatnonzero(room)
        if not len(free):
            return None
        nearest = free[np.argsort(-step * (exact - units)[free], kind="stable")]
        units[nearest[: abs(missing)]] += step
        missing = round(grid.most - grid.total(units))
    return units


def _bulk(grid: Grid, units: Floats) -> Floats:
    """Solver noise of a large budget can be many units: it goes where it matters least."""
    units, counted = units.copy(), grid.problem.counted
    for _ in range(20):
        missing = grid.most - grid.total(units)
        room = np.where(counted, grid.high - units if missing > 0 else units - grid.low, 0.0)
        weight = np.where(room > 0, units + 1.0, 0.0)
        if abs(missing) <= len(units) or not weight.any():
            break
        part = np.floor(abs(missing) * weight / weight.sum())
        units += np.sign(missing) * np.minimum(part, room)
    return units


def improved(problem: Problem, spends: Floats, enough: float) -> Floats:
    """Move single units from line to line while that brings more, until the value is `enough`.

    Matters where a minor unit is coarse: small budgets, or curves that one unit saturates.
    """
    units = np.rint(spends / problem.unit)
    grid = Grid.of(problem, spends)
    value = measure.value(problem, spends)
    for _ in range(SWAPS):
        if value >= enough:
            break
        gain = np.where(
            problem.counted & (units < grid.high), _change(problem, units, 1.0), -np.inf
        )
        loss = np.where(
            problem.counted & (units > grid.low), -_change(problem, units, -1.0), np.inf
        )
        to, off = int(np.argmax(gain)), int(np.argmin(loss))
        if to == off or not gain[to] > loss[off]:
            break
        trial = units.copy()
        trial[[to, off]] += (1.0, -1.0)
        better = measure.value(problem, trial * problem.unit)
        if better <= value or not grid.kept(trial, strictly=True):
            break
        units, value = trial, better
    return np.asarray(units * problem.unit, float)


def _change(problem: Problem, units: Floats, step: float) -> Floats:
    """What one unit more (or less, -1) on each line alone does to the objective (N)."""
    now, then = units * problem.unit, np.maximum(units + step, 0.0) * problem.unit
    more = measure.impressions(problem, then) - measure.impressions(problem, now)
    reaching = problem.pool >= 0
    pool = np.where(reaching, problem.pool, 0)
    market = problem.market[pool]
    curves = problem.curves.take(pool)
    heads = measure.heads(problem, now)[pool]
    moved = np.maximum(heads + np.where(reaching, more / problem.population[market], 0.0), 0.0)
    deeper = exposure(curves, moved) - exposure(curves, heads)
    missed = np.exp(-measure.market_exposure(problem, now))[market]
    people = problem.population[market] * missed * -np.expm1(-deeper)
    reached = np.where(reaching, problem.reach_weight[market] * people, 0.0)
    linear = problem.spend_value * (then - now) + problem.impression_value * more
    return np.asarray(reached + linear, float)
