"""Gradient boosting by scikit-learn, kept as plain arrays.

A fit is stored in Postgres and loaded by every worker. As perfect trees of DEPTH levels it is a few
arrays, so loading needs neither pickle nor scikit-learn, and 300 lines are judged in milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from optimizer.forecast.lines import Floats
from optimizer.forecast.threads import modest

DEPTH = 6
RATE = 0.08
_INNER = 2**DEPTH - 1
BLOCK, ROWS = 100, 300
"""Trees and rows are judged in blocks of so many, small enough to stay in a processor's cache."""
_FIELDS = ("value", "is_leaf", "feature_idx", "num_threshold", "left", "right")
"""What is kept of scikit-learn's nodes."""
_INSIDE: Literal["clip"] = "clip"
"""Positions never lie outside; saying so halves the time of looking them up."""


@dataclass(frozen=True, slots=True)
class Trees:
    """A boosted model. `feature` and `cut` are trees x inner nodes, in heap
    order; `leaf` is trees x 2 ** DEPTH; a value above the cut goes right."""

    base: float
    feature: NDArray[np.int16]
    cut: NDArray[np.float32]
    leaf: NDArray[np.float32]

    def predict(self, features: Floats) -> Floats:
        """The sum over all trees for each row of features."""
        values = features.astype(np.float32)
        total = np.full(len(values), self.base)
        for first in range(0, len(self.leaf), BLOCK):
            part = slice(first, first + BLOCK)
            for row in range(0, len(values), ROWS):
                total[row : row + ROWS] += self._leaves(values[row : row + ROWS], part)
        return total

    def _leaves(self, values: NDArray[np.float32], part: slice) -> Floats:
        """What some of the trees add to each row."""
        feature, cut, leaf = self.feature[part].astype(np.intp), self.cut[part], self.leaf[part]
        node = 1 + (values.take(feature[:, 0], axis=1, mode=_INSIDE) > cut[:, 0]).astype(np.intp)
        feature, cut, flat = feature.ravel(), cut.ravel(), values.ravel()
        rows, wide = values.shape
        first, start = np.arange(len(leaf)) * _INNER, (np.arange(rows) * wide)[:, None]
        for _ in range(DEPTH - 1):
            at = node + first
            seen = feature.take(at, mode=_INSIDE)
            seen += start
            node *= 2
            node += 1
            node += flat.take(seen, mode=_INSIDE) > cut.take(at, mode=_INSIDE)
        at = node - _INNER + np.arange(len(leaf)) * 2**DEPTH
        return np.asarray(leaf.ravel().take(at, mode=_INSIDE).sum(axis=1, dtype=float))


def boosted(
    features: Floats,
    target: Floats,
    *,
    trees: int,
    bags: int = 1,
    quantile: float | None = None,
) -> Trees:
    """Boost over random parts of the features; the mean of so many such models.

    They minimise the absolute error, or the pinball loss of a `quantile`.
    """
    values = features.astype(np.float32)
    with modest(len(target)):
        fits = [_fit(values, target, quantile, trees, bag) for bag in range(bags)]
    parts = [_perfect(tree.nodes) for fit in fits for (tree,) in fit._predictors]
    return Trees(
        base=float(np.mean([np.ravel(fit._baseline_prediction)[0] for fit in fits])),
        feature=np.array([part[0] for part in parts], np.int16).reshape(-1, _INNER),
        cut=np.array([part[1] for part in parts], np.float32).reshape(-1, _INNER),
        leaf=np.array([part[2] for part in parts], np.float32).reshape(-1, 2**DEPTH)
        / np.float32(bags),
    )


def _fit(
    features: NDArray[np.float32],
    target: Floats,
    quantile: float | None,
    trees: int,
    seed: int,
) -> Any:
    from sklearn.ensemble import HistGradientBoostingRegressor

    from optimizer.forecast.losses import Absolute, Quantile

    return HistGradientBoostingRegressor(
        loss=Absolute() if quantile is None else Quantile(quantile=quantile),
        learning_rate=RATE,
        max_iter=trees,
        max_depth=DEPTH,
        min_samples_leaf=min(20, max(2, len(target) // 20)),
        max_features=0.4,
        l2_regularization=1.0,
        early_stopping=False,
        random_state=seed,
    ).fit(features, target)


def _perfect(nodes: NDArray[np.void]) -> tuple[list[int], list[float], list[float]]:
    """A grown tree in heap order; below an early leaf every way leads to its value."""
    feature, cut = [0] * _INNER, [np.inf] * _INNER
    leaf = [0.0] * (2**DEPTH)
    values, leaves, features, cuts, lefts, rights = (nodes[name].tolist() for name in _FIELDS)
    waiting = [(0, 0)]
    while waiting:
        place, at = waiting.pop()
        if place >= _INNER:
            leaf[place - _INNER] = values[at]
        elif leaves[at]:
            waiting += [(2 * place + 1, at), (2 * place + 2, at)]
        else:
            feature[place], cut[place] = features[at], cuts[at]
            waiting += [(2 * place + 1, lefts[at]), (2 * place + 2, rights[at])]
    return feature, cut, leaf
