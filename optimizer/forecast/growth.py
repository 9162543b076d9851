"""How unit cost grows with spend: an exponent per format and channel, shrunk to the whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.tally import Counted, shared

_CELL = ("market", "currency", "format", "channel", "advertiser")
_KIND = ("format", "channel")
_PRIOR = 30.0
"""Weight of the whole in each cell's exponent, in units of log spend squared."""
MOST = 0.6


@dataclass(frozen=True, slots=True)
class Growth:
    """Exponents of unit cost in spend, between 0 and MOST; `usual` where nothing is known."""

    kinds: Counted
    exponents: Floats
    usual: float

    @classmethod
    def of(cls, lines: Lines, logs: Floats) -> Growth:
        """Slopes of log unit cost over log spend among campaigns of one advertiser and cell."""
        cells = Counted.of(shared(lines, _CELL))
        cell = cells.rank(shared(lines, _CELL))
        spend, price = _centred(np.log(lines.spend), cell), _centred(logs, cell)
        price = np.clip(price, -1.0, 1.0)
        usual = float((spend @ price) / (spend @ spend + _PRIOR))
        kinds = Counted.of(shared(lines, _KIND))
        kind = kinds.rank(shared(lines, _KIND))
        above = np.bincount(kind, spend * price) + _PRIOR * usual
        below = np.bincount(kind, spend * spend) + _PRIOR
        return cls(kinds, np.clip(above / below, 0.0, MOST), float(np.clip(usual, 0.0, MOST)))

    def exponent(self, lines: Lines) -> Floats:
        """The exponent of each line."""
        rank = self.kinds.rank(shared(lines, _KIND))
        return np.where(rank >= 0, self.exponents[rank], self.usual)

    def log_factor(self, lines: Lines) -> Floats:
        """What spend adds to log unit cost, relative to a spend of one."""
        return np.asarray(self.exponent(lines) * np.log(lines.spend))


def _centred(values: Floats, cell: Ints) -> Floats:
    counts = np.maximum(np.bincount(cell), 1)
    return np.asarray(values - (np.bincount(cell, values) / counts)[cell])
