"""Which part of a very long history is learnt from in full detail."""

from __future__ import annotations

import numpy as np

from optimizer.forecast.lines import Ints, Lines

MOST_IN_VIEWS = 20_000
"""Campaigns that are hidden and forecast from the others."""
MOST_IN_SHRINKAGE = 60_000
"""Campaigns in the ridge over cells."""
MOST_IN_TREES = 80_000
"""Rows that the trees of the fit are grown on."""
MOST_IN_MARGIN = 20_000
"""Errors that a quantile is learnt from."""
MOST_IN_CROSSED_TREES = 20_000
"""Rows for trees that only calibrate: they err a little more, so intervals err to the wide side."""

LONG = 40_000
"""Bagging steadies what few forecasts teach; with so many one model is steady enough."""


def whole_advertisers(lines: Lines, most: int) -> Ints:
    """Positions of at most `most` lines, whole advertisers so that comparables stay comparable."""
    if len(lines) <= most:
        return np.arange(len(lines))
    luck = lines.advertiser * np.uint64(0x9E3779B97F4A7C15)
    return np.sort(np.argsort(luck, kind="stable")[:most])


def evenly(count: int, most: int) -> Ints:
    """At most `most` of `count` positions, evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64))
