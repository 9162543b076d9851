"""Reach curves: negative binomial exposure with a ceiling, shrunk along market and format.

Of an audience of N people, c N can be reached at all; their exposures are negative binomial with
mean e / c (e impressions a head of N) and shape k, so that the share c (1 - (1 + e / (c k)) ** -k)
is reached once or more. 1+ to 5+ are fitted together: k guessed from 1+ alone is far off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.forecast.lines import Floats, Ints, Keys, Lines
from optimizer.forecast.tally import Counted, shared

Mask = NDArray[np.bool_]

CHAIN: tuple[tuple[str, ...], ...] = ((), ("format",), ("market", "format"))
USUAL = (np.log(0.6), np.log(0.8))
"""Log ceiling and log shape where no reach was ever measured."""
PRIOR_SPREAD = (0.35, 0.35)
"""Standard deviations of a cell's parameters around the wider cell's."""
NOISE = 0.12
"""Standard deviation of the logarithm of measured reach around its curve."""
MOST = 40_000
CEILINGS = (0.01, 0.98)
SHAPES = (0.05, 20.0)
_STEP = 1e-4
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Reach:
    """Log ceilings and log shapes of the cells of each level of CHAIN.

    Without a catalog the ceiling is relative to `people` of the market, a stand-in taken from the
    largest reach seen there.
    """

    cells: tuple[Counted, ...]
    parameters: tuple[Floats, ...]
    markets: Counted
    people: Floats
    seen: int

    def curves(self, lines: Lines, population: Floats) -> tuple[Floats, Floats]:
        """Ceiling (of the population) and shape of each line."""
        found = np.tile(np.array(USUAL), (len(lines), 1))
        for names, cells, parameters in zip(CHAIN, self.cells, self.parameters, strict=True):
            rank = cells.rank(_keys(lines, names))
            found = np.where((rank >= 0)[:, None], parameters[rank], found)
        ceiling = np.exp(found[:, 0]) * self._stretch(lines, population)
        return np.clip(ceiling, *CEILINGS), np.clip(np.exp(found[:, 1]), *SHAPES)

    def _stretch(self, lines: Lines, population: Floats) -> Floats:
        if not len(self.people):
            return np.ones(len(lines))
        rank = self.markets.rank(lines.market)
        people = np.where(rank >= 0, self.people[rank], population)
        return np.where(population > 0, people / np.maximum(population, 1.0), 1.0)


def reach(lines: Lines, impressions: Floats, reached: Floats, population: Floats | None) -> Reach:
    """Learn from people reached 1+ ... 5+ (a row a campaign, NaN where unknown).

    `population` is each campaign's audience, NaN where unknown; None when there is no catalog.
    """
    markets, people = Counted.of(np.empty(0, np.uint64)), np.empty(0)
    use = _usable(impressions, reached)
    if population is None:
        markets, people = _stand_ins(lines, reached[:, 0], use)
        population = people[markets.rank(lines.market)] if len(people) else np.ones(len(lines))
    rows = np.flatnonzero(use & (population > 0))
    rows = rows[np.unique(np.linspace(0, len(rows) - 1, min(MOST, len(rows))).astype(int))]
    data = _Data(lines.take(rows), impressions[rows], reached[rows], population[rows])
    levels = list(_levels(data)) if len(rows) else [_nothing() for _ in CHAIN]
    cells, parameters = zip(*levels, strict=True)
    return Reach(cells, parameters, markets, people, len(rows))


def at_least(mean: Floats, shape: Floats, k: int) -> Iterator[Floats]:
    """Probabilities of 1+, 2+ ... k+ exposures of a negative binomial."""
    exactly = (1 + mean / shape) ** -shape
    left = 1.0 - exactly
    for n in range(1, k + 1):
        yield np.maximum(left, 1e-12)
        exactly = exactly * mean / (mean + shape) * (shape + n - 1) / n
        left = left - exactly


@dataclass(frozen=True, slots=True)
class _Data:
    lines: Lines
    impressions: Floats
    reached: Floats
    people: Floats

    def off(self, parameters: Floats) -> Floats:
        """Log of measured over fitted reach; 0 where not measured. A row a campaign."""
        ceiling = np.exp(parameters[:, 0]) * self.people
        fitted = at_least(
            self.impressions / ceiling, np.exp(parameters[:, 1]), self.reached.shape[1]
        )
        expected = np.stack(list(fitted), axis=1) * ceiling[:, None]
        measured = np.log(np.where(self.reached > 0, self.reached, expected))
        return np.asarray(np.clip(measured - np.log(expected), -1.0, 1.0))


def _levels(data: _Data) -> Iterator[tuple[Counted, Floats]]:
    parent = np.tile(np.array(USUAL), (len(data.lines), 1))
    for names in CHAIN:
        keys = _keys(data.lines, names)
        cells = Counted.of(keys)
        cell = cells.rank(keys)
        first = np.searchsorted(keys[np.argsort(keys)], cells.keys)
        centre = parent[np.argsort(keys)[first]]
        found = _fitted(data, cell, centre)
        yield cells, found
        parent = found[cell]


def _fitted(data: _Data, cell: Ints, centre: Floats) -> Floats:
    """Gauss-Newton with a Gaussian prior, for all cells at once."""
    pull = np.diag((NOISE / np.array(PRIOR_SPREAD)) ** 2)
    at = centre.copy()
    for _ in range(_ROUNDS):
        off = data.off(at[cell])
        slopes = np.stack(
            [(data.off((at + step)[cell]) - off) / _STEP for step in _STEP * np.eye(2)], axis=2
        )
        normal = _summed(cell, np.einsum("ija,ijb->iab", slopes, slopes)) + pull
        gradient = _summed(cell, np.einsum("ija,ij->ia", slopes, off)) + (at - centre) @ pull
        move = np.linalg.solve(normal, gradient[..., None])[..., 0]
        at = np.clip(
            at - np.clip(move, -0.5, 0.5), [np.log(1e-4), np.log(0.02)], [np.log(50), np.log(50)]
        )
    return at


def _summed(cell: Ints, values: Floats) -> Floats:
    sums = np.zeros((cell.max() + 1, *values.shape[1:]))
    np.add.at(sums, cell, values)
    return sums


def _usable(impressions: Floats, reached: Floats) -> Mask:
    first = reached[:, 0]
    return np.asarray((first >= 1) & (impressions > 0))


def _stand_ins(lines: Lines, reached: Floats, use: Mask) -> tuple[Counted, Floats]:
    markets = Counted.of(lines.market[use])
    people = np.zeros(len(markets.keys))
    np.maximum.at(people, markets.rank(lines.market[use]), reached[use])
    return markets, 1.5 * people


def _nothing() -> tuple[Counted, Floats]:
    return Counted.of(np.empty(0, np.uint64)), np.tile(np.array(USUAL), (1, 1))


def _keys(lines: Lines, names: tuple[str, ...]) -> Keys:
    return shared(lines, names) if names else np.zeros(len(lines), np.uint64)
