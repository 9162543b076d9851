"""The best plan near the answer of a program that overestimates what bends."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from optimizer import measure
from optimizer.aims import aimed
from optimizer.climb import climbed
from optimizer.curves import Bools, Floats
from optimizer.decide import KEPT, used
from optimizer.layout import Layout
from optimizer.lightening import lightened
from optimizer.limits import curved_rows, ruled
from optimizer.master import Points
from optimizer.problem import Problem
from optimizer.relax import Relaxed, nothing, relax

POLISH_ROUNDS = 3
FLAT_GAP = 0.01
"""How closely the best under constant prices is looked for."""


def plan_near(
    layout: Layout, near: Relaxed, points: Points, heads: Floats, *, gap: float, until: float
) -> Relaxed:
    """The best spends near those of `near`, a program over `points` with these `heads` (pools).

    Where no rule is curved, lines and pools stay on the pieces where the program left them.
    """
    if not ruled(layout):
        on, part = used(layout, near.spends), _part(layout, points, heads)
        return _polished(layout, on, part, near, gap, until)
    plan = nothing(layout, "unknown")
    for spends in _starts(layout, near.spends):
        plan = climbed_from(layout, spends, gap, until)
        if plan.found or time.monotonic() > until:
            break
    return plan


def climbed_from(layout: Layout, spends: Floats, gap: float, until: float) -> Relaxed:
    """The best plan near `spends` (N) that uses the open lines which they use."""
    return climbed(layout.decided(used(layout, spends)), spends, gap=gap, until=until)


def near_flat(layout: Layout, *, gap: float, until: float) -> Relaxed:
    """The best plan near that of constant prices, under which limits on impressions are convex.

    Where that leads to none, near where curved rules would have most room at constant prices.
    """
    plan = nothing(layout, "unknown")
    problem = layout.problem
    for goal in (problem, aimed(problem, curved_rows(problem))):
        flat = Layout.of(replace(goal, growth=np.zeros(len(goal))))
        start = relax(flat, gap=FLAT_GAP, until=until)
        plan = climbed_from(layout, start.spends, gap, until) if start.found else plan
        if plan.found:
            break
    return plan


def _starts(layout: Layout, spends: Floats) -> Iterator[Floats]:
    """The spends, and what is left without pools that the rules on reach cannot bear."""
    yield spends
    problem = layout.problem
    out = lightened(problem, spends)
    if out.any():
        yield np.where(_members(problem, out), 0.0, spends)
    missed = measure.row_misses(problem, spends) > KEPT
    hopeless = np.asarray(abs(problem.rows.reach).T @ missed.astype(float) > 0, bool)
    if hopeless.any():
        yield np.where(_members(problem, hopeless[problem.market]), 0.0, spends)


def _members(problem: Problem, pools: Bools) -> Bools:
    """The lines (N) of some of the pools (P)."""
    return np.asarray((problem.pool >= 0) & pools[np.maximum(problem.pool, 0)], bool)


def _polished(
    layout: Layout,
    on: Bools,
    part: tuple[Floats, Floats],
    near: Relaxed,
    gap: float,
    until: float,
) -> Relaxed:
    fixed = layout.decided(on)
    floors, tops = (np.maximum(end, fixed.floors) for end in part)
    inside = fixed.between(floors, tops)
    return relax(inside, gap=gap / 10, until=until, near=near, rounds=POLISH_ROUNDS)


def _part(layout: Layout, points: Points, heads: Floats) -> tuple[Floats, Floats]:
    """From where to where each pool may go: the chord it is on, or all beyond the inflection."""
    bends = layout.bends[:, None]
    ends = np.concatenate([layout.floors[:, None], np.minimum(points.pools, bends), bends], axis=1)
    ends, here = np.sort(ends, axis=1), heads[:, None] * (1 + 1e-9)
    floors = np.where(ends <= here, ends, -np.inf).max(axis=1)
    tops = np.where(ends >= here, ends, np.inf).min(axis=1)
    return np.maximum(floors, layout.floors), np.minimum(tops, layout.tops)
