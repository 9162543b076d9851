"""Unit cost: shrinkage and boosting blended, with the calibrated spread of their errors."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from optimizer.forecast.bands import Bands, bands
from optimizer.forecast.blend import EVEN, blended, weights
from optimizer.forecast.features import Encoder
from optimizer.forecast.growth import Growth
from optimizer.forecast.learner import Learner, learner
from optimizer.forecast.lines import Floats, Ints, Keys, Lines
from optimizer.forecast.looks import Looks, looked
from optimizer.forecast.sample import (
    MOST_IN_CROSSED_TREES,
    MOST_IN_SHRINKAGE,
    MOST_IN_TREES,
    MOST_IN_VIEWS,
    evenly,
    whole_advertisers,
)
from optimizer.forecast.spread import Spread, out_of_sample, spread
from optimizer.forecast.tally import Tally
from optimizer.forecast.trees import boosted
from optimizer.forecast.views import View, views

FEWEST_FOR_TREES = 40
FEWEST_BUYERS = 20
"""With fewer, a buyer's effect is not told from what all lines share, and is left out."""


@dataclass(frozen=True, slots=True)
class Price:
    """The model of log CPM in the common currency. `last` is the last start learnt from.

    `buyers` counts the agencies that were seen.
    """

    growth: Growth
    learner: Learner
    shares: Floats
    spread: Spread
    bands: Bands
    last: float
    buyers: int

    def predict(self, lines: Lines) -> tuple[Floats, Floats, Ints]:
        """Median of log CPM; its quantiles at bands.TAILS, a row a line; comparables."""
        lines = _with_buyers(lines, self.buyers)
        level, seen = self.learner.base(lines)
        comparables = self.learner.tally.counts(lines)[:, 0]
        mid = blended(self.learner.parts(level, seen), self.shares, comparables)
        mid = mid + self.growth.log_factor(lines)
        beyond = (lines.start > self.last).astype(np.int64)
        width = self.spread.size(seen)[:, None] * self.bands.interval(beyond, comparables)
        return mid, mid[:, None] + width, comparables


def price(lines: Lines, logs: Floats, seed: int = 0) -> Price:
    """Learn log CPM of past lines, and how far off such forecasts are."""
    buyers = len(np.unique(lines.buyer))
    lines = _with_buyers(lines, buyers)
    growth = Growth.of(lines, logs)
    flat = logs - growth.log_factor(lines)
    rows = whole_advertisers(lines, MOST_IN_VIEWS)
    part, past = lines.take(rows), flat[rows]
    ways = views(part, seed)
    looks = looked(part, past, ways)
    main = evenly(len(lines), MOST_IN_SHRINKAGE)
    whole = replace(
        learner(lines.take(main), flat[main]), encoder=Encoder.of(part, past), tally=Tally.of(lines)
    )
    last = float(lines.start.max())
    if len(part) < FEWEST_FOR_TREES or not len(looks.row):
        errors = past[looks.row] - looks.level
        found = bands(errors, looks.future, looks.comparables, _clusters(part, looks))
        return Price(growth, whole, EVEN, Spread(None, 0.0), found, last, buyers)
    parts = _crossed(whole, part, past, looks, ways)
    shares = _shares(parts, past, looks)
    errors = past[looks.row] - blended(parts, shares, looks.comparables)
    sizes = out_of_sample(looks.features, errors, part.advertiser[looks.row])
    found = bands(errors / sizes, looks.future, looks.comparables, _clusters(part, looks))
    whole = _boosted(whole, part, past, looks, np.arange(len(part)), MOST_IN_TREES)
    return Price(growth, whole, shares, spread(looks.features, errors), found, last, buyers)


def _with_buyers(lines: Lines, buyers: int) -> Lines:
    return lines if buyers >= FEWEST_BUYERS else replace(lines, buyer=np.zeros_like(lines.buyer))


def _crossed(base: Learner, lines: Lines, logs: Floats, looks: Looks, ways: list[View]) -> Floats:
    """The parts of every look, by trees that never saw what the look hides."""
    parts = np.empty((len(looks.row), EVEN.shape[1]))
    for number, view in enumerate(ways):
        here = looks.view == number
        trained = _boosted(base, lines, logs, looks, view.known, MOST_IN_CROSSED_TREES)
        parts[here] = trained.parts(looks.level[here], looks.features[here])
    return parts


def _boosted(
    base: Learner, lines: Lines, logs: Floats, looks: Looks, known: Ints, most: int
) -> Learner:
    """Boost on the known lines alone: corrections from their errors in looks at the present."""
    use = np.flatnonzero(np.isin(looks.row, known) & (looks.future == 0))
    use, known = use[evenly(len(use), most)], known[evenly(len(known), most)]
    errors = logs[looks.row[use]] - looks.level[use]
    own = base.encoder.features(lines.take(known))
    return replace(
        base,
        correction=boosted(looks.features[use], errors, loss="absolute_error"),
        alone=boosted(own, logs[known], loss="absolute_error"),
    )


def _shares(parts: Floats, logs: Floats, looks: Looks) -> Floats:
    present = looks.future == 0
    return weights(parts[present], logs[looks.row[present]], looks.comparables[present])


def _clusters(lines: Lines, looks: Looks) -> Keys:
    """Whose errors are alike: those of an advertiser nothing was known of; others stand alone."""
    unknown = looks.comparables == 0
    alone = np.arange(len(looks.row)).astype(np.uint64)
    return np.where(unknown, lines.advertiser[looks.row], alone)
