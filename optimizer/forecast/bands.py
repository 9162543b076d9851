"""Conformal intervals: how far the sides learnt from errors must move so that they cover.

A score is how far an error lies beyond a learnt side, in the margin's units. Forecasts are sorted
into classes: within the time of the history or beyond its end, and by how many campaigns of the
same advertiser and market are known (Mondrian conformal prediction). A class borrows from all
classes of its direction as much as BORROWED errors, so that thin classes are not all noise.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.lines import Floats, Ints, Keys

TAILS = (0.05, 0.10, 0.90, 0.95)
_SIDE = (0, 0, 1, 1)
"""Of which of margin.SIDES each tail is moved."""
_LOW = np.array(TAILS) < 0.5
STEPS = (1, 4, 15)
"""Classes by comparables: none, 1-3, 4-14, 15 or more."""
BORROWED = 15.0
PRIOR = 2.0
"""Weight, in errors, of the spread that is assumed before any error was seen."""
DRIFT = 0.1
"""Beyond the history's end intervals are the wider of both directions, and each tail is so many
units wider yet: the next months differ from the past by more than its few turns could show."""
_GRID = np.linspace(-2.2, 2.2, 41)
"""The assumed scores: even, and wide."""


@dataclass(frozen=True, slots=True)
class Bands:
    """By how many units each of TAILS moves: directions x classes x tails."""

    moves: Floats

    def applied(self, sides: Floats, unit: Floats, beyond: Ints, comparables: Ints) -> Floats:
        """Tails that cover, in order, the low ones below 0 and the high above.

        One row a forecast, one column each of TAILS; `unit` is a column.
        """
        moved = sides[:, _SIDE] + unit * self.moves[beyond, classes(comparables)]
        low = np.sort(np.minimum(moved[:, _LOW], 0.0), axis=1)
        high = np.sort(np.maximum(moved[:, ~_LOW], 0.0), axis=1)
        return np.concatenate([low, high], axis=1)


def classes(comparables: Ints) -> Ints:
    """The class of each count of comparables."""
    return np.asarray(np.searchsorted(STEPS, comparables, side="right"))


def bands(
    errors: Floats,
    sides: Floats,
    unit: Floats,
    beyond: Ints,
    comparables: Ints,
    advertiser: Keys,
) -> Bands:
    """Calibrate on errors of forecasts made out of sample, with the sides learnt for each."""
    scores = (errors[:, None] - sides[:, _SIDE]) / unit
    found = np.empty((2, len(STEPS) + 1, len(TAILS)))
    group = classes(comparables)
    for direction in range(2):
        pooled = beyond == direction
        if not pooled.any():
            pooled = np.ones(len(scores), bool)
        for number in range(len(STEPS) + 1):
            own = pooled & (group == number)
            weight = float(own.sum()) if number else _independent(advertiser[own])
            found[direction, number] = _quantiles(scores[own], weight, scores[pooled])
    wider = np.where(_LOW, found.min(axis=0), found.max(axis=0))
    found[1] = wider + np.where(_LOW, -DRIFT, DRIFT)
    return Bands(found)


def _independent(advertiser: Keys) -> float:
    """As how many errors those of such advertisers count (Kish's effective sample size).

    Of an advertiser never seen before nothing is known, so its campaigns are all wrong together.
    """
    counts = np.unique(advertiser, return_counts=True)[1].astype(float)
    return float(counts.sum() ** 2 / max((counts**2).sum(), 1.0))


def _quantiles(own: Floats, weight: float, pooled: Floats) -> Floats:
    assumed = np.tile(_GRID[:, None], (1, len(TAILS)))
    values = np.concatenate([own, pooled, assumed])
    shares = [(len(own), weight), (len(pooled), BORROWED), (len(assumed), PRIOR)]
    weights = np.concatenate([np.full(n, total / max(n, 1)) for n, total in shares])
    return np.array([_quantile(v, weights, q) for v, q in zip(values.T, TAILS, strict=True)])


def _quantile(values: Floats, weights: Floats, wanted: float) -> float:
    order = np.argsort(values)
    reached = (np.cumsum(weights[order]) - 0.5 * weights[order]) / weights.sum()
    return float(np.interp(wanted, reached, values[order]))
