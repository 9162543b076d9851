"""Spends in whole minor units: the exact sum, every hard rule kept, as near as can be."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array

from optimizer import measure
from optimizer.curves import Floats, exposure, exposure_slope
from optimizer.problem import Problem
from optimizer.program import Program, run

SWAPS = 200
NOISE = 1e-3
"""Of a unit: what sums of money in floats may be off by; whole units are checked after."""
MENDINGS = 2
"""Where many units must move, what one of them does has changed after the first time."""
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
    least, most = _totals(problem)
    total = float(np.clip(np.floor(exact[problem.counted].sum() + 0.5), least, most))
    spread = _spread(problem, units, exact, low, high, total)
    if spread is not None and _kept(problem, spread):
        return spread * unit
    few = np.ceil(4 + 1e-7 * problem.budget_high / unit)
    for reach, *totals in ((few, total, total), (few, least, most), (np.inf, least, most)):
        mended = _keeping(problem, units, low, high, totals, reach)
        if mended is not None:
            return mended * unit
    return None


def _keeping(
    problem: Problem,
    units: Floats,
    low: Floats,
    high: Floats,
    totals: Sequence[float],
    reach: float,
) -> Floats | None:
    """Whole units that keep the rules, found near the rounded ones or near what those led to."""
    for _ in range(MENDINGS):
        mended = _mended(problem, units, low, high, totals, reach)
        if mended is None or _kept(problem, mended):
            return mended
        units = mended
    return None


def _limits(problem: Problem, spends: Floats) -> tuple[Floats, Floats]:
    most = np.where(problem.counted, problem.budget_high, np.inf)
    low = _up(problem.lower / problem.unit)
    high = _down(np.minimum(problem.upper, most) / problem.unit)
    off = problem.optional & (spends < np.minimum(problem.lower * (1 - 1e-6), np.inf))
    off |= problem.optional & (spends < problem.unit * NEAR)
    return np.where(off, 0.0, low), np.where(off, 0.0, np.maximum(high, low))


def _up(units: Floats) -> Floats:
    """Whole units at or above, float noise aside."""
    return np.asarray(np.ceil(units - NEAR - 1e-15 * abs(units)), float)


def _down(units: Floats) -> Floats:
    """Whole units at or below, float noise aside."""
    return np.asarray(np.floor(units + NEAR + 1e-15 * abs(units)), float)


def _totals(problem: Problem) -> tuple[float, float]:
    """The least and the most units that may be spent in sum."""
    least = _up(np.asarray(problem.budget_low / problem.unit))
    return float(least), float(_down(np.asarray(problem.budget_high / problem.unit)))


def _spread(
    problem: Problem, units: Floats, exact: Floats, low: Floats, high: Floats, total: float
) -> Floats | None:
    """Hand out the missing units: many in proportion to what lines have, few by remainder."""
    units = _bulk(problem, units, low, high, total)
    missing = round(float(total - units[problem.counted].sum()))
    step = 1.0 if missing > 0 else -1.0
    while missing:
        room = problem.counted & ((units < high) if missing > 0 else (units > low))
        free = np.flatnonzero(room)
        if not len(free):
            return None
        nearest = free[np.argsort(-step * (exact - units)[free], kind="stable")]
        units[nearest[: abs(missing)]] += step
        missing = round(float(total - units[problem.counted].sum()))
    return units


def _bulk(problem: Problem, units: Floats, low: Floats, high: Floats, total: float) -> Floats:
    """Solver noise of a large budget can be many units: it goes where it matters least."""
    units = units.copy()
    for _ in range(20):
        missing = float(total - units[problem.counted].sum())
        room = np.where(problem.counted, high - units if missing > 0 else units - low, 0.0)
        weight = np.where(room > 0, units + 1.0, 0.0)
        if abs(missing) <= len(units) or not weight.any():
            break
        part = np.floor(abs(missing) * weight / weight.sum())
        units += np.sign(missing) * np.minimum(part, room)
    return units


def _kept(problem: Problem, units: Floats, *, strictly: bool = False) -> bool:
    """Whether every hard rule holds: sums of money to the unit, the others to float precision.

    `strictly` leaves no tolerance to shares.
    """
    rows, spends = problem.rows, units * problem.unit
    counted = float(units[problem.counted].sum())
    plain = rows.of_money
    values = np.where(plain, rows.spend @ units, measure.row_values(problem, spends))
    size = np.where(plain, problem.unit, 1.0)
    slack = np.where(plain, NOISE, _precision(problem))
    miss = 0.0 if strictly else rows.tolerance
    low, high = (rows.lower - miss) / size, (rows.upper + miss) / size
    return bool(
        np.all(values >= low - slack)
        and np.all(values <= high + slack)
        and counted >= problem.budget_low / problem.unit - 0.5
        and counted <= problem.budget_high / problem.unit + 0.5
    )


def _precision(problem: Problem) -> Floats:
    """How exactly floats can tell the value of each row (R)."""
    return 1e-12 * measure.row_sizes(problem)


def _mended(
    problem: Problem,
    units: Floats,
    low: Floats,
    high: Floats,
    totals: Sequence[float],
    reach: float,
) -> Floats | None:
    """Whole units within `reach` of the rounded ones that keep the rules, by a small MILP.

    Their sum is in the range of `totals`.
    """
    up, down = np.minimum(reach, high - units), np.minimum(reach, units - low)
    rows, counted = problem.rows, problem.counted.astype(float)
    rise, fall = _moves(problem, units, 1.0), _moves(problem, units, -1.0)
    size = np.maximum(abs(rise).max(axis=1, initial=0.0), abs(fall).max(axis=1, initial=0.0))
    size = np.where(size > 0, size, 1.0)
    here = measure.row_values(problem, units * problem.unit)
    by_line = np.concatenate([rise, fall], axis=1) / size[:, None]
    here_in_sum = float(units[problem.counted].sum())
    least, most = totals
    plain = rows.of_money
    noise = np.where(plain | (rows.lower == rows.upper), NOISE, 0.0)
    noise += np.where(plain, 0.0, _precision(problem) / 2 / size)
    cost = 1.0 / (1.0 + units)
    program = Program(
        objective=-np.append(cost, cost) / cost.max(),
        upper=np.append(up, down),
        matrix=csr_array(np.concatenate([[np.append(counted, -counted)], by_line])),
        row_low=np.append(least - here_in_sum, (rows.lower - rows.tolerance - here) / size - noise),
        row_high=np.append(most - here_in_sum, (rows.upper + rows.tolerance - here) / size + noise),
        whole=np.ones(2 * len(units), bool),
    )
    answer = run(program, time_limit=2.0, gap=0.5)
    moved = np.round(answer.values).reshape(2, -1) if answer.found else None
    return None if moved is None else units + moved[0] - moved[1]


def improved(problem: Problem, spends: Floats, enough: float) -> Floats:
    """Move single units from line to line while that brings more, until the value is `enough`.

    Matters where a minor unit is coarse: small budgets, or curves that one unit saturates.
    """
    units = np.rint(spends / problem.unit)
    low, high = _limits(problem, spends)
    value = measure.value(problem, spends)
    for _ in range(SWAPS):
        if value >= enough:
            break
        gain = np.where(problem.counted & (units < high), _change(problem, units, 1.0), -np.inf)
        loss = np.where(problem.counted & (units > low), -_change(problem, units, -1.0), np.inf)
        to, off = int(np.argmax(gain)), int(np.argmin(loss))
        if to == off or not gain[to] > loss[off]:
            break
        trial = units.copy()
        trial[[to, off]] += (1.0, -1.0)
        better = measure.value(problem, trial * problem.unit)
        if better <= value or not _kept(problem, trial, strictly=True):
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
