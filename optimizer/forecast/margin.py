"""How far off a forecast may be, from what is known of the line: conditional quantiles of errors.

Conformalised quantile regression (Romano, Patterson and Candès, 2019): boosting learns quantiles
of out-of-sample errors; `bands` then moves them, in units of their distance, so that they cover.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.bands import TAILS
from optimizer.forecast.lines import Floats, Keys
from optimizer.forecast.sample import LONG, MOST_IN_MARGIN, evenly
from optimizer.forecast.trees import Trees, boosted

FOLDS = 4
TREES = 60
BAGS = 2
NARROWEST = 0.05
"""The unit is at least this much of log unit cost, also where past errors were all the same."""
_FEWEST = 40
_LOW80, _HIGH80 = TAILS.index(0.10), TAILS.index(0.90)


@dataclass(frozen=True, slots=True)
class Margin:
    """A boosted model a tail; none with too little history: 0 for all, in units of 1."""

    tails: tuple[Trees, ...]

    def quantiles(self, features: Floats) -> Floats:
        """Errors of log unit cost at TAILS, a row a line."""
        if not self.tails:
            return np.zeros((len(features), len(TAILS)))
        return np.column_stack([trees.predict(features) for trees in self.tails])


def margin(features: Floats, errors: Floats, bags: int = BAGS) -> Margin:
    """Learn the quantiles of out-of-sample errors; a long history needs one bag alone."""
    use = evenly(len(errors), MOST_IN_MARGIN)
    seen, off, bags = features[use], errors[use], bags if len(errors) < LONG else 1
    return Margin(
        tuple(
            boosted(seen, off, loss="quantile", quantile=tail, trees=TREES, bags=bags)
            for tail in TAILS
        )
    )


def out_of_sample(features: Floats, errors: Floats, advertiser: Keys) -> Floats:
    """The quantiles of each error as learnt from other advertisers' errors alone."""
    fold = (advertiser % np.uint64(FOLDS)).astype(np.int64)
    found = np.tile(np.quantile(errors, TAILS), (len(errors), 1))
    for number in np.unique(fold):
        rest = fold != number
        if rest.sum() >= _FEWEST:
            found[~rest] = margin(features[rest], errors[rest], 1).quantiles(features[~rest])
    return found


def units(quantiles: Floats) -> Floats:
    """The distance of the 10 % and 90 % quantiles, a column; 1 where nothing was learnt."""
    apart = quantiles[:, [_HIGH80]] - quantiles[:, [_LOW80]]
    learnt = quantiles.any(axis=1, keepdims=True)
    return np.where(learnt, np.maximum(apart, NARROWEST), 1.0)
