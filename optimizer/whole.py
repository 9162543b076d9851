"""Programs that decide for good: open lines are on or off, S-shaped pools are filled in order."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_array, diags_array, hstack, vstack

from optimizer.layout import Layout
from optimizer.master import Master
from optimizer.pieces import Pieces
from optimizer.program import Program


def whole_program(layout: Layout, master: Master) -> Program:
    """The same program where open lines decide for good: a leap is whole, and leads the rest.

    A pool's pieces before a steeper one are filled in order, which takes a whole column each.
    """
    program, lines = master.program, master.lines
    unit, whole = np.ones(len(program.upper)), np.zeros(len(program.upper), bool)
    unit[: len(lines)] = np.where(lines.leap, lines.width, 1.0)
    whole[: len(lines)] = lines.leap
    links = _leaps_first(layout, lines, len(unit))
    order = _in_order(master.pools, len(lines), len(unit))
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


def _in_order(pieces: Pieces, start: int, columns: int) -> csr_array:
    """Rows over the `columns` and one more for each step up in slope, whose pieces `start` there.

    With step s between piece j and the next: s <= v_j / width_j, and v_k / width_k <= s for the
    pieces k from there to the next step.
    """
    steps = pieces.rising
    count = len(steps)
    if not count:
        return csr_array((0, columns))
    rank = np.searchsorted(steps, np.arange(len(pieces))) - 1
    led = np.flatnonzero((rank >= 0) & (pieces.owner == pieces.owner[steps[np.maximum(rank, 0)]]))
    rows = np.concatenate([np.arange(count), np.arange(count), count + np.arange(len(led))])
    rows = np.append(rows, count + np.arange(len(led)))
    at = np.concatenate([columns + np.arange(count), start + steps, start + led])
    at = np.append(at, columns + rank[led])
    data = np.concatenate([np.ones(count), -1.0 / pieces.width[steps], 1.0 / pieces.width[led]])
    data = np.append(data, -np.ones(len(led)))
    return csr_array((data, (rows, at)), (count + len(led), columns + count))
