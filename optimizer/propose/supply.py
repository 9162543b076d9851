"""What is there to buy, and whether that is what keeps a request from having a plan.

Avails, maximum spends and frequency caps let a plan spend less than was asked; rules do not. So a
request has a plan where its rules let the budget be spent if there were enough to buy, and
something be spent of what there is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from optimizer.allocate import climbed_on, solve
from optimizer.curves import Floats
from optimizer.propose.model import LEAST_SPENT, Model

QUICK, LOOSE = 1.0, 0.5
"""Seconds and gap of a search for any plan."""


def fits(model: Model) -> bool:
    """Whether a quick search finds a plan."""
    return some_plan(model) is not None


def some_plan(model: Model, near: Floats | None = None) -> Floats | None:
    """Spends (N) that keep the rules, as far as a quick search finds any: `near` given ones first.

    Those near others are no whole units.
    """
    if near is not None:
        plan = climbed_on(model.problem, near, gap=LOOSE, until=time.monotonic() + QUICK)
        if plan is not None:
            return plan
    found = solve(model.problem, gap=LOOSE, time_limit=QUICK)
    return None if found.status == "infeasible" else found.spends


def boundless(model: Model) -> Model:
    """The model as if there were enough to buy of everything that is for sale."""
    free = model.with_rules([rule for rule in model.rules if not rule.physical])
    upper = np.where(free.problem.upper > 0, free.problem.budget_high, 0.0)
    return replace(free, problem=replace(free.problem, upper=upper))


def underspent(model: Model) -> Model:
    """The model that may spend next to nothing."""
    least = min(model.problem.budget_low, LEAST_SPENT * model.budget)
    return replace(model, problem=replace(model.problem, budget_low=least))


View = Callable[[Model], Model]
VIEWS: tuple[View, ...] = (boundless, underspent)
Plans = Mapping[View, Floats | None]
"""Spends that keep the rules of each view of a model; None where a quick search found none."""


def plans_of(model: Model) -> Plans:
    """What a quick search finds for each view of the model."""
    return {view: some_plan(view(model)) for view in VIEWS}
