"""How much of the budget can be spent, and the plan that is best for the Brief's goal with it.

Avails, maximum spends and frequency caps limit what is there to buy: then less is spent, and the
plan says so. Every other clash of rules is for people to solve and raises Infeasible.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from optimizer.allocate import solve
from optimizer.problem import Problem
from optimizer.propose.clashes import infeasible
from optimizer.propose.model import LEAST_SPENT, Model
from optimizer.propose.outcome import Outcome, outcome
from optimizer.propose.supply import boundless
from optimizer.solution import Solution
from optimizer.targets import kept_plan

WINDOW = 1e-4
"""Of the spendable total: how far below it a plan may stay to fit whole units and rules."""
AGAIN, ANY = 0.25, 0.5
"""Of the time, that a second search has; and the gap of a search for any plan."""
FAINT = 1e-3
"""Weight of reach beside a goal of money, so that the solver also looks where people are."""


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """The plan that is best for the goal alone: what the others are held against.

    `model` has the budget that can be spent and the wishes that can be had; `missed` are the
    pointers of those that cannot. `short` says that less than the budget could be spent.
    """

    model: Model
    solution: Solution
    plan: Outcome
    missed: tuple[str, ...] = ()
    short: bool = False


def best_plan(model: Model) -> Best:
    """The best plan for the goal. Raises Infeasible with rules and relaxations."""
    roomy, short = _within_room(model)
    found = _solved(roomy)
    missed: tuple[str, ...] = ()
    if found is None and any(rule.wish for rule in roomy.rules):
        missed = tuple(rule.pointer for rule in roomy.rules if rule.wish)
        roomy = roomy.without_wishes()
        found = _solved(roomy)
    if found is None:
        most = _most(roomy, model)
        total, short = float(most.spends.sum()), True
        roomy = with_budget(roomy, total * (1 - WINDOW), total)
        found = _solved(roomy, most)
    if found is None:
        raise infeasible(model)
    return Best(roomy, found, outcome(roomy, found.spends), missed, short)


def with_budget(model: Model, low: float, high: float) -> Model:
    """The model with another budget, in currency units."""
    return replace(
        model,
        problem=replace(model.problem, budget_low=low, budget_high=high),
        plain=replace(model.plain, budget_low=low, budget_high=high),
    )


def _within_room(model: Model) -> tuple[Model, bool]:
    """Where all lines together cannot take the budget, the most that they can."""
    unit = model.problem.unit
    most = float((np.floor(model.problem.upper / unit + 1e-6) * unit).sum())
    if most >= model.problem.budget_high - unit / 2:
        return model, False
    if most < max(LEAST_SPENT * model.budget, unit):
        raise infeasible(model)
    return with_budget(model, min(model.problem.budget_low, most * (1 - WINDOW)), most), True


def _solved(model: Model, warm: Solution | None = None) -> Solution | None:
    request = model.request
    return _found(model.problem, request.gap, request.time_limit, warm)


def _found(
    problem: Problem, gap: float, limit: float, warm: Solution | None = None
) -> Solution | None:
    """The best plan; where the solver neither finds nor rules out one, one near what keeps most.

    A rule that was loosened no farther than it must be leaves so few plans that it takes that.
    """
    best = solve(problem, gap=gap, time_limit=limit, warm=warm)
    if best.status == "infeasible" and not best.proven:
        kept = kept_plan(problem, time.monotonic() + limit * AGAIN)
        if kept is None:
            return None
        near = replace(best, status="feasible", spends=kept)
        best = solve(problem, gap=gap, time_limit=limit * AGAIN, warm=near)
    return None if best.status == "infeasible" else best


def _most(model: Model, asked: Model) -> Solution:
    """The plan that spends the most that the rules of a model let it spend.

    Raises Infeasible, about what was asked, unless it is what can be bought that limits it.
    """
    open_ended = replace(
        model.problem,
        budget_low=LEAST_SPENT * model.budget,
        reach_weight=np.full(len(model.places), FAINT / max(model.problem.population.sum(), 1.0)),
        impression_value=np.zeros(len(model.problem)),
        spend_value=np.full(len(model.problem), 1.0 / max(model.problem.budget_high, 1e-9)),
    )
    limit = model.request.time_limit * AGAIN
    if _found(boundless(model).problem, ANY, limit) is None:
        raise infeasible(asked)
    most = _found(open_ended, WINDOW, limit)
    if most is None:
        raise infeasible(asked)
    return most
