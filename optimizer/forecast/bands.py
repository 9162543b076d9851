"""Conformal intervals: quantiles of past errors, by number of comparables and by direction of time.

An error is measured in units of its forecast spread. Forecasts are sorted into classes: within the
time of the history or beyond its end, and by how many campaigns of the same advertiser and market
are known (Mondrian conformal prediction). A class borrows from all classes of its direction as
much as BORROWED errors, so that thin classes are not all noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.lines import Floats, Ints, Keys

TAILS = (0.05, 0.10, 0.90, 0.95)
STEPS = (1, 4, 15)
"""Classes by comparables: none, 1-3, 4-14, 15 or more."""
BORROWED = 15.0
PRIOR = 4.0
"""Weight, in campaigns, of the error spread that is assumed before any error was seen."""
CAUTION = 0.25
"""Intervals cover what the errors show plus this many standard errors, for the few clusters."""
DRIFT = 1.1
"""Beyond the history's end intervals are the wider of both directions, and this much wider yet:
the next months differ from the past by more than the few past turns of the market could show."""
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
    return np.asarray(np.searchsorted(STEPS, comparables, side="right"))


def bands(scores: Floats, beyond: Ints, comparables: Ints, cluster: Keys) -> Bands:
    """Calibrate from standardised errors that forecasts made out of sample.

    Errors of one `cluster` (an advertiser nothing was known of) are alike and count little more
    than one.
    """
    found = np.empty((2, len(STEPS) + 1, len(TAILS)))
    group = classes(comparables)
    for direction in range(2):
        pooled = beyond == direction
        if not pooled.any():
            pooled = np.ones(len(scores), bool)
        for number in range(len(STEPS) + 1):
            own = pooled & (group == number)
            found[direction, number] = _quantiles(
                scores[own], scores[pooled], effective(cluster[own])
            )
    found[1] = DRIFT * np.where(np.array(TAILS) < 0.5, found.min(axis=0), found.max(axis=0))
    return Bands(found)


def _quantiles(own: Floats, pooled: Floats, count: float) -> Floats:
    values = np.concatenate([own, pooled, _GRID])
    shares = [(len(own), float(len(own))), (len(pooled), BORROWED), (len(_GRID), PRIOR)]
    weights = np.concatenate([np.full(n, total / max(n, 1)) for n, total in shares])
    order = np.argsort(values)
    reached = (np.cumsum(weights[order]) - 0.5 * weights[order]) / weights.sum()
    quantiles = np.interp(_corrected(np.array(TAILS), count + 1.0), reached, values[order])
    return np.asarray(quantiles)


def effective(cluster: Keys) -> float:
    """Kish's effective number of independent observations: n squared over the sum of squares."""
    _, sizes = np.unique(cluster, return_counts=True)
    return float(len(cluster) ** 2 / max(1, (sizes**2).sum()))


def _corrected(tails: Floats, count: float) -> Floats:
    """Tails moved outwards by CAUTION standard errors of what so few observations can show."""
    step = CAUTION * np.sqrt(tails * (1 - tails) / count)
    return np.asarray(np.clip(tails + np.where(tails < 0.5, -step, step), 0.005, 0.995))
