"""What lines can spend at most under rules that cap impressions, by numbers or by people reached.

A small market's cap leaves its lines little of a large budget. Told so, the rows of a program are
written in numbers near 1, and what a solver's tolerance lets pass stays small.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from optimizer import measure
from optimizer.curves import Bools, Floats, most_per_head
from optimizer.problem import Problem

SPARE = 5e-8
"""Relative: so much room more keeps the caps' prices theirs, and is within what a plan may miss."""


def most_spent(problem: Problem) -> Floats:
    """The most (N) that each line can spend by itself under its caps; its `upper` without any."""
    return np.minimum(problem.upper, _spend_for(problem, _most_shown(problem)))


def _most_shown(problem: Problem) -> Floats:
    """Impressions (N) beyond which a row that limits them could not hold.

    Were all reached whom the lines can reach; and were everybody reached as cheaply as ever, where
    even then each impression takes more of the row than it gives.
    """
    rows, most = problem.rows, np.full(len(problem), np.inf)
    people = measure.reach(problem, problem.upper)
    limits = (abs(rows.spend).sum(axis=1) == 0) & (rows.total == 0) & np.isfinite(rows.upper)
    limits &= (rows.impressions.minimum(0.0).sum(axis=1) == 0) & (rows.upper >= 0)
    room = rows.upper + rows.tolerance
    at_best = csr_array(rows.impressions + rows.reach.minimum(0.0) @ _reached_each(problem))
    worse = limits & (at_best.minimum(0.0).sum(axis=1) == 0)
    _lower(most, rows.impressions, limits, room - rows.reach.minimum(0.0) @ people)
    _lower(most, at_best, worse, room)
    return most * (1.0 + SPARE)


def _lower(most: Floats, taken: csr_array, limits: Bools, room: Floats) -> None:
    """Lower `most` (N) to what each line alone can take of the rows (R) that `limits` names."""
    entries = coo_array(taken)
    row, line = entries.coords
    mine = limits[row] & (entries.data > 0)
    np.minimum.at(most, line[mine], room[row[mine]] / entries.data[mine])


def _reached_each(problem: Problem) -> csr_array:
    """At most so many people of each market (M, N) are reached by an impression of a line."""
    steepest = most_per_head(problem.curves, measure.heads(problem, problem.upper))
    lines = np.flatnonzero(problem.pool >= 0)
    pool = problem.pool[lines]
    shape = (len(problem.population), len(problem))
    return csr_array((steepest[pool], (problem.market[pool], lines)), shape)


def _spend_for(problem: Problem, shown: Floats) -> Floats:
    """What so many impressions of each line (N) cost, its price growing with the spend."""
    plain = shown * problem.cpm / 1000.0
    beyond = np.maximum(plain / problem.reference, 1.0)
    return np.asarray(plain * beyond ** (problem.growth / (1.0 - problem.growth)), float)
