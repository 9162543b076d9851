"""A first plan for curved rules: reach to be kept, impressions whose price grows.

The relaxation's chords lie below the curves, so a rule that hardly any plan keeps can look
impossible. Here such rules are kept by as much as can be, and given way where they must. Chords
close in on where that leads, and on where tangents, which lie above the curves, see most room:
only these may say that no plan exists.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, hstack

from optimizer.curves import Floats, Ints
from optimizer.layout import Layout
from optimizer.limits import curved_rows
from optimizer.master import Master, Points, build
from optimizer.points import points_around, points_at
from optimizer.program import Outcome, Program, run

ROUNDS = 12
CLOSER = 0.3
KEPT = 1e-10
"""Of a row's size: giving way by less is none."""
MUST = 1e-7
"""Of a row's size: where curved rules must give way by more, no plan exists."""
SPARE = 0.01
"""Of a row's size: more room than this need not be found."""
LEAST = 0.5
"""Seconds that a program may take however late it is."""
STUCK = 0.9
"""A round that brings chords and tangents no closer to each other than this has nowhere to go."""


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
    curved = curved_rows(layout.problem)
    if not len(curved):
        return nowhere
    if not _possible(layout, points, centre, until):
        return replace(nowhere, outcome="infeasible")
    reach, before, aims = 0.3, np.inf, list[Points]()
    for _ in range(ROUNDS):
        outside = _step(build(layout, points, centre, outer=True), curved, until)
        if not outside.found or outside.missing > MUST:
            break
        inside = _step(build(layout, points, centre), curved, until)
        if not inside.found:
            return replace(nowhere, outcome=inside.outcome)
        centre = inside.spends
        if inside.missing <= KEPT:
            return Foothold("optimal", points, centre)
        apart = inside.missing - outside.missing
        if apart > STUCK * before or time.monotonic() > until:
            break
        before = apart
        aims.append(points_at(layout, outside.spends))
        points = points_around(layout, centre, reach).joined(*aims)
        reach *= CLOSER
    possible = outside.missing <= 0 or _possible(layout, points, centre, until)
    return replace(nowhere, outcome="unknown" if possible else "infeasible")


@dataclass(frozen=True, slots=True, eq=False)
class _Step:
    """The spends that keep the curved rules by most, and how much one of them gives way there."""

    outcome: Outcome
    spends: Floats
    missing: float

    @property
    def found(self) -> bool:
        return len(self.spends) > 0


def _step(master: Master, curved: Ints, until: float) -> _Step:
    left = max(until - time.monotonic(), LEAST)
    answer = run(_elastic(master, curved), time_limit=left)
    if not answer.found:
        return _Step(answer.outcome, np.zeros(0), np.inf)
    give, spare = answer.values[-2:]
    return _Step("optimal", master.spends(answer), float(give - spare))


def _possible(layout: Layout, points: Points, centre: Floats, until: float) -> bool:
    """Whether the overestimated curves leave a plan, as far as can be told in time."""
    program = build(layout, points, centre, outer=True).program
    asked = replace(program, objective=np.zeros(len(program.objective)))
    left = max(until - time.monotonic(), LEAST)
    return run(asked, time_limit=left).outcome != "infeasible"


def _elastic(master: Master, curved: Ints) -> Program:
    """The program that only asks by how much every curved row can be kept, or must give way."""
    program = master.program
    rows = master.first_rule + curved
    inwards = np.where(np.isfinite(program.row_high[rows]), 1.0, -1.0)
    at = (np.tile(rows, 2), np.repeat([0, 1], len(rows)))
    give = csr_array((np.append(-inwards, inwards), at), shape=(len(program.row_low), 2))
    return Program(
        objective=np.append(np.zeros(len(program.objective)), [-1.0, 1.0]),
        upper=np.append(program.upper, [np.inf, SPARE]),
        matrix=csr_array(hstack([program.matrix, give])),
        row_low=program.row_low,
        row_high=program.row_high,
    )
