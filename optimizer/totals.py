"""Sums of money that bounds alone make too large or too small, to the last unit.

Solvers let their answers miss a sum by a little; no rounding to minor units mends that.
"""

from __future__ import annotations

import numpy as np

from optimizer.curves import Bools, Floats
from optimizer.problem import Problem

ROUNDING = 1e-12
"""Relative: what sums of floats may be off by."""


def out_of_bounds(problem: Problem) -> bool:
    """Whether what lines must or may spend rules out the budget, or a row about money, by itself.

    An optional line must spend nothing. Shares, which round to units, are not looked at.
    """
    rows = problem.rows
    low, high = np.where(problem.optional, 0.0, problem.lower), problem.upper
    money = np.flatnonzero(rows.of_money)
    lines = rows.spend[money]
    down, up = lines.minimum(0.0), lines.maximum(0.0)
    counted = problem.counted
    return bool(
        _more(low, high).any()
        or _more(low[counted].sum(), problem.budget_high)
        or _more(problem.budget_low, high[counted].sum())
        or _more(up @ low + down @ high, (rows.upper + rows.tolerance)[money]).any()
        or _more((rows.lower - rows.tolerance)[money], up @ high + down @ low).any()
    )


def _more(one: Floats | float, other: Floats | float) -> Bools:
    size = np.maximum(np.abs(one), np.abs(other))
    return np.asarray(one > other + ROUNDING * np.where(np.isfinite(size), size, 0.0), bool)
