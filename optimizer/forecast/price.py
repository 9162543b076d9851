"""Unit cost: shrinkage corrected by boosting, with the calibrated margin of its errors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.forecast.bands import Bands, bands
from optimizer.forecast.features import Encoder
from optimizer.forecast.growth import Growth
from optimizer.forecast.learner import Learner
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.looks import Looks, looked
from optimizer.forecast.margin import SIDES, Margin, margin, out_of_sample
from optimizer.forecast.sample import (
    LONG,
    MOST_IN_CROSSED_TREES,
    MOST_IN_SHRINKAGE,
    MOST_IN_TREES,
    MOST_IN_VIEWS,
    evenly,
    whole_advertisers,
)
from optimizer.forecast.shrinkage import shrunk
from optimizer.forecast.tally import Tally
from optimizer.forecast.together import Together, together
from optimizer.forecast.trees import Trees, boosted
from optimizer.forecast.views import View, batches, siblings, views

FEWEST_FOR_TREES = 40
FEWEST_BUYERS = 20
"""With fewer, a buyer's effect is not told from what all lines share, and is left out."""
TREES, CROSSED_TREES = 100, 60
BAGS, CROSSED_BAGS = 6, 2


@dataclass(frozen=True, slots=True)
class Price:
    """The model of log CPM in the common currency. `buyers` counts the agencies seen, `together`
    is what errors of one plan's lines have in common.
    """

    growth: Growth
    learner: Learner
    margin: Margin
    bands: Bands
    together: Together
    buyers: int

    def predict(self, lines: Lines) -> tuple[Floats, Floats, Ints]:
        """Median of log CPM; its quantiles at bands.TAILS, a row a line; comparables."""
        lines = _with_buyers(lines, self.buyers)
        level, seen, comparables = self.learner.forecast(lines)
        mid = level + self.growth.log_factor(lines)
        beyond = self.learner.tally.beyond(lines)
        sides = self.margin.quantiles(seen)
        off = self.bands.applied(sides, self.margin.units(sides), beyond, comparables)
        return mid, mid[:, None] + off, comparables


def price(lines: Lines, logs: Floats, seed: int = 0) -> Price:
    """Learn log CPM of past lines, and how far off such forecasts are."""
    buyers = len(np.unique(lines.buyer))
    lines = _with_buyers(lines, buyers)
    growth = Growth.of(lines, logs)
    flat = logs - growth.log_factor(lines)
    rows = whole_advertisers(lines, MOST_IN_VIEWS)
    part, past = lines.take(rows), flat[rows]
    ways, encoder = views(part, seed), Encoder.of(part, past)
    looks = looked(part, past, ways, encoder)
    errors = past[looks.row] - looks.level
    correction, sides, learnt = None, np.zeros((len(looks), len(SIDES))), Margin()
    whose = part.advertiser[looks.row]
    if len(part) >= FEWEST_FOR_TREES and len(looks):
        correction = _correction(looks, errors)
        errors = errors - _crossed(looks, errors, ways)
        sides = out_of_sample(looks.features, errors, whose, siblings(part)[looks.row])
        learnt = margin(looks.features, errors)
    unit = learnt.units(sides)
    found = bands(errors, sides, unit, looks.beyond, looks.comparables, whose)
    tails = found.applied(sides, unit, looks.beyond, looks.comparables)
    main = evenly(len(lines), MOST_IN_SHRINKAGE)
    whole = Learner(shrunk(lines.take(main), flat[main]), encoder, Tally.of(lines), correction)
    return Price(growth, whole, learnt, found, _together(looks, errors, tails, part), buyers)


def _with_buyers(lines: Lines, buyers: int) -> Lines:
    return lines if buyers >= FEWEST_BUYERS else replace(lines, buyer=np.zeros_like(lines.buyer))


def _together(looks: Looks, errors: Floats, tails: Floats, lines: Lines) -> Together:
    """Plans are for the future, so looks beyond a history's end say it, where there are any."""
    use = np.flatnonzero(looks.beyond) if looks.beyond.any() else np.arange(len(looks))
    return together(errors[use], tails[use], lines.take(looks.row[use]), looks.view[use])


def _correction(looks: Looks, errors: Floats) -> Trees:
    use = evenly(len(looks), MOST_IN_TREES)
    bags = BAGS if len(looks) < LONG else 1
    return boosted(looks.features[use], errors[use], trees=TREES, bags=bags)


def _crossed(looks: Looks, errors: Floats, ways: Sequence[View]) -> Floats:
    """The correction of every look, by trees that never saw what the look hides."""
    found, seen = np.empty(len(looks)), looks.features
    bags = CROSSED_BAGS if len(looks) < LONG else 1
    for numbers in batches(ways):
        here = np.isin(looks.view, numbers)
        unseen = np.concatenate([ways[number].hidden for number in numbers])
        use = np.flatnonzero(
            np.isin(looks.row, ways[numbers[0]].known) & ~np.isin(looks.row, unseen)
        )
        use = use[evenly(len(use), MOST_IN_CROSSED_TREES)]
        trees = boosted(seen[use], errors[use], trees=CROSSED_TREES, bags=bags)
        found[here] = trees.predict(seen[here])
    return found
