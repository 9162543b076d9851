"""Hierarchical shrinkage of log unit cost: a robust ridge over crossed cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.forecast.cells import BITS, WORD_VARIANCES, cells, word_cells
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
    """A level and one effect a cell (the ridge's coefficient times the cell's weight)."""

    level: float
    effects: NDArray[np.float32]

    def predict(self, lines: Lines) -> Floats:
        """Log unit cost of each line."""
        columns, weights = cells(lines)
        found = self.level + np.take(self.effects, columns) @ weights.astype(np.float32)
        for words, variance in zip(word_cells(lines), WORD_VARIANCES, strict=True):
            found = found + words.sums(self.effects[words.keys]) * np.sqrt(variance)
        return np.asarray(found, float)


@dataclass(frozen=True, slots=True)
class Design:
    """Lines as rows of a sparse matrix whose columns are the cells that occur, `used`."""

    matrix: Any
    used: Ints

    def solved(self, rows: Ints, logs: Floats, rounds: int) -> tuple[float, Floats]:
        """Level and coefficients from some rows; outliers are weighted down in `rounds` passes."""
        from sklearn.linear_model import Ridge

        matrix, level = self.matrix[rows], float(np.median(logs))
        weight = np.ones(len(logs))
        for _ in range(rounds):
            ridge = Ridge(alpha=NOISE, fit_intercept=False, solver="lsqr", tol=TOLERANCE)
            with modest(len(logs)):
                ridge.fit(matrix, logs - level, sample_weight=weight)
                off = np.abs(logs - level - matrix @ ridge.coef_)
            weight = 1.0 / np.maximum(1.0, off / OUTLIER)
        return level, np.asarray(ridge.coef_)

    def predicted(self, rows: Ints, level: float, coefficients: Floats) -> Floats:
        """What a solution says of some rows."""
        return np.asarray(level + self.matrix[rows] @ coefficients)


def shrunk(lines: Lines, logs: Floats) -> Shrunk:
    """Fit to the logarithms of unit cost; a long history needs fewer rounds, since single
    outliers weigh less in it.
    """
    shape = design(lines)
    rounds = ROUNDS if len(logs) < LONG else ROUNDS_WHEN_LONG
    level, coefficients = shape.solved(np.arange(len(logs)), logs, rounds)
    effects = np.zeros(1 << BITS, np.float32)
    effects[shape.used] = coefficients
    return Shrunk(level, effects)


def design(lines: Lines) -> Design:
    """The matrix of the cells of these lines."""
    from scipy.sparse import csr_matrix

    columns, weights = cells(lines)
    rows, wide = columns.shape
    shape = (rows, 1 << BITS)
    values = np.broadcast_to(weights.astype(np.float32), columns.shape).ravel()
    both = csr_matrix((values, columns.ravel(), np.arange(rows + 1) * wide), shape=shape)
    for words, variance in zip(word_cells(lines), WORD_VARIANCES, strict=True):
        weight = np.full(len(words.keys), np.sqrt(variance), np.float32)
        both = both + csr_matrix((weight, words.keys, words.ends), shape=shape)
    used = np.flatnonzero(np.bincount(both.indices, minlength=1 << BITS))
    place = np.zeros(1 << BITS, np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    narrow = csr_matrix((both.data, place[both.indices], both.indptr), shape=(rows, len(used)))
    return Design(narrow, used)
