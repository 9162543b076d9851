"""Where plans that are worth at least so much can lie, from the prices that bound all plans.

At any prices a plan is worth no more than the bound less what its lines, pools and markets each
lose against their own best choice. So in a plan that is worth `least` no single one loses more
than bound - least, and where the curves bend that leaves it little room.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from optimizer.certificate import (
    bound,
    line_profits,
    line_terms,
    market_depths,
    market_worth,
    pool_responses,
    signed,
)
from optimizer.curves import Bools, Floats
from optimizer.layout import Layout
from optimizer.peaks import line_peaks
from optimizer.solution import Prices

HALVINGS = 45
ROUNDING = 1e-9
"""Relative allowance, so that no float's rounding leaves out what is just possible."""

Gain = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """How far arguments (F) can move: from `low` through the best choice `peak` to `high`."""

    low: Floats
    peak: Floats
    high: Floats

    def spread(self, each: int) -> Floats:
        """Points (F, 2 each + 1), so many on either side of the peak."""
        steps = np.linspace(0.0, 1.0, each + 1)
        below = self.low[:, None] + (self.peak - self.low)[:, None] * steps[:-1]
        above = self.peak[:, None] + (self.high - self.peak)[:, None] * steps
        return np.concatenate([below, above], axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed:
    """A layout with the lines' bounds drawn in, and the room of lines, pools and markets."""

    layout: Layout
    lines: Room
    pools: Room
    markets: Room


def narrowed(layout: Layout, prices: Prices, least: float) -> Narrowed:
    """What is left of `layout` for plans of a value of `least` or more."""
    prices = signed(layout, prices)
    most = bound(layout, prices)
    slack = (most - least) + ROUNDING * abs(most)
    lines, on, off = _lines(layout, prices, slack)
    open_ = layout.undecided
    never = open_ & ~on
    problem = replace(
        layout.problem,
        lower=np.where(never, 0.0, lines.low),
        upper=np.where(never, 0.0, lines.high),
        optional=layout.problem.optional & np.where(open_, on & off, True),
    )
    small = Layout.of(problem)
    pools, markets = _pools(small, prices, slack), _markets(layout, prices, slack)
    return Narrowed(small, lines, pools, markets)


def _lines(layout: Layout, prices: Prices, slack: float) -> tuple[Room, Bools, Bools]:
    """The room of the lines when they are on, and which may be on and which off (N)."""
    problem = layout.problem
    cost, worth = line_terms(layout, prices)

    def gain(spends: Floats) -> Floats:
        return worth * layout.line_gain(spends[:, None])[:, 0] - cost * spends

    on = line_profits(layout, prices)
    need = np.where(problem.optional, np.maximum(on, 0.0), on) - slack
    room = _room(gain, line_peaks(layout, cost, worth), problem.lower, problem.upper, need)
    bent_up = worth < 0
    low = np.where(bent_up, problem.lower, room.low)
    high = np.where(bent_up, problem.upper, room.high)
    return Room(low, room.peak, high), np.asarray(on >= need), np.asarray(need <= 0.0)


def _pools(layout: Layout, prices: Prices, slack: float) -> Room:
    worth = prices.market[layout.problem.market[layout.pools]]
    price = prices.pool[layout.pools]

    def gain(heads: Floats) -> Floats:
        return worth * layout.pool_gain(heads[:, None])[:, 0] - price * heads

    peak = pool_responses(layout, prices)
    return _room(gain, peak, layout.knees, layout.tops, gain(peak) - slack)


def _markets(layout: Layout, prices: Prices, slack: float) -> Room:
    worth = layout.problem.population * market_worth(layout, prices)

    def gain(depth: Floats) -> Floats:
        return -worth * np.expm1(-depth) - prices.market * depth

    peak = market_depths(layout, prices)
    return _room(gain, peak, np.zeros(len(peak)), layout.deepest, gain(peak) - slack)


def _room(gain: Gain, peak: Floats, low: Floats, high: Floats, need: Floats) -> Room:
    """Where concave gains with these peaks are at least `need`, inside [low, high]."""
    peak = np.clip(peak, low, high)
    return Room(_farthest(gain, peak, low, need), peak, _farthest(gain, peak, high, need))


def _farthest(gain: Gain, peak: Floats, end: Floats, need: Floats) -> Floats:
    whole = gain(end) >= need
    near, far = peak.copy(), end.copy()
    for _ in range(HALVINGS):
        middle = (near + far) / 2
        good = gain(middle) >= need
        near, far = np.where(good, middle, near), np.where(good, far, middle)
    return np.where(whole, end, far)
