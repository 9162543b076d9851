"""What plans can make of a rule at best: the value that its number can be moved to.

The rule's rows are linear in the value. The plan that misses a value by least, all other rules
kept, just meets another. From there the rows are given as much room as a plan leaves all of them,
measured by what the value is worth to each: that plan meets a nearer value still, until none does
(Dinkelbach 1967, "On nonlinear fractional programming"; for several rows Crouzeix, Ferland and
Schaible 1985, "An algorithm for generalized fractional programs").
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy.sparse import csr_array, hstack

from optimizer import measure
from optimizer.aims import aimed, inwards
from optimizer.allocate import climbed_on, solve
from optimizer.curves import Floats, Ints
from optimizer.limits import curved_rows
from optimizer.problem import Problem, Rows

ROUNDS = 5
ROUGH, NEAR = 0.25, 0.1
"""How closely plans are looked for anywhere, and near others."""
CLOSER, ANY = 0.02, 0.5
"""How much nearer a value is tried with any plan, of what the value is measured by."""
SAME = 0.01
"""Of what the value is measured by: a round that brings less is the last."""
KEPT = 1e-7
"""Of a rule's size: missing it by less is keeping it."""
TRIAL = 0.6
"""Seconds for a plan that is near no other."""
EXTRA = np.array([0.0, 1.0])
"""What the columns beside the lines have at least, in budgets: room, and what is always there."""


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A rule's number: the problem as it is `now`, and what one more of it adds to all rows.

    `at` are the rows that it stands in.
    """

    problem: Problem
    now: float
    more: Rows
    at: Ints

    @classmethod
    def of(cls, problem: Problem, now: float, other: Rows, value: float, at: Ints) -> Self:
        """The target in a problem whose rows are `other` ones with another value of it."""
        return cls(problem, now, _mixed(other, problem.rows, -1.0, 1.0 / (value - now)), at)

    def moved(self, value: float) -> Problem:
        """The problem with another value."""
        rows = self.problem.rows
        return replace(self.problem, rows=_mixed(rows, self.more, value - self.now, 1.0))

    def missed(self, spends: Floats) -> float:
        """How far the value is from now that spends meet; infinite where they meet it at none."""
        met = self.met(spends)
        return np.inf if met is None else abs(met - self.now)

    def met(self, spends: Floats) -> float | None:
        """The value nearest to now that spends meet; None where they meet it at no value."""
        missing, worth = self._missing(self.problem.rows, spends), self.worth(spends)
        moves = missing[missing > 0] / np.where(worth != 0, worth, np.nan)[missing > 0]
        if np.isnan(moves).any():
            return None
        return self.now + float(moves[np.argmax(abs(moves))]) if len(moves) else self.now

    def span(self, spends: Floats) -> float:
        """What the value that spends meet is measured by: itself, or how far it is from now."""
        missed = self.missed(spends)
        return min(missed, abs(self.met(spends) or missed))

    def nearer(self, spends: Floats, others: Floats) -> bool:
        """Whether spends meet a value that is nearer, by enough to matter."""
        return self.missed(spends) < self.missed(others) - SAME * self.span(others)

    def worth(self, spends: Floats) -> Floats:
        """How much less one more of the value has each row miss."""
        return -self._missing(self.more, spends)

    def _missing(self, rows: Rows, spends: Floats) -> Floats:
        problem = replace(self.problem, rows=rows)
        sign = inwards(self.problem.rows)
        side = np.where(sign > 0, rows.upper, rows.lower)
        return np.asarray((sign * (measure.row_values(problem, spends) - side))[self.at], float)


def _mixed(rows: Rows, others: Rows, weight: float, scale: float) -> Rows:
    """`scale` (rows + weight others): bounds that are infinite stay so."""

    def mixed(one: Floats, other: Floats) -> Floats:
        bounded = np.isfinite(one)
        return np.where(bounded, scale * (one + weight * np.where(bounded, other, 0.0)), one)

    return replace(
        rows,
        spend=csr_array(scale * (rows.spend + weight * others.spend)),
        total=scale * (rows.total + weight * others.total),
        impressions=csr_array(scale * (rows.impressions + weight * others.impressions)),
        reach=csr_array(scale * (rows.reach + weight * others.reach)),
        lower=mixed(rows.lower, others.lower),
        upper=mixed(rows.upper, others.upper),
    )


def attained(target: Target, until: float) -> float | None:
    """The value nearest to now that a plan was found to meet by the clock's `until`; None without.

    Now is taken to be a value that no plan meets.
    """
    plan = nearest_plan(target, until)
    return None if plan is None else target.met(plan)


def kept_plan(problem: Problem, until: float) -> Floats | None:
    """A plan that keeps the curved rules, found by the clock's `until`; None if none was.

    It is looked for where the rules are missed by least, all by the same part of their size.
    """
    at, rows = curved_rows(problem), problem.rows
    room = np.zeros(len(rows))
    room[at] = (inwards(rows) * measure.row_sizes(problem))[at]
    wider = replace(rows, lower=rows.lower + room, upper=rows.upper + room)
    target = Target.of(problem, 0.0, wider, 1.0, at)
    plan = nearest_plan(target, until) if len(at) else None
    return plan if plan is not None and target.missed(plan) <= KEPT else None


def nearest_plan(target: Target, until: float, rounds: int = ROUNDS) -> Floats | None:
    """The plan found by the clock's `until` that meets the value nearest to now; None without.

    Far from those that are found first it is looked for in so many `rounds`.
    """
    found = starts(aimed(target.problem, target.at), ROUGH, until)
    plans = [_nearer(target, plan, until) for plan in found]
    known = [plan for plan in plans if target.met(plan) is not None]
    if not known:
        return None
    best = min(known, key=target.missed)
    for _ in range(rounds):
        other = _farther(target, best, until)
        if other is None:
            break
        best = _nearer(target, other, until)
    return best


def _farther(target: Target, best: Floats, until: float) -> Floats | None:
    """A plan anywhere that meets a nearer value than the best one; None if none was found.

    Most room is not always found where it is, and any plan of a value that is nearer may be.
    """
    count = len(best)
    other = _solved(_roomy(target, best), ROUGH, until)
    if other is not None and target.nearer(other[:count], best):
        return other[:count]
    value = target.met(best)
    assert value is not None
    nearer = value + CLOSER * target.span(best) * np.sign(target.now - value)
    return _solved(target.moved(nearer), ANY, until)


def starts(problem: Problem, gap: float, until: float) -> Iterator[Floats]:
    """The best plan that was found, and the one where prices are constant, if they are not.

    Rules that limit impressions are convex then, and what is near such a plan is often better.
    """
    flat = replace(problem, growth=np.zeros(len(problem)))
    for each in (problem, flat) if problem.growth.any() else (problem,):
        plan = _solved(each, gap, until)
        if plan is not None:
            yield plan


def _solved(problem: Problem, gap: float, until: float) -> Floats | None:
    left = min(until - time.monotonic(), TRIAL)
    if left <= 0:
        return None
    found = solve(problem, gap=gap, time_limit=left)
    return None if found.status == "infeasible" else found.spends


def _nearer(target: Target, plan: Floats, until: float) -> Floats:
    """A plan near another that meets the nearest value that any there meets."""
    for _ in range(ROUNDS):
        if not 0 < target.missed(plan) < np.inf or time.monotonic() > until:
            break
        room = _roomy(target, plan)
        near = np.append(plan, EXTRA * room.budget_high)
        found = climbed_on(room, near, gap=NEAR, until=until)
        if found is None or not target.nearer(found[: -len(EXTRA)], plan):
            break
        plan = found[: -len(EXTRA)]
    return plan


def _roomy(target: Target, plan: Floats) -> Problem:
    """The problem whose plans keep the rows at the value that a plan meets with as much room as
    can be. The room is a column more, and so is what every plan is worth: no gap is one of nothing.
    """
    value = target.met(plan)
    assert value is not None
    problem = target.moved(value)
    rows, count, most = problem.rows, len(problem), problem.budget_high
    size = inwards(rows)[target.at] * target.span(plan) * abs(target.worth(plan)) / most
    taken = csr_array((size, (target.at, np.zeros(len(size), np.int64))), (len(rows), len(EXTRA)))
    wider = problem.with_auxiliaries(np.full(len(EXTRA), most))
    return replace(
        wider,
        lower=np.append(problem.lower, EXTRA * most),
        spend_value=np.append(np.zeros(count), np.full(len(EXTRA), 1.0 / most)),
        impression_value=np.zeros(count + len(EXTRA)),
        reach_weight=np.zeros(len(problem.population)),
        rows=replace(
            rows,
            spend=csr_array(hstack([rows.spend, taken])),
            impressions=csr_array(hstack([rows.impressions, csr_array(taken.shape)])),
        ),
    )
