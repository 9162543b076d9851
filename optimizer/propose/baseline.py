"""The split that habit would make: the budget in proportion to past spend, as far as avails go."""

from __future__ import annotations

import numpy as np

from media.money import MICROS, split
from optimizer import measure
from optimizer.curves import Floats
from optimizer.propose.model import Model
from optimizer.propose.outcome import Outcome, outcome

ROUNDS = 20


def baseline_of(model: Model, total: float) -> Outcome | None:
    """The outcome of `total` split in proportion to past spend; None where there was none.

    What a line cannot take goes to the others in the same proportion; the rules of the Brief are
    not looked at.
    """
    weights = np.array([model.request.baseline.get(c.id, 0.0) for c in model.candidates], float)
    upper = model.problem.upper
    if not (weights[upper > 0] > 0).any():
        return None
    return outcome(model, _whole(model, _filled(np.maximum(weights, 0.0), upper, total)))


def keeps_rules(model: Model, plan: Outcome) -> bool:
    """Whether the habitual split would keep the Brief's rules and the lines' minimum spends."""
    return measure.violation(model.problem, plan.spends) <= 1e-6


def _filled(weights: Floats, upper: Floats, total: float) -> Floats:
    spends = np.zeros(len(weights))
    for _ in range(ROUNDS):
        open_ = np.where(spends < upper, weights, 0.0)
        rest = total - float(spends.sum())
        if rest <= 1e-9 * total or not open_.any():
            break
        spends = np.minimum(spends + rest * open_ / open_.sum(), upper)
    return spends


def _whole(model: Model, spends: Floats) -> Floats:
    unit, total = model.request.unit, round(float(spends.sum()) * MICROS)
    parts = split(total // unit * unit, [float(s) for s in spends], unit)
    return np.minimum(np.array(parts, float) / MICROS, model.problem.upper)
