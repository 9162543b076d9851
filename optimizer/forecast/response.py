"""Delivery rate, click rate and completion rate: beta-binomial, shrunk along a chain of cells.

A campaign's own rate is drawn from Beta(m phi, (1 - m) phi) around the mean m of its cell; phi is
estimated by moments from how campaigns of one cell differ. Cell means shrink to the next wider
cell. Pooling trials as if campaigns did not differ makes intervals far too narrow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.lines import Floats, Ints, Keys, Lines, crossed
from optimizer.forecast.tally import Counted

Chain = tuple[tuple[str, ...], ...]

DELIVERY: Chain = (("format", "channel"), ("format", "channel", "pace"),
                   ("market", "format", "channel", "pace"))  # fmt: skip
CLICKS: Chain = (("format",), ("format", "objective"), ("market", "format", "objective"),
                 ("market", "format", "channel", "objective"))  # fmt: skip
COMPLETIONS: Chain = (("format",), ("market", "format"), ("market", "format", "channel"))

TAILS = np.array([0.5, 0.10, 0.90, 0.05, 0.95])
"""In the order of media.forecast.Interval: mid, low80, high80, low90, high90."""
_PRIOR_CAMPAIGNS = 2.0
_PACES = (7.5, 21.5)


@dataclass(frozen=True, slots=True)
class Level:
    """Cells of one width: their shrunk means, and how many trials' worth stands behind each."""

    cells: Counted
    means: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class Response:
    """One rate. `precision` is phi; `seen` counts the campaigns it was learnt from."""

    chain: Chain
    levels: tuple[Level, ...]
    mean: float
    precisions: Floats
    """phi of each cell of the first level, and last the one for cells never seen."""
    seen: int

    def quantiles(self, lines: Lines, trials: Floats) -> Floats:
        """Quantiles at TAILS of the rate of a new campaign with so many trials: a row a line."""
        precision = self.precisions[self.levels[0].cells.rank(_shared(lines, self.chain[0]))]
        mean, weight = self._cell(lines, precision)
        doubt = 1 / (precision + 1) + 1 / (weight + 1) + 1 / np.maximum(trials, 10.0)
        return _beta(mean, np.maximum(1 / doubt - 1, 0.5))

    def _cell(self, lines: Lines, weight: Floats) -> tuple[Floats, Floats]:
        mean = np.full(len(lines), self.mean)
        for names, level in zip(self.chain, self.levels, strict=True):
            rank = level.cells.rank(_shared(lines, names))
            mean = np.where(rank >= 0, level.means[rank], mean)
            weight = np.where(rank >= 0, level.weights[rank], weight)
        return mean, weight


def response(
    lines: Lines, hits: Floats, trials: Floats, chain: Chain, mean: float, precision: float
) -> Response:
    """Learn a rate from hits of trials (NaN where unknown); `mean` and `precision` if nothing is.

    More hits than trials count as all of them.
    """
    known = np.flatnonzero((trials > 0) & (hits >= 0))
    if not len(known):
        empty = Level(Counted.of(np.empty(0, np.uint64)), np.zeros(1), np.zeros(1))
        return Response(chain, tuple(empty for _ in chain), mean, np.array([precision]), 0)
    lines, trials = lines.take(known), trials[known]
    rates = np.clip(hits[known] / trials, 0.0, 1.0)
    group = Counted.of(_shared(lines, chain[0])).rank(_shared(lines, chain[0]))
    alike = np.full(group.max() + 1, precision)
    for _ in range(3):
        worth = trials / (1 + trials / alike[group])
        whole = float((worth @ rates + precision * mean) / (worth.sum() + precision))
        levels, fitted = _shrink(lines, rates, worth, chain, whole, alike[group])
        alike = _precisions(rates, fitted, trials, group, precision)
    return Response(chain, levels, whole, np.append(alike, np.median(alike)), len(known))


def _shrink(
    lines: Lines, rates: Floats, worth: Floats, chain: Chain, whole: float, alike: Floats
) -> tuple[tuple[Level, ...], Floats]:
    parent, levels = np.full(len(rates), whole), []
    for names in chain:
        keys = _shared(lines, names)
        cells = Counted.of(keys)
        cell = cells.rank(keys)
        prior = _PRIOR_CAMPAIGNS * np.bincount(cell, alike) / cells.counts
        weights = np.bincount(cell, worth) + prior
        wider = np.bincount(cell, parent) / cells.counts
        means = (np.bincount(cell, worth * rates) + prior * wider) / weights
        levels.append(Level(cells, means, weights))
        parent = means[cell]
    return tuple(levels), parent


def _precisions(rates: Floats, fitted: Floats, trials: Floats, group: Ints, usual: float) -> Floats:
    """phi by moments: what varies between campaigns beyond what so many trials explain."""
    spread = np.maximum(fitted * (1 - fitted), 1e-12)
    beyond = np.bincount(group, (rates - fitted) ** 2 - spread / trials)
    whole = np.bincount(group, spread)
    prior = _PRIOR_CAMPAIGNS * whole / np.bincount(group)
    ratio = (beyond + prior / (usual + 1)) / (whole + prior)
    return np.asarray(np.clip(1 / np.maximum(ratio, 1e-6) - 1, 2.0, 1e6))


def _beta(mean: Floats, precision: Floats) -> Floats:
    """Beta quantiles; few cells stand behind many lines, so each is looked up once."""
    from scipy.special import betaincinv

    rounded = np.round(np.clip(mean, 1e-7, 1 - 1e-7), 9), np.round(np.log(precision), 2)
    cells = crossed(*(np.ascontiguousarray(one, float).view(np.uint64) for one in rounded))
    _, first, back = np.unique(cells, return_index=True, return_inverse=True)
    m, phi = rounded[0][first], np.exp(rounded[1][first])
    quantiles = betaincinv((m * phi)[:, None], ((1 - m) * phi)[:, None], TAILS)
    return np.asarray(quantiles[back])


def _shared(lines: Lines, names: tuple[str, ...]) -> Keys:
    pace: Ints = np.searchsorted(_PACES, lines.days)
    keys = (pace.astype(np.uint64) if name == "pace" else getattr(lines, name) for name in names)
    return crossed(*keys)
