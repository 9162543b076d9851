"""How much of each forecaster goes into the blend: weights that did best out of sample."""

from __future__ import annotations

from itertools import product

import numpy as np

from optimizer.forecast.lines import Floats, Ints

PARTS = 3
"""Shrinkage, shrinkage corrected by boosting, boosting alone."""
EVEN = np.full((2, PARTS), 1 / PARTS)
_STEPS = 10
_MOST = 8_000


def weights(parts: Floats, truth: Floats, comparables: Ints) -> Floats:
    """Weights (they sum to 1) of least absolute error: without comparables, and with some.

    `parts` are forecasts that never saw what they forecast: a row a campaign, a column a part.
    """
    found = EVEN.copy()
    for number, here in enumerate((comparables == 0, comparables > 0)):
        rows = np.flatnonzero(here)[:: max(1, int(here.sum()) // _MOST)]
        if len(rows) >= 20 * PARTS:
            found[number] = _best(parts[rows], truth[rows])
    return found


def blended(parts: Floats, shares: Floats, comparables: Ints) -> Floats:
    """The weighted mean of the parts of each row."""
    return np.asarray((parts * shares[(comparables > 0).astype(int)]).sum(axis=1))


def _best(parts: Floats, truth: Floats) -> Floats:
    """The best on a grid, drawn a little towards even, since the best is a little lucky."""
    steps = [s for s in product(range(_STEPS + 1), repeat=PARTS) if sum(s) == _STEPS]
    grid = np.array(steps) / _STEPS
    errors = np.abs(parts @ grid.T - truth[:, None]).mean(axis=0)
    return np.asarray(0.75 * grid[int(np.argmin(errors))] + 0.25 * EVEN[0])
