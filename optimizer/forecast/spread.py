"""The usual size of a forecast's error, from what is known of the line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.lines import Floats, Keys
from optimizer.forecast.trees import Trees, boosted

SMALLEST = 0.02
"""Added to errors before their logarithm: two per cent off is as good as exact."""
TEMPER = 0.7
"""How much of the differences in size is believed; the full ones are a little lucky."""
FOLDS = 4
TREES = 40
_FEWEST = 40


@dataclass(frozen=True, slots=True)
class Spread:
    """Error sizes, tempered towards the `middle` one (a logarithm); None says 1 for all."""

    trees: Trees | None
    middle: float

    def size(self, features: Floats) -> Floats:
        """The usual absolute error of log unit cost, a row a line."""
        if self.trees is None:
            return np.ones(len(features))
        return np.asarray(np.exp(_tempered(self.trees.predict(features), self.middle)))


def spread(features: Floats, errors: Floats) -> Spread:
    """Learn the sizes of out-of-sample errors."""
    logs = np.log(np.abs(errors) + SMALLEST)
    return Spread(_sizes(features, logs), float(np.median(logs)))


def out_of_sample(features: Floats, errors: Floats, advertiser: Keys) -> Floats:
    """The size of each error as learnt from other advertisers' errors alone."""
    logs = np.log(np.abs(errors) + SMALLEST)
    fold = (advertiser % np.uint64(FOLDS)).astype(np.int64)
    found = np.full(len(errors), float(np.median(logs)))
    for number in np.unique(fold):
        rest = fold != number
        if rest.sum() >= _FEWEST:
            found[~rest] = _sizes(features[rest], logs[rest]).predict(features[~rest])
    return np.asarray(np.exp(_tempered(found, float(np.median(logs)))))


def _sizes(features: Floats, logs: Floats) -> Trees:
    return boosted(features, logs, loss="squared_error", trees=TREES)


def _tempered(sizes: Floats, middle: float) -> Floats:
    return np.asarray(middle + TEMPER * (sizes - middle))
