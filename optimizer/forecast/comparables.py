"""The past campaigns behind a forecast: how many, at which width, and the nearest by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from media.forecast import Comparables
from optimizer.forecast.lines import Floats, Ints, Keys, Lines
from optimizer.forecast.tally import Counted, shared

LEVELS: tuple[tuple[str, ...], ...] = (
    ("advertiser", "market", "format", "channel"),
    ("market", "format", "channel"),
    ("market", "format"),
    ("format", "channel"),
    ("format",),
    ("market",),
)
LOOKED_AT = 48
"""The latest so many campaigns of a level are compared; the nearest NAMED of them are listed."""
NAMED = 5
KEPT = 100_000
"""Campaigns kept by name, the latest."""


@dataclass(frozen=True, slots=True)
class Past:
    """Kept campaigns in order of time. `order` holds, per level, their positions sorted by key."""

    ids: tuple[str, ...]
    lines: Lines
    keys: tuple[Keys, ...]
    order: tuple[Ints, ...]
    counted: tuple[Counted, ...]

    @classmethod
    def of(cls, lines: Lines, ids: pa.ChunkedArray) -> Past:
        """Index past campaigns by every level."""
        counted = tuple(Counted.of(shared(lines, names)) for names in LEVELS)
        latest = np.argsort(lines.start, kind="stable")[-KEPT:]
        kept = lines.take(latest)
        keys = [shared(kept, names) for names in LEVELS]
        order = tuple(np.argsort(key, kind="stable") for key in keys)
        sorted_keys = tuple(key[at] for key, at in zip(keys, order, strict=True))
        names = tuple(str(name) for name in ids.take(pa.array(latest)).to_pylist())
        return cls(names, kept, sorted_keys, order, counted)

    def behind(self, lines: Lines) -> list[Comparables]:
        """The comparable campaigns of each line, at the narrowest level that has any."""
        found = [Comparables(count=0, level="none")] * len(lines)
        open_ = np.arange(len(lines))
        for number, names in enumerate(LEVELS):
            counts = self.counted[number].count(shared(lines, names)[open_])
            for place, one in self._named(number, lines, open_[counts > 0], counts[counts > 0]):
                found[place] = one
            open_ = open_[counts == 0]
            if not len(open_):
                break
        return found

    def _named(
        self, number: int, lines: Lines, asked: Ints, counts: Ints
    ) -> Iterator[tuple[int, Comparables]]:
        """Each asked line's place, and what stands behind it at one level."""
        named, near = self._nearest(number, lines.take(asked))
        known = (near >= 0).sum(axis=1)
        nearness = np.maximum(near, 0.0).sum(axis=1) / np.maximum(known, 1)
        level = ", ".join(LEVELS[number])
        columns = (asked, counts, known, named, nearness)
        for place, count, n, rows, mean in zip(*(c.tolist() for c in columns), strict=True):
            nearest = tuple(self.ids[row] for row in rows[:n])
            yield (
                place,
                Comparables(count=count, level=level, nearest=nearest, nearness=mean),
            )

    def _nearest(self, number: int, wanted: Lines) -> tuple[Ints, Floats]:
        """The NAMED nearest kept campaigns of each line, and how near; -1 where there are fewer."""
        keys = shared(wanted, LEVELS[number])
        last = np.searchsorted(self.keys[number], keys, side="right")
        first = np.maximum(np.searchsorted(self.keys[number], keys), last - LOOKED_AT)
        places = first[:, None] + np.arange(LOOKED_AT)
        rows = self.order[number][np.minimum(places, len(self.ids) - 1)]
        near = np.where(places < last[:, None], _nearness(self.lines, rows, wanted), -1.0)
        best = np.argsort(-near, axis=1, kind="stable")[:, :NAMED]
        return np.take_along_axis(rows, best, axis=1), np.take_along_axis(near, best, axis=1)


def _nearness(past: Lines, rows: Ints, wanted: Lines) -> Floats:
    """1 for the same cell, audience, season and size; every difference multiplies it down."""

    def differs(name: str) -> Floats:
        return np.asarray(getattr(past, name)[rows] != getattr(wanted, name)[:, None], float)

    def apart(name: str, measured: Callable[[Floats], Floats] = lambda values: values) -> Floats:
        seen, asked = measured(getattr(past, name)[rows]), measured(getattr(wanted, name))
        return np.abs(seen - asked[:, None])

    season = apart("start", lambda days: np.mod(days, 365.25))
    distance = (
        0.7 * (differs("market") + differs("format"))
        + 0.5 * (differs("channel") + differs("targeting") + differs("gender"))
        + (apart("age_min") + apart("age_max")) / 30
        + 0.3 * apart("spend", np.log)
        + np.minimum(season, 365.25 - season) / 180
    )
    return np.asarray(np.exp(-distance))
