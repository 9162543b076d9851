"""How good forecasts with intervals were, in logarithms of unit cost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from optimizer.forecast.lines import Floats


class Score(BaseModel):
    """One model on the held-out campaigns, as means over seeds.

    `median_error` is a fraction of what was paid; `score_80` and `score_90` are interval scores
    (Gneiting and Raftery, 2007): the width of the interval in logs, plus 2 / alpha times the
    distance by which the truth lies outside.
    """

    model_config = ConfigDict(frozen=True)

    model: str
    group: str
    n: float
    mae_log: float
    median_error: float
    coverage_80: float
    score_80: float
    coverage_90: float
    score_90: float


def score(model: str, group: str, quantiles: Floats, truth: Floats) -> Score:
    """Judge quantiles at baselines.QUANTILES, a row a campaign. At least one campaign."""
    low90, low80, _, high80, high90 = np.sort(quantiles, axis=1).T
    error = quantiles[:, 2] - truth
    return Score(
        model=model,
        group=group,
        n=len(truth),
        mae_log=float(np.abs(error).mean()),
        median_error=float(np.median(np.abs(np.expm1(error)))),
        coverage_80=float(np.mean((low80 <= truth) & (truth <= high80))),
        score_80=_interval_score(low80, high80, truth, 0.2),
        coverage_90=float(np.mean((low90 <= truth) & (truth <= high90))),
        score_90=_interval_score(low90, high90, truth, 0.1),
    )


def mean(scores: Sequence[Score]) -> Score:
    """The mean over seeds of one model's scores on one group."""
    numbers = [name for name in Score.model_fields if name not in ("model", "group")]
    values = {name: float(np.mean([getattr(s, name) for s in scores])) for name in numbers}
    return Score(model=scores[0].model, group=scores[0].group, **values)


def _interval_score(low: Floats, high: Floats, truth: Floats, alpha: float) -> float:
    outside: NDArray[np.float64] = np.maximum(low - truth, 0) + np.maximum(truth - high, 0)
    return float(np.mean(high - low + 2 / alpha * outside))
