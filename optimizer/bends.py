"""Effective reach: plans over S-shaped pools, by programs that overestimate them piece by piece.

Where a curve bends upwards its chords lie above it, and pieces filled in order keep them near. What
such a program can reach bounds every plan; where its answer lies on a chord that is too high, the
curve is broken there, and the program solved again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from optimizer import measure
from optimizer.curves import Floats, exposure
from optimizer.decide import used
from optimizer.layout import Layout
from optimizer.master import Master, Points, build
from optimizer.points import points_around, points_near
from optimizer.program import Answer, run
from optimizer.relax import Relaxed, relax
from optimizer.whole import whole_program

ROUNDS = 8
SHARE = 0.3
"""Of the asked gap: how closely each program is solved."""
LITTLE = 1e-3
"""Of the asked gap: a pool that is overestimated by less is not broken again."""
NEAR = 0.05
"""How near to an answer, relatively, a curve is broken on both sides of it."""
KEPT = 1e-7
"""Of a rule's size: rounding to minor units mends less."""
TOLERANCE = 1e-6
"""What the solver lets its answers miss a row by, where rows are near 1."""
POLISH_ROUNDS = 3


def unbent(layout: Layout, relaxed: Relaxed, *, gap: float, until: float) -> Relaxed:
    """A plan over S-shaped pools and its bound, from the relaxation of their envelopes.

    Without spends none was found. The bound is that of the program's tree of decisions.
    """
    best = replace(relaxed, spends=np.zeros(0), value=-np.inf)
    points, centre = _first(layout, relaxed), relaxed.spends
    for _ in range(ROUNDS):
        master = build(layout, points, centre, outer=True, bent=True)
        program = whole_program(layout, master)
        left = max(until - time.monotonic(), 0.1)
        answer = run(program, time_limit=left, gap=SHARE * gap, tight=True)
        if not answer.found:
            break
        most = answer.bound + master.constant + _missed(layout, master, relaxed)
        best = replace(best, bound=min(best.bound, most))
        found = _Found.of(layout, master, answer)
        best = _better(layout, best, found.spends)
        plan = _plan(layout, points, found, replace(relaxed, spends=found.spends), gap, until)
        best = _better(layout, best, plan)
        allowed = gap * abs(best.value)
        if best.bound - best.value <= allowed or time.monotonic() > until:
            break
        points = _closer(layout, points, found, relaxed, LITTLE * allowed)
        centre = found.spends
    return best


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A program's answer: spends (N), heads (pools), and by how much their exposure is too high."""

    spends: Floats
    heads: Floats
    excess: Floats

    @classmethod
    def of(cls, layout: Layout, master: Master, answer: Answer) -> Self:
        lines, pools = master.lines, master.pools
        filled, shown = np.split(answer.values[: len(lines) + len(pools)], [len(lines)])
        filled = filled * np.where(lines.leap, lines.width, 1.0)
        spends = lines.at(np.clip(filled, 0.0, lines.width))
        heads = pools.at(shown)
        return cls(spends, heads, pools.gain_at(shown) - exposure(layout.pool_curves, heads))


def _first(layout: Layout, relaxed: Relaxed) -> Points:
    """Each bent pool is broken once: where the relaxation is on a chord, else in the middle."""
    near = points_near(layout, relaxed.spends, relaxed.prices, 0.3)
    heads, bends = measure.heads(layout.problem, relaxed.spends)[layout.pools], layout.bends
    middle = (layout.floors + bends) / 2
    inside = (heads > layout.floors + 0.01 * middle) & (heads < 0.99 * bends)
    split = np.where(inside, heads, middle)[:, None]
    return _joined(layout, near, split)


def _closer(
    layout: Layout, points: Points, found: _Found, relaxed: Relaxed, little: float
) -> Points:
    """More points at what was found; pools that are much too high there are broken there."""
    problem, bends = layout.problem, layout.bends
    worth = relaxed.prices.market[problem.market[layout.pools]]
    high = (worth * found.excess > little)[:, None]
    breaks = found.heads[:, None] * np.array([1 - NEAR, 1.0, 1 + NEAR])
    split = np.where(high, np.minimum(breaks, bends[:, None]), bends[:, None])
    near = _joined(layout, points_around(layout, found.spends, NEAR), split)
    return points.joined(near)


def _joined(layout: Layout, near: Points, split: Floats) -> Points:
    """The points with only `split` where pools bend upwards; what is linear needs none."""
    beyond = np.maximum(near.pools, layout.bends[:, None])
    lines = near.lines if layout.problem.growth.any() else near.lines[:, :0]
    return replace(near, lines=lines, pools=np.concatenate([split, beyond], axis=1))


def _plan(
    layout: Layout, points: Points, found: _Found, near: Relaxed, gap: float, until: float
) -> Floats:
    """The best spends when lines and pools stay on the pieces where the program left them."""
    fixed = layout.decided(used(layout, found.spends))
    floors, tops = _part(layout, points, found.heads)
    part = fixed.between(np.maximum(floors, fixed.floors), np.maximum(tops, fixed.floors))
    return relax(part, gap=gap / 10, until=until, near=near, rounds=POLISH_ROUNDS).spends


def _part(layout: Layout, points: Points, heads: Floats) -> tuple[Floats, Floats]:
    """From where to where each pool may go: the chord it is on, or all beyond the inflection."""
    bends = layout.bends[:, None]
    ends = np.concatenate([layout.floors[:, None], np.minimum(points.pools, bends), bends], axis=1)
    ends, here = np.sort(ends, axis=1), heads[:, None] * (1 + 1e-9)
    floors = np.where(ends <= here, ends, -np.inf).max(axis=1)
    tops = np.where(ends >= here, ends, np.inf).min(axis=1)
    return np.maximum(floors, layout.floors), np.minimum(tops, layout.tops)


def _better(layout: Layout, best: Relaxed, spends: Floats) -> Relaxed:
    """The spends if they are a plan that brings more."""
    if not len(spends):
        return best
    value = measure.value(layout.problem, spends)
    if value <= best.value or measure.violation(layout.problem, spends) > KEPT:
        return best
    return replace(best, spends=spends, value=value)


def _missed(layout: Layout, master: Master, relaxed: Relaxed) -> float:
    """What rows missed by the solver's tolerance are worth, at the relaxation's prices."""
    prices = relaxed.prices
    rows = [
        np.array([prices.budget]),
        prices.market * master.depth,
        prices.pool[layout.pools] * master.crowd,
        prices.rows,
    ]
    return TOLERANCE * float(sum(abs(row).sum() for row in rows))
