"""What one step more or less of money brings: of the whole plan, and on each of its lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer import measure
from optimizer.allocate import solve
from optimizer.curves import Floats
from optimizer.problem import Problem
from optimizer.propose.outcome import Outcome
from optimizer.propose.room import Best

FINE = 1e-5
"""Gap at which differences of whole plans mean something."""
USUAL_STEP = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """In the goal's counts per `step` currency units.

    `more` is what the best use of one step more brings (None where nothing more can be bought),
    `less` what the cheapest step less costs (None where rules forbid it), `lines` (N) what a step
    more on each line alone brings.
    """

    step: float
    more: float | None
    less: float | None
    lines: Floats


def step_of(budget: float) -> float:
    """1,000 units, or the power of ten nearest below a hundredth of budgets where that is odd."""
    fits = 1e-3 * budget <= USUAL_STEP <= 0.05 * budget
    return USUAL_STEP if fits else float(10.0 ** np.floor(np.log10(max(budget, 1e-3) / 100.0)))


def margins_of(best: Best, plan: Outcome) -> Margins:
    """The margins of a plan; the whole plan's are those of the goal's best use of its lines."""
    problem = _decided(best, plan)
    step, total = step_of(plan.total), plan.total
    here = _value(problem, best, total)
    more = None if best.short else _value(problem, best, total + step)
    less = _value(problem, best, total - step)
    return Margins(
        step=step,
        more=None if more is None or here is None else max(more - here, 0.0),
        less=None if less is None or here is None else max(here - less, 0.0),
        lines=_by_line(best.model.problem, plan, step),
    )


def _decided(best: Best, plan: Outcome) -> Problem:
    """The goal's problem where the plan's lines stay in and the others out."""
    problem = best.model.problem
    used = plan.spends > 0
    return replace(
        problem,
        lower=np.where(used, problem.lower, 0.0),
        upper=np.where(used, problem.upper, 0.0),
        optional=np.zeros(len(problem), bool),
        unit=0.0,
    )


def _value(problem: Problem, best: Best, total: float) -> float | None:
    upper = np.where(problem.upper >= problem.budget_high * (1 - 1e-9), total, problem.upper)
    asked = replace(problem, upper=upper, budget_low=total, budget_high=total)
    found = solve(asked, gap=FINE, time_limit=0.5, warm=best.solution)
    return None if found.status == "infeasible" else found.value


def _by_line(problem: Problem, plan: Outcome, step: float) -> Floats:
    gains = []
    for i in range(len(problem)):
        spends = plan.spends.copy()
        spends[i] += step
        gains.append(measure.value(problem, spends) - plan.goal)
    return np.array(gains, float)
