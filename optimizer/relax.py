"""The concave relaxation solved by linear programs whose pieces close in on the solution."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from optimizer import measure
from optimizer.certificate import balanced, bound, pool_responses, responses
from optimizer.curves import Floats, exposure
from optimizer.layout import Layout
from optimizer.master import Points, Sieve, build
from optimizer.program import Answer, Outcome, run
from optimizer.solution import Prices
from optimizer.start import first_heads

FIRST = np.array([0.2, 0.5, 0.8, 1.0, 1.25, 2.0])
DEPTHS = np.array([0.05, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 1.0, 1.05, 1.1, 1.25, 1.5, 2.0, 3.0])
ROUNDS = 20
SIFTED = 6000
"""Programs with fewer points than this are solved whole."""
DOUBT = 0.15
CLOSER = 0.45
"""Each round's points are this much nearer to the solution than those of the round before."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The relaxation's spends, its value, its proven bound, and the prices that prove it."""

    outcome: Outcome
    spends: Floats
    value: float
    bound: float
    prices: Prices

    @property
    def found(self) -> bool:
        """Whether there are spends."""
        return len(self.spends) > 0


def relax(
    layout: Layout, *, gap: float, until: float, near: Relaxed | None = None, rounds: int = ROUNDS
) -> Relaxed:
    """Solve the concave envelope of `layout`'s problem to a relative `gap`, or until the clock.

    `near` is the result of a similar problem. When no round finds spends, `outcome` says why.
    """
    best: Relaxed | None = None
    doubt, sieve = DOUBT, None
    if near is None:
        points, centre = _points_at_start(layout)
        reach = 0.3
    else:
        points, centre = points_near(layout, near, 0.1)
        reach, sieve = 0.05, Sieve(near.prices, DOUBT)
    for _ in range(rounds):
        now = _round(layout, points, centre, until, sieve if points.size > SIFTED else None)
        if not now.found:
            return best or now
        doubt = DOUBT if best is None or now.bound < best.bound else 3 * doubt
        best = now if best is None else _better(best, now)
        if best.bound - best.value <= gap * abs(best.value) or time.monotonic() > until:
            break
        points, centre = points_near(layout, now, reach)
        reach *= CLOSER
        sieve = Sieve(best.prices, doubt)
    assert best is not None
    return best


def _round(
    layout: Layout, points: Points, centre: Floats, until: float, sift: Sieve | None
) -> Relaxed:
    master = build(layout, points, centre, sift=sift)
    answer = run(master.program, time_limit=max(until - time.monotonic(), 1.0))
    if not answer.found and sift is not None:
        wider = Sieve(sift.prices, 3 * sift.doubt) if sift.doubt < 0.3 else None
        return _round(layout, points, centre, until, wider)
    if not answer.found:
        return nothing(layout, answer)
    spends = master.spends(answer)
    prices = balanced(layout, master.prices(layout, answer), spends)
    return Relaxed(
        outcome="optimal",
        spends=spends,
        value=master.value(answer),
        bound=bound(layout, prices),
        prices=prices,
    )


def nothing(layout: Layout, answer: Answer) -> Relaxed:
    """No spends, and why."""
    problem = layout.problem
    zero = Prices(
        budget=0.0,
        rows=np.zeros(len(problem.rows)),
        market=np.zeros(len(problem.population)),
        pool=np.zeros(len(problem.market)),
    )
    return Relaxed(answer.outcome, np.zeros(0), -np.inf, np.inf, zero)


def _better(best: Relaxed, now: Relaxed) -> Relaxed:
    """The higher value with the lower bound; the prices go with the bound."""
    ahead = now if now.value >= best.value else best
    proof = now if now.bound <= best.bound else best
    return Relaxed("optimal", ahead.spends, ahead.value, proof.bound, proof.prices)


def _points_at_start(layout: Layout) -> tuple[Points, Floats]:
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


def points_near(layout: Layout, at: Relaxed, reach: float) -> tuple[Points, Floats]:
    """Points around the spends found and around what each line would choose at the prices."""
    problem = layout.problem
    wished = responses(layout, at.prices)
    heads = measure.heads(problem, at.spends)[layout.pools]
    depth = measure.market_exposure(problem, at.spends)
    worth = problem.population * problem.reach_weight
    asked = _log(worth) - _log(at.prices.market)
    asked = np.clip(asked, 0.0, layout.deepest)
    return (
        Points(
            lines=_with_kinks(layout, _around(at.spends, wished, reach)),
            pools=_around(heads, pool_responses(layout, at.prices), reach),
            markets=_around(depth, asked, reach),
        ),
        at.spends,
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
