"""Counting comparable campaigns: how many share a key with a line, and how far off in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.forecast.lines import Floats, Ints, Keys, Lines, crossed

KINDS: tuple[tuple[str, ...], ...] = (
    ("advertiser", "market"),
    ("advertiser",),
    ("buyer",),
    ("market",),
    ("market", "format", "channel"),
)
"""The first kind decides how a forecast is calibrated; all are features of the boosted parts."""
FAR = 1_000.0
"""Days to the nearest comparable campaign when there is none, and at most."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Sorted keys that occur, and how often."""

    keys: Keys
    counts: Ints

    @classmethod
    def of(cls, keys: Keys) -> Counted:
        """Count keys."""
        found, counts = np.unique(keys, return_counts=True)
        return cls(found, counts)

    def rank(self, keys: Keys) -> Ints:
        """Position of each key; -1 where it never occurred."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        at = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[at] == keys, at, -1)

    def count(self, keys: Keys) -> Ints:
        """How often each key occurred."""
        rank = self.rank(keys)
        return np.where(rank >= 0, self.counts[rank], 0) if len(self.counts) else rank + 1


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of past lines by each of KINDS, the sorted times of the first kind's, the `last`."""

    counted: tuple[Counted, ...]
    times: Floats
    """rank * 1e6 + start day of every past line, sorted."""
    last: float

    @classmethod
    def of(cls, lines: Lines) -> Tally:
        """Count past lines."""
        counted = tuple(Counted.of(shared(lines, kind)) for kind in KINDS)
        rank = counted[0].rank(shared(lines, KINDS[0]))
        return cls(counted, np.sort(rank * 1e6 + lines.start), float(lines.start.max()))

    def counts(self, lines: Lines) -> Ints:
        """Past lines that share each of KINDS: one row a line."""
        found = zip(KINDS, self.counted, strict=True)
        return np.stack([counted.count(shared(lines, kind)) for kind, counted in found], axis=1)

    def beyond(self, lines: Lines) -> Ints:
        """1 for lines that begin after all past ones."""
        return np.asarray(lines.start > self.last, np.int64)

    def gap(self, lines: Lines) -> Floats:
        """Days to the nearest start of a past line of the first kind; at most FAR."""
        rank = self.counted[0].rank(shared(lines, KINDS[0]))
        here = rank * 1e6 + lines.start
        after = np.searchsorted(self.times, here)
        last = len(self.times) - 1
        earlier, later = self.times[np.maximum(after - 1, 0)], self.times[np.minimum(after, last)]
        nearest = np.minimum(np.abs(here - earlier), np.abs(later - here))
        return np.where(rank >= 0, np.minimum(nearest, FAR), FAR)


def shared(lines: Lines, names: tuple[str, ...]) -> Keys:
    """One key a line for what these names say together."""
    return crossed(*(getattr(lines, name) for name in names))
