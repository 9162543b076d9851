"""Plain ways of forecasting unit cost, to be judged beside the real one.

Each takes past lines with their log CPM and lines to forecast, and gives back quantiles of log CPM
at QUANTILES, a row a line.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.forecast.lines import Floats, Keys, Lines
from optimizer.forecast.tally import Counted, shared
from optimizer.forecast.threads import modest

QUANTILES = (0.05, 0.10, 0.50, 0.90, 0.95)
Baseline = Callable[[Lines, Floats, Lines], Floats]

_CHAIN = (("currency",), ("market", "currency"), ("market", "currency", "format", "channel"),
          ("advertiser",), ("advertiser", "market", "format", "channel"))  # fmt: skip
_PRIOR = 3.0
_FEWEST = 5
_CATEGORIES = ("market", "currency", "format", "channel", "objective", "gender", "targeting",
               "buyer", "advertiser")  # fmt: skip
_MOST_CATEGORIES = 254


def market_quantiles(past: Lines, logs: Floats, asked: Lines) -> Floats:
    """Quantiles of past CPM in the same market and currency, or of all where those are few."""
    cells = Counted.of(shared(past, ("market", "currency")))
    cell = cells.rank(shared(past, ("market", "currency")))
    whole = np.quantile(logs, QUANTILES)
    known = [np.quantile(logs[cell == n], QUANTILES) if count >= _FEWEST else whole
             for n, count in enumerate(cells.counts)]  # fmt: skip
    return np.array([*known, whole])[cells.rank(shared(asked, ("market", "currency")))]


def shrinkage(past: Lines, logs: Floats, asked: Lines) -> Floats:
    """Empirical-Bayes means from currency down to advertiser and cell, with one error for all.

    The error's quantiles come from five folds of advertisers, or of campaigns where there is but
    one advertiser.
    """
    one = len(np.unique(past.advertiser)) == 1
    whose = np.arange(len(past)) if one else past.advertiser
    fold = np.searchsorted(np.quantile(whose, (0.2, 0.4, 0.6, 0.8)), whose)
    errors = [
        logs[fold == n]
        - _means(
            past.take(np.flatnonzero(fold != n)),
            logs[fold != n],
            past.take(np.flatnonzero(fold == n)),
        )
        for n in np.unique(fold)
        if (fold != n).any()
    ]
    spread = np.quantile(np.concatenate(errors), QUANTILES) if errors else np.zeros(len(QUANTILES))
    spread[2] = 0.0
    return _means(past, logs, asked)[:, None] + spread


def boosting(past: Lines, logs: Floats, asked: Lines) -> Floats:
    """scikit-learn's gradient boosting of each quantile on the plain columns, as it comes."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    known, wanted = _columns(past, past), _columns(past, asked)
    categorical = [n >= known.shape[1] - len(_CATEGORIES) for n in range(known.shape[1])]
    with modest(len(past)):
        models = [
            HistGradientBoostingRegressor(
                loss="quantile", quantile=q, categorical_features=categorical, random_state=0
            ).fit(known, logs)
            for q in QUANTILES
        ]
        return np.column_stack([model.predict(wanted) for model in models])


BASELINES: dict[str, Baseline] = {
    "quantiles per market": market_quantiles,
    "shrinkage alone": shrinkage,
    "gradient boosting alone": boosting,
}


def _means(past: Lines, logs: Floats, asked: Lines) -> Floats:
    level = float(np.mean(logs))
    here, there = np.full(len(past), level), np.full(len(asked), level)
    for names in _CHAIN:
        cells = Counted.of(shared(past, names))
        cell = cells.rank(shared(past, names))
        moves = np.bincount(cell, logs - here) / (cells.counts + _PRIOR)
        found = cells.rank(shared(asked, names))
        here = here + moves[cell]
        there = there + np.where(found >= 0, moves[found], 0.0)
    return there


def _columns(past: Lines, lines: Lines) -> Floats:
    numbers = [np.log(lines.spend), lines.days, lines.age_min, lines.age_max, lines.start]
    named = [_codes(getattr(past, name), getattr(lines, name)) for name in _CATEGORIES]
    return np.column_stack([*numbers, *named]).astype(float)


def _codes(past: Keys, keys: Keys) -> Floats:
    """The most frequent names as 0, 1, 2 ...; the others are missing."""
    counted = Counted.of(past)
    code = np.full(len(counted.keys) + 1, np.nan)
    frequent = np.argsort(-counted.counts, kind="stable")[:_MOST_CATEGORIES]
    code[frequent] = np.arange(len(frequent))
    return code[counted.rank(keys)]
