"""A first plan for curved rules: reach to be kept, impressions whose price grows.

The relaxation's chords lie below the curves, so a rule that hardly any plan keeps can look
impossible. Here such rules may give way at a price, the pieces close in on where they give way
least, and only tangents, which lie above the curves, may say that no plan exists.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, hstack

from optimizer.curves import Floats, Ints
from optimizer.layout import Layout
from optimizer.master import Master, Points, build
from optimizer.points import points_around
from optimizer.program import Outcome, Program, run

ROUNDS = 12
CLOSER = 0.3
KEPT = 1e-10
"""Of a row's size: giving way by less is none."""
STUCK = 0.9
"""A round that leaves more than this of what was missing has nowhere to go."""


@dataclass(frozen=True, slots=True, eq=False)
class Foothold:
    """Points whose chords leave a plan, and that plan's spends; no spends where there is none."""

    outcome: Outcome
    points: Points
    spends: Floats

    @property
    def found(self) -> bool:
        """Whether there is a plan."""
        return len(self.spends) > 0


def foothold(
    layout: Layout, points: Points, centre: Floats, outcome: Outcome, until: float
) -> Foothold:
    """Points at which the relaxation has a plan, from `points` where it had `outcome`.

    The outcome is "infeasible" only where no plan can exist, "unknown" where none was found.
    """
    nowhere = Foothold(outcome, points, np.zeros(0))
    curved = _curved(layout)
    if outcome != "infeasible" or not len(curved):
        return nowhere
    if not _possible(layout, points, centre):
        return nowhere
    reach, before = 0.3, np.inf
    for _ in range(ROUNDS):
        master = build(layout, points, centre)
        answer = run(_elastic(master, curved), time_limit=max(until - time.monotonic(), 1.0))
        if not answer.found:
            return replace(nowhere, outcome=answer.outcome)
        centre, missing = master.spends(answer), float(answer.values[-2 * len(curved) :].sum())
        if missing <= KEPT:
            return Foothold("optimal", points, centre)
        points = points_around(layout, centre, reach)
        reach *= CLOSER
        if missing > STUCK * before or time.monotonic() > until:
            break
        before = missing
    possible = _possible(layout, points, centre)
    return replace(nowhere, outcome="unknown" if possible else "infeasible")


def _curved(layout: Layout) -> Ints:
    """The rows that are not linear in the spends."""
    rows, problem = layout.problem.rows, layout.problem
    growing = abs(rows.impressions) @ (problem.growth > 0).astype(float)
    return np.flatnonzero((growing > 0) | (abs(rows.reach).sum(axis=1) > 0))


def _possible(layout: Layout, points: Points, centre: Floats) -> bool:
    """Whether the overestimated curves leave a plan."""
    program = build(layout, points, centre, outer=True).program
    asked = replace(program, objective=np.zeros(len(program.objective)))
    return run(asked, time_limit=5.0).outcome != "infeasible"


def _elastic(master: Master, curved: Ints) -> Program:
    """The program that only asks how little the curved rows must give way."""
    program, count = master.program, len(curved)
    rows = 1 + len(master.depth) + len(master.crowd) + np.tile(curved, 2)
    sign = np.repeat([1.0, -1.0], count)
    give = csr_array((sign, (rows, np.arange(2 * count))), shape=(len(program.row_low), 2 * count))
    return Program(
        objective=np.append(np.zeros(len(program.objective)), -np.ones(2 * count)),
        upper=np.append(program.upper, np.full(2 * count, np.inf)),
        matrix=csr_array(hstack([program.matrix, give])),
        row_low=program.row_low,
        row_high=program.row_high,
    )
