"""What is there to buy, and whether that is what keeps a request from having a plan.

Avails, maximum spends and frequency caps let a plan spend less than was asked; rules do not.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.allocate import solve
from optimizer.propose.model import LEAST_SPENT, Model


def fits(model: Model) -> bool:
    """Whether a quick search finds a plan."""
    return solve(model.problem, gap=0.5, time_limit=1.0).status != "infeasible"


def boundless(model: Model) -> Model:
    """The model as if there were enough to buy of everything that is for sale."""
    free = model.with_rules([rule for rule in model.rules if not rule.physical])
    upper = np.where(free.problem.upper > 0, free.problem.budget_high, 0.0)
    return replace(free, problem=replace(free.problem, upper=upper))


def underspent(model: Model) -> Model:
    """The model that may spend next to nothing."""
    least = min(model.problem.budget_low, LEAST_SPENT * model.budget)
    return replace(model, problem=replace(model.problem, budget_low=least))
