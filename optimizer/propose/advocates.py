"""What each advocate would choose, in a problem that lets the goal lose only so much.

Reach wants people, efficiency the least money for the goal, yield cells that sell badly anyway
(a low sell-through).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.curves import Floats
from optimizer.problem import Problem
from optimizer.propose.leeway import Point, goal_point, point_of
from optimizer.propose.model import LEAST_SPENT
from optimizer.propose.room import Best

WORTHWHILE = 0.002
"""A corner closer than this (in mean STR, or as a fraction of reach) is no corner of its own."""
DOMINANT = 20.0


def reach_corner(best: Best, lean: Problem, gap: float) -> Point:
    """The most people."""
    problem = replace(
        lean,
        reach_weight=np.ones(len(best.model.places)),
        impression_value=np.zeros(len(lean)),
    )
    return point_of(best, problem, gap, best.solution)


def yield_corner(best: Best, lean: Problem, gap: float) -> Point:
    """The lowest mean sell-through; the goal's plan where all cells sell alike."""
    if float(np.ptp(best.model.sell_through)) < WORTHWHILE:
        return goal_point(best)
    worth = DOMINANT * best.plan.goal * unsold(best)
    return point_of(best, replace(lean, spend_value=worth), gap, best.solution)


def efficient_corner(best: Best, lean: Problem, gap: float) -> Point:
    """The least money that keeps the goal; amounts and shares hold."""
    price = DOMINANT * best.plan.goal / max(best.plan.total, 1e-9)
    low = min(lean.budget_low, LEAST_SPENT * best.model.budget)
    problem = replace(lean, budget_low=low, spend_value=np.full(len(lean), -price))
    return point_of(best, problem, gap, best.solution)


def unsold(best: Best) -> Floats:
    """How much a unit of money on each line (N) lowers the mean STR below that of the goal's plan.

    Measured from the goal's own mean, so that spending less is no yield where that is allowed.
    """
    above = best.model.sell_through - best.plan.sell_through
    return np.asarray(-above / max(best.plan.total, 1e-9), float)
