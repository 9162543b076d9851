"""Rules that are not linear, and what they make of a problem.

Impressions where a rule limits them: each row must count no fewer than a line shows, or, where a
program is to bound every plan, no more.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from optimizer import measure
from optimizer.curves import Bools, Floats, Ints
from optimizer.layout import Layout
from optimizer.pieces import Pieces
from optimizer.problem import Problem, Rows


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """Impressions at each line's base (N) and per unit of each of their pieces."""

    base: Floats
    piece: Floats


def shown(layout: Layout, lines: Pieces) -> Limits:
    """Impressions as the pieces show them."""
    plain = 1000.0 / layout.problem.cpm
    solo, owner = layout.solo, lines.owner
    base = np.where(solo, plain * lines.base, lines.base_gain)
    return Limits(base, np.where(solo[owner], plain[owner], lines.slope))


def overestimate(layout: Layout, lines: Pieces, centre: Floats) -> Limits:
    """Impressions nowhere below the true ones: tangents at `centre`."""
    problem = layout.problem
    at = np.clip(centre, problem.lower, problem.upper)
    slope = measure.marginal_impressions(problem, at)
    return _linear(layout, lines, measure.impressions(problem, at) - slope * at, slope)


def underestimate(layout: Layout, lines: Pieces) -> Limits:
    """Impressions nowhere above the true ones: chords of the domains."""
    problem = layout.problem
    low = np.where(problem.optional, 0.0, problem.lower)
    width = problem.upper - low
    start, end = measure.impressions(problem, low), measure.impressions(problem, problem.upper)
    flat = measure.marginal_impressions(problem, problem.upper)
    slope = np.where(width > 0, (end - start) / np.where(width > 0, width, 1.0), flat)
    return _linear(layout, lines, start - slope * low, slope)


def _linear(layout: Layout, lines: Pieces, constant: Floats, slope: Floats) -> Limits:
    """Impressions as constant + slope . spend (N), none where an open line is off."""
    undecided, owner = layout.undecided, lines.owner
    leap = slope + constant / np.where(undecided, layout.problem.lower, 1.0)
    off = undecided & (lines.base == 0)
    return Limits(
        base=np.where(off, 0.0, constant + slope * lines.base),
        piece=np.where(lines.leap, leap[owner], slope[owner]),
    )


def limited(layout: Layout) -> Bools:
    """The growing lines (N) whose impressions a rule limits: the rule is not convex in them."""
    above, _ = by_side(layout.problem.rows)
    held = np.zeros(len(layout.problem)) if not above.shape[0] else abs(above).sum(axis=0)
    return np.asarray((layout.problem.growth > 0) & (held > 0), bool)


def asked(layout: Layout) -> Bools:
    """The markets (M) whose reach a rule speaks of."""
    rows = layout.problem.rows
    if not len(rows):
        return np.zeros(len(layout.problem.population), bool)
    return np.asarray(abs(rows.reach).sum(axis=0) > 0, bool)


def curved_rows(problem: Problem) -> Ints:
    """The rows that are not linear in the spends."""
    growing = abs(problem.rows.impressions) @ (problem.growth > 0).astype(float)
    return np.flatnonzero((growing > 0) | (abs(problem.rows.reach).sum(axis=1) > 0))


def ruled(layout: Layout) -> bool:
    """Whether a rule itself is not linear: one on reach, or on impressions whose price grows."""
    return bool(asked(layout).any() or limited(layout).any())


def bent(layout: Layout) -> bool:
    """Whether the layout has anything that is not concave."""
    return bool(layout.bent.any() or limited(layout).any())


def by_side(rows: Rows) -> tuple[csr_array, csr_array]:
    """The impressions that a rule limits (overestimated, to be safe) and those it asks for."""
    shown = rows.impressions
    limiting = np.where(np.isfinite(rows.upper), 1.0, -1.0)
    signed = np.repeat(limiting, np.diff(shown.indptr)) * shown.data
    above, below = shown.copy(), shown.copy()
    above.data = np.where(signed > 0, shown.data, 0.0)
    below.data = np.where(signed < 0, shown.data, 0.0)
    return above, below
