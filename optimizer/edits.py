"""Follow-up edits: the plan within a small loss of the best that changes the fewest lines."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from optimizer import measure
from optimizer.allocate import solution_of, solve
from optimizer.certificate import line_losses
from optimizer.curves import Bools, Floats
from optimizer.decide import polish
from optimizer.keeping import Keeping, can_stay
from optimizer.layout import Layout
from optimizer.master import Points, build
from optimizer.narrow import Narrowed, narrowed
from optimizer.problem import Problem
from optimizer.program import run
from optimizer.relax import Relaxed
from optimizer.scaling import Scale, scale
from optimizer.solution import Prices, Solution

ROUNDS, CUTS = 8, 3
LINES, POOLS, MARKETS = 3, 5, 9
"""Points on either side of the best choice, where curves are overestimated at first."""
FINE = 0.2
"""Of the allowed loss: how closely the plan with some lines kept is solved."""
TRIAL = 1.0
"""Seconds for that."""


def fewest_changes(
    problem: Problem,
    previous: Floats,
    loss: float = 1e-3,
    *,
    best: Solution | None = None,
    time_limit: float = 10.0,
) -> Solution:
    """The plan that keeps the most lines at their `previous` spend and loses at most `loss`.

    `previous` (N) is in money; `loss` is relative to `best.value` (solved here unless given). The
    answer's `changes_bound` is a proven lower bound of how many lines any such plan changes; its
    value, bound and gap are those of the objective, as for `solve`.
    """
    began = time.monotonic()
    best = best or solve(problem, gap=min(loss / 4, 1e-3), time_limit=time_limit)
    if best.status == "infeasible":
        return best
    found, least = _search(_Edit.of(problem, previous, best, loss), began + time_limit)
    spends = best.spends if found is None else found
    return replace(
        measure.with_spends(problem, best, spends),
        seconds=time.monotonic() - began,
        changes_bound=least,
    )


def changed(problem: Problem, previous: Floats, spends: Floats) -> Bools:
    """Lines (N) whose spend differs by half a minor unit or more (or 1e-9 of the budget)."""
    least = problem.unit / 2 if problem.unit > 0 else 1e-9 * max(problem.budget_high, 1e-300)
    return np.asarray(abs(spends - previous) >= least, bool)


@dataclass(frozen=True, slots=True, eq=False)
class _Edit:
    """What is asked: `previous` (N) and `floor` (value) in money, the rest in scaled units.

    `narrow` is where plans of that value lie, `near` are the spends of the best one.
    """

    problem: Problem
    previous: Floats
    floor: float
    loss: float
    units: Scale
    layout: Layout
    narrow: Narrowed
    prices: Prices
    near: Floats

    @classmethod
    def of(cls, problem: Problem, previous: Floats, best: Solution, loss: float) -> Self:
        small, units = scale(problem)
        layout = Layout.of(small)
        floor = best.value - loss * abs(best.value)
        prices = units.scaled_prices(best.prices)
        return cls(
            problem=problem,
            previous=previous,
            floor=floor,
            loss=loss,
            units=units,
            layout=layout,
            narrow=narrowed(layout, prices, floor / units.worth),
            prices=prices,
            near=best.spends / units.money,
        )

    @property
    def before(self) -> Floats:
        """The previous spends, scaled."""
        return self.previous / self.units.money

    def keeping(self, points: Points) -> Keeping:
        """The program that keeps the most lines, over curves broken at `points`."""
        layout = self.narrow.layout
        master = build(layout, points, self.near, outer=True)
        return Keeping(layout, master, self.before, self.floor / self.units.worth)

    def points(self) -> Points:
        """All over the room there is, and where everything was before."""
        room, problem = self.narrow, self.layout.problem
        first = Points(
            lines=np.concatenate([room.lines.spread(LINES), problem.reference[:, None]], axis=1),
            pools=room.pools.spread(POOLS),
            markets=room.markets.spread(MARKETS),
        )
        return _with(self.narrow.layout, first, self.before)

    def trial(self, kept: Bools, wish: Floats) -> _Trial:
        """The best true plan that leaves the kept lines alone and uses lines as `wish` does."""
        on = self.problem.optional & (self.previous > 0)
        fixed = replace(
            self.problem,
            lower=np.where(kept, self.previous, self.problem.lower),
            upper=np.where(kept, self.previous, self.problem.upper),
            optional=self.problem.optional & ~(kept & (on | (self.previous <= 0))),
        )
        small, units = scale(fixed)
        layout = Layout.of(small)
        used = ~layout.undecided | (wish >= small.lower * (1 - 1e-6))
        near = Relaxed("optimal", wish, -np.inf, -np.inf, units.scaled_prices(self.unscaled))
        on, until = np.asarray(used, bool), time.monotonic() + TRIAL
        plan = polish(layout, on, near, gap=FINE * self.loss, until=until)
        if not plan.found:
            return _Trial(wish, self.prices, None)
        answer = solution_of(fixed, units, plan, gap=1.0, began=time.monotonic(), until=until)
        good = answer.status != "infeasible" and answer.value >= self.floor
        prices = self.units.scaled_prices(answer.prices)
        spends = plan.spends * units.money / self.units.money
        return _Trial(spends, prices, answer.spends if good else None)

    @property
    def unscaled(self) -> Prices:
        """The best plan's prices in money."""
        return self.units.prices(self.prices)

    def changes(self, spends: Floats) -> int:
        """How many lines differ."""
        return int(changed(self.problem, self.previous, spends).sum())


@dataclass(frozen=True, slots=True, eq=False)
class _Trial:
    """The spends (N) and prices of a relaxation, scaled, and the `plan` in money if it will do."""

    spends: Floats
    prices: Prices
    plan: Floats | None


def _search(edit: _Edit, until: float) -> tuple[Floats | None, int]:
    """The spends found (None: keep the best plan's) and the proven least number of changes.

    Each round overestimates the curves, keeps as many lines as then seems possible, and tries that
    on the true curves; where it falls short the curves are closed in upon there.
    """
    points, layout = edit.points(), edit.narrow.layout
    found: Floats | None = None
    kept, trial = can_stay(layout.problem, edit.before), None
    least = 0
    for _ in range(ROUNDS):
        left = until - time.monotonic()
        if left <= 0:
            break
        keeping = edit.keeping(points)
        answer = run(keeping.program, time_limit=left, slack=0.99, cuts=CUTS)
        if np.isfinite(answer.bound):
            least = max(least, int(np.ceil(len(kept) - answer.bound - 1e-6)))
        if not answer.found:
            break
        kept, wish = keeping.kept(answer), keeping.spends(answer)
        trial = edit.trial(kept, wish)
        if trial.plan is not None:
            fewer = found is None or edit.changes(trial.plan) < edit.changes(found)
            found = trial.plan if fewer else found
            if edit.changes(trial.plan) <= least:
                break
        points = _with(layout, _with(layout, points, wish), trial.spends)
    return _few_changes(edit, kept, trial) if found is None else found, least


def _few_changes(edit: _Edit, kept: Bools, near: _Trial | None) -> Floats | None:
    """Where no fewest were found in time: as few more lines move as will do, the wrongest first."""
    prices = edit.prices if near is None else near.prices
    wish = edit.before if near is None else near.spends
    wrong = line_losses(edit.layout, prices, edit.before)
    order = np.argsort(-np.where(kept, wrong, -np.inf), kind="stable")
    found: Floats | None = None
    too_few, enough = -1, int(kept.sum())
    while enough - too_few > 1:
        count = (too_few + enough) // 2
        freed = np.zeros(len(kept), bool)
        freed[order[:count]] = True
        trial = edit.trial(kept & ~freed, np.where(freed, edit.near, wish))
        found = found if trial.plan is None else trial.plan
        too_few, enough = (count, enough) if trial.plan is None else (too_few, count)
    return found


def _with(layout: Layout, points: Points, plan: Floats) -> Points:
    heads = measure.heads(layout.problem, plan)[layout.pools]
    depth = measure.market_exposure(layout.problem, plan)
    return points.joined(Points(plan[:, None], heads[:, None], depth[:, None]))
