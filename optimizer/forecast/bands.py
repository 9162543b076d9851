"""Conformal intervals: quantiles of past errors, by number of comparables and by direction of time.

An error is measured in units of its forecast spread. Forecasts are sorted into classes: within the
time of the history or beyond its end, and by how many campaigns of the same advertiser and market
are known (Mondrian conformal prediction). A class borrows from all classes of its direction as
much as BORROWED errors, so that thin classes are not all noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.lines import Floats, Ints

TAILS = (0.05, 0.10, 0.90, 0.95)
STEPS = (1, 4, 15)
"""Classes by comparables: none, 1-3, 4-14, 15 or more."""
BORROWED = 15.0
PRIOR = 4.0
"""Weight, in campaigns, of the error spread that is assumed before any error was seen."""
_GRID = np.linspace(-2.2, 2.2, 41)
"""The assumed errors: even, and wide (in units of the spread, whose median is about 1)."""


@dataclass(frozen=True, slots=True)
class Bands:
    """Quantiles at TAILS of standardised errors: directions x classes x tails."""

    quantiles: Floats

    def interval(self, beyond: Ints, comparables: Ints) -> Floats:
        """The quantiles that apply: one row a forecast, one column a tail."""
        return np.asarray(self.quantiles[beyond, classes(comparables)])


def classes(comparables: Ints) -> Ints:
    """The class of each count of comparables."""
    return np.searchsorted(STEPS, comparables, side="right")


def bands(scores: Floats, beyond: Ints, comparables: Ints) -> Bands:
    """Calibrate from standardised errors that forecasts made out of sample."""
    found = np.empty((2, len(STEPS) + 1, len(TAILS)))
    group = classes(comparables)
    for direction in range(2):
        pooled = beyond == direction
        if not pooled.any():
            pooled = np.ones(len(scores), bool)
        for number in range(len(STEPS) + 1):
            own = pooled & (group == number)
            found[direction, number] = _quantiles(scores[own], scores[pooled])
    return Bands(found)


def _quantiles(own: Floats, pooled: Floats) -> Floats:
    values = np.concatenate([own, pooled, _GRID])
    shares = [(len(own), float(len(own))), (len(pooled), BORROWED), (len(_GRID), PRIOR)]
    weights = np.concatenate([np.full(n, total / max(n, 1)) for n, total in shares])
    order = np.argsort(values)
    reached = (np.cumsum(weights[order]) - 0.5 * weights[order]) / weights.sum()
    return np.interp(_corrected(np.array(TAILS), weights.sum()), reached, values[order])


def _corrected(tails: Floats, count: float) -> Floats:
    """The finite-sample correction of split conformal prediction, outwards on both sides."""
    return np.clip(0.5 + (tails - 0.5) * (1.0 + 1.0 / count), 0.0, 1.0)
