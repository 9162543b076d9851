"""Forecasts of candidate lines from campaign history, with honest intervals.

`fit(history)` learns from a table in the columns of media.history.HISTORY and gives back a `Fit`;
`Fit.forecast(queries)` answers `LineQuery`s with media.forecast.LineForecasts. Unit cost is
hierarchical shrinkage (a ridge over crossed, randomly binned cells) corrected by gradient boosting;
its intervals are conformal by number of comparables; rates are empirical-Bayes beta-binomial; reach
is negative binomial with shrinkage. `backtest(history, split)` judges all that on held-out
campaigns against plain baselines. Import `fit`, `Fit`, `VERSION`, `LineQuery`, `backtest` and
`Report`.
"""

from optimizer.forecast.backtest import Report, backtest
from optimizer.forecast.fit import VERSION, Fit, fit
from optimizer.forecast.query import LineQuery

__all__ = ["VERSION", "Fit", "LineQuery", "Report", "backtest", "fit"]
