"""Where the concave functions of a price are highest, and proven upper bounds of how high.

The peaks are found in closed form or by Newton's method. They are guesses as far as the proof is
concerned: `closed` bounds a function from any guess, the tighter the better the guess.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.curves import Floats, exposure_slope, heads_at
from optimizer.layout import Layout

Function = Callable[[Floats], Floats]
ASIDE = 1e-11
"""How far, relatively, to both sides of the guess the tangents are taken."""


def line_peaks(layout: Layout, cost: Floats, worth: Floats) -> Floats:
    """The spend (N) inside its bounds at which worth . gain(x) - cost . x is highest.

    A solo line's gain is exposure, any other's impressions, whose price may kink.
    """
    problem, spends = layout.problem, np.zeros(len(cost))
    solo, others = np.flatnonzero(layout.solo), np.flatnonzero(~layout.solo)
    per_money = 1000.0 / problem.cpm
    if len(solo):
        per_head = per_money[solo] * layout.per_head[solo]
        steep = ratio(cost[solo], worth[solo] * per_head)
        spends[solo] = heads_at(layout.line_curves.take(solo), steep) / per_head
    if len(others):
        spends[others] = spend_by_price(
            problem.reference[others],
            problem.growth[others],
            ratio(worth[others] * per_money[others], cost[others]),
        )
    return np.asarray(np.clip(spends, problem.lower, problem.upper), float)


def ratio(above: Floats, below: Floats) -> Floats:
    """above / below, infinite where nothing holds the function back."""
    free = below <= 0
    forward = np.where(above > 0, np.inf, 0.0)
    return np.where(free, forward, np.maximum(above, 0.0) / np.where(free, 1.0, below))


def spend_by_price(reference: Floats, growth: Floats, return_: Floats) -> Floats:
    """The spend where a line's falling return per unit of money, `return_` at first, is 1."""
    grows = growth > 0
    beyond = return_ * (1.0 - growth)
    with np.errstate(over="ignore"):
        power = np.maximum(beyond, 1.0) ** (1.0 / np.where(grows, growth, 1.0))
    growing = np.where(return_ > 1.0, reference * power, 0.0)
    return np.where(grows, growing, np.where(return_ > 1.0, np.inf, 0.0))


def pool_peaks(layout: Layout, worth: Floats, price: Floats) -> Floats:
    """The heads (pools) between knee and top at which worth . gain - price . heads is highest."""
    steep = ratio(price, worth)
    curves, low, high = layout.pool_curves, layout.knees, layout.tops
    peaks = np.clip(heads_at(curves, steep), low, high)
    repeated = np.flatnonzero(curves.times > 1)
    if len(repeated):
        some = curves.take(repeated)

        def rising(heads: Floats) -> Floats:
            return exposure_slope(some, heads) - steep[repeated]

        peaks[repeated] = crossing(rising, low[repeated], high[repeated])
    return np.asarray(peaks, float)


def crossing(slope: Function, low: Floats, high: Floats) -> Floats:
    """Where a falling function changes its sign inside [low, high], by bisection."""
    left, right = np.asarray(low, float).copy(), np.asarray(high, float).copy()
    at_left, at_right = slope(left) <= 0, slope(right) >= 0
    for _ in range(46):
        middle = (left + right) / 2
        rising = slope(middle) > 0
        left, right = np.where(rising, middle, left), np.where(rising, right, middle)
    return np.where(at_left, low, np.where(at_right, high, left))


def closed(gain: Function, slope: Function, guess: Floats, low: Floats, high: Floats) -> Floats:
    """An upper bound of a concave function on [low, high]: its tangents on both sides of `guess`.

    One alone would be far off where the peak is a kink. `gain` and `slope` take (F, 2) points.
    """
    left = np.clip(guess * (1.0 - ASIDE), low, high)
    right = np.clip(guess * (1.0 + ASIDE), left, high)
    both = np.stack([left, right], axis=1)
    values, slopes = gain(both), slope(both)
    before, after = slopes[:, 0], slopes[:, 1]
    rising = values[:, 0] + np.maximum(before * (right - left), before * (low - left))
    falling = values[:, 1] + np.maximum(after * (high - right), 0.0)
    return np.asarray(np.maximum(rising, falling), float)
