"""What a plan is for: the Brief's objective as a count that the solver can maximise."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from media.words import Metric, Objective
from optimizer.curves import Floats
from optimizer.propose.request import Candidate

GOALS: dict[Objective, Metric] = {
    "REACH": "REACH",
    "EVEN_IMPRESSION_DELIVERY": "IMPRESSIONS",
    "CLICKS": "CLICKS",
    "VIDEO_VIEWS": "COMPLETIONS",
    "CONVERSIONS": "CLICKS",
    "LEAD_GEN": "CLICKS",
    "PODCAST_STREAMS": "CLICKS",
    "APP_INSTALLS": "CLICKS",
    "WEBSITE_VISITS": "CLICKS",
}
"""What stands for each objective. Actions after the click are not forecast; clicks stand in."""

COUNTED: tuple[Metric, ...] = ("IMPRESSIONS", "CLICKS", "COMPLETIONS")
"""Counts that are linear in impressions."""


def goal_of(objective: Objective, candidates: Sequence[Candidate]) -> Metric:
    """The metric to maximise; impressions where no candidate has a rate for the better one."""
    metric = GOALS[objective]
    if metric in COUNTED and not per_impression(candidates, metric).any():
        return "IMPRESSIONS"
    return metric


def per_impression(candidates: Sequence[Candidate], metric: Metric) -> Floats:
    """Impressions, clicks or completions per impression of each candidate, medians (N)."""
    if metric == "CLICKS":
        return np.array([c.forecast.ctr.mid for c in candidates], float)
    if metric == "COMPLETIONS":
        rates = [c.forecast.vtr.mid if c.forecast.vtr else 0.0 for c in candidates]
        return np.array(rates, float)
    return np.ones(len(candidates))
