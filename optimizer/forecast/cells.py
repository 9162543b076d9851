"""Crossed cells: what lines share, at many widths at once, as columns of a sparse matrix.

Each term is a covariance: lines alike in its keys, and near in its measures, are alike in price
by its variance. Nearness is drawn as random grids (random binning features, Rahimi and Recht,
2007): two lines share a cell of a grid of gamma-distributed width with a probability that is the
Laplace kernel exp(-|distance| / scale), so that a ridge over the cells is Gaussian-process
shrinkage in time linear in the number of campaigns.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from optimizer.forecast.lines import Floats, Ints, Keys, Lines, crossed
from optimizer.forecast.words import Words

BITS = 22
"""Cells are hashed into 2 ** BITS columns."""
GRIDS = 6
WORD_VARIANCES = (0.01, 0.05)
"""Of a targeting name, and of a word in an advertiser's name."""


@dataclass(frozen=True, slots=True)
class Term:
    """Lines that agree on `keys` covary by `variance`, fading over `scales` (days, years, logs)."""

    variance: float
    keys: tuple[str, ...] = ()
    scales: dict[str, float] = field(default_factory=dict)


_AGES = {"age_min": 6.0, "age_max": 12.0}
_SIZE = {"log_spend": 1.5, "log_days": 1.0}
_SEASON, _MONTH = {"start": 200.0}, {"start": 30.0}
_CELL = ("market", "format", "channel")

TERMS: tuple[Term, ...] = (
    Term(0.60, ("market",)),
    Term(0.20, ("currency",)),
    Term(0.05, ("market",), _SEASON),
    Term(0.03, ("market",), _MONTH),
    Term(0.05, _CELL),
    Term(0.03, _CELL, _SIZE),
    Term(0.60, ("format", "channel")),
    Term(0.03, ("targeting",)),
    Term(0.04, ("market", "targeting"), _AGES),
    Term(0.03, ("market", "format", "targeting")),
    Term(0.06, ("gender",), _AGES),
    Term(0.06, ("format", "gender"), _AGES),
    Term(0.05, (), _AGES),
    Term(0.09, ("own",)),
    Term(0.06, ("open",)),
    Term(0.04, ("open", "format", "channel")),
    Term(0.06, ("buyer",)),
    Term(0.04, ("buyer", "gender"), _AGES),
    Term(0.08, ("buyer", "format", "channel"), _SEASON),
    Term(0.08, ("advertiser", "market")),
    Term(0.06, ("advertiser", "format", "channel"), _SEASON),
    Term(0.08, ("advertiser", *_CELL), _MONTH),
    Term(0.03, ("advertiser", *_CELL), _SIZE),
    Term(0.08, ("advertiser", "market", "gender", "targeting"), _AGES | _SEASON),
    Term(0.08, ("advertiser", *_CELL, "gender", "targeting"), _AGES | _MONTH | _SIZE),
    Term(0.03, (), _SEASON | {"log_spend": 1.5}),
    Term(0.04, (), {"log_spend": 2.0}),
    Term(0.09, (), {"season": 40.0}),
    Term(0.03, ("format", "channel"), {"season": 40.0}),
)
"""Variances of log CPM, and scales, chosen on the real campaigns of 2018 and 2019."""

ABOUT: dict[str, set[str]] = {
    "advertiser": {"advertiser"},
    "buyer": {"buyer", "own"},
    "audience": {"targeting", "gender", "age_min"},
    "time": {"start", "season"},
    "place": {"market", "currency"},
}
PARTS = (*ABOUT, "kind")
"""A price level is the sum of these parts and of one for each kind of words."""


def measures(lines: Lines) -> dict[str, Floats]:
    """What grids are laid over: days, years of age, logarithms, the day of the year."""
    return {
        "start": lines.start,
        "season": np.mod(lines.start + lines.days / 2, 365.25),
        "log_spend": np.log(lines.spend),
        "log_days": np.log(lines.days),
        "age_min": lines.age_min,
        "age_max": lines.age_max,
    }


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells that lines lie in: `columns`, a row a line and a column a grid; those of words."""

    columns: NDArray[np.int32]
    words: tuple[Words, ...]

    @classmethod
    def of(cls, lines: Lines) -> Cells:
        """Where these lines lie."""
        return cls(_columns(lines), _word_columns(lines))

    def take(self, rows: Ints) -> Cells:
        """The cells of the lines at these positions, in this order."""
        return Cells(self.columns[rows], tuple(words.take(rows) for words in self.words))

    def sums(self, effects: NDArray[np.float32]) -> Floats:
        """What the cells add up to, given an effect a cell: a row a line, a column a part."""
        sums = [np.take(effects, self.columns) @ _weights_by_part()]
        for words, variance in zip(self.words, WORD_VARIANCES, strict=True):
            sums.append(words.sums(effects[words.keys])[:, None] * np.sqrt(variance))
        return np.concatenate(sums, axis=1, dtype=float)


@lru_cache(maxsize=1)
def weights() -> NDArray[np.float32]:
    """The weight of each grid: the square root of its variance."""
    each = [[term.variance / len(grids)] * len(grids) for term, grids in _grids()]
    return np.sqrt(np.concatenate(each)).astype(np.float32)


@lru_cache(maxsize=1)
def _weights_by_part() -> NDArray[np.float32]:
    """Grids x parts: the weight where the grid belongs to the part, else nothing."""
    part = np.repeat(
        [PARTS.index(_part(term)) for term, _ in _grids()], [len(grids) for _, grids in _grids()]
    )
    return np.asarray(np.eye(len(PARTS), dtype=np.float32)[part] * weights()[:, None])


def _part(term: Term) -> str:
    """The most particular of what a term is about."""
    about = {*term.keys, *term.scales}
    return next((part for part, names in ABOUT.items() if about & names), "kind")


def _columns(lines: Lines) -> NDArray[np.int32]:
    seen = measures(lines)
    keys = {term.keys: _shared(lines, term.keys)[:, None] for term in TERMS}
    columns = np.empty((len(lines), len(weights())), np.int32)
    first = 0
    for term, grids in _grids():
        last = first + len(grids)
        tags = np.arange(first, last, dtype=np.uint64)[None, :]
        laid = zip(term.scales, grids.transpose(1, 2, 0), strict=True)
        places = (np.floor(seen[n][:, None] / width + offset) for n, (width, offset) in laid)
        columns[:, first:last] = _column(crossed(tags, keys[term.keys], *map(_key, places)))
        first = last
    return columns


def _word_columns(lines: Lines) -> tuple[Words, ...]:
    return tuple(
        Words(
            _column(crossed(np.full(len(words.keys), 0xFFFF - kind, np.uint64), words.keys)),
            words.ends,
        )
        for kind, words in enumerate((lines.words, lines.called))
    )


@lru_cache(maxsize=1)
def _grids() -> tuple[tuple[Term, Floats], ...]:
    """The grids of every term as grids x measures x (width, offset); the same in every process."""
    draw = np.random.default_rng(20071203)

    def grids(scales: Collection[float]) -> Floats:
        found = np.empty((GRIDS if scales else 1, len(scales), 2))
        for at in np.ndindex(found.shape[:2]):
            found[at] = draw.gamma(2.0, list(scales)[at[1]]), draw.random()
        return found

    return tuple((term, grids(term.scales.values())) for term in TERMS)


def _shared(lines: Lines, names: tuple[str, ...]) -> Keys:
    nothing = np.zeros(len(lines), np.uint64)
    return crossed(*(getattr(lines, name) for name in names)) if names else nothing


def _key(places: Floats) -> Keys:
    return (places.astype(np.int64) + (1 << 40)).astype(np.uint64)


def _column(keys: Keys) -> NDArray[np.int32]:
    return (keys >> np.uint64(64 - BITS)).astype(np.int32)
