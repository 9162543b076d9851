"""Hierarchical shrinkage of log unit cost: a robust ridge over crossed cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.forecast.cells import BITS, WORD_VARIANCES, Cells, weights
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.threads import modest

NOISE = 0.1
"""Variance of log CPM between campaigns alike in everything that is known."""
OUTLIER = 0.15
"""Residuals beyond this count linearly, not squared (Huber)."""
ROUNDS, ROUNDS_WHEN_LONG, LONG = 4, 2, 20_000
TOLERANCE = 1e-3


@dataclass(frozen=True, slots=True)
class Shrunk:
    """A level and one effect a cell, to be multiplied by the cell's weight."""

    level: float
    effects: NDArray[np.float32]

    def predict(self, lines: Lines) -> Floats:
        """Log unit cost of each line."""
        return np.asarray(self.level + self.parts(Cells.of(lines)).sum(axis=1))

    def parts(self, cells: Cells) -> Floats:
        """What each part of the cells adds to the level: a row a line, a column a part."""
        return cells.sums(self.effects)


@dataclass(frozen=True, slots=True)
class Design:
    """Lines as rows of a sparse matrix whose columns are the cells that occur, `used`."""

    cells: Cells
    matrix: Any
    used: Ints

    def solved(self, rows: Ints, logs: Floats, rounds: int) -> Shrunk:
        """What some rows teach; outliers are weighted down in `rounds` passes."""
        from sklearn.linear_model import Ridge

        matrix, level = self.matrix[rows], float(np.median(logs))
        weight = np.ones(len(logs))
        with modest(len(logs)):
            for _ in range(rounds):
                ridge = Ridge(alpha=NOISE, fit_intercept=False, solver="lsqr", tol=TOLERANCE)
                ridge.fit(matrix, logs - level, sample_weight=weight)
                off = np.abs(logs - level - matrix @ ridge.coef_)
                weight = 1.0 / np.maximum(1.0, off / OUTLIER)
        effects = np.zeros(1 << BITS, np.float32)
        effects[self.used] = ridge.coef_
        return Shrunk(level, effects)


def shrunk(lines: Lines, logs: Floats) -> Shrunk:
    """Fit to the logarithms of unit cost; a long history needs fewer rounds, since single
    outliers weigh less in it.
    """
    rounds = ROUNDS if len(logs) < LONG else ROUNDS_WHEN_LONG
    return design(Cells.of(lines)).solved(np.arange(len(logs)), logs, rounds)


def design(cells: Cells) -> Design:
    """The matrix of the cells of lines."""
    from scipy.sparse import csr_matrix

    rows, wide = cells.columns.shape
    shape = (rows, 1 << BITS)
    values = np.broadcast_to(weights(), cells.columns.shape).ravel()
    both = csr_matrix((values, cells.columns.ravel(), np.arange(rows + 1) * wide), shape=shape)
    for words, variance in zip(cells.words, WORD_VARIANCES, strict=True):
        weight = np.full(len(words.keys), np.sqrt(variance), np.float32)
        both = both + csr_matrix((weight, words.keys, words.ends), shape=shape)
    used = np.flatnonzero(np.bincount(both.indices, minlength=1 << BITS))
    place = np.zeros(1 << BITS, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    narrow = csr_matrix((both.data, place[both.indices], both.indptr), shape=(rows, len(used)))
    return Design(cells, narrow, used)
