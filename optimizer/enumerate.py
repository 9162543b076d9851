"""Small problems: a MILP over pieces that overestimate the curves bounds every plan.

Each round solves it, polishes the choice it makes on the true curves, and adds tangents where the
solver was too hopeful. The bound needs the solver's own bound, so it carries an allowance.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from optimizer import measure
from optimizer.certificate import pool_responses, responses
from optimizer.curves import Floats
from optimizer.decide import polish, used
from optimizer.layout import Layout
from optimizer.master import Master, Points, build, whole_program
from optimizer.program import run
from optimizer.relax import Relaxed

ROUNDS = 5
ALLOWANCE = 2e-6
"""Relative: HiGHS keeps rows to 1e-7 and whole numbers to 1e-6."""
WIDE = np.array([0.3, 0.6, 0.85, 1.0, 1.18, 1.6, 3.0])


def branch(layout: Layout, best: Relaxed, *, gap: float, until: float) -> Relaxed:
    """The plan `best`, improved or proven by MILPs until its `gap` or the clock is reached.

    `best` may have no spends (nothing feasible found yet) but must carry prices and a bound. When
    the MILP proves that no plan exists, the outcome is "infeasible".
    """
    points = _first_points(layout, best)
    for _ in range(ROUNDS):
        left = until - time.monotonic()
        if left <= 0:
            break
        centre = best.spends if best.found else np.zeros(len(layout.problem))
        master = build(layout, points, centre, outer=True)
        answer = run(whole_program(layout, master), time_limit=left, gap=gap / 4)
        if answer.outcome == "infeasible":
            return best if best.found else replace(best, outcome="infeasible")
        proven = (answer.bound + master.constant) * (1 + ALLOWANCE) + shortfall(layout, master)
        best = replace(best, bound=min(best.bound, max(proven, best.value)))
        if not answer.found:
            break
        spends = _spends(master, answer.values)
        near = replace(best, spends=spends)
        trial = polish(layout, used(layout, spends), near, gap=gap, until=until)
        if trial.found and trial.value > best.value:
            best = trial
        if best.found and best.bound - best.value <= gap * abs(best.value):
            break
        points = _more(layout, points, spends)
    return best


def _spends(master: Master, values: Floats) -> Floats:
    lines = master.lines
    filled = values[: len(lines)] * np.where(lines.leap, lines.width, 1.0)
    return lines.at(filled)


def shortfall(layout: Layout, master: Master) -> float:
    """How far the pieces are below the true curves at worst, in objective units (0: nowhere).

    Checked on both ends and the middle of every piece of every line.
    """
    lines = master.lines
    own = np.bincount(lines.owner, minlength=len(lines.base))
    start = np.cumsum(own) - own
    ends = np.cumsum(lines.width)
    before = (ends - lines.width) - (ends - lines.width)[start[lines.owner]]
    gains = np.cumsum(lines.width * lines.slope)
    gained = gains - lines.width * lines.slope
    gained = gained - gained[start[lines.owner]]
    worst = 0.0
    for part in (0.5, 1.0):
        at = lines.base[lines.owner] + before + part * lines.width
        guess = lines.base_gain[lines.owner] + gained + part * lines.width * lines.slope
        points = np.zeros(len(lines.base))
        miss = np.zeros(len(lines.base))
        for nth in range(int(own.max(initial=0))):
            has = own > nth
            pick = start[has] + nth
            points[has] = at[pick]
            true = layout.line_gain(points[:, None])[has, 0]
            outside = lines.leap[pick]
            miss[has] = np.maximum(miss[has], np.where(outside, 0.0, true - guess[pick]))
        worst += float(miss[layout.solo].sum())
    return worst if worst > 1e-9 else 0.0


def _first_points(layout: Layout, near: Relaxed) -> Points:
    problem = layout.problem
    wished = responses(layout, near.prices)
    spends = near.spends if near.found else wished
    heads = pool_responses(layout, near.prices)
    mine = measure.heads(problem, spends)[layout.pools]
    depth = measure.market_exposure(problem, spends)
    return Points(
        lines=np.concatenate([wished[:, None] * WIDE, spends[:, None] * WIDE[2:5]], axis=1),
        pools=np.concatenate([heads[:, None] * WIDE, mine[:, None] * WIDE], axis=1),
        markets=depth[:, None] * np.array([0.25, 0.5, 0.7, 0.85, 0.95, 1.0, 1.05, 1.15, 1.3, 1.6]),
    )


def _more(layout: Layout, points: Points, spends: Floats) -> Points:
    heads = measure.heads(layout.problem, spends)[layout.pools]
    depth = measure.market_exposure(layout.problem, spends)
    return Points(
        lines=np.concatenate([points.lines, spends[:, None]], axis=1),
        pools=np.concatenate([points.pools, heads[:, None]], axis=1),
        markets=np.concatenate([points.markets, depth[:, None]], axis=1),
    )
