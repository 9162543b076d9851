"""The concave relaxation solved by linear programs whose pieces close in on the solution."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from optimizer import measure
from optimizer.certificate import balanced, bound
from optimizer.curves import Floats
from optimizer.foothold import foothold
from optimizer.layout import Layout
from optimizer.limits import limited
from optimizer.master import Points, Sieve, build
from optimizer.points import points_asked, points_at, points_at_start, points_near
from optimizer.program import Outcome, run
from optimizer.solution import Prices
from optimizer.totals import out_of_bounds

ROUNDS = 20
FIRST, LATER = 10.0, 1.0
"""Seconds that a round may take however late it is: without a first one there is no plan at all."""
SIFTED = 6000
"""Programs with fewer points than this are solved whole."""
DOUBT = 0.15
REMEMBERED = 6
"""Where prices are open, a program without the points of rounds before goes round in circles."""
CLOSER = 0.45
"""Each round's points are this much nearer to the solution than those of the round before."""
STALLED = 0.7
"""After a round that leaves more of the distance to the bound than this they move away again."""


@dataclass(frozen=True, slots=True, eq=False)
class Relaxed:
    """The relaxation's spends, its value, its proven bound, and the prices that prove it.
    `own` are the prices that the last program gave itself, before they were balanced.
    """

    outcome: Outcome
    spends: Floats
    value: float
    bound: float
    prices: Prices
    own: Prices | None = None

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
    if out_of_bounds(layout.problem):
        return nothing(layout, "infeasible")
    best: Relaxed | None = None
    doubt, sieve, before = DOUBT, None, np.inf
    tried: list[Points] = []
    firm: list[Points] = []
    if near is None:
        points, centre = points_at_start(layout)
        reach = 0.3
    else:
        points, centre = points_near(layout, near.spends, near.prices, 0.1), near.spends
        reach, sieve = 0.05, Sieve(near.prices, DOUBT)
    for _ in range(rounds):
        end = max(until, time.monotonic() + (FIRST if best is None else LATER))
        now = _round(layout, points, centre, end, sieve if points.size > SIFTED else None)
        if not now.found and best is None:
            points, centre, now = _retried(layout, points, centre, until, now)
            firm, reach = [points_at(layout, centre)], min(reach, 0.05)
        if not now.found:
            return best or now
        doubt = DOUBT if best is None or now.bound < best.bound else 3 * doubt
        best = _better(layout, now if best is None else best, now)
        if best.bound - best.value <= gap * abs(best.value) or time.monotonic() > until:
            break
        points = points_near(layout, now.spends, now.prices, reach).joined(*firm)
        centre = now.spends
        distance = best.bound - best.value
        stalled = distance > STALLED * before
        if now.bound > best.bound or stalled:
            tried = [*tried[-REMEMBERED:], _asked(layout, now)]
            points = points.joined(points_asked(layout, best.prices), *tried)
        reach = reach / CLOSER if stalled else reach * CLOSER
        before = distance
        sieve = Sieve(best.prices, doubt)
    assert best is not None
    return best


def _round(
    layout: Layout, points: Points, centre: Floats, until: float, sift: Sieve | None
) -> Relaxed:
    master = build(layout, points, centre, sift=sift)
    answer = run(master.program, time_limit=max(until - time.monotonic(), 0.0))
    if not answer.found and sift is not None and time.monotonic() < until:
        wider = Sieve(sift.prices, 3 * sift.doubt) if sift.doubt < 0.3 else None
        return _round(layout, points, centre, until, wider)
    if not answer.found:
        return nothing(layout, answer.outcome)
    spends, own = master.spends(answer), master.prices(layout, answer)
    prices = balanced(layout, own, spends)
    return Relaxed(
        outcome="optimal",
        spends=spends,
        value=master.value(answer),
        bound=bound(layout, prices),
        prices=prices,
        own=own,
    )


def _asked(layout: Layout, now: Relaxed) -> Points:
    """What a program's prices ask for: with these points the next one cannot have them again.

    Balanced prices alone do not rule out those that the program gave itself.
    """
    asked = points_asked(layout, now.prices)
    return asked if now.own is None else asked.joined(points_asked(layout, now.own))


def _retried(
    layout: Layout, points: Points, centre: Floats, until: float, failed: Relaxed
) -> tuple[Points, Floats, Relaxed]:
    """Another first round where the chords of curved rules may have been too short to keep them."""
    start = foothold(layout, points, centre, failed.outcome, until)
    if not start.found:
        return points, centre, nothing(layout, start.outcome)
    end = max(until, time.monotonic() + LATER)
    now = _round(layout, start.points, start.spends, end, None)
    return start.points, start.spends, now if now.found else _unpriced(layout, start.spends)


def guessed(layout: Layout) -> Relaxed:
    """A greedy guess that may keep no rule, with its prices."""
    return _unpriced(layout, points_at_start(layout)[1])


def _unpriced(layout: Layout, spends: Floats) -> Relaxed:
    """A plan without a program's prices, bounded by the best that can be had for nothing."""
    prices = balanced(layout, nothing(layout, "unknown").prices, spends)
    value = measure.value(layout.problem, spends)
    return Relaxed("optimal", spends, value, bound(layout, prices), prices)


def nothing(layout: Layout, outcome: Outcome) -> Relaxed:
    """No spends, and why."""
    problem = layout.problem
    zero = Prices(
        budget=0.0,
        rows=np.zeros(len(problem.rows)),
        market=np.zeros(len(problem.population)),
        pool=np.zeros(len(problem.market)),
    )
    return Relaxed(outcome, np.zeros(0), -np.inf, np.inf, zero)


def _better(layout: Layout, best: Relaxed, now: Relaxed) -> Relaxed:
    """The higher value with the lower bound; the prices go with the bound.

    What a program counts too little of where rules limit it makes it worth too much: the last is
    nearest to the truth then, and where it is beyond the bound it is taken to be as far below.
    """
    proof = now if now.bound <= best.bound else best
    if limited(layout).any():
        value = proof.bound - abs(proof.bound - now.value)
        return Relaxed("optimal", now.spends, value, proof.bound, proof.prices)
    ahead = now if now.value >= best.value else best
    return Relaxed("optimal", ahead.spends, ahead.value, proof.bound, proof.prices)
