"""Where functions are broken into pieces: around a first guess, a plan, or a plan's prices."""

from __future__ import annotations

import numpy as np

from optimizer import measure
from optimizer.certificate import market_depths, pool_responses, responses, signed
from optimizer.curves import Floats, exposure
from optimizer.layout import Layout
from optimizer.master import Points
from optimizer.solution import Prices
from optimizer.start import first_heads

FIRST = np.array([0.2, 0.5, 0.8, 1.0, 1.25, 2.0])
DEPTHS = np.array([0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25, 1.5, 2.0, 3.0])


def points_at_start(layout: Layout) -> tuple[Points, Floats]:
    """Points around a greedy guess, and its spends."""
    problem = layout.problem
    heads = first_heads(layout)
    price = problem.cpm * problem.population[problem.market[problem.pool]] / 1000.0
    spends = np.where(problem.pool >= 0, heads[problem.pool] * price, problem.upper / 2)
    spends = np.clip(spends, problem.lower, problem.upper)
    depth = measure.market_exposure(problem, np.where(layout.solo, spends, problem.lower))
    points = Points(
        lines=_with_kinks(layout, spends[:, None] * FIRST),
        pools=heads[layout.pools][:, None] * FIRST,
        markets=_depths(layout, heads, depth),
    )
    return points, spends


def _depths(layout: Layout, heads: Floats, least: Floats) -> Floats:
    problem = layout.problem
    near = measure.exposure_by_market(problem, exposure(problem.curves, heads))
    return np.asarray(np.maximum(near, least)[:, None] * DEPTHS, float)


def points_near(layout: Layout, spends: Floats, prices: Prices, reach: float) -> Points:
    """Points around spends and around what each line would choose at these prices."""
    problem = layout.problem
    heads = measure.heads(problem, spends)[layout.pools]
    depth = measure.market_exposure(problem, spends)
    asked = _log(problem.population * problem.reach_weight) - _log(prices.market)
    return Points(
        lines=_with_kinks(layout, _around(spends, responses(layout, prices), reach)),
        pools=_around(heads, pool_responses(layout, prices), reach),
        markets=_around(depth, np.clip(asked, 0.0, layout.deepest), reach),
    )


def points_asked(layout: Layout, prices: Prices) -> Points:
    """What each line, pool and market would choose at these prices: one point each."""
    return Points(
        lines=responses(layout, prices)[:, None],
        pools=pool_responses(layout, prices)[:, None],
        markets=market_depths(layout, signed(layout, prices))[:, None],
    )


def points_at(layout: Layout, spends: Floats) -> Points:
    """Spends and what they make of pools and markets: one point each."""
    problem = layout.problem
    return Points(
        lines=spends[:, None],
        pools=measure.heads(problem, spends)[layout.pools][:, None],
        markets=measure.market_exposure(problem, spends)[:, None],
    )


def points_around(layout: Layout, spends: Floats, reach: float) -> Points:
    """Points around spends alone."""
    problem = layout.problem
    heads = measure.heads(problem, spends)[layout.pools]
    depth = measure.market_exposure(problem, spends)
    return Points(
        lines=_with_kinks(layout, _around(spends, spends, reach)),
        pools=_around(heads, heads, reach),
        markets=_around(depth, depth, reach),
    )


def _log(values: Floats) -> Floats:
    return np.log(np.maximum(values, 1e-300))


def _around(here: Floats, there: Floats, reach: float) -> Floats:
    spread = np.array([1 - reach, 1 - reach / 4, 1.0, 1 + reach / 4, 1 + reach])
    both = np.concatenate([here[:, None] * spread, there[:, None] * spread[[0, 2, 4]]], axis=1)
    return np.concatenate([both, ((here + there) / 2)[:, None]], axis=1)


def _with_kinks(layout: Layout, points: Floats) -> Floats:
    """Add the reference spends, where growing lines bend."""
    if not layout.problem.growth.any():
        return points
    return np.concatenate([points, layout.problem.reference[:, None]], axis=1)
