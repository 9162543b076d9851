"""Plans over what is not concave, by programs that overestimate it piece by piece.

That is effective reach, whose curves are S-shaped, and rules that limit the impressions of lines
whose price grows. A chord over a part of such a curve is near it, and parts filled in order keep
to it. What such a program can reach bounds every plan; where its answer is too good to be true,
the curves are broken, and the program solved again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from optimizer import measure
from optimizer.curves import Floats, exposure
from optimizer.decide import KEPT
from optimizer.layout import Layout
from optimizer.limits import asked, limited
from optimizer.master import Master, Points, build_bent
from optimizer.nearby import climbed_from, plan_near
from optimizer.points import points_around, points_near
from optimizer.program import Answer, run
from optimizer.relax import Relaxed
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


def unbent(
    layout: Layout, relaxed: Relaxed, *, gap: float, until: float, unit: float = 0.0
) -> Relaxed:
    """A plan and its bound, from the relaxation over concave envelopes.

    Without spends none was found. The bound is that of the program's tree of decisions; with a
    `unit` of money it is one of plans in whole units alone.
    """
    best, gap = replace(relaxed, spends=np.zeros(0), value=-np.inf), max(gap, CLOSEST)
    broken, centre, near = _first(layout, relaxed), relaxed.spends, relaxed
    rough = ROUGH if asked(layout).any() else 0.0
    for _ in range(ROUNDS):
        master = build_bent(layout, broken.points, broken.lines, centre)
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
            start = replace(near, spends=found.spends)
            plan = plan_near(layout, start, broken.points, found.heads, gap=gap, until=until)
            best = _better(layout, best, plan.spends)
            near = plan if plan.found else near
        allowed = gap * abs(best.value if best.found else best.bound)
        if best.found and best.value:
            rough = SHARE * min((best.bound - best.value) / abs(best.value), rough)
        closed = best.found and best.bound - best.value <= allowed
        same = np.array_equal(found.spends, centre)
        if closed or same or time.monotonic() > until:
            break
        broken = _closer(layout, broken, found, near, LITTLE * allowed)
        centre = found.spends
    late = not unit and best.bound - best.value > gap * abs(best.bound)
    last = climbed_from(layout, relaxed.spends, gap, until) if late else best
    return _better(layout, best, last.spends)


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


@dataclass(frozen=True, slots=True, eq=False)
class _Broken:
    """Where functions have pieces, and at which `lines` (N, K) parts end that are filled in order.

    Of pools that is everywhere up to their inflection.
    """

    points: Points
    lines: Floats

    def joined(self, points: Points, lines: Floats) -> Self:
        """Broken there as well."""
        return replace(
            self,
            points=self.points.joined(points),
            lines=np.append(self.lines, lines, axis=1),
        )


def _first(layout: Layout, relaxed: Relaxed) -> _Broken:
    """What bends is broken once: where the relaxation is on a chord, else in the middle."""
    problem, bends = layout.problem, layout.bends
    heads = measure.heads(problem, relaxed.spends)[layout.pools]
    halves = _split(heads, layout.floors, bends)[:, None]
    ruled = asked(layout)[problem.market[layout.pools]]
    lower = layout.floors[:, None] + (bends - layout.floors)[:, None] * PARTS
    heads = np.append(halves, np.where(ruled[:, None], lower, bends[:, None]), axis=1)
    near = points_near(layout, relaxed.spends, relaxed.prices, 0.3)
    spends = _split(relaxed.spends, problem.lower, problem.upper)[:, None]
    return _Broken(_joined(layout, near, heads), spends)


def _split(here: Floats, low: Floats, high: Floats) -> Floats:
    inside = (here > 0.99 * low + 0.01 * high) & (here < 0.01 * low + 0.99 * high)
    return np.where(inside, here, (low + high) / 2)


def _closer(
    layout: Layout, broken: _Broken, found: _Found, near: Relaxed, little: float
) -> _Broken:
    """More pieces at what was found, where what bends is broken if it is too far off there."""
    bends, sides = layout.bends[:, None], np.array([1 - NEAR, 1.0, 1 + NEAR])
    market = layout.problem.market[layout.pools]
    worth, ruled = near.prices.market[market], asked(layout)[market]
    much = np.where(ruled, found.excess > PRECISE * found.seen, worth * found.excess > little)
    high = much[:, None]
    short = (found.missing > MISSING)[:, None]
    heads = np.where(high, np.minimum(found.heads[:, None] * sides, bends), bends)
    spends = np.where(short, found.spends[:, None], layout.problem.lower[:, None])
    return broken.joined(_joined(layout, points_around(layout, found.spends, NEAR), heads), spends)


def _joined(layout: Layout, near: Points, heads: Floats) -> Points:
    """The points with only `heads` where pools bend; a line that is linear needs none."""
    curved = (layout.solo | (layout.problem.growth > 0))[:, None]
    return Points(
        lines=np.where(curved, near.lines, layout.problem.lower[:, None]),
        pools=np.append(heads, np.maximum(near.pools, layout.bends[:, None]), axis=1),
        markets=near.markets,
    )


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
    most = measure.impressions(layout.problem, layout.problem.upper) * limited(layout)
    rows = [
        np.array([prices.budget]),
        prices.market * master.depth,
        prices.pool[layout.pools] * master.crowd,
        prices.rows,
        most * (abs(layout.problem.rows.impressions).T @ abs(prices.rows)),
    ]
    return TOLERANCE * float(sum(abs(row).sum() for row in rows))
