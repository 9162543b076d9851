"""Open lines as corners of the hull of their domain: 0, and what they are at each of their points.

Where a rule limits the impressions of a line whose price grows, its leap to the minimum takes more
of the rule than what follows. A program over pieces in a row would spend what follows alone.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, vstack

from optimizer.curves import Bools, Floats
from optimizer.layout import Layout
from optimizer.pieces import Pieces, corners, grid
from optimizer.program import Program


def with_hulls(layout: Layout, lines: Pieces, points: Floats, hulled: Bools) -> Pieces:
    """The lines' pieces, but for those of the `hulled` (N) the corners at their points (N, K)."""
    if not hulled.any():
        return lines
    at = grid(points, layout.problem.lower, layout.problem.upper)
    return lines.with_those_of(corners(at, layout.line_gain), hulled)


def one_whole_each(program: Program, lines: Pieces, hulled: Bools) -> Program:
    """The program where the corners of each hull make no more than a whole."""
    count = int(hulled.sum())
    if not count:
        return program
    mine = np.flatnonzero(hulled[lines.owner])
    row = np.cumsum(hulled)[lines.owner[mine]] - 1
    parts = csr_array((1.0 / lines.width[mine], (row, mine)), (count, len(program.upper)))
    return replace(
        program,
        matrix=csr_array(vstack([program.matrix, parts])),
        row_low=np.append(program.row_low, np.full(count, -np.inf)),
        row_high=np.append(program.row_high, np.ones(count)),
    )
