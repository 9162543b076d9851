"""The best plan near given spends, by programs that lie nowhere above the curves and touch them.

S-shaped pools and rules that limit growing impressions leave no concave problem. Around a plan
there is one inside it that is exact there: what its program finds keeps every rule, and is where
the next one is laid. Spends that miss rules are led to a plan first, by what each rule gives way.
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, hstack

from optimizer import measure
from optimizer.curves import Floats
from optimizer.layout import Layout
from optimizer.master import Points, build_below
from optimizer.points import points_around
from optimizer.program import Program, run
from optimizer.relax import Relaxed, nothing

ROUNDS = 30
LEAST = 0.5
"""Seconds that a program may take however late it is."""
DEAR = 1e3
"""What giving way by a row's size costs: more than the objective can bring for it."""
KEPT = 1e-9
"""Of a row's size: giving way by less is none."""
STUCK = 0.97
"""A round that leaves more of what rules give way than this has nowhere to go."""
ENOUGH = 0.05
"""Of the asked gap: a round that brings less is the last."""
WIDE = np.geomspace(0.03, 1.0, 6)
"""Where the range of each function is broken, so that a plan can go far."""
NEAR, NEAREST, CLOSER = 0.2, 1e-3, 0.4
"""How near to the plan they are broken too, relatively, and by how much nearer each round."""


def climbed(layout: Layout, spends: Floats, *, gap: float, until: float) -> Relaxed:
    """A plan worth as much as any near the `spends` (N), which need not keep the rules.

    `layout` has no open lines. Without spends none was found.
    """
    best, given = nothing(layout, "unknown"), np.inf
    centre, near = np.clip(spends, layout.problem.lower, layout.problem.upper), NEAR
    for _ in range(ROUNDS):
        master = build_below(layout, _points(layout, centre, near), centre)
        program = _yielding(master.program, master.first_rule)
        answer = run(program, time_limit=max(until - time.monotonic(), LEAST))
        if not answer.found:
            break
        centre, before = master.spends(answer), given
        given = float(answer.values[len(master.program.upper) :].sum())
        if given <= KEPT:
            value, last = measure.value(layout.problem, centre), best.value
            if value > last:
                best = Relaxed("optimal", centre, value, np.inf, master.prices(layout, answer))
            if value - last <= ENOUGH * gap * abs(value):
                break
        elif given > STUCK * before:
            break
        if time.monotonic() > until:
            break
        near = max(near * CLOSER, NEAREST)
    return best


def _points(layout: Layout, centre: Floats, near: float) -> Points:
    room = layout.problem.upper - layout.problem.lower
    wide = Points(
        lines=layout.problem.lower[:, None] + room[:, None] * WIDE,
        pools=layout.tops[:, None] * WIDE,
        markets=layout.deepest[:, None] * WIDE,
    )
    return points_around(layout, centre, near).joined(wide)


def _yielding(program: Program, first: int) -> Program:
    """The program whose rows from the `first` rule on may give way, each for its price."""
    rows = np.arange(first, len(program.row_low))
    signs = np.where(np.isfinite(program.row_high[rows]), -1.0, 1.0)
    shape = len(program.row_low), len(rows)
    give = csr_array((signs, (rows, np.arange(len(rows)))), shape)
    return replace(
        program,
        objective=np.append(program.objective, np.full(len(rows), -DEAR)),
        upper=np.append(program.upper, np.full(len(rows), np.inf)),
        matrix=csr_array(hstack([program.matrix, give])),
    )
