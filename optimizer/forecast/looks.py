"""Forecasts made in views of the past: what shrinkage says of campaigns it never saw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from optimizer.forecast.learner import learner
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.views import View


@dataclass(frozen=True, slots=True)
class Looks:
    """One row a forecast: of which campaign (`row`), in which view, and what was known of it.

    `comparables` counts known campaigns of the same advertiser and market, `future` is 1 where
    only earlier campaigns were known. A campaign occurs once in every view that hides it.
    """

    row: Ints
    view: Ints
    level: Floats
    features: Floats
    comparables: Ints
    future: Ints


def looked(lines: Lines, logs: Floats, ways: Sequence[View]) -> Looks:
    """Forecast the hidden part of every view from its known part."""
    found = [_hidden(lines, logs, number, view) for number, view in enumerate(ways)]
    if not found:
        none = np.empty(0, np.int64)
        return Looks(none, none, np.empty(0), np.empty((0, 0)), none, none)
    return Looks(*(np.concatenate([getattr(one, f.name) for one in found]) for f in fields(Looks)))


def _hidden(lines: Lines, logs: Floats, number: int, view: View) -> Looks:
    known, hidden = lines.take(view.known), lines.take(view.hidden)
    learnt = learner(known, logs[view.known], rounds=2)
    level, features = learnt.base(hidden)
    return Looks(
        row=view.hidden,
        view=np.full(len(hidden), number),
        level=level,
        features=features,
        comparables=learnt.tally.counts(hidden)[:, 0],
        future=np.full(len(hidden), int(view.kind == "future")),
    )
