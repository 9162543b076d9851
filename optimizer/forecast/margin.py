"""How far off a forecast may be, from what is known of the line: conditional quantiles of errors.

Conformalised quantile regression (Romano, Patterson and Candès, 2019): boosting learns a low and a
high quantile of out-of-sample errors; `bands` then moves them, in units that grow with their
distance, to where they cover. The 90 % interval is moved from the same two as the 80 % one: rarer
quantiles of their own are learnt from too few errors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.forecast.lines import Floats, Keys
from optimizer.forecast.sample import LONG, MOST_IN_MARGIN, evenly
from optimizer.forecast.trees import Trees, boosted

Mask = NDArray[np.bool_]

SIDES = (0.10, 0.90)
FOLDS = np.uint64(4)
TREES, BAGS = 50, 2
"""Of a short history; a quantile of few errors hangs on which features a model happened to use."""
NARROWEST = 0.05
"""The distance counts as at least this much of log unit cost, also where errors were all alike."""
_FEWEST = 40


@dataclass(frozen=True, slots=True)
class Margin:
    """A boosted model a side, and the usual distance of the sides; no models with too little
    history: 0 for all, in units of 1.
    """

    sides: tuple[Trees, ...] = ()
    usual: float = 1.0

    def quantiles(self, features: Floats) -> Floats:
        """Errors of log unit cost at SIDES, a row a line."""
        if not self.sides:
            return np.zeros((len(features), len(SIDES)))
        return np.column_stack([trees.predict(features) for trees in self.sides])

    def units(self, quantiles: Floats) -> Floats:
        """What such errors are measured in, a column: the geometric mean of the distance of the
        sides, which overstates how much errors differ, and of the usual distance.
        """
        if not self.sides:
            return np.ones((len(quantiles), 1))
        return np.sqrt(_distances(quantiles) * self.usual)[:, None]


def margin(features: Floats, errors: Floats) -> Margin:
    """Learn the quantiles of out-of-sample errors."""
    use = evenly(len(errors), MOST_IN_MARGIN)
    seen, off = features[use], errors[use]
    bags = BAGS if len(errors) < LONG else 1
    sides = [boosted(seen, off, quantile=side, trees=TREES, bags=bags) for side in SIDES]
    learnt = Margin(tuple(sides))
    return replace(learnt, usual=float(_distances(learnt.quantiles(seen)).mean()))


def _distances(quantiles: Floats) -> Floats:
    return np.maximum(quantiles[:, 1] - quantiles[:, 0], NARROWEST)


def out_of_sample(features: Floats, errors: Floats, advertiser: Keys, buy: Keys) -> Floats:
    """The quantiles of each error as learnt from other advertisers' errors alone.

    Where that leaves less than half of the errors, other buys of the same advertiser teach too:
    the margin in use will have learnt from those as well.
    """
    found = np.tile(np.quantile(errors, SIDES), (len(errors), 1))
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
