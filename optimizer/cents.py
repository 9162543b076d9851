"""Spends in whole minor units: the exact sum, every hard rule kept, as near as can be."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np

from optimizer import measure
from optimizer.curves import Floats, exposure
from optimizer.grid import NEAR, Grid
from optimizer.mending import mended
from optimizer.problem import Problem

SWAPS, FEW = 200, 8
"""Moves of a unit, and how many lines are looked at for each on either side."""
LITTLE = 1e-9
"""Of the value: all the moves together bring nothing to speak of where one brings no more."""


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


def improved(problem: Problem, spends: Floats, enough: float, until: float) -> Floats:
    """Move single units from line to line while that brings more, until the value is `enough`.

    Matters where a minor unit is coarse: small budgets, or curves that one unit saturates.
    Ends at the clock's `until`.
    """
    units, grid = np.rint(spends / problem.unit), Grid.of(problem, spends)
    value = measure.value(problem, spends)
    for _ in range(SWAPS):
        if value >= enough:
            break
        better = next(_better(grid, units, value, until), None)
        if better is None:
            break
        units, value = better
    return np.asarray(units * problem.unit, float)


def _better(
    grid: Grid, units: Floats, value: float, until: float
) -> Iterator[tuple[Floats, float]]:
    """Plans worth more by a unit moved, the most promising first, with their values.

    A rule that hardly leaves room can stand against the best move, and not against the next.
    """
    problem, counted = grid.problem, grid.problem.counted
    gain = np.where(counted & (units < grid.high), _change(problem, units, 1.0), -np.inf)
    loss = np.where(counted & (units > grid.low), -_change(problem, units, -1.0), np.inf)
    to, off = np.argsort(-gain, kind="stable")[:FEW], np.argsort(loss, kind="stable")[:FEW]
    promise = gain[to][:, None] - loss[off][None, :]
    for at in np.argsort(-promise, axis=None, kind="stable"):
        row, column = np.unravel_index(at, promise.shape)
        if not promise[row, column] > LITTLE * abs(value) or time.monotonic() > until:
            break
        moved = units.copy()
        moved[to[row]] += 1.0
        moved[off[column]] -= 1.0
        worth = measure.value(problem, moved * problem.unit)
        if worth > value and grid.kept(moved, strictly=True):
            yield moved, worth


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
