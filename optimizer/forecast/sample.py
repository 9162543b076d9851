"""Which part of a very long history is learnt from in full detail."""

from __future__ import annotations

import numpy as np

from optimizer.forecast.lines import Ints, Lines

MOST_IN_VIEWS = 20_000
"""Campaigns that are hidden and forecast, and that trees are grown on."""
MOST_IN_SHRINKAGE = 150_000
"""Campaigns in the ridge over cells."""


def whole_advertisers(lines: Lines, most: int) -> Ints:
    """Positions of at most `most` lines, whole advertisers so that comparables stay comparable."""
    if len(lines) <= most:
        return np.arange(len(lines))
    luck = lines.advertiser * np.uint64(0x9E3779B97F4A7C15)
    return np.sort(np.argsort(luck, kind="stable")[:most])


def evenly(lines: Lines, most: int) -> Ints:
    """Positions of at most `most` lines, evenly spread."""
    count = len(lines)
    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(np.int64))
