"""Unit cost: shrinkage and boosting blended, with the spread of their errors and its calibration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.bands import Bands, bands
from optimizer.forecast.features import Encoder, with_past
from optimizer.forecast.growth import Growth
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.shrinkage import Shrunk, shrunk
from optimizer.forecast.tally import Tally
from optimizer.forecast.trees import Trees, boosted
from optimizer.forecast.views import View, views

SMALLEST = 0.02
"""Added to errors before their logarithm: two per cent off is as good as exact."""
FEWEST_FOR_TREES = 40
MOST_IN_VIEWS = 20_000
MOST_IN_SHRINKAGE = 150_000
"""Above these, a sample is drawn (of whole advertisers, so that comparables stay comparable)."""


@dataclass(frozen=True, slots=True)
class Learner:
    """What the level of log unit cost is forecast with. Trees are None with too little history."""

    shrunk: Shrunk
    encoder: Encoder
    tally: Tally
    correction: Trees | None = None
    alone: Trees | None = None

    def base(self, lines: Lines) -> tuple[Floats, Floats]:
        """The shrunk forecast, and the features with it."""
        level = self.shrunk.predict(lines)
        return level, with_past(self.encoder.features(lines), self.tally, lines, level)

    def blend(self, level: Floats, seen: Floats) -> Floats:
        """The mean of shrinkage, shrinkage corrected by boosting, and boosting alone."""
        if self.correction is None or self.alone is None:
            return level
        own = seen[:, : self._plain]
        return np.asarray((2 * level + self.correction.predict(seen) + self.alone.predict(own)) / 3)

    @property
    def _plain(self) -> int:
        return -(2 + len(self.tally.counted))


@dataclass(frozen=True, slots=True)
class Price:
    """The model of log CPM in the common currency."""

    growth: Growth
    learner: Learner
    spread: Trees | None
    bands: Bands
    last: float
    """The last start day that was learnt from."""

    def predict(self, lines: Lines) -> tuple[Floats, Floats, Ints]:
        """Median of log CPM; its quantiles at bands.TAILS, a row a line; comparables."""
        level, seen = self.learner.base(lines)
        mid = self.learner.blend(level, seen) + self.growth.log_factor(lines)
        comparables = self.learner.tally.counts(lines)[:, 0]
        beyond = (lines.start > self.last).astype(np.int64)
        width = _spread(self.spread, seen)[:, None] * self.bands.interval(beyond, comparables)
        return mid, mid[:, None] + width, comparables


@dataclass(frozen=True, slots=True)
class _Seen:
    """Forecasts made out of sample, in views: one row a forecast."""

    row: Ints
    view: Ints
    level: Floats
    features: Floats
    comparables: Ints
    future: Ints


def price(lines: Lines, logs: Floats, seed: int = 0) -> Price:
    """Learn log CPM of past lines, and how far off such forecasts are."""
    growth = Growth.of(lines, logs)
    flat = logs - growth.log_factor(lines)
    last = float(lines.start.max())
    sample = _sample(lines, MOST_IN_VIEWS)
    part, part_logs = lines.take(sample), flat[sample]
    looks = views(part, seed)
    seen = _look(part, part_logs, looks)
    main = _sample(lines, MOST_IN_SHRINKAGE, whole=False)
    learner = Learner(
        shrunk(lines.take(main), flat[main]), Encoder.of(part, part_logs), Tally.of(lines)
    )
    if len(lines) < FEWEST_FOR_TREES or seen is None:
        return _without_trees(growth, learner, seen, part_logs, last)
    mid = _crossed_blend(part, part_logs, looks, seen)
    learner = _with_trees(learner, part, part_logs, seen, np.arange(len(part)), models=2)
    errors = part_logs[seen.row] - mid
    spread, crossed = _spreads(seen, errors, part)
    return Price(
        growth, learner, spread, bands(errors / crossed, seen.future, seen.comparables), last
    )


def _look(lines: Lines, logs: Floats, looks: list[View]) -> _Seen | None:
    found = [_forecast_hidden(lines, logs, number, view) for number, view in enumerate(looks)]
    if not found:
        return None
    names = ("row", "view", "level", "features", "comparables", "future")
    return _Seen(*(np.concatenate([getattr(part, name) for part in found]) for name in names))


def _forecast_hidden(lines: Lines, logs: Floats, number: int, view: View) -> _Seen:
    known, hidden = lines.take(view.known), lines.take(view.hidden)
    past = logs[view.known]
    learner = Learner(shrunk(known, past, rounds=2), Encoder.of(known, past), Tally.of(known))
    level, features = learner.base(hidden)
    return _Seen(
        row=view.hidden,
        view=np.full(len(hidden), number),
        level=level,
        features=features,
        comparables=learner.tally.counts(hidden)[:, 0],
        future=np.full(len(hidden), int(view.kind == "future")),
    )


def _with_trees(
    learner: Learner, lines: Lines, logs: Floats, seen: _Seen, known: Ints, models: int
) -> Learner:
    """Boost on the known lines alone: corrections from their errors in views of the present."""
    use = np.isin(seen.row, known) & (seen.future == 0)
    correction = boosted(
        seen.features[use],
        logs[seen.row[use]] - seen.level[use],
        loss="absolute_error",
        models=models,
    )
    own = learner.encoder.features(lines.take(known))
    alone = boosted(own, logs[known], loss="absolute_error", models=models)
    return Learner(learner.shrunk, learner.encoder, learner.tally, _plus_level(correction), alone)


def _plus_level(trees: Trees) -> Trees:
    return trees


def _crossed_blend(lines: Lines, logs: Floats, looks: list[View], seen: _Seen) -> Floats:
    """The blended forecast of every look, by trees that never saw what the look hides."""
    mid = np.empty(len(seen.row))
    whole = Learner(Shrunk(0.0, np.empty(0, np.float32)), Encoder.of(lines, logs), Tally.of(lines))
    for number, view in enumerate(looks):
        here = seen.view == number
        learner = _with_trees(whole, lines, logs, seen, view.known, models=1)
        mid[here] = learner.blend(seen.level[here], seen.features[here])
    return mid


def _spreads(seen: _Seen, errors: Floats, lines: Lines) -> tuple[Trees, Floats]:
    """The model of the usual size of an error, and its out-of-sample value for every look."""
    size = np.log(np.abs(errors) + SMALLEST)
    fold = (lines.advertiser[seen.row] % np.uint64(4)).astype(np.int64)
    crossed = np.empty(len(errors))
    for number in np.unique(fold):
        rest = fold != number
        learnt = (
            boosted(seen.features[rest], size[rest], loss="squared_error", models=1)
            if (rest.sum() >= FEWEST_FOR_TREES)
            else None
        )
        crossed[~rest] = _spread(learnt, seen.features[~rest])
    return boosted(seen.features, size, loss="squared_error", models=1), crossed


def _spread(trees: Trees | None, features: Floats) -> Floats:
    return np.ones(len(features)) if trees is None else np.exp(trees.predict(features))


def _without_trees(
    growth: Growth, learner: Learner, seen: _Seen | None, logs: Floats, last: float
) -> Price:
    if seen is None:
        nothing = np.empty(0)
        none = np.empty(0, np.int64)
        return Price(growth, learner, None, bands(nothing, none, none), last)
    errors = logs[seen.row] - seen.level
    return Price(growth, learner, None, bands(errors, seen.future, seen.comparables), last)


def _sample(lines: Lines, most: int, whole: bool = True) -> Ints:
    """Positions of at most about `most` lines: whole advertisers, or evenly spread lines."""
    count = len(lines)
    if count <= most:
        return np.arange(count)
    if not whole:
        return np.unique(np.linspace(0, count - 1, most).astype(np.int64))
    luck = (lines.advertiser * np.uint64(0x9E3779B97F4A7C15)).astype(float)
    order = np.argsort(luck, kind="stable")
    return np.sort(order[:most])
