"""Forecasts made in views of the past: what shrinkage says of campaigns it never saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from optimizer.forecast.cells import Cells
from optimizer.forecast.features import Encoder, with_past
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.shrinkage import Design, design
from optimizer.forecast.tally import Tally
from optimizer.forecast.views import View

_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Looks:
    """One row a forecast: of which campaign (`row`), in which view, and what was known of it.

    `comparables` counts known campaigns of the same advertiser and market, `beyond` is 1 where
    only earlier campaigns were known. A campaign occurs once in every view that hides it.
    """

    row: Ints
    view: Ints
    level: Floats
    features: Floats
    comparables: Ints
    beyond: Ints

    def __len__(self) -> int:
        return len(self.row)


def looked(lines: Lines, logs: Floats, ways: Sequence[View], encoder: Encoder) -> Looks:
    """Forecast the hidden part of every view from its known part."""
    shape, own = design(Cells.of(lines)), encoder.features(lines)
    found = [_hidden(lines, logs, number, view, shape, own) for number, view in enumerate(ways)]
    if not found:
        none = np.empty(0, np.int64)
        return Looks(none, none, np.empty(0), np.empty((0, 0)), none, none)
    return Looks(*(np.concatenate([getattr(one, f.name) for one in found]) for f in fields(Looks)))


def _hidden(
    lines: Lines, logs: Floats, number: int, view: View, shape: Design, own: Floats
) -> Looks:
    known = shape.solved(view.known, logs[view.known], _ROUNDS)
    parts = known.parts(shape.cells.take(view.hidden))
    tally, hidden = Tally.of(lines.take(view.known)), lines.take(view.hidden)
    return Looks(
        row=view.hidden,
        view=np.full(len(hidden), number),
        level=known.level + parts.sum(axis=1),
        features=with_past(own[view.hidden], known.level, parts, tally, hidden),
        comparables=tally.counts(hidden)[:, 0],
        beyond=tally.beyond(hidden),
    )
