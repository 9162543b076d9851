"""What a plan may give up of its goal, and the problem in which it gives up no more."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.allocate import solve
from optimizer.problem import Problem, Row, Rows
from optimizer.propose.goals import per_impression
from optimizer.propose.model import Model
from optimizer.propose.outcome import Outcome, outcome
from optimizer.propose.room import Best
from optimizer.solution import Solution

BARGAIN_LOSS = 0.03
"""Of the best goal: the most that a plan gives up unasked."""
CORNER_LOSS = 0.10
"""Of the best goal: the most that a named priority or an alternative gives up."""


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


def goal_point(best: Best) -> Point:
    """The plan that is best for the goal alone."""
    return Point(best.model.problem, best.solution, best.plan)


def point_of(best: Best, problem: Problem, gap: float, near: Solution) -> Point:
    """The best plan of `problem`, which differs from the model's in goals or rules alone."""
    limit = best.model.request.time_limit / 4
    found = solve(problem, gap=gap, time_limit=limit, warm=near)
    return Point(problem, found, outcome(best.model, found.spends))


def least_goal(best: Best, loss: float) -> float:
    """The least value of the goal that a plan may have.

    A target on the goal is kept where it can be had, and where it cannot nothing is given away.
    """
    top = best.plan.goal
    kpis = best.model.request.kpis
    wanted = [k.value for k in kpis if k.counted == best.model.counted and k.op != "<="]
    return max([top * (1 - loss), *(min(value, top * (1 - 1e-4)) for value in wanted)])


def goal_row(best: Best, floor: float) -> Row:
    """The rule that the goal is worth `floor` or more."""
    model = best.model
    if model.goal == "REACH":
        places, none = np.arange(len(model.places)), np.zeros(0, np.int64)
        return Row("goal", none, markets=places, reach=1.0, lower=floor)
    worth = per_impression(model.candidates, model.goal)
    return Row("goal", np.arange(len(worth)), impressions=worth, lower=floor)


def keeping(best: Best, loss: float) -> Problem:
    """The problem with the rule that the goal keeps all but `loss` of its best value."""
    return with_more_rules(best.model, goal_row(best, least_goal(best, loss)))


def with_more_rules(model: Model, *more: Row) -> Problem:
    """The model's problem under further rules."""
    rows = [*(rule.row for rule in model.rules), *more]
    return replace(model.problem, rows=Rows.of(len(model.problem), len(model.places), rows))
