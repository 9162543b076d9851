"""What one step more or less of money brings: of the whole plan, and on each of its lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer import measure
from optimizer.curves import Floats
from optimizer.problem import Problem
from optimizer.propose.outcome import Outcome
from optimizer.propose.room import Best

USUAL_STEP = 1000.0


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """In the goal's counts per `step` currency units.

    `budget` is what the best use of one step more brings, and about what one step less costs: the
    price of the budget where the goal is best. `lines` (N) is what a step more on each line alone
    brings. `room` says whether a step more can be bought at all.
    """

    step: float
    budget: float
    room: bool
    lines: Floats


def step_of(budget: float) -> float:
    """1,000 units, or a power of ten near a hundredth of the budget where that is out of size."""
    fits = 1e-3 * budget <= USUAL_STEP <= 0.05 * budget
    return USUAL_STEP if fits else float(10.0 ** np.floor(np.log10(max(budget, 1e-3) / 100.0)))


def margins_of(best: Best, plan: Outcome) -> Margins:
    """The margins of a plan."""
    step = step_of(plan.total)
    return Margins(
        step=step,
        budget=max(best.solution.prices.budget, 0.0) * step,
        room=not best.short,
        lines=_by_line(best.model.problem, plan, step),
    )


def _by_line(problem: Problem, plan: Outcome, step: float) -> Floats:
    gains = []
    for i in range(len(problem)):
        spends = plan.spends.copy()
        spends[i] += step
        gains.append(measure.value(problem, spends) - plan.goal)
    return np.array(gains, float)
