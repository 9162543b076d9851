"""Problems whose plans are to keep some rules, which they need not, by as much as can be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.curves import Floats, Ints
from optimizer.problem import Problem, Rows


def aimed(problem: Problem, at: Ints) -> Problem:
    """The problem without the rows `at`, of which its plans are to miss as little in all as can be.

    The sum of the rows' slacks, without their bounds, is the objective.
    """
    rows, mine = problem.rows, np.zeros(len(problem.rows))
    mine[at] = inwards(rows)[at]
    total = np.where(problem.counted, float(mine @ rows.total), 0.0)
    return replace(
        problem,
        spend_value=np.asarray(-(mine @ rows.spend) - total, float),
        impression_value=np.asarray(-(mine @ rows.impressions), float),
        reach_weight=np.asarray(-(mine @ rows.reach), float),
        rows=rows.only(np.flatnonzero(mine == 0)),
    )


def inwards(rows: Rows) -> Floats:
    """1 for a row with an upper bound, -1 for one with a lower bound; a row has one of them."""
    return np.where(np.isfinite(rows.upper), 1.0, -1.0)
