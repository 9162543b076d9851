"""Pieces from outside: nowhere below the curve, and no further above it than they must be."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.curves import Curves, Family, exposure, exposure_slope, inflection
from optimizer.pieces import Pieces, grid, in_parts, overestimated

FAMILIES: tuple[Family, ...] = ("exponential", "nbd", "hill")


@pytest.mark.parametrize("times", [2, 3, 7])
@pytest.mark.parametrize("top", [0.3, 3.0, 60.0])
@pytest.mark.parametrize("breaks", [1, 5, 60])
def test_pieces_lie_above_an_s_shaped_curve(times: int, top: float, breaks: int) -> None:
    curves = Curves.of(FAMILIES, np.array([0.2, 0.5, 0.9]), 0.7, 1.4, times)
    tops = np.full(3, top)
    bends, floors = inflection(curves, tops), np.array([0.0, 0.1 * top, 0.0])
    bends = np.maximum(bends, floors)
    shares = np.geomspace(1e-3, 1.0, breaks)
    points = np.append(tops[:, None] * shares, bends[:, None], axis=1)

    def gain(heads: np.ndarray) -> np.ndarray:
        return exposure(curves.column(), heads)

    def slope(heads: np.ndarray) -> np.ndarray:
        return exposure_slope(curves.column(), heads)

    pieces = overestimated(grid(points, floors, tops), bends, gain, slope)
    for share in np.linspace(0.0, 1.0, 401):
        heads = floors + share * (tops - floors)
        filled = np.clip(heads[pieces.owner] - (pieces.ends - pieces.width), 0.0, pieces.width)
        above = pieces.gain_at(filled) - gain(heads[:, None])[:, 0]
        assert np.all(above >= -1e-12)
        assert breaks < 60 or np.all(above <= 1e-2)


@pytest.mark.parametrize("breaks", [[], [0.3], [0.1, 0.25, 0.9]])
def test_parts_enclose_a_concave_curve_however_each_is_filled(breaks: list[float]) -> None:
    curves, ends = Curves.of(FAMILIES, np.array([0.2, 0.5, 0.9]), 0.7, 1.4), np.ones(3)
    broken = np.broadcast_to(breaks, (3, len(breaks)))
    points = grid(np.append(broken, [[0.05, 0.5]] * 3, axis=1), 0.0 * ends, ends)

    def gain(heads: np.ndarray) -> np.ndarray:
        return exposure(curves.column(), heads)

    def slope(heads: np.ndarray) -> np.ndarray:
        return exposure_slope(curves.column(), heads)

    pieces, steps = in_parts(points, broken, gain, slope, np.zeros(3, bool))
    assert len(steps) == 3 * len(breaks)
    for heads in np.linspace(0.0, 1.0, 201):
        least, most = (filled(pieces, steps, heads, first) for first in (False, True))
        truth = gain(np.full((3, 1), heads))[:, 0]
        assert np.all(least <= truth + 1e-12)
        assert np.all(most >= truth - 1e-12)


def filled(pieces: Pieces, steps: np.ndarray, heads: float, first: bool) -> np.ndarray:
    """What the pieces count, parts in order, and in each the first or the last pieces first."""
    part = np.cumsum(np.isin(np.arange(len(pieces)), steps + 1))
    place = np.arange(len(pieces)) * (1 if first else -1)
    gains = pieces.base_gain.copy()
    for owner in range(len(gains)):
        mine = np.flatnonzero(pieces.owner == owner)
        left = heads
        for piece in sorted(mine.tolist(), key=lambda one: (part[one], place[one])):
            taken = min(left, pieces.width[piece])
            gains[owner] += taken * pieces.slope[piece]
            left -= taken
    return gains
