"""The plan that the advocates settle on: the Kalai-Smorodinsky solution.

Among the plans that give up at most BARGAIN_LOSS of the goal each party has a best one. The
settlement gives everybody the same share of what they could get there, the largest that there is:
the largest t of which no party gets less. That is a program with t for one more column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Floats
from optimizer.problem import Row, Rows
from optimizer.propose.advocates import WORTHWHILE, reach_corner, unsold, yield_corner
from optimizer.propose.leeway import (
    BARGAIN_LOSS,
    Point,
    goal_row,
    keeping,
    least_goal,
    point_of,
    with_more_rules,
)
from optimizer.propose.outcome import outcome
from optimizer.propose.room import Best
from optimizer.solution import Prices, Solution

ALIKE = 3e-3
"""Relative gap at which the share that everybody gets is the largest."""
USUAL = 0.618
"""That share where the goal's loss grows with the square of what the others gain."""
LEAST_PRICE = 1e-3
"""Of all prices: that of the goal, where next to nothing has to be given up of it."""


@dataclass(frozen=True, slots=True, eq=False)
class Bargain:
    """The plan settled on, none where nobody but the goal has anything to gain, and the plans that
    were solved on the way to it.
    """

    settled: Point | None
    others: tuple[Point, ...]


def bargained(best: Best, gap: float) -> Bargain:
    """The settlement; plans that only show what is possible are solved to `gap`."""
    table = _Table.of(best, gap)
    if len(table.stakes) == 1:
        return Bargain(None, ())
    first = table.weighted(table.usual, gap, best.solution)
    found = [first, *_shared_alike(table, first)] if first.found else []
    fair = [point for point in found if table.worst_off(point.plan.spends) > 0]
    settled = max(fair, key=lambda one: table.worst_off(one.plan.spends), default=None)
    return Bargain(settled, (*table.ideals, *found[:1]))


def _shared_alike(table: _Table, first: Point) -> tuple[Point, ...]:
    """The plan that shares alike, and the one that is best at the weights which lead there.

    Both are the same where no line is optional.
    """
    shared = table.shared_alike(first.solution)
    if shared.status == "infeasible":
        return ()
    spends = shared.spends[:-1]
    near = replace(first.solution, spends=spends)
    priced = table.weighted(table.weights(shared.prices), table.best.model.request.gap, near)
    if not priced.found:
        return ()
    alike = measure.with_spends(priced.problem, priced.solution, spends)
    return priced, Point(priced.problem, alike, outcome(table.best.model, spends))


@dataclass(frozen=True, slots=True, eq=False)
class _Stake:
    """A party's measure as the left side of a row, from the row's `lower` on, and what more of it
    the party can get.
    """

    row: Row
    gain: float

    def with_share(self, column: int, whole: float) -> Row:
        """The rule that the party gets the share that stands in a further column, `whole` for all
        of it.
        """
        row, size = self.row, len(self.row.lines)
        return replace(
            row,
            lines=np.append(row.lines, column),
            spend=np.append(np.broadcast_to(row.spend, size), -self.gain / whole),
            impressions=np.append(np.broadcast_to(row.impressions, size), 0.0),
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Who bargains, the goal first, and the plans that are best for each of the others."""

    best: Best
    stakes: tuple[_Stake, ...]
    ideals: tuple[Point, ...]

    @classmethod
    def of(cls, best: Best, gap: float) -> Self:
        lean, least = keeping(best, BARGAIN_LOSS), least_goal(best, BARGAIN_LOSS)
        goal = _Stake(goal_row(best, least), max(best.plan.goal - least, 1e-12))
        yields = yield_corner(best, lean, gap)
        seats = [(yields, _yield_stake(best, yields))]
        if best.model.goal != "REACH":
            reach = reach_corner(best, lean, gap)
            seats.append((reach, _reach_stake(best, reach)))
        wanting = [(point, stake) for point, stake in seats if point.found and stake is not None]
        return cls(best, (goal, *(s for _, s in wanting)), tuple(p for p, _ in wanting))

    @property
    def usual(self) -> list[float]:
        """Weights of the others' measures that lead near the settlement."""
        return [2.0 * USUAL * self.stakes[0].gain / stake.gain for stake in self.stakes[1:]]

    def worst_off(self, spends: Floats) -> float:
        """The smallest share of its possible gain that a party gets."""
        problem = with_more_rules(self.best.model, *(stake.row for stake in self.stakes))
        values: list[float] = measure.row_values(problem, spends)[-len(self.stakes) :].tolist()
        pairs = zip(values, self.stakes, strict=True)
        return min((value - stake.row.lower) / stake.gain for value, stake in pairs)

    def weighted(self, weights: Sequence[float], gap: float, near: Solution) -> Point:
        """The best plan for the sum of the goal and so much of the others' measures."""
        problem = self.best.model.problem
        spend_value, reach_weight = problem.spend_value.copy(), problem.reach_weight.copy()
        for stake, weight in zip(self.stakes[1:], weights, strict=True):
            spend_value[stake.row.lines] += weight * stake.row.spend
            reach_weight[stake.row.markets] += weight * stake.row.reach
        problem = replace(problem, spend_value=spend_value, reach_weight=reach_weight)
        return point_of(self.best, problem, gap, near)

    def shared_alike(self, near: Solution) -> Solution:
        """The plan whose worst-off gets most; that share of the budget is its last column.

        `near` is a plan at the usual weights.
        """
        model, problem = self.best.model, self.best.model.problem
        count, whole = len(problem), problem.budget_high
        rows = [stake.with_share(count, whole) for stake in self.stakes]
        wider = problem.with_auxiliaries(np.array([whole]))
        asked = replace(
            wider,
            spend_value=np.append(np.zeros(count), 1.0 / whole),
            impression_value=np.zeros(count + 1),
            reach_weight=np.zeros(len(model.places)),
            rows=Rows.of(count + 1, len(model.places), [*(r.row for r in model.rules), *rows]),
        )
        share = whole * max(self.worst_off(near.spends), 0.0)
        warm = replace(near, spends=np.append(near.spends, share), prices=self._priced(near))
        return solve(asked, gap=ALIKE, time_limit=model.request.time_limit / 4, warm=warm)

    def _priced(self, near: Solution) -> Prices:
        """Prices of a plan at the usual weights, where shares are what counts."""
        weights = np.array([1.0, *self.usual])
        total = float(weights @ [stake.gain for stake in self.stakes])
        old = near.prices
        return Prices(
            budget=old.budget / total,
            rows=np.append(old.rows, -weights) / total,
            market=old.market / total,
            pool=old.pool / total,
        )

    def weights(self, prices: Prices) -> list[float]:
        """The weights of the others' measures at which a plan that shares alike is best: the usual
        ones, where it was found without prices.
        """
        per_measure = -prices.rows[-len(self.stakes) :]
        per_share = per_measure * [stake.gain for stake in self.stakes]
        goal = max(float(per_share[0]), LEAST_PRICE * float(per_share.sum()))
        if goal <= 0:
            return self.usual
        return [float(price) * self.stakes[0].gain / goal for price in per_measure[1:]]


def _yield_stake(best: Best, yields: Point) -> _Stake | None:
    saved = best.plan.sell_through - yields.plan.sell_through
    lines = np.arange(len(best.model.candidates))
    row = Row("yield", lines, spend=unsold(best), lower=0.0)
    return _Stake(row, saved) if saved > WORTHWHILE else None


def _reach_stake(best: Best, reach: Point) -> _Stake | None:
    gained = reach.plan.reach - best.plan.reach
    places, none = np.arange(len(best.model.places)), np.zeros(0, np.int64)
    row = Row("reach", none, markets=places, reach=1.0, lower=best.plan.reach)
    return _Stake(row, gained) if gained > WORTHWHILE * max(best.plan.reach, 1.0) else None
