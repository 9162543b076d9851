"""How a problem's lines, pools and markets become concave functions of one variable each.

A solo line (alone in its pool, at a constant price) is one concave function of its spend: market
exposure. Any other line yields impressions, which its pool turns into exposure. A market turns
exposure into reach.

An optional line's domain is 0 or [low, high]; its concave envelope is the chord from 0 to low and
the curve from there on. The same holds for a pool of effective reach, with its knee for low.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer import measure
from optimizer.curves import (
    Bools,
    Curves,
    Floats,
    Ints,
    exposure,
    exposure_slope,
    inflection,
    knee,
)
from optimizer.pieces import Function
from optimizer.problem import Problem

ROUNDING = 1e-9
"""Relative: no pool may need more than the floats of its lines add up to."""


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """A scaled problem and what follows from it for every solver pass.

    `solo` (N); `pools` lists the pools with a row of their own, `pool_row` (P) is the inverse (-1:
    none); `per_head` (N) turns impressions into impressions per head; `tops` and `knees` (len of
    pools) bound their heads; `deepest` (M) bounds a market's exposure.
    """

    problem: Problem
    solo: Bools
    line_curves: Curves
    line_market: Ints
    per_head: Floats
    pools: Ints
    pool_row: Ints
    pool_curves: Curves
    floors: Floats
    tops: Floats
    knees: Floats
    deepest: Floats

    @classmethod
    def of(cls, problem: Problem) -> Layout:
        """The layout of a scaled problem."""
        reaching = problem.pool >= 0
        pool = np.where(reaching, problem.pool, 0)
        members = np.bincount(problem.pool[reaching], minlength=len(problem.market))
        solo = reaching & (members[pool] == 1) & (problem.curves.times[pool] == 1)
        solo &= problem.growth == 0
        pools = np.unique(problem.pool[reaching & ~solo])
        pool_row = np.full(len(problem.market), -1)
        pool_row[pools] = np.arange(len(pools))
        most = measure.heads(problem, problem.upper)
        curves = problem.curves.take(pools)
        deepest = measure.exposure_by_market(problem, exposure(problem.curves, most))
        floors = _floors(problem, pools, most[pools])
        return cls(
            problem=problem,
            solo=solo,
            line_curves=problem.curves.take(pool),
            line_market=problem.market[pool],
            per_head=np.where(reaching, 1.0 / problem.population[problem.market[pool]], 0.0),
            pools=pools,
            pool_row=pool_row,
            pool_curves=curves,
            floors=floors,
            tops=most[pools],
            knees=knee(curves, floors, most[pools]),
            deepest=deepest,
        )

    @property
    def undecided(self) -> Bools:
        """Optional lines with a minimum (N): the ones that a plan must decide on."""
        return np.asarray(self.problem.optional & (self.problem.lower > 0), bool)

    @property
    def bends(self) -> Floats:
        """The heads (pools) up to which each pool's exposure bends upwards."""
        return np.clip(inflection(self.pool_curves, self.tops), self.floors, self.tops)

    @property
    def bent(self) -> Bools:
        """The pools with a row whose exposure is not concave."""
        return np.asarray(self.knees > self.floors, bool)

    def decided(self, on: Bools) -> Layout:
        """The layout where the undecided lines are `on` (at least their minimum) or off."""
        off = self.undecided & ~on
        problem = replace(
            self.problem,
            lower=np.where(off, 0.0, self.problem.lower),
            upper=np.where(off, 0.0, self.problem.upper),
            optional=self.problem.optional & ~self.undecided,
        )
        return self._raised(problem)

    def with_line(self, line: int, *, on: bool) -> Layout:
        """The layout where one undecided line is on or off."""
        problem = self.problem
        lower, upper, optional = problem.lower.copy(), problem.upper.copy(), problem.optional.copy()
        optional[line] = False
        if not on:
            lower[line] = upper[line] = 0.0
        return self._raised(replace(problem, lower=lower, upper=upper, optional=optional))

    def _raised(self, problem: Problem) -> Layout:
        """The layout of a problem some of whose lines are decided."""
        floors = np.maximum(self.floors, _floors(problem, self.pools, self.tops))
        if np.array_equal(floors, self.floors):
            return replace(self, problem=problem)
        knees = knee(self.pool_curves, floors, self.tops)
        return replace(self, problem=problem, floors=floors, knees=knees)

    def with_pool(
        self, pool: int, *, floor: float | None = None, top: float | None = None
    ) -> Layout:
        """The layout where one pool with a row is held to a part of its heads."""
        floors, tops = self.floors.copy(), self.tops.copy()
        floors[pool] = floors[pool] if floor is None else floor
        tops[pool] = tops[pool] if top is None else top
        return replace(self, floors=floors, tops=tops, knees=knee(self.pool_curves, floors, tops))

    def between(self, floors: Floats, tops: Floats) -> Layout:
        """The layout where the pools with a row are held to parts of their heads."""
        return replace(self, floors=floors, tops=tops, knees=knee(self.pool_curves, floors, tops))

    def excess(self, heads: Floats) -> Floats:
        """How much the envelope overstates the exposure of each pool with a row, at `heads`."""
        inside = (heads > self.floors * (1 + 1e-6)) & (heads < self.knees * (1 - 1e-6))
        start = exposure(self.pool_curves, self.floors)
        width = np.where(inside, self.knees - self.floors, 1.0)
        slope = (exposure(self.pool_curves, self.knees) - start) / width
        chord = start + slope * (heads - self.floors)
        return np.where(inside, np.maximum(chord - exposure(self.pool_curves, heads), 0.0), 0.0)

    def line_gain(self, points: Floats) -> Floats:
        """Per line (N, K): exposure of a solo line, impressions of any other, at these spends."""
        shown = _by_column(self.problem, points, measure.impressions)
        seen = exposure(self.line_curves.column(), shown * self.per_head[:, None])
        return np.where(self.solo[:, None], seen, shown)

    def line_gain_slope(self, points: Floats) -> Floats:
        """Derivative of `line_gain` by the spend."""
        shown = _by_column(self.problem, points, measure.impressions)
        more = _by_column(self.problem, points, measure.marginal_impressions)
        per_head = self.per_head[:, None]
        slope = exposure_slope(self.line_curves.column(), shown * per_head)
        return np.where(self.solo[:, None], slope * more * per_head, more)

    def pool_gain(self, points: Floats) -> Floats:
        """Exposure of the pools with a row, at these heads (pools, K)."""
        return exposure(self.pool_curves.column(), points)

    def pool_gain_slope(self, points: Floats) -> Floats:
        """Derivative of `pool_gain` by the heads."""
        return exposure_slope(self.pool_curves.column(), points)

    def pool_gain_below(self, heads: Floats) -> Function:
        """Concave functions nowhere above `pool_gain`, and as much at these `heads` (pools).

        They are the tangent there, or at the inflection, and the curve from where that is above it.
        """
        touched = np.minimum(heads, self.bends)[:, None]
        value, slope = self.pool_gain(touched), self.pool_gain_slope(touched)

        def gain(points: Floats) -> Floats:
            tangent = value + slope * (points - touched)
            beyond = np.minimum(tangent, self.pool_gain(points))
            return np.where(points > touched, beyond, tangent)

        return gain


def _floors(problem: Problem, pools: Ints, tops: Floats) -> Floats:
    """The heads that effective-reach pools have at least, since their lines must spend."""
    forced = np.where(problem.optional, 0.0, problem.lower)
    least = measure.heads(problem, forced)[pools] * (1 - ROUNDING)
    return np.where(problem.curves.times[pools] > 1, np.minimum(least, tops), 0.0)


def _by_column(problem: Problem, points: Floats, of: object) -> Floats:
    """Apply a per-line function of `measure` to each column of (N, K) points."""
    assert callable(of)
    return np.stack([of(problem, column) for column in points.T], axis=1)
