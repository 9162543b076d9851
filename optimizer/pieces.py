"""Functions as bounded linear pieces, from inside (chords) or from outside (tangents).

Chords never exceed a concave curve, so what an LP finds with them can be bought; tangents never
fall below it, so what a MILP finds with them bounds every plan. S-shaped curves turn that around
up to their inflection.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.curves import Bools, Floats, Ints

Function = Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces of F functions: flat arrays of `owner`, `width`, `slope`, and `leap`.

    A leap is the first piece of an open domain {0} or [low, high]: the chord from 0 to low. The
    functions start at `base` (F) with `base_gain` (F).
    """

    owner: Ints
    width: Floats
    slope: Floats
    leap: Bools
    base: Floats
    base_gain: Floats

    def __len__(self) -> int:
        return len(self.owner)

    def at(self, filled: Floats) -> Floats:
        """The arguments (F) when the pieces are filled as given."""
        more = np.bincount(self.owner, filled, minlength=len(self.base))
        return np.asarray(self.base + more, float)

    def gain_at(self, filled: Floats) -> Floats:
        """The values (F) when the pieces are filled as given."""
        more = np.bincount(self.owner, filled * self.slope, minlength=len(self.base))
        return np.asarray(self.base_gain + more, float)

    @property
    def rising(self) -> Ints:
        """The pieces after which the same function gets steeper: they must be filled first."""
        same = self.owner[1:] == self.owner[:-1]
        return np.flatnonzero(same & (self.slope[1:] > self.slope[:-1] * (1 + 1e-12)))

    @property
    def ends(self) -> Floats:
        """Where each piece ends on its function's axis."""
        run = np.cumsum(self.width)
        count = np.bincount(self.owner, minlength=len(self.base))
        before = np.append(0.0, run)[np.cumsum(count) - count]
        return np.asarray(run - before[self.owner] + self.base[self.owner], float)

    def settled(self, profit: Floats, margin: Floats, here: Floats) -> Pieces:
        """Without the pieces whose `profit` per unit is beyond `margin`: filled or left out.

        The arguments `here` (F) stay possible.
        """
        at, ends, slack = here[self.owner], self.ends, 1e-9 * here[self.owner]
        filled = (profit > margin) & (ends <= at + slack)
        left_out = (profit < -margin) & (ends - self.width >= at - slack)
        keep = ~(filled | left_out)
        width = self.width * filled
        return Pieces(
            owner=self.owner[keep],
            width=self.width[keep],
            slope=self.slope[keep],
            leap=self.leap[keep],
            base=self.at(width),
            base_gain=self.gain_at(width),
        )


def grid(points: Floats, low: Floats, high: Floats) -> Floats:
    """Points (F, K) cut to [low, high], with both ends, sorted along the row."""
    ends = np.concatenate([low[:, None], points, high[:, None]], axis=1)
    return np.sort(np.clip(ends, low[:, None], high[:, None]), axis=1)


def chords(points: Floats, gain: Function, leaps: Bools, start: Floats | None = None) -> Pieces:
    """The piecewise-linear function through `points` (F, K).

    Rows in `leaps` may also be at their `start` (0 unless given).
    """
    values = gain(points)
    widths = np.diff(points, axis=1)
    real = widths > 1e-12 * np.maximum(points[:, -1:], 1e-300)
    slopes = np.where(real, np.diff(values, axis=1) / np.where(real, widths, 1.0), np.inf)
    slopes = np.minimum.accumulate(slopes, axis=1)
    starts = _starts(points, gain, start)
    real_widths = np.where(real, widths, 0.0)
    return _flat(points[:, 0], values[:, 0], real_widths, slopes, leaps, *starts)


def tangents(
    points: Floats,
    gain: Function,
    gain_slope: Function,
    leaps: Bools,
    start: Floats | None = None,
) -> Pieces:
    """The lower envelope of the tangents at `points` (F, K): nowhere below the function."""
    values, slopes = gain(points), gain_slope(points)
    slopes = np.minimum.accumulate(slopes, axis=1)
    cuts = _meeting(points, values, slopes)
    edges = np.concatenate([points[:, :1], cuts, points[:, -1:]], axis=1)
    starts = _starts(points, gain, start)
    return _flat(points[:, 0], values[:, 0], np.diff(edges, axis=1), slopes, leaps, *starts)


def overestimated(points: Floats, bend: Floats, gain: Function, gain_slope: Function) -> Pieces:
    """S-shaped functions from outside, over sorted `points` (F, K) that include each one's `bend`.

    Up to the inflection `bend` (F) the pieces are chords, from there on tangents.
    """
    values, slopes = gain(points), gain_slope(points)
    left, right = points[:, :-1], points[:, 1:]
    widths, convex = right - left, right <= bend[:, None]
    chord = np.diff(values, axis=1) / np.where(widths > 0, widths, 1.0)
    cut = np.where(convex, left, _meeting(points, values, slopes))
    nothing = np.zeros((len(points), 1))
    before = np.concatenate([nothing, np.where(convex, 0.0, right - cut)], axis=1)
    after = np.concatenate([cut - left, nothing], axis=1)
    width = np.concatenate([np.where(convex, widths, 0.0), before + after], axis=1)
    keep = width > 1e-12 * np.maximum(points[:, -1:], 1e-300)
    owner = np.broadcast_to(np.arange(len(points))[:, None], width.shape)
    return Pieces(
        owner=owner[keep],
        width=width[keep],
        slope=np.concatenate([chord, slopes], axis=1)[keep],
        leap=np.zeros(int(keep.sum()), bool),
        base=points[:, 0],
        base_gain=values[:, 0],
    )


def in_parts(
    points: Floats, breaks: Floats, gain: Function, gain_slope: Function, leaps: Bools
) -> tuple[Pieces, Ints]:
    """Concave functions from outside, by tangents at `points` (F, K) that no piece goes across.

    Also the pieces with which a part ends and another one follows: where each function is broken,
    at some of the points. Parts that are filled in order, each in any order, leave no function far
    below itself.
    """
    values, slopes = gain(points), gain_slope(points)
    left, right = points[:, :-1], points[:, 1:]
    cut, start = _meeting(points, values, slopes), np.where(leaps, points[:, 0], 0.0)
    widths = np.stack([cut - left, right - cut], axis=2).reshape(len(points), -1)
    leap = (values[:, 0] / np.where(start > 0, start, 1.0))[:, None]
    width = np.concatenate([start[:, None], widths], axis=1)
    slope = np.stack([slopes[:, :-1], slopes[:, 1:]], axis=2).reshape(widths.shape)
    keep = width > 1e-12 * np.maximum(points[:, -1:], 1e-300)
    broken = (points[:, :, None] == breaks[:, None, :]).any(axis=2)
    before = np.cumsum(broken[:, :-1], axis=1)
    part = np.concatenate([np.zeros((len(points), 1)), np.repeat(before, 2, axis=1) + 1], axis=1)
    part = part[keep]
    owner = np.broadcast_to(np.arange(len(points))[:, None], width.shape)[keep]
    ends = (owner[1:] == owner[:-1]) & (part[1:] > part[:-1]) & (part[:-1] > 0)
    pieces = Pieces(
        owner=owner,
        width=width[keep],
        slope=np.append(leap, slope, axis=1)[keep],
        leap=(part == 0),
        base=np.where(leaps, 0.0, points[:, 0]),
        base_gain=np.where(leaps, 0.0, values[:, 0]),
    )
    return pieces, np.flatnonzero(ends)


def _meeting(points: Floats, values: Floats, slopes: Floats) -> Floats:
    """Where the tangents of neighbouring points (F, K - 1) meet, in between."""
    left, right = points[:, :-1], points[:, 1:]
    fall = slopes[:, :-1] - slopes[:, 1:]
    bends = fall > 1e-13 * np.abs(slopes[:, :1])
    rise = np.diff(values - slopes * points, axis=1)
    return np.clip(
        np.where(bends, rise / np.where(bends, fall, 1.0), (left + right) / 2), left, right
    )


def _starts(points: Floats, gain: Function, start: Floats | None) -> tuple[Floats, Floats]:
    """Where leaps start, and what they are worth there."""
    if start is None:
        return np.zeros(len(points)), np.zeros(len(points))
    return start, gain(start[:, None])[:, 0]


def _flat(
    low: Floats,
    gain_low: Floats,
    widths: Floats,
    slopes: Floats,
    leaps: Bools,
    start: Floats,
    gain_start: Floats,
) -> Pieces:
    leap = np.where(leaps, low - start, 0.0)
    risen = (gain_low - gain_start) / np.where(leap > 0, leap, 1.0)
    widths = np.concatenate([leap[:, None], widths], axis=1)
    slopes = np.concatenate([np.where(leap > 0, risen, np.inf)[:, None], slopes], axis=1)
    slopes = np.minimum.accumulate(slopes, axis=1)
    first = np.zeros(widths.shape, bool)
    first[:, 0] = True
    keep = widths > 0
    owner = np.broadcast_to(np.arange(len(low))[:, None], widths.shape)
    return Pieces(
        owner=owner[keep],
        width=widths[keep],
        slope=slopes[keep],
        leap=first[keep],
        base=np.where(leaps, start, low),
        base_gain=np.where(leaps, gain_start, gain_low),
    )
