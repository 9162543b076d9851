"""Ways of hiding part of the past, to see how well the rest forecasts it.

Three kinds: campaigns whose siblings are hidden (the advertiser is known), campaigns whose whole
advertiser is hidden, and campaigns after a day (the future is hidden). Errors seen in a view
calibrate the forecasts that are in the same position.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from optimizer.forecast.lines import Ints, Keys, Lines, crossed

Kind = Literal["siblings", "advertiser", "future"]
FOLDS, SIBLING_FOLDS, SIBLING_FOLDS_WHEN_SHORT, SHORT = 4, 8, 16, 10_000
"""Much hidden at once makes errors larger than those of the whole fit, and intervals too wide,
above all where the nearest siblings say most."""
CUTS = (0.4, 0.6, 0.8)
"""The future begins at these quantiles of the starts, and is looked at up to the next."""
FEWEST = 8
"""A view with less to learn from says nothing."""


@dataclass(frozen=True, slots=True)
class View:
    """Positions to learn from, and positions to forecast with what was learnt."""

    kind: Kind
    known: Ints
    hidden: Ints


def views(lines: Lines, seed: int) -> list[View]:
    """All views of the past that leave enough on both sides."""
    draw = np.random.default_rng(seed)
    folds = SIBLING_FOLDS_WHEN_SHORT if len(lines) <= SHORT else SIBLING_FOLDS
    found = [
        *_folds("siblings", siblings(lines), folds, draw),
        *_folds("advertiser", lines.advertiser, FOLDS, draw),
        *_futures(lines),
    ]
    return [view for view in found if len(view.known) >= FEWEST and len(view.hidden)]


def batches(ways: Sequence[View]) -> list[list[int]]:
    """Numbers of views that may share what is learnt from what none of them hides.

    Folds of siblings hide so little that several are left out at once; what lies in the future of
    one cut is known after the next, so those views stand alone.
    """
    small = [number for number, view in enumerate(ways) if view.kind == "siblings"]
    each = -(-len(small) // FOLDS)
    shared = [small[at : at + each] for at in range(0, len(small), max(each, 1))]
    return [*shared, *([number] for number, view in enumerate(ways) if view.kind != "siblings")]


def siblings(lines: Lines) -> Keys:
    """One key for the campaigns of one buy: same advertiser, market, dates and targeting."""
    dates = (lines.start * 100_000 + lines.days).astype(np.int64).astype(np.uint64)
    return crossed(lines.advertiser, lines.market, lines.targeting, dates)


def _folds(kind: Kind, keys: Keys, folds: int, draw: np.random.Generator) -> Iterator[View]:
    _, group = np.unique(keys, return_inverse=True)
    fold = (draw.permutation(group.max() + 1) % folds)[group]
    for number in range(folds):
        yield View(kind, np.flatnonzero(fold != number), np.flatnonzero(fold == number))


def _futures(lines: Lines) -> Iterator[View]:
    cuts = [*np.quantile(lines.start, CUTS), np.inf]
    for cut, until in pairwise(cuts):
        later = (lines.start >= cut) & (lines.start < until)
        yield View("future", np.flatnonzero(lines.start < cut), np.flatnonzero(later))
