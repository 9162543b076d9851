"""The three advocates' corners, the frontier between them, and the plan that they settle on.

Reach wants people, efficiency the least money for the goal, yield cells that sell badly anyway
(a low sell-through). Under an exact budget efficiency and the goal agree: both want the most for
the money; as an alternative the efficient corner shows what less money would bring.

The settlement is the Kalai-Smorodinsky solution between the goal (with efficiency) and the others
over the plans that give up at most BARGAIN_LOSS of the goal: each party gets about the same share
of what it could get there. A priority that the Brief names takes its corner instead. The plans
compared are exact optima of weighted sums, so each has a certified gap for the sum it maximises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Floats
from optimizer.problem import Problem, Row, Rows
from optimizer.propose.goals import per_impression
from optimizer.propose.model import LEAST_SPENT, Model
from optimizer.propose.outcome import Outcome, outcome
from optimizer.propose.room import Best
from optimizer.solution import Solution

BARGAIN_LOSS = 0.03
"""Of the best goal: the most that a plan gives up unasked."""
CORNER_LOSS = 0.10
"""Of the best goal: the most that a named priority or an alternative gives up."""
LOOSE = 5e-3
"""Gap at which corners are good enough to show; the chosen plan is solved to the asked one."""
WORTHWHILE = 0.002
"""A corner closer than this (in mean STR, or as a fraction of reach) is no corner of its own."""
SPREAD = (0.03, 0.0677, 0.15)
"""Weights of the others, on the scale of their corners; 0.0677 is the settlement when the loss of
the goal grows with the square of what the others gain: 2 x 0.1 x 0.618 x sqrt(0.3)."""
DOMINANT = 20.0

How = Literal["goal", "bargain", "corner"]


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """A plan on the frontier, with the problem whose objective it maximises."""

    problem: Problem
    solution: Solution
    plan: Outcome

    @property
    def found(self) -> bool:
        """Whether there is such a plan."""
        return self.solution.status != "infeasible"


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """The goal's own optimum, the advocates' corners, the frontier, and the chosen plan."""

    goal: Point
    reach: Point
    efficiency: Point
    yields: Point
    between: tuple[Point, ...]
    chosen: Point
    how: How
    least: float


def corners_of(best: Best) -> Corners:
    """Solve the corners and choose."""
    model, loose = best.model, max(LOOSE, best.model.request.gap)
    goal = Point(model.problem, best.solution, best.plan)
    lean = _keeping(best, CORNER_LOSS)
    reach = goal if model.goal == "REACH" else _reach_corner(best, lean, loose)
    yields = _yield_corner(best, lean, loose)
    efficiency = _efficient_corner(best, lean, loose)
    between = _between(best, reach, yields, loose)
    chosen, how, least = _chosen(best, goal, reach, efficiency, yields, between)
    chosen = _tight(best, chosen, how)
    return Corners(goal, reach, efficiency, yields, between, chosen, how, least)


def least_goal(best: Best, loss: float) -> float:
    """The least value of the goal that a plan may have.

    A target on the goal is kept where it can be had, and where it cannot nothing is given away.
    """
    top = best.plan.goal
    kpis = best.model.request.kpis
    wanted = [k.value for k in kpis if k.counted == best.model.counted and k.op != "<="]
    return max([top * (1 - loss), *(min(value, top * (1 - 1e-4)) for value in wanted)])


def _keeping(best: Best, loss: float) -> Problem:
    """The problem with the rule that the goal keeps all but `loss` of its best value."""
    model, floor = best.model, least_goal(best, loss)
    if model.goal == "REACH":
        places, none = np.arange(len(model.places)), np.zeros(0, np.int64)
        row = Row("goal", none, markets=places, reach=1.0, lower=floor)
    else:
        worth = per_impression(model.candidates, model.goal)
        row = Row("goal", np.arange(len(worth)), impressions=worth, lower=floor)
    rows = [*(rule.row for rule in model.rules), row]
    return replace(model.problem, rows=Rows.of(len(model.problem), len(model.places), rows))


def _solve(best: Best, problem: Problem, gap: float, near: Solution) -> Point:
    limit = best.model.request.time_limit / 4
    found = solve(problem, gap=gap, time_limit=limit, warm=near)
    return Point(problem, found, outcome(best.model, found.spends))


def _or_goal(best: Best, point: Point, loss: float) -> Point:
    """The corner, or the goal's optimum where no corner was found within the loss."""
    kept = point.found and point.plan.goal >= least_goal(best, loss) * (1 - 1e-6)
    return point if kept else Point(best.model.problem, best.solution, best.plan)


def _yield_weights(best: Best, weight: float) -> Floats:
    """Objective per unit of money: `weight` of the goal's value per unit of mean STR.

    Measured from the goal's own mean, so that spending less is no yield where that is allowed.
    """
    above = best.model.sell_through - best.plan.sell_through
    return np.asarray(-weight * best.plan.goal / max(best.plan.total, 1e-9) * above, float)


def _yield_corner(best: Best, lean: Problem, gap: float) -> Point:
    if float(np.ptp(best.model.sell_through)) < WORTHWHILE:
        return Point(best.model.problem, best.solution, best.plan)
    problem = replace(lean, spend_value=_yield_weights(best, DOMINANT))
    return _or_goal(best, _solve(best, problem, gap, best.solution), CORNER_LOSS)


def _reach_corner(best: Best, lean: Problem, gap: float) -> Point:
    problem = replace(
        lean,
        reach_weight=np.ones(len(best.model.places)),
        impression_value=np.zeros(len(lean)),
    )
    return _or_goal(best, _solve(best, problem, gap, best.solution), CORNER_LOSS)


def _efficient_corner(best: Best, lean: Problem, gap: float) -> Point:
    """The least money that keeps the goal; amounts and shares hold."""
    price = DOMINANT * best.plan.goal / max(best.plan.total, 1e-9)
    low = min(lean.budget_low, LEAST_SPENT * best.model.budget)
    problem = replace(lean, budget_low=low, spend_value=np.full(len(lean), -price))
    return _or_goal(best, _solve(best, problem, gap, best.solution), CORNER_LOSS)


def _between(best: Best, reach: Point, yields: Point, gap: float) -> tuple[Point, ...]:
    """Plans between the goal and the other advocates, by weights on the corners' scale."""
    saved = best.plan.sell_through - yields.plan.sell_through
    gained = reach.plan.reach - best.plan.reach
    wants_yield = saved > WORTHWHILE
    wants_reach = gained > WORTHWHILE * max(best.plan.reach, 1.0)
    if not (wants_yield or wants_reach) or best.model.request.priority in ("reach", "yield"):
        return ()
    points: list[Point] = []
    for weight in SPREAD:
        problem = best.model.problem
        if wants_yield:
            problem = replace(problem, spend_value=_yield_weights(best, weight / saved))
        if wants_reach:
            extra = weight * best.plan.goal / gained
            problem = replace(problem, reach_weight=np.full(len(best.model.places), extra))
        near = points[-1].solution if points else best.solution
        point = _solve(best, problem, gap, near)
        if point.found:
            points.append(point)
    return tuple(points)


def _chosen(
    best: Best,
    goal: Point,
    reach: Point,
    efficiency: Point,
    yields: Point,
    between: Sequence[Point],
) -> tuple[Point, How, float]:
    request = best.model.request
    if request.priority == "yield" and yields is not goal:
        return yields, "corner", least_goal(best, CORNER_LOSS)
    if request.priority == "reach":
        return reach, "corner", least_goal(best, CORNER_LOSS)
    if request.priority == "efficiency":
        chosen = efficiency if request.at_most else goal
        return chosen, "corner", least_goal(best, CORNER_LOSS)
    settled = _settlement(best, goal, between)
    return settled, "goal" if settled is goal else "bargain", least_goal(best, BARGAIN_LOSS)


def _settlement(best: Best, goal: Point, between: Sequence[Point]) -> Point:
    """The plan whose worst-off party has the largest share of its possible gain."""
    least = least_goal(best, BARGAIN_LOSS)
    kept = [p for p in between if p.plan.goal >= least]
    saved = _possible(best, between, least, [p.plan.sell_through for p in between], -1.0)
    gained = _possible(best, between, least, [p.plan.reach for p in between], 1.0)
    room = max(best.plan.goal - least, 1e-12)

    def worst_off(point: Point) -> float:
        shares = [(point.plan.goal - least) / room]
        if saved > WORTHWHILE:
            shares.append((best.plan.sell_through - point.plan.sell_through) / saved)
        if gained > WORTHWHILE * best.plan.reach and best.model.goal != "REACH":
            shares.append((point.plan.reach - best.plan.reach) / gained)
        return min(shares)

    return max((goal, *kept), key=worst_off) if kept else goal


def _possible(
    best: Best, points: Sequence[Point], least: float, values: Sequence[float], sign: float
) -> float:
    """The most that a party can gain while the goal keeps `least`, along the frontier's chords."""
    start = best.plan.sell_through if sign < 0 else best.plan.reach
    goals = np.array([best.plan.goal, *(p.plan.goal for p in points)])
    gains = np.array([0.0, *(sign * (value - start) for value in values)])
    order = np.argsort(goals, kind="stable")
    return float(np.interp(least, goals[order], gains[order]))


def _tight(best: Best, point: Point, how: How) -> Point:
    """The chosen plan solved to the asked gap, unless that leads beyond the allowed loss."""
    if point.solution.gap <= best.model.request.gap:
        return point
    loss = CORNER_LOSS if how == "corner" else BARGAIN_LOSS
    again = _solve(best, point.problem, best.model.request.gap, point.solution)
    better = again.found and again.plan.goal >= least_goal(best, loss) * (1 - 1e-6)
    return again if better and again.solution.gap < point.solution.gap else point


def kept_rules(model: Model, spends: Floats) -> bool:
    """Whether spends keep every bound and rule of the model."""
    return measure.violation(model.problem, spends) <= 1e-6
