"""What plans can make of a target at best: the value that it can be moved to.

A target's row is linear in the value. The plan that misses a value by least, all other rules kept,
just meets a nearer one; asked for that, another plan meets one nearer still, until none does
(Dinkelbach 1967, "On nonlinear fractional programming").
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Floats
from optimizer.easing import Knob
from optimizer.problem import Problem
from optimizer.stated import exchange_of

ROUNDS = 6
GAP, SAME = 1e-4, 1e-6
TRIAL = 2.0
"""Seconds for one plan."""


def attained(knob: Knob, until: float) -> float | None:
    """The nearest value of a target that a plan meets; None without a plan, or where it is several.

    A cap that stands for each of several markets is several targets.
    """
    value: float | None = None
    for _ in range(ROUNDS):
        asked = knob.now if value is None else value
        problem = exchange_of(knob.turned(asked)).problem
        rows = [r for r, name in enumerate(problem.rows.names) if name.startswith(knob.name)]
        left = min(until - time.monotonic(), TRIAL)
        if len(rows) != 1 or left <= 0:
            return value
        plan = solve(_aimed(problem, rows[0]), gap=GAP, time_limit=left)
        if plan.status == "infeasible":
            return value
        met = _met(knob, rows[0], asked, plan.spends)
        if met is None or abs(met - asked) <= SAME * abs(met):
            return value
        value = met
        if knob.count:
            break
    return value


def _aimed(problem: Problem, row: int) -> Problem:
    """The problem without a row, of which its plans are to have as much to spare as they can."""
    rows, others = problem.rows, np.arange(len(problem.rows)) != row
    sign = -1.0 if np.isfinite(rows.upper[row]) else 1.0

    def of_row(values: Floats) -> Floats:
        return np.asarray(sign * values, float).ravel()

    total = np.where(problem.counted, rows.total[row], 0.0)
    return replace(
        problem,
        spend_value=of_row(rows.spend[[row]].toarray() + total),
        impression_value=of_row(rows.impressions[[row]].toarray()),
        reach_weight=of_row(rows.reach[[row]].toarray()),
        rows=rows.only(np.flatnonzero(others)),
    )


def _met(knob: Knob, row: int, value: float, spends: Floats) -> float | None:
    """The value that spends just meet, where the row's slack at two values is a line through 0."""
    other = value + knob.size
    here, there = (_slack(knob, row, at, spends) for at in (value, other))
    return None if here == there else value - here * (other - value) / (there - here)


def _slack(knob: Knob, row: int, value: float, spends: Floats) -> float:
    problem = exchange_of(knob.turned(value)).problem
    rows = problem.rows
    side = rows.upper[row] if np.isfinite(rows.upper[row]) else rows.lower[row]
    return float(side - measure.row_values(problem, spends)[row])
