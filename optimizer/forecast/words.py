"""Several hashed words a line: the words of all lines one after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Words:
    """Line i has the words of `keys` from `ends[i]` to `ends[i + 1]`.

    `keys` are hashes, or the columns they stand for.
    """

    keys: NDArray[Any]
    ends: NDArray[np.int64]

    @property
    def counts(self) -> NDArray[np.int64]:
        """How many words each line has."""
        return np.diff(self.ends)

    @property
    def rows(self) -> NDArray[np.int64]:
        """Which line each word belongs to."""
        return np.repeat(np.arange(len(self.ends) - 1), self.counts)

    def take(self, rows: NDArray[np.int64]) -> Words:
        """The words of the lines at these positions, in this order."""
        sizes = self.counts[rows]
        ends = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        within = np.arange(ends[-1]) - np.repeat(ends[:-1], sizes)
        return Words(self.keys[np.repeat(self.ends[rows], sizes) + within], ends)

    def sums(self, values: NDArray[np.floating]) -> NDArray[np.float64]:
        """The sum of each line's values, given one value a word."""
        totals = np.concatenate([[0.0], np.cumsum(values, dtype=float)])
        return np.asarray(totals[self.ends[1:]] - totals[self.ends[:-1]])
