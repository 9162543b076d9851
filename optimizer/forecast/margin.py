"""How far off a forecast may be, from what is known of the line: conditional quantiles of errors.

Conformalised quantile regression (Romano, Patterson and Candès, 2019): boosting learns quantiles
of out-of-sample errors; `bands` then moves them, in units of their distance, so that they cover.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.forecast.bands import TAILS
from optimizer.forecast.lines import Floats, Keys
from optimizer.forecast.sample import MOST_IN_MARGIN, evenly
from optimizer.forecast.trees import Trees, boosted

Mask = NDArray[np.bool_]

FOLDS = np.uint64(4)
TREES = 60
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

    def units(self, quantiles: Floats) -> Floats:
        """What such errors are measured in, a column: the distance of 10 % and 90 % quantiles."""
        if not self.tails:
            return np.ones((len(quantiles), 1))
        return np.maximum(quantiles[:, [_HIGH80]] - quantiles[:, [_LOW80]], NARROWEST)


def margin(features: Floats, errors: Floats) -> Margin:
    """Learn the quantiles of out-of-sample errors."""
    use = evenly(len(errors), MOST_IN_MARGIN)
    seen, off = features[use], errors[use]
    return Margin(
        tuple(boosted(seen, off, loss="quantile", quantile=tail, trees=TREES) for tail in TAILS)
    )


def out_of_sample(features: Floats, errors: Floats, advertiser: Keys, buy: Keys) -> Floats:
    """The quantiles of each error as learnt from other advertisers' errors alone.

    Where that leaves less than half of the errors, other buys of the same advertiser teach too:
    the margin in use will have learnt from those as well.
    """
    found = np.tile(np.quantile(errors, TAILS), (len(errors), 1))
    for asked, rest in _folds(advertiser % FOLDS, buy % FOLDS):
        if rest.sum() >= _FEWEST:
            found[asked] = margin(features[rest], errors[rest]).quantiles(features[asked])
    return found


def _folds(advertiser: Keys, buy: Keys) -> Iterator[tuple[Mask, Mask]]:
    """Which errors to ask about, and which of the others teach them."""
    for number in np.unique(advertiser):
        here = advertiser == number
        if 2 * here.sum() <= len(here):
            yield here, ~here
        else:
            yield from ((here & (buy == part), buy != part) for part in np.unique(buy[here]))
