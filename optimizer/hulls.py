"""Impressions that a rule limits are no fewer than a line's chord says.

A program that fills a line's pieces in any order could spend money on the dearest alone, and show
next to nothing for it. With a row a line it is in the hull of what lines can do.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, vstack

from optimizer import measure
from optimizer.layout import Layout
from optimizer.limits import limited
from optimizer.pieces import Pieces
from optimizer.program import Program


def above_chords(layout: Layout, program: Program, lines: Pieces) -> Program:
    """The program, whose first columns are `lines`, with a row for each limited line."""
    held = np.flatnonzero(limited(layout))
    if not len(held):
        return program
    problem = layout.problem
    start = np.where(layout.undecided, 0.0, problem.lower)
    low, high = (measure.impressions(problem, end) for end in (start, problem.upper))
    width = problem.upper - start
    slope = np.where(width > 0, (high - low) / np.where(width > 0, width, 1.0), 0.0)
    size = np.maximum(high, 1e-300)
    row = np.full(len(problem), -1)
    row[held] = np.arange(len(held))
    mine = np.flatnonzero(row[lines.owner] >= 0)
    owner = lines.owner[mine]
    above = (lines.slope[mine] - slope[owner]) / size[owner]
    rows = csr_array((above, (row[owner], mine)), (len(held), len(program.upper)))
    least = (low + slope * (lines.base - start) - lines.base_gain) / size
    return replace(
        program,
        matrix=csr_array(vstack([program.matrix, rows])),
        row_low=np.append(program.row_low, least[held]),
        row_high=np.append(program.row_high, np.full(len(held), np.inf)),
    )
