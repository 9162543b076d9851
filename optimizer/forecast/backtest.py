"""Judging forecasts on campaigns that were held out, beside plain baselines, in one run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from optimizer.forecast.bands import STEPS, classes
from optimizer.forecast.baselines import BASELINES
from optimizer.forecast.exchange import Exchange
from optimizer.forecast.lines import Floats, Ints, Lines
from optimizer.forecast.past import past_prices
from optimizer.forecast.price import price
from optimizer.forecast.scores import Score, mean, score
from optimizer.forecast.splits import Split, held_out

OURS = "flightplan"
ALL = "all"
GROUPS = ("no comparable", "1-3 comparables", "4-14 comparables", "15 or more comparables")
"""By past campaigns of the same advertiser and market; the classes of bands.STEPS."""


class Report(BaseModel):
    """The outcome of a backtest. `scores` holds every model on all campaigns, then by group."""

    model_config = ConfigDict(frozen=True)

    split: Split
    cut: date | None
    seeds: int
    campaigns: int
    scores: tuple[Score, ...]

    def of(self, model: str = OURS, group: str = ALL) -> Score:
        """One model's score. Raises StopIteration when the group is empty."""
        return next(s for s in self.scores if (s.model, s.group) == (model, group))

    def rows(self) -> list[tuple[str, ...]]:
        """A heading and one row a score, as words for a table."""
        heading = ("campaigns", "model", "n", "MAE of log", "median error", "covers 80 %",
                   "interval score 80 %", "covers 90 %", "interval score 90 %")  # fmt: skip
        return [heading, *(_row(s) for s in self.scores)]


def backtest(
    history: pa.Table,
    split: Split,
    cut: date | None = None,
    *,
    seeds: int = 5,
    rates: pa.Table | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Report:
    """Hold campaigns out, learn from the rest alone (calibration included), and judge.

    `progress` hears how many of how many steps are done. Raises NotReady without usable history,
    InvalidInput when the split leaves one side empty.
    """
    lines, logs = past_prices(history, Exchange.of(rates))
    found: list[Score] = []
    for seed in range(seeds):
        found += _run(lines, logs, held_out(lines, split, cut, seed), seed)
        progress(seed + 1, seeds)
    return Report(split=split, cut=cut, seeds=seeds, campaigns=len(lines), scores=_means(found))


def _run(lines: Lines, logs: Floats, held: NDArray[np.bool_], seed: int) -> Iterator[Score]:
    known, asked = lines.take(np.flatnonzero(~held)), lines.take(np.flatnonzero(held))
    past, truth = logs[~held], logs[held]
    ours, comparables = _ours(known, past, asked, seed)
    yield from _judged(OURS, ours, truth, comparables)
    for name, baseline in BASELINES.items():
        yield from _judged(name, baseline(known, past, asked), truth, comparables)


def _ours(known: Lines, past: Floats, asked: Lines, seed: int) -> tuple[Floats, Ints]:
    mid, tails, comparables = price(known, past, seed).predict(asked)
    return np.column_stack([tails[:, :2], mid, tails[:, 2:]]), comparables


def _judged(model: str, quantiles: Floats, truth: Floats, comparables: Ints) -> Iterator[Score]:
    yield score(model, ALL, quantiles, truth)
    group = classes(comparables)
    for number in range(len(STEPS) + 1):
        if (group == number).any():
            yield score(model, GROUPS[number], quantiles[group == number], truth[group == number])


def _means(found: list[Score]) -> tuple[Score, ...]:
    groups, models = (ALL, *GROUPS), (OURS, *BASELINES)

    def place(one: Score) -> tuple[int, int]:
        return groups.index(one.group), models.index(one.model)

    return tuple(mean(list(same)) for _, same in groupby(sorted(found, key=place), key=place))


def _row(s: Score) -> tuple[str, ...]:
    return (
        s.group,
        s.model,
        f"{s.n:,.0f}",
        f"{s.mae_log:.3f}",
        f"{s.median_error:.1%}",
        f"{s.coverage_80:.1%}",
        f"{s.score_80:.2f}",
        f"{s.coverage_90:.1%}",
        f"{s.score_90:.2f}",
    )
