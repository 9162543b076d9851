"""Which campaigns a backtest holds out."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from media.errors import InvalidInput
from optimizer.forecast.lines import Keys, Lines
from optimizer.forecast.views import siblings

Split = Literal["random", "advertiser", "time"]
SHARE = 0.2
_EPOCH = 719_163


def held_out(lines: Lines, split: Split, cut: date | None, seed: int) -> NDArray[np.bool_]:
    """True for held-out campaigns: a fifth with their siblings, or by advertiser, or from a day on.

    Without a cut the last fifth by start is held out. Raises InvalidInput when a side is empty.
    """
    if split == "time":
        first = cut.toordinal() - _EPOCH if cut else np.quantile(lines.start, 1 - SHARE)
        held = lines.start >= first
    else:
        held = _fifth(siblings(lines) if split == "random" else lines.advertiser, seed)
    if held.all() or not held.any():
        raise InvalidInput(
            "This split leaves nothing to learn from or nothing to forecast.",
            "Choose another cut, or load more history.",
        )
    return held


def _fifth(keys: Keys, seed: int) -> NDArray[np.bool_]:
    """Whole groups, drawn until the next would hold out more than a fifth; larger ones stay."""
    _, group = np.unique(keys, return_inverse=True)
    sizes = np.bincount(group)
    most = max(SHARE * len(keys), sizes.min())
    order = np.random.default_rng(seed).permutation(len(sizes))
    order = order[sizes[order] <= most]
    return np.isin(group, order[np.cumsum(sizes[order]) <= most])
