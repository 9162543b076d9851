"""An upper bound on every feasible plan, from multipliers alone, in numpy on the true curves.

Lagrangian duality: for any multipliers (market mu, pool pi, budget nu, rows lambda) of the right
sign the problem falls apart into one-variable maxima over markets, pools and lines, and their sum
bounds the objective. Each concave maximum is closed by a tangent, so no tolerance of any solver
or of the line search enters the bound.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from optimizer import measure
from optimizer.curves import Floats, Ints, exposure_slope
from optimizer.layout import Layout
from optimizer.peaks import closed, line_peaks, pool_peaks, ratio, spend_by_price
from optimizer.solution import Prices

ROUNDING = 1e-12
"""Relative allowance for the floating-point error of the sums."""


def bound(layout: Layout, prices: Prices) -> float:
    """A proven upper bound of the objective of `layout.problem`, for any multipliers."""
    prices = signed(layout, prices)
    parts = [
        _markets(layout, prices),
        _pools(layout, prices),
        _lines(layout, prices),
        _right_hand_sides(layout, prices),
    ]
    total = sum(float(p.sum()) for p in parts)
    return total + ROUNDING * sum(float(abs(p).sum()) for p in parts)


def balanced(layout: Layout, prices: Prices, spends: Floats) -> Prices:
    """The same multipliers with the market and pool prices that bound best, each by itself.

    A linear program leaves a price open wherever all that trades at it is at its bounds. Tried
    instead are the pool price at which a pool asks for the heads that its lines offer, and the
    market price that `spends` make: one person more reached, times who is not yet.
    """
    prices = _best_pools(layout, signed(layout, prices))
    problem = layout.problem
    missed = np.exp(-measure.market_exposure(problem, spends))
    worth = problem.population * np.maximum(market_worth(layout, prices), 0.0)
    other = _best_pools(layout, replace(prices, market=worth * missed))
    better = _by_market(layout, other) < _by_market(layout, prices)
    return replace(
        prices,
        market=np.where(better, other.market, prices.market),
        pool=np.where(better[problem.market], other.pool, prices.pool),
    )


def _by_market(layout: Layout, prices: Prices) -> Floats:
    """What each market with its pools and lines adds to the bound."""
    problem, count = layout.problem, len(layout.problem.population)
    reaching = problem.pool >= 0
    lines = _lines(layout, prices)[reaching]
    of_lines = np.bincount(layout.line_market[reaching], lines, minlength=count)
    pools = np.bincount(problem.market[layout.pools], _pools(layout, prices), minlength=count)
    return np.asarray(_markets(layout, prices) + of_lines + pools, float)


def _best_pools(layout: Layout, prices: Prices) -> Prices:
    if not len(layout.pools):
        return prices
    other = replace(prices, pool=_clearing(layout, prices))
    better = _by_pool(layout, other) < _by_pool(layout, prices)
    pool = prices.pool.copy()
    pool[layout.pools[better]] = other.pool[layout.pools[better]]
    return replace(prices, pool=pool)


def _by_pool(layout: Layout, prices: Prices) -> Floats:
    """What the pools with a row and their lines add to the bound."""
    return _pools(layout, prices) + _per_pool(layout, _lines(layout, prices))


def _per_pool(layout: Layout, values: Floats) -> Floats:
    grouped = np.flatnonzero((layout.problem.pool >= 0) & ~layout.solo)
    row = layout.pool_row[layout.problem.pool[grouped]]
    return np.bincount(row, values[grouped], minlength=len(layout.pools)).astype(float)


def _clearing(layout: Layout, prices: Prices) -> Floats:
    """Pool prices (P) where demand meets supply."""
    problem = layout.problem
    cost, worth = line_prices(layout, replace(prices, pool=np.zeros(len(prices.pool))))
    members = np.flatnonzero((problem.pool >= 0) & ~layout.solo)
    of_member = layout.pool_row[problem.pool[members]]
    supply = _Supply.of(layout, members, cost, worth)
    market = prices.market[problem.market[layout.pools]]
    low, high = layout.knees.copy(), layout.tops.copy()
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        price = market * exposure_slope(layout.pool_curves, middle)
        offered = np.bincount(of_member, supply.at(price[of_member]), minlength=len(middle))
        more = offered > middle
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    pool = np.zeros(len(prices.pool))
    pool[layout.pools] = market * exposure_slope(layout.pool_curves, (low + high) / 2)
    return pool


HALVINGS = 40


@dataclass(frozen=True, slots=True, eq=False)
class _Supply:
    """Heads that lines in pools offer, by what the pool pays for one."""

    cost: Floats
    worth: Floats
    per_head: Floats
    per_money: Floats
    reference: Floats
    growth: Floats
    least: Floats
    most: Floats

    @classmethod
    def of(cls, layout: Layout, lines: Ints, cost: Floats, worth: Floats) -> Self:
        problem = layout.problem
        return cls(
            cost=cost[lines],
            worth=worth[lines],
            per_head=layout.per_head[lines],
            per_money=1000.0 / problem.cpm[lines],
            reference=problem.reference[lines],
            growth=problem.growth[lines],
            least=np.where(problem.optional, 0.0, problem.lower)[lines],
            most=problem.upper[lines],
        )

    def at(self, price: Floats) -> Floats:
        """The heads that each line offers."""
        paid = (self.worth + price * self.per_head) * self.per_money
        wished = spend_by_price(self.reference, self.growth, ratio(paid, self.cost))
        spends = np.clip(wished, self.least, self.most)
        slower = np.maximum(spends / self.reference, 1.0) ** -self.growth
        return np.asarray(spends * slower * self.per_money * self.per_head, float)


def signed(layout: Layout, prices: Prices) -> Prices:
    """The multipliers with the signs that the bound needs."""
    rows = layout.problem.rows
    most = np.where(np.isfinite(rows.upper), np.inf, 0.0)
    least = np.where(np.isfinite(rows.lower), -np.inf, 0.0)
    budget = prices.budget if layout.problem.budget_low > 0 else max(prices.budget, 0.0)
    return Prices(
        budget=budget,
        rows=np.clip(prices.rows, least, most),
        market=np.maximum(prices.market, 0.0),
        pool=np.maximum(prices.pool, 0.0),
    )


def line_prices(layout: Layout, prices: Prices) -> tuple[Floats, Floats]:
    """Per line (N): the price of one unit of spend, and the worth of one impression."""
    problem, rows = layout.problem, layout.problem.rows
    counted = prices.budget + float(prices.rows @ rows.total)
    cost = rows.spend.T @ prices.rows + np.where(problem.counted, counted, 0.0)
    worth = problem.impression_value - rows.impressions.T @ prices.rows
    grouped = (problem.pool >= 0) & ~layout.solo
    per_head = prices.pool[np.maximum(problem.pool, 0)] * layout.per_head
    plain = layout.solo | ~grouped
    linear = np.where(plain & (problem.growth == 0), worth * 1000.0 / problem.cpm, 0.0)
    keep = np.where(plain & (problem.growth == 0), 0.0, worth)
    return cost - problem.spend_value - linear, keep + np.where(grouped, per_head, 0.0)


def line_terms(layout: Layout, prices: Prices) -> tuple[Floats, Floats]:
    """Per line (N): the price of one unit of spend, and the worth of one unit of its gain."""
    cost, worth = line_prices(layout, prices)
    return cost, np.where(layout.solo, prices.market[layout.line_market], worth)


def pool_responses(layout: Layout, prices: Prices) -> Floats:
    """The heads (pools) that each pool with a row would choose at these prices."""
    return _pool_peaks(layout, signed(layout, prices))


def responses(layout: Layout, prices: Prices) -> Floats:
    """The spend (N) that each line would choose at these prices, inside [lower, upper]."""
    return line_peaks(layout, *line_terms(layout, signed(layout, prices)))


def line_profits(layout: Layout, prices: Prices) -> Floats:
    """Per line (N), an upper bound of what it nets at these prices when it is on."""
    cost, worth = line_terms(layout, signed(layout, prices))
    low, high = layout.problem.lower, layout.problem.upper

    def gain(spends: Floats) -> Floats:
        return worth[:, None] * layout.line_gain(spends) - cost[:, None] * spends

    def slope(spends: Floats) -> Floats:
        return worth[:, None] * layout.line_gain_slope(spends) - cost[:, None]

    best = closed(gain, slope, line_peaks(layout, cost, worth), low, high)
    ends = gain(np.stack([low, high], axis=1)).max(axis=1)
    return np.where(worth < 0, ends, best)


def line_losses(layout: Layout, prices: Prices, spends: Floats) -> Floats:
    """Per line (N), what it nets at these prices at its best choice beyond what it nets here."""
    prices = signed(layout, prices)
    cost, worth = line_terms(layout, prices)
    here = worth * layout.line_gain(spends[:, None])[:, 0] - cost * spends
    return np.maximum(_lines(layout, prices) - here, 0.0)


def _lines(layout: Layout, prices: Prices) -> Floats:
    on = line_profits(layout, prices)
    return np.where(layout.problem.optional, np.maximum(on, 0.0), on)


def _pools(layout: Layout, prices: Prices) -> Floats:
    worth = prices.market[layout.problem.market[layout.pools]][:, None]
    price = prices.pool[layout.pools][:, None]

    def gain(heads: Floats) -> Floats:
        return worth * layout.pool_gain(heads) - price * heads

    def slope(heads: Floats) -> Floats:
        return worth * layout.pool_gain_slope(heads) - price

    best = closed(gain, slope, _pool_peaks(layout, prices), layout.knees, layout.tops)
    return np.maximum(best, gain(layout.floors[:, None])[:, 0])


def _pool_peaks(layout: Layout, prices: Prices) -> Floats:
    worth = prices.market[layout.problem.market[layout.pools]]
    return pool_peaks(layout, worth, prices.pool[layout.pools])


def _markets(layout: Layout, prices: Prices) -> Floats:
    worth = layout.problem.population * market_worth(layout, prices)
    depth = market_depths(layout, prices)
    return np.asarray(-worth * np.expm1(-depth) - prices.market * depth, float)


def market_depths(layout: Layout, prices: Prices) -> Floats:
    """The exposure (M) that each market would choose at these prices."""
    worth, price = layout.problem.population * market_worth(layout, prices), prices.market
    with np.errstate(divide="ignore", invalid="ignore"):
        free = np.where(price > 0, np.log(worth / np.where(price > 0, price, 1.0)), np.inf)
    return np.where(worth > price, np.clip(free, 0.0, layout.deepest), 0.0)


def market_worth(layout: Layout, prices: Prices) -> Floats:
    """What a person reached in each market (M) is worth, rules on reach included."""
    extra = layout.problem.rows.reach.T @ prices.rows
    return np.asarray(layout.problem.reach_weight - extra, float)


def _right_hand_sides(layout: Layout, prices: Prices) -> Floats:
    problem, rows = layout.problem, layout.problem.rows
    budget = problem.budget_high if prices.budget >= 0 else problem.budget_low
    sides = np.where(prices.rows > 0, rows.upper, np.where(prices.rows < 0, rows.lower, 0.0))
    return np.append(prices.rows * np.where(prices.rows == 0, 0.0, sides), prices.budget * budget)
