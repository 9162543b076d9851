"""How much the errors of one plan's lines have in common.

Campaigns of one advertiser that begin in the same month stand for the lines of a plan. Their
out-of-sample errors, in units of their own intervals, are multiplied pair by pair: the mean over
groups is the share of the variance that such campaigns share, within a market and across markets.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from media.forecast import SharedErrors
from optimizer.forecast.lines import Floats, Ints, Keys, Lines, crossed

USUAL = SharedErrors()
"""What is assumed where no two campaigns were ever seen together."""
PRIOR = 20.0
"""Weight of that, in groups."""
MONTH = 30.0
FARTHEST = 3.0
"""Errors beyond so many standard deviations count as that."""
MOST = 0.9
"""A line always keeps some error of its own."""
NORMAL_95 = 1.6448536269514722
"""The 95 % quantile of the normal distribution: the end of a central 90 % interval."""


@dataclass(frozen=True, slots=True)
class Together:
    """Shares of the variance of an error that all lines of a plan have in common, and that those
    of one place have in common on top of it.
    """

    everywhere: float = USUAL.everywhere
    in_place: float = USUAL.in_place


def together(errors: Floats, tails: Floats, lines: Lines, view: Ints) -> Together:
    """Learn from errors of log unit cost, their 5 % to 95 % `tails` (a row an error), the campaigns
    that they are of, and the view of the past that each was seen in.
    """
    side = np.where(errors > 0, tails[:, -1], -tails[:, 0]) / NORMAL_95
    units = np.clip(errors / np.maximum(side, 1e-9), -FARTHEST, FARTHEST)
    month = np.floor(lines.start / MONTH).astype(np.int64).astype(np.uint64)
    group = _numbers(crossed(lines.advertiser, month, view.astype(np.uint64)))
    cell = _numbers(crossed(group.astype(np.uint64), lines.market))
    of = np.zeros(cell.max(initial=-1) + 1, np.int64)
    of[cell] = group
    sums, squares, counts = (_sums(cell, w) for w in (units, units**2, np.ones(len(cell))))
    near, near_pairs = _sums(of, sums**2), _sums(of, counts**2)
    here = _mean(
        near - _sums(of, squares),
        near_pairs - _sums(of, counts),
        USUAL.everywhere + USUAL.in_place,
    )
    elsewhere = _mean(
        _sums(of, sums) ** 2 - near, _sums(of, counts) ** 2 - near_pairs, USUAL.everywhere
    )
    everywhere = float(np.clip(elsewhere, 0.0, MOST))
    return Together(everywhere, float(np.clip(here - everywhere, 0.0, MOST - everywhere)))


def _mean(products: Floats, pairs: Floats, usual: float) -> float:
    """The mean over groups of their mean product, with PRIOR groups of the `usual`."""
    paired = pairs > 0
    return float(
        ((products[paired] / pairs[paired]).sum() + PRIOR * usual) / (paired.sum() + PRIOR)
    )


def _sums(cell: Ints, values: Floats) -> Floats:
    return np.asarray(np.bincount(cell, values), float)


def _numbers(keys: Keys) -> Ints:
    return np.asarray(np.unique(keys, return_inverse=True)[1], np.int64)
