"""The smallest change of one number of the Brief that leaves a plan, tried on the solver itself.

The best that plans can make of the number, where it leaves none now, is where its value is looked
for.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np

from optimizer.allocate import climbed_on
from optimizer.curves import Floats
from optimizer.problem import Problem
from optimizer.propose.levers import Lever
from optimizer.propose.model import Model, model_of
from optimizer.propose.request import PlanRequest
from optimizer.propose.supply import VIEWS, Plans, View, fits, some_plan
from optimizer.targets import ROUNDS as FARTHER
from optimizer.targets import Target, nearest_plan, starts

BEYOND = (0, 1, 3, 10, 30)
"""Steps beyond the best at which a plan may be easier to find."""
ROUNDS = 2
"""How often less money is looked for than was found."""
GAP = 1e-3
"""How closely the most or the least that can be spent is looked for."""


@dataclass(frozen=True, slots=True, eq=False)
class _Met:
    """A value of a lever, and spends (N) that meet it."""

    value: float
    spends: Floats


def possible(request: PlanRequest) -> bool:
    """Whether a request has a plan that keeps its hard rules, even one that spends less."""
    model = _fluid(_hard(request))
    return fits(model) or all(fits(view(model)) for view in VIEWS)


def nearest(request: PlanRequest, lever: Lever, plans: Plans, until: float) -> float | None:
    """The value of a lever nearest to now that was found to leave a plan; None if none was.

    `plans` are those of the request as it is, of which there is none for some view. The best for
    the number is looked for by the clock's `until`.
    """
    best, known = lever.now, dict(plans)
    unmet = [view for view, plan in plans.items() if plan is None]
    for view in unmet:
        met = _met(request, lever, view, until)
        if met is None:
            return None
        best, known[view] = max(best, met.value, key=lambda value: lever.way * value), met.spends
        steps = BEYOND if view is unmet[-1] else BEYOND[:1]
        value = _first_possible(request, lever, best, known, steps, until)
        if value is not None:
            return value
    return None


def about(request: PlanRequest, lever: Lever, until: float) -> float | None:
    """About the value nearest to now that plans of every view can meet; None if some meets none."""
    met = [_met(request, lever, view, until, rounds=0) for view in VIEWS]
    values = [each.value for each in met if each is not None]
    if len(values) < len(VIEWS):
        return None
    return max(values, key=lambda value: lever.way * value)


def _first_possible(
    request: PlanRequest,
    lever: Lever,
    best: float,
    plans: Plans,
    steps: tuple[int, ...],
    until: float,
) -> float | None:
    """The first value from the best on that is found to leave a plan, if time allows.

    Amounts that are exact add up to one that may be no round number: such a value comes last.
    """
    first = lever.beyond(best)
    tries = (*(lever.at(first + more) for more in steps), *([best] if lever.money else []))
    for value in dict.fromkeys(tries):
        if value != lever.now and plans_near(lever.change(request, value), plans) is not None:
            return value
        if time.monotonic() > until:
            break
    return None


def plans_near(request: PlanRequest, near: Plans) -> Plans | None:
    """A plan of each view of a request, perhaps near one that is known; None if one has none."""
    model, found = _fluid(_hard(request)), dict[View, Floats | None]()
    for view, plan in near.items():
        found[view] = some_plan(view(model), plan)
        if found[view] is None:
            return None
    return found


def _met(
    request: PlanRequest, lever: Lever, view: View, until: float, rounds: int = FARTHER
) -> _Met | None:
    """The value nearest to now that plans of a view of the model can meet; None without any."""
    if lever.kind == "budget":
        return _total_met(request, lever, view, until)
    close = (lever.now, lever.now + lever.grain)
    now, other = (view(_hard(lever.change(request, value))) for value in close)
    at = np.array([r for r, rule in enumerate(now.rules) if rule.pointer == lever.pointer], int)
    if not len(at):
        return None
    loosest = view(_hard(lever.change(request, lever.loosest))).problem
    problem = replace(now.problem, upper=loosest.upper)
    target = Target.of(problem, lever.now, other.problem.rows, lever.now + lever.grain, at)
    plan = nearest_plan(target, until, rounds)
    value = None if plan is None else target.met(plan)
    return None if plan is None or value is None else _Met(value, plan)


def _total_met(request: PlanRequest, lever: Lever, view: View, until: float) -> _Met | None:
    """The budget nearest to now whose plans can spend it, or as much as a view asks for.

    The less money any line can take, the better it is told which to leave out.
    """
    problem, times = _spending(request, lever, view), float(request.periods)
    best = _extreme(problem, lever.way, until)
    for _ in range(ROUNDS if lever.way > 0 else 0):
        if best is None:
            break
        total = float(best.sum())
        within = replace(problem, budget_high=total, upper=np.minimum(problem.upper, total))
        less = _extreme(within, lever.way, until)
        if less is None or less.sum() > (1 - GAP) * total:
            break
        best = less
    return None if best is None else _Met(float(best.sum()) / times, best)


def _extreme(problem: Problem, way: float, until: float) -> Floats | None:
    """The plan that spends least (`way` 1) or most (-1) of those that were found."""
    near = (climbed_on(problem, plan, gap=GAP, until=until) for plan in starts(problem, GAP, until))
    known = [plan for plan in near if plan is not None]
    return min(known, key=lambda plan: way * float(plan.sum()), default=None)


def _spending(request: PlanRequest, lever: Lever, view: View) -> Problem:
    """The problem whose plans are to spend little, where the lever is for more, or much."""
    model = view(_hard(lever.change(request, max(lever.now, lever.loosest))))
    times, problem = float(request.periods), model.problem
    low, high = (times * end for end in sorted((lever.now, lever.loosest)))
    return replace(
        problem,
        budget_low=min(low, problem.budget_low),
        budget_high=high,
        reach_weight=np.zeros(len(model.places)),
        impression_value=np.zeros(len(problem)),
        spend_value=np.full(len(problem), -lever.way / high),
    )


def _hard(request: PlanRequest) -> Model:
    return model_of(request).without_wishes()


def _fluid(model: Model) -> Model:
    """The model in any amounts of money: whole units hardly ever stand against a plan."""
    return replace(model, problem=replace(model.problem, unit=0.0))
