"""The smallest change of one number of the Brief that leaves a plan, tried on the solver itself.

A request has a plan where its rules let the budget be spent if there were enough to buy, and
something be spent of what there is. The best that plans can make of the number under each of the
two is where its value is looked for.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from optimizer.allocate import climbed_on
from optimizer.propose.levers import Lever
from optimizer.propose.model import Model, model_of
from optimizer.propose.request import PlanRequest
from optimizer.propose.supply import boundless, fits, underspent
from optimizer.targets import Target, attained, starts

TIME, PATIENCE = 4.0, 15.0
"""Seconds in which the best for a number is looked for, and values from there on are tried."""
BEYOND = (0, 1, 3, 10, 30)
"""Steps beyond the best at which a plan may be easier to find."""
GAP = 1e-3
"""How closely the most or the least that can be spent is looked for."""

View = Callable[[Model], Model]


def possible(request: PlanRequest) -> bool:
    """Whether a request has a plan that keeps its hard rules, even one that spends less."""
    model = _hard(request)
    if fits(_fluid(model)):
        return True
    return fits(boundless(model)) and fits(_fluid(underspent(model)))


def unmet(model: Model) -> tuple[View, ...]:
    """The views of a model that leave no plan."""
    return tuple(view for view in (boundless, underspent) if not fits(view(model)))


def nearest(lever: Lever, views: Sequence[View]) -> float | None:
    """The value of a lever nearest to now that was found to leave a plan; None if none was.

    `views` are those that leave none now.
    """
    best = lever.now
    for view in views:
        met = _met(lever, view)
        if met is None:
            break
        best = max(best, met, key=lambda value: lever.way * value)
        value = _first_possible(lever, best)
        if value is not None:
            return value
    return None


def _first_possible(lever: Lever, best: float) -> float | None:
    """The first value from the best on that is found to leave a plan, if time allows.

    Amounts that are exact add up to one that may be no round number: such a value comes last.
    """
    until, first = time.monotonic() + PATIENCE, lever.beyond(best)
    tries = (*(lever.at(first + more) for more in BEYOND), *([best] if lever.money else []))
    for value in dict.fromkeys(tries):
        if value != lever.now and possible(lever.change(value)):
            return value
        if time.monotonic() > until:
            break
    return None


def _met(lever: Lever, view: View) -> float | None:
    """The value nearest to now that plans of a view of the model can meet; None without any."""
    if lever.kind == "budget":
        return _total_met(lever, view)
    now, other = (view(_hard(lever.change(lever.now + more))) for more in (0.0, lever.grain))
    at = np.array([r for r, rule in enumerate(now.rules) if rule.pointer == lever.pointer], int)
    if not len(at):
        return None
    loosest = view(_hard(lever.change(lever.loosest))).problem
    problem = replace(now.problem, upper=loosest.upper)
    target = Target.of(problem, lever.now, other.problem.rows, lever.now + lever.grain, at)
    return attained(target, time.monotonic() + TIME)


def _total_met(lever: Lever, view: View) -> float | None:
    """The budget nearest to now whose plans can spend it, or as much as a view asks for."""
    model = view(_hard(lever.change(max(lever.now, lever.loosest))))
    times = float(model.request.periods)
    low, high = (times * end for end in sorted((lever.now, lever.loosest)))
    problem = replace(
        model.problem,
        budget_low=min(low, model.problem.budget_low),
        budget_high=high,
        reach_weight=np.zeros(len(model.places)),
        impression_value=np.zeros(len(model.problem)),
        spend_value=np.full(len(model.problem), -lever.way / high),
    )
    until = time.monotonic() + TIME
    near = [climbed_on(problem, plan, gap=GAP, until=until) for plan in starts(problem, GAP, until)]
    totals = [float(plan.sum()) / times for plan in near if plan is not None]
    return min(totals, key=lambda total: lever.way * total, default=None)


def _hard(request: PlanRequest) -> Model:
    return model_of(request).without_wishes()


def _fluid(model: Model) -> Model:
    """The model in any amounts of money: whole units hardly ever stand against a plan."""
    return replace(model, problem=replace(model.problem, unit=0.0))
