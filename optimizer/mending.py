"""Rounded spends that miss a rule: the units that must move, by a small mixed-integer program."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array

from optimizer import measure
from optimizer.curves import Floats, exposure_slope
from optimizer.grid import NOISE, Grid
from optimizer.problem import Problem
from optimizer.program import Program, run

MENDINGS = 2
"""Where many units must move, what one of them does has changed after the first time."""


def mended(grid: Grid, units: Floats, reach: float) -> Floats | None:
    """Whole units of the grid that keep the rules, within `reach` of `units`, or of those found so.

    None where there are none.
    """
    for _ in range(MENDINGS):
        moved = _moved(grid.near(units, reach), units)
        if moved is None or grid.kept(moved):
            return moved
        units = moved
    return None


def _moved(grid: Grid, units: Floats) -> Floats | None:
    """As few units moved as will do, if what one of them does stays as it is at first."""
    problem, rows = grid.problem, grid.problem.rows
    plain, unit = rows.of_money, grid.row_units
    rise, fall = _moves(problem, units, 1.0), _moves(problem, units, -1.0)
    size = np.maximum(abs(rise).max(axis=1, initial=0.0), abs(fall).max(axis=1, initial=0.0))
    size = np.where(size > 0, size, 1.0)
    here, scale = grid.row_values(units), unit / size
    noise = np.where(plain | (rows.lower == rows.upper), NOISE, 0.0)
    noise += np.where(plain, 0.0, grid.precision / 2 / size)
    counted, total = problem.counted.astype(float), grid.total(units)
    by_line = np.concatenate([rise, fall], axis=1) / size[:, None]
    cost = 1.0 / (1.0 + units)
    low = ((rows.lower - rows.tolerance) / unit - here) * scale - noise
    high = ((rows.upper + rows.tolerance) / unit - here) * scale + noise
    program = Program(
        objective=-np.append(cost, cost) / cost.max(),
        upper=np.append(grid.high - units, units - grid.low),
        matrix=csr_array(np.concatenate([[np.append(counted, -counted)], by_line])),
        row_low=np.append(grid.least - total, low),
        row_high=np.append(grid.most - total, high),
        whole=np.ones(2 * len(units), bool),
    )
    answer = run(program, time_limit=2.0, gap=0.5)
    steps = np.round(answer.values).reshape(2, -1) if answer.found else None
    return None if steps is None else units + steps[0] - steps[1]


def _moves(problem: Problem, units: Floats, step: float) -> Floats:
    """What `step` units more on each line alone do to every row (R, N), the reach at its slope.

    Up and down differ where a price starts to grow.
    """
    rows, now = problem.rows, units * problem.unit
    then = np.maximum(units + step, 0.0) * problem.unit
    more = measure.impressions(problem, then) - measure.impressions(problem, now)
    spent = rows.spend.toarray() + rows.total[:, None] * problem.counted
    people = rows.reach.toarray() @ _people_per_impression(problem, now)
    return np.asarray(
        step * problem.unit * spent + (rows.impressions.toarray() + people) * more, float
    )


def _people_per_impression(problem: Problem, spends: Floats) -> Floats:
    """People per market (M, N) that one more impression of a line reaches."""
    reaching = problem.pool >= 0
    pool = np.where(reaching, problem.pool, 0)
    market = problem.market[pool]
    steep = exposure_slope(problem.curves, measure.heads(problem, spends))[pool]
    left = np.exp(-measure.market_exposure(problem, spends))[market]
    slopes = np.zeros((len(problem.population), len(spends)))
    slopes[market[reaching], np.flatnonzero(reaching)] = (steep * left)[reaching]
    return slopes
