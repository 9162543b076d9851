"""Programs that decide for good: open lines are on or off, and what bends is filled in order."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array, eye_array, hstack, vstack

from optimizer.layout import Layout
from optimizer.master import Master
from optimizer.pieces import Pieces
from optimizer.program import Program


def whole_program(layout: Layout, master: Master) -> Program:
    """The same program where open lines decide for good: a leap is whole, and leads the rest.

    Each of the master's steps takes a whole column more.
    """
    program, lines = master.program, master.lines
    unit, whole = np.ones(len(program.upper)), np.zeros(len(program.upper), bool)
    unit[: len(lines)] = np.where(lines.leap, lines.width, 1.0)
    whole[: len(lines)] = lines.leap
    links = _leaps_first(layout, lines, len(unit))
    order = _in_order(master)
    steps, more = order.shape[1] - len(unit), links.shape[0] + order.shape[0]
    matrix = vstack([program.matrix @ diags_array(unit), links])
    wider = hstack([matrix, csr_array((matrix.shape[0], steps))])
    return Program(
        objective=np.append(program.objective * unit, np.zeros(steps)),
        upper=np.append(program.upper / unit, np.ones(steps)),
        matrix=csr_array(vstack([wider, order])),
        row_low=np.append(program.row_low, np.full(more, -np.inf)),
        row_high=np.append(program.row_high, np.zeros(more)),
        whole=np.append(whole, np.ones(steps, bool)),
    )


def in_units(program: Program, lines: Pieces, unit: float) -> Program:
    """The whole program where each line spends whole units: one column more a line counts them."""
    count, columns = len(lines.base), len(program.upper)
    size = np.where(lines.leap, lines.width, 1.0) / unit
    spent = csr_array((size, (lines.owner, np.arange(len(lines)))), shape=(count, columns))
    counted = hstack([spent, -eye_array(count)])
    old = hstack([program.matrix, csr_array((len(program.row_low), count))])
    most = (lines.base + np.bincount(lines.owner, lines.width, count)) / unit
    whole = np.zeros(columns, bool) if program.whole is None else program.whole
    return Program(
        objective=np.append(program.objective, np.zeros(count)),
        upper=np.append(program.upper, np.ceil(most)),
        matrix=csr_array(vstack([old, counted])),
        row_low=np.append(program.row_low, -lines.base / unit),
        row_high=np.append(program.row_high, -lines.base / unit),
        whole=np.append(whole, np.ones(count, bool)),
    )


def _leaps_first(layout: Layout, lines: Pieces, columns: int) -> csr_array:
    """One row per open line: it spends beyond its minimum only where its leap is whole."""
    undecided = np.flatnonzero(layout.undecided)
    rank = np.full(len(layout.solo), -1)
    rank[undecided] = np.arange(len(undecided))
    of_line = rank[lines.owner]
    mine = of_line >= 0
    room = np.maximum(layout.problem.upper - layout.problem.lower, 1e-300)[lines.owner]
    entry = np.where(lines.leap, -1.0, 1.0 / room)[mine]
    return csr_array((entry, (of_line[mine], np.flatnonzero(mine))), (len(undecided), columns))


def _in_order(master: Master) -> csr_array:
    """Rows over all columns and one more for each step.

    A step s stands between pieces of one function: s <= v_j / width_j for those j from the step
    before to s, and v_k / width_k <= s for those k from s to the step after. Of a pool's pieces
    the last before a step is enough: nobody skips the steeper ones.
    """
    lines, pools, steps = master.lines, master.pools, master.steps
    columns, count = len(master.program.upper), len(steps)
    if not count:
        return csr_array((0, columns))
    owner = np.append(lines.owner, len(lines.base) + pools.owner)
    width = np.append(np.where(lines.leap, 1.0, lines.width), pools.width)
    after = np.searchsorted(steps, np.arange(len(owner)))
    before, after = np.maximum(after - 1, 0), np.minimum(after, count - 1)
    pieces = np.arange(len(owner))
    led = np.flatnonzero((owner == owner[steps[before]]) & (pieces > steps[before]))
    until = (owner == owner[steps[after]]) & (pieces <= steps[after])
    leading = np.flatnonzero(until & ((pieces < len(lines)) | (pieces == steps[after])))
    first, second = np.arange(len(leading)), len(leading) + np.arange(len(led))
    entries = [
        (first, columns + after[leading], np.ones(len(leading))),
        (first, leading, -1.0 / width[leading]),
        (second, led, 1.0 / width[led]),
        (second, columns + before[led], -np.ones(len(led))),
    ]
    rows, at, data = (np.concatenate(part) for part in zip(*entries, strict=True))
    return csr_array((data, (rows, at)), (len(leading) + len(led), columns + count))
