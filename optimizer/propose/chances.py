"""How sure the numbers are: a plan's outcome drawn many times from its lines' intervals.

Unit costs miss together to the degree that past campaigns of one advertiser and month did: the
forecasts say which share of an error's variance all lines have in common, and which the lines of a
place. For delivery and response rates the usual is assumed. The rest is the line's own. Measured
reach scatters around its curve as `optimizer.forecast.reach` found. The seed is fixed: the same
plan has the same intervals.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from media.brief import Kpi
from media.forecast import Interval, SharedErrors
from media.words import counted
from optimizer import measure
from optimizer.curves import Bools, Curves, Floats, Ints, reach_share
from optimizer.forecast.reach import NOISE
from optimizer.forecast.together import NORMAL_95, USUAL
from optimizer.propose.model import Model, delivered
from optimizer.propose.outcome import Outcome

DRAWS = 1000
SEED = 20_261_121


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Outcomes of one plan, one per draw: totals per metric; `total` is the money spent."""

    total: float
    counts: dict[str, Floats]
    viewable: Floats

    def interval(self, metric: str) -> Interval:
        """Median and central intervals of a metric."""
        low90, low80, mid, high80, high90 = np.quantile(
            self.of(metric), [0.05, 0.10, 0.50, 0.90, 0.95]
        ).tolist()
        return Interval(mid=mid, low80=low80, high80=high80, low90=low90, high90=high90)

    def of(self, metric: str) -> Floats:
        """The metric in every draw; costs in currency units, rates as fractions."""
        if metric in self.counts:
            return self.counts[metric]
        shown, clicks = self.counts["IMPRESSIONS"], self.counts["CLICKS"]
        if metric == "CPM":
            return 1000.0 * self.total / np.maximum(shown, 1e-9)
        if metric == "CPC":
            return self.total / np.maximum(clicks, 1e-9)
        if metric == "CPCV":
            return self.total / np.maximum(self.counts["COMPLETIONS"], 1e-9)
        if metric == "VTR":
            return self.counts["COMPLETIONS"] / np.maximum(self.viewable, 1e-9)
        if metric == "CTR":
            return clicks / np.maximum(shown, 1e-9)
        if metric == "FREQUENCY":
            return shown / np.maximum(self.counts["REACH"], 1e-9)
        raise KeyError(metric)

    def chance(self, *kpis: Kpi) -> float:
        """The share of draws that keep all of the targets; "==" counts as the good side."""
        return round(float(np.mean(np.all([self._kept(kpi) for kpi in kpis], axis=0))), 3)

    def _kept(self, kpi: Kpi) -> Bools:
        values = self.of(kpi.counted)
        at_most = kpi.op == "<=" or (kpi.op == "==" and kpi.metric.startswith("CP"))
        return values <= kpi.value if at_most else values >= kpi.value


def drawn(model: Model, plan: Outcome) -> Draws:
    """DRAWS outcomes of a plan."""
    used = np.flatnonzero(plan.spends > 0)
    lines = [model.candidates[i] for i in used]
    random = np.random.default_rng(SEED)
    places = np.array([model.places.index(c.place) for c in lines], np.int64)
    expected = measure.impressions(model.plain, plan.spends)[used]
    shared = lines[0].forecast.shared if lines else USUAL
    dearer = _around([_relative(c.forecast.cpm) for c in lines], _errors(random, places, shared))
    delivery = _around([c.forecast.delivery_rate for c in lines], _errors(random, places))
    at_median = np.array([delivered(c) for c in lines])
    shown = expected * np.minimum(delivery, 1.0) / at_median / dearer
    clicked = _around([c.forecast.ctr for c in lines], _errors(random, places))
    seen = _around([c.forecast.vtr or _NEVER for c in lines], _errors(random, places))
    counts: dict[str, Floats] = {
        "IMPRESSIONS": shown.sum(axis=1),
        "CLICKS": (shown * np.minimum(clicked, 1.0)).sum(axis=1),
        "COMPLETIONS": (shown * np.minimum(seen, 1.0)).sum(axis=1),
    } | _people(model, used, shown, random)
    can_be_seen = np.array([c.forecast.vtr is not None for c in lines], float)
    return Draws(plan.total, counts, shown @ can_be_seen)


_NEVER = Interval(mid=0.0, low80=0.0, high80=0.0, low90=0.0, high90=0.0)


def _errors(random: np.random.Generator, places: Ints, shared: SharedErrors = USUAL) -> Floats:
    """Correlated standard normal errors (draws, lines)."""
    count = int(places.max(initial=0)) + 1
    common = random.standard_normal((DRAWS, 1))
    local = random.standard_normal((DRAWS, count))[:, places]
    own = random.standard_normal((DRAWS, len(places)))
    rest = max(1.0 - shared.everywhere - shared.in_place, 0.0)
    shares = np.sqrt([shared.everywhere, shared.in_place, rest])
    return np.asarray(shares[0] * common + shares[1] * local + shares[2] * own)


def _around(intervals: Sequence[Interval], errors: Floats) -> Floats:
    """Values (draws, lines) around each median: log-normal, each side as wide as its interval."""
    mid = np.array([i.mid for i in intervals], float)
    up = np.array([_width(i.high90, i.mid) for i in intervals], float)
    down = np.array([_width(i.mid, i.low90) for i in intervals], float)
    return np.asarray(mid * np.exp(errors * np.where(errors > 0, up, down)))


def _width(high: float, low: float) -> float:
    return float(np.log(max(high, 1e-12) / max(low, 1e-12))) / NORMAL_95 if high > low else 0.0


def _relative(interval: Interval) -> Interval:
    return interval.scaled(1.0 / interval.mid)


def _people(
    model: Model, used: Ints, shown: Floats, random: np.random.Generator
) -> dict[str, Floats]:
    """People reached per draw, over all places, once or as often as the Brief asks for."""
    problem = model.plain
    people = problem.population[problem.market]
    heads = np.zeros((len(shown), len(problem.market)))
    for column, i in enumerate(used.tolist()):
        heads[:, problem.pool[i]] += shown[:, column] / people[problem.pool[i]]
    noise = np.exp(NOISE * random.standard_normal(heads.shape))
    asked = {1, *(k.k for k in model.request.kpis if k.metric == "REACH" and k.k)}
    return {
        counted("REACH", times): _together(model, model.reaching(times).curves, heads, noise)
        for times in asked
    }


def _together(model: Model, curves: Curves, heads: Floats, noise: Floats) -> Floats:
    """People per draw, reached in any of the pools of their place."""
    problem = model.plain
    share = np.minimum(reach_share(curves, heads) * noise, 1.0 - 1e-9)
    depth = np.zeros((len(heads), len(model.places)))
    for pool, market in enumerate(problem.market.tolist()):
        depth[:, market] -= np.log1p(-share[:, pool])
    return np.asarray(-np.expm1(-depth) @ problem.population)
