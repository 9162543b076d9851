"""Plans over what is not concave, by programs that overestimate it piece by piece.

That is effective reach, whose curves are S-shaped, and rules that limit the impressions of lines
whose price grows. A chord over a part of such a curve is near it, and parts filled in order keep
to it. What such a program can reach bounds every plan; where its answer is too good to be true,
the curves are broken, and the program solved again.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from optimizer import measure
from optimizer.curves import Bools, Floats, exposure
from optimizer.decide import KEPT, used
from optimizer.layout import Layout
from optimizer.lightening import lightened
from optimizer.limits import limited
from optimizer.master import Master, Points, build_bent
from optimizer.points import points_around, points_near
from optimizer.program import Answer, run
from optimizer.relax import Relaxed, relax
from optimizer.whole import in_units, whole_program

ROUNDS, CUTS = 40, 10
SHARE = 0.3
"""Of the asked gap: how closely each program is solved."""
ROUGH = 0.01
"""How closely the first program is solved where rules ask for reach: it overestimates by more."""
CLOSEST = 1e-5
"""A smaller gap than this the solver's tolerance does not leave."""
LITTLE = 0.02
"""Of the asked gap: a pool that is overestimated by less is not broken again."""
MISSING = 1e-6
"""A line is broken again where more than this part of its impressions is not counted."""
PRECISE = 1e-4
"""Where a rule asks for reach, a pool is broken again that is overestimated by more than this."""
PARTS = np.array([0.03, 0.1, 0.3])
"""Where a rule asks for reach, what a pool bends by is broken here too.

A chord from none up promises the first people for nothing, and so a pool for every rule.
"""
NEAR = 0.05
"""How near to an answer, relatively, a curve is broken on both sides of it."""
TOLERANCE = 1e-6
"""What the solver lets its answers miss a row by, where rows are near 1."""
POLISH_ROUNDS = 3
FEW = 0.1
"""Of the heads up to which a pool bends upwards: with fewer it is as well left out."""
CLOSE = 1e-4
"""How near, relatively, a pool is held to its heads: a chord over so little is the curve."""


def unbent(
    layout: Layout, relaxed: Relaxed, *, gap: float, until: float, unit: float = 0.0
) -> Relaxed:
    """A plan and its bound, from the relaxation over concave envelopes.

    Without spends none was found. The bound is that of the program's tree of decisions; with a
    `unit` of money it is one of plans in whole units alone.
    """
    best, gap = replace(relaxed, spends=np.zeros(0), value=-np.inf), max(gap, CLOSEST)
    points, centre, near = _first(layout, relaxed), relaxed.spends, relaxed
    rough = ROUGH if _asked_of(layout).any() else 0.0
    for _ in range(ROUNDS):
        master = build_bent(layout, points, centre)
        program = whole_program(layout, master)
        program = in_units(program, master.lines, unit) if unit else program
        left = max(until - time.monotonic(), 0.1)
        answer = run(program, time_limit=left, gap=max(SHARE * gap, rough), cuts=CUTS)
        most = answer.bound + master.constant + _missed(layout, master, near)
        best = replace(best, bound=min(best.bound, most))
        if not answer.found:
            break
        found = _Found.of(layout, master, answer, unit)
        best = _better(layout, best, found.spends)
        if not unit:
            plan = _plan(layout, points, found, replace(near, spends=found.spends), gap, until)
            best = _better(layout, best, plan.spends)
            near = plan if plan.found else near
        allowed = gap * abs(best.value if best.found else best.bound)
        if best.found and best.value:
            rough = SHARE * min((best.bound - best.value) / abs(best.value), rough)
        closed = best.found and best.bound - best.value <= allowed
        same = np.array_equal(found.spends, centre)
        if closed or same or time.monotonic() > until:
            break
        points = _closer(layout, points, found, near, LITTLE * allowed)
        centre = found.spends
    return best


def bent(layout: Layout) -> bool:
    """Whether the layout has anything that is not concave."""
    return bool(layout.bent.any() or limited(layout).any())


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """A program's answer: spends (N) and heads (pools), and how far it is from the curves there.

    Exposure is too high by `excess` (pools), and of the impressions that rules limit a part of
    `missing` (N) is not counted.
    """

    spends: Floats
    heads: Floats
    seen: Floats
    excess: Floats
    missing: Floats

    @classmethod
    def of(cls, layout: Layout, master: Master, answer: Answer, unit: float) -> Self:
        lines, pools = master.lines, master.pools
        filled, shown = np.split(answer.values[: len(lines) + len(pools)], [len(lines)])
        filled = np.clip(filled * np.where(lines.leap, lines.width, 1.0), 0.0, lines.width)
        spends, heads = lines.at(filled), pools.at(shown)
        spends = np.rint(spends / unit) * unit if unit else spends
        seen = exposure(layout.pool_curves, heads)
        true = measure.impressions(layout.problem, spends)
        count = np.bincount(lines.owner, filled * master.limits.piece, len(spends))
        return cls(
            spends=spends,
            heads=heads,
            seen=seen,
            excess=pools.gain_at(shown) - seen,
            missing=1.0 - (master.limits.base + count) / np.where(true > 0, true, 1.0),
        )


def _first(layout: Layout, relaxed: Relaxed) -> Points:
    """What bends is broken once: where the relaxation is on a chord, else in the middle."""
    problem, bends = layout.problem, layout.bends
    heads = measure.heads(problem, relaxed.spends)[layout.pools]
    halves = _split(heads, layout.floors, bends)[:, None]
    asked = _asked_of(layout)[problem.market[layout.pools]]
    lower = layout.floors[:, None] + (bends - layout.floors)[:, None] * PARTS
    return _joined(
        layout,
        points_near(layout, relaxed.spends, relaxed.prices, 0.3),
        _split(relaxed.spends, problem.lower, problem.upper)[:, None],
        np.append(halves, np.where(asked[:, None], lower, bends[:, None]), axis=1),
    )


def _split(here: Floats, low: Floats, high: Floats) -> Floats:
    inside = (here > 0.99 * low + 0.01 * high) & (here < 0.01 * low + 0.99 * high)
    return np.where(inside, here, (low + high) / 2)


def _closer(layout: Layout, points: Points, found: _Found, near: Relaxed, little: float) -> Points:
    """More points at what was found, where what bends is broken if it is too far off there."""
    bends, sides = layout.bends[:, None], np.array([1 - NEAR, 1.0, 1 + NEAR])
    market = layout.problem.market[layout.pools]
    worth, asked = near.prices.market[market], _asked_of(layout)[market]
    much = np.where(asked, found.excess > PRECISE * found.seen, worth * found.excess > little)
    high = much[:, None]
    short = (found.missing > MISSING)[:, None]
    heads = np.where(high, np.minimum(found.heads[:, None] * sides, bends), bends)
    spends = np.where(short, found.spends[:, None] * sides, layout.problem.lower[:, None])
    around = points_around(layout, found.spends, NEAR)
    return points.joined(_joined(layout, around, spends, heads))


def _asked_of(layout: Layout) -> Bools:
    """The markets (M) whose reach a rule speaks of."""
    rows = layout.problem.rows
    if not len(rows):
        return np.zeros(len(layout.problem.population), bool)
    return np.asarray(abs(rows.reach).sum(axis=0) > 0, bool)


def _joined(layout: Layout, near: Points, spends: Floats, heads: Floats) -> Points:
    """The points with only `spends` and `heads` where lines and pools bend.

    A line that is linear needs none.
    """
    problem, held = layout.problem, limited(layout)
    curved = (layout.solo | (problem.growth > 0)) & ~held
    low = problem.lower[:, None]
    lines = [np.where(curved[:, None], near.lines, low), np.where(held[:, None], spends, low)]
    pools = [heads, np.maximum(near.pools, layout.bends[:, None])]
    return Points(np.concatenate(lines, axis=1), np.concatenate(pools, axis=1), near.markets)


def _plan(
    layout: Layout, points: Points, found: _Found, near: Relaxed, gap: float, until: float
) -> Relaxed:
    """The best spends when lines and pools stay on the pieces where the program left them.

    Where a chord promises reach that a rule asks for, pools that bend upwards stay where they are.
    """
    on = used(layout, found.spends)
    plan = _polished(layout, on, _part(layout, points, found.heads), near, gap, until)
    ways = _ways(layout, found) if _asked_of(layout).any() else ()
    for out, held in ways:
        if plan.found and measure.violation(layout.problem, plan.spends) <= KEPT:
            break
        lines, part = _held(layout, on, found.heads, out, held)
        plan = _polished(layout, lines, part, near, gap, until)
    return plan


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


def _ways(layout: Layout, found: _Found) -> Iterator[tuple[Bools, Bools]]:
    """Pools that are left out, and those that are held where they are: the nearest to it first.

    At last, all are left out that are of a market whose rules on reach are not kept.
    """
    problem, bends = layout.problem, layout.bends
    few, rising = found.heads < FEW * bends, found.heads < bends
    yield few, rising
    left = np.where(_members(layout, few), 0.0, found.spends)
    out = few | lightened(problem, left)[layout.pools]
    yield out, rising
    missed = measure.row_misses(problem, found.spends) > KEPT
    hopeless = np.asarray(abs(problem.rows.reach).T @ missed.astype(float) > 0, bool)
    yield out | rising | hopeless[problem.market[layout.pools]], rising


def _held(
    layout: Layout, on: Bools, heads: Floats, out: Bools, held: Bools
) -> tuple[Bools, tuple[Floats, Floats]]:
    """The lines (N) that are on, and from where to where each pool may go."""
    floors = np.where(held, heads * (1 - CLOSE), layout.bends)
    tops = np.where(held, heads, layout.tops)
    part = np.where(out, layout.floors, floors), np.where(out, layout.floors, tops)
    return on & ~_members(layout, out), part


def _members(layout: Layout, pools: Bools) -> Bools:
    """The lines (N) of some of the pools with a row."""
    row = np.where(layout.problem.pool >= 0, layout.pool_row[layout.problem.pool], -1)
    return np.asarray((row >= 0) & pools[row], bool) if len(pools) else row >= 0


def _better(layout: Layout, best: Relaxed, spends: Floats) -> Relaxed:
    """The spends if they are a plan that brings more."""
    if not len(spends):
        return best
    value = measure.value(layout.problem, spends)
    if value <= best.value or measure.violation(layout.problem, spends) > KEPT:
        return best
    return replace(best, spends=spends, value=value)


def _missed(layout: Layout, master: Master, near: Relaxed) -> float:
    """What rows missed by the solver's tolerance are worth, at the prices of `near`."""
    prices = near.prices
    rows = [
        np.array([prices.budget]),
        prices.market * master.depth,
        prices.pool[layout.pools] * master.crowd,
        prices.rows,
    ]
    return TOLERANCE * float(sum(abs(row).sum() for row in rows))
