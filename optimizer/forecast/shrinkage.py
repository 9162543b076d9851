"""Hierarchical shrinkage of log unit cost: a robust ridge over crossed cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.forecast.cells import BITS, WORD_VARIANCE, cells, word_cells
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.threads import modest

NOISE = 0.1
"""Variance of log CPM between campaigns alike in everything that is known."""
OUTLIER = 0.15
"""Residuals beyond this count linearly, not squared (Huber)."""
ROUNDS, ROUNDS_WHEN_LONG, LONG = 4, 2, 20_000
TOLERANCE = 3e-3


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A level and one effect a cell (the ridge's coefficient times the cell's weight)."""

    level: float
    effects: NDArray[np.float32]

    def predict(self, lines: Lines) -> Floats:
        """Log unit cost of each line."""
        columns, weights = cells(lines)
        found = np.take(self.effects, columns) @ weights.astype(np.float32)
        words, ends = word_cells(lines)
        sums = np.concatenate([[0.0], np.cumsum(self.effects[words], dtype=float)])
        of_words = (sums[ends[1:]] - sums[ends[:-1]]) * np.sqrt(WORD_VARIANCE)
        return np.asarray(self.level + found + of_words)


def shrunk(lines: Lines, logs: Floats, rounds: int | None = None) -> Shrunk:
    """Fit to the logarithms of unit cost; outliers are weighted down in `rounds` passes.

    A long history needs fewer, since single outliers weigh less in it.
    """
    from sklearn.linear_model import Ridge

    matrix, used = _matrix(lines)
    level = float(np.median(logs))
    weight = np.ones(len(logs))
    for _ in range(rounds or (ROUNDS if len(logs) < LONG else ROUNDS_WHEN_LONG)):
        ridge = Ridge(alpha=NOISE, fit_intercept=False, solver="sparse_cg", tol=TOLERANCE)
        with modest(len(logs)):
            ridge.fit(matrix, logs - level, sample_weight=weight)
            off = np.abs(logs - level - ridge.predict(matrix))
        weight = 1.0 / np.maximum(1.0, off / OUTLIER)
    effects = np.zeros(1 << BITS, np.float32)
    effects[used] = ridge.coef_
    return Shrunk(level, effects)


def _matrix(lines: Lines) -> tuple[Any, Ints]:
    """The sparse matrix of the cells that occur, and which columns those are."""
    from scipy.sparse import csr_matrix

    columns, weights = cells(lines)
    rows, wide = columns.shape
    words, ends = word_cells(lines)
    shape = (rows, 1 << BITS)
    values = np.broadcast_to(weights.astype(np.float32), columns.shape).ravel()
    grid = csr_matrix((values, columns.ravel(), np.arange(rows + 1) * wide), shape=shape)
    word = csr_matrix(
        (np.full(len(words), np.sqrt(WORD_VARIANCE), np.float32), words, ends), shape=shape
    )
    both = grid + word
    used = np.flatnonzero(np.bincount(both.indices, minlength=1 << BITS))
    place = np.zeros(1 << BITS, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    return csr_matrix((both.data, place[both.indices], both.indptr), shape=(rows, len(used))), used
