"""The Brief's rules as linear rows, each with the place in the Brief that it comes from.

Hard: shares, amounts, the frequency cap, and KPI targets on costs, rates and frequency, held at
the forecasts' medians. Wishes: KPI targets on counts ("at least 5 million reached"), kept whenever
they can be. "==" means the side that is good to have: a cost at most, a rate or count at least.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from media.brief import Constraint, FrequencyCap, Kpi, Where
from media.flight import Flight
from media.money import MICROS, Money
from media.policies.selection import Spot, matches
from media.sentences import Place, Sentence, Share
from media.words import Metric
from optimizer.curves import Ints
from optimizer.problem import Row
from optimizer.propose.goals import COUNTED, per_impression
from optimizer.propose.request import Candidate, PlanRequest
from optimizer.propose.wording import bounded, capped, targeted

BOUGHT: dict[Metric, Metric] = {"CPM": "IMPRESSIONS", "CPC": "CLICKS", "CPCV": "COMPLETIONS"}
RATES: dict[Metric, Metric] = {"CTR": "CLICKS", "VTR": "COMPLETIONS"}
DAYS_PER = {"day": 1.0, "week": 7.0, "month": 365.0 / 12.0}

Kind = Literal["share", "amount", "kpi", "frequency_cap"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row and where it comes from: `pointer` into the Brief, what it is about, in words.

    `bound` is in currency units for amounts; a frequency cap holds `periods` times over. A `wish`
    gives way when it cannot be had; a `physical` rule (a frequency cap) limits how much can be
    spent sensibly, as avails do.
    """

    row: Row
    pointer: str
    kind: Kind
    about: str
    words: Sentence
    side: str
    bound: float
    periods: float = 1.0
    wish: bool = False
    physical: bool = False


def rules_of(request: PlanRequest, goal: Metric) -> tuple[Rule, ...]:
    """Every rule of the request but budget and the lines' own bounds, in the Brief's order.

    A target on the goal's own metric is no row: the plan keeps it as it keeps the goal.
    """
    found = [r for i, c in enumerate(request.constraints) for r in _constraint(request, i, c)]
    if request.frequency_cap is not None:
        found.extend(_frequency_cap(request, request.frequency_cap))
    for i, kpi in enumerate(request.kpis):
        settled = kpi.metric == goal or kpi.counted != kpi.metric
        rule = None if settled else _kpi(request, i, kpi)
        found.extend([rule] if rule is not None else [])
    return tuple(found)


def unmodelled(kpi: Kpi) -> bool:
    """Whether a target is none that a plan can be held to (conversions, frequency at least)."""
    if kpi.metric in ("CPA", "CONVERSIONS"):
        return True
    if kpi.metric == "FREQUENCY":
        return kpi.op == ">="
    return kpi.op == "<=" and kpi.metric in ("REACH", *COUNTED, *RATES)


def is_ceiling(kpi: Kpi) -> bool:
    """Whether a target is kept by what is no more than it."""
    return kpi.op == "<=" or (kpi.op == "==" and kpi.metric in (*BOUGHT, "FREQUENCY"))


def matching(candidates: Sequence[Candidate], where: Where) -> Ints:
    """Indices of the candidates that a `where` is about."""
    return np.array([i for i, c in enumerate(candidates) if matches(where, spot_of(c))], np.int64)


def spot_of(candidate: Candidate) -> Spot:
    """The candidate's cell in its place."""
    return Spot(
        candidate.market, candidate.format, candidate.channel, candidate.region, candidate.city
    )


def places_of(candidates: Sequence[Candidate]) -> tuple[str, ...]:
    """The disjoint places of the candidates: the solver's markets."""
    return tuple(dict.fromkeys(c.place for c in candidates))


def _constraint(request: PlanRequest, i: int, rule: Constraint) -> Iterator[Rule]:
    if rule.kind not in ("share", "amount"):
        return
    at = matching(request.candidates, rule.where)
    for side in ("min", "max"):
        bound = rule.min if side == "min" else rule.max
        if bound is None or (side == "min" and bound <= 0):
            continue
        if rule.kind == "share":
            row = _share(at, side, float(bound), request.unit / MICROS)
            words = bounded(rule.where, side, Share(float(bound)))
            limit = float(bound)
        else:
            row = _amount(at, side, int(bound))
            words = bounded(rule.where, side, Money(int(bound), request.currency))
            limit = bound / MICROS
        pointer = f"/constraints/{i}/{side}"
        yield Rule(row, pointer, rule.kind, str(rule.where), words, side, limit)


def _share(at: Ints, side: str, bound: float, unit: float) -> Row:
    low, high = (0.0, np.inf) if side == "min" else (-np.inf, 0.0)
    miss = unit * max(len(at), 1)
    return Row("share", at, spend=1.0, total=-bound, lower=low, upper=high, tolerance=miss)


def _amount(at: Ints, side: str, micros: int) -> Row:
    if side == "min":
        return Row("amount", at, spend=1.0, lower=micros / MICROS)
    return Row("amount", at, spend=1.0, upper=micros / MICROS)


def _frequency_cap(request: PlanRequest, cap: FrequencyCap) -> Iterator[Rule]:
    """On average: impressions in a place are at most the cap times the people reached there."""
    for p, place in enumerate(places_of(request.candidates)):
        mine = [i for i, c in enumerate(request.candidates) if c.place == place]
        most = cap_over([request.candidates[i].flight for i in mine], cap)
        row = _at_most_each(request, np.array(mine, np.int64), np.array([p]), most)
        words = capped(cap, Place(place))
        pointer = "/frequency_cap/impressions"
        limit = float(cap.impressions)
        yield Rule(
            row, pointer, "frequency_cap", place, words, "max", limit, most / limit, physical=True
        )


def cap_over(flights: Sequence[Flight], cap: FrequencyCap) -> float:
    """How many impressions the cap allows one person over the days that the flights cover."""
    if cap.per == "flight":
        return float(cap.impressions)
    days = (max(f.end for f in flights) - min(f.start for f in flights)).days + 1
    return cap.impressions * max(days / DAYS_PER[cap.per], 1.0)


def _at_most_each(request: PlanRequest, lines: Ints, places: Ints, most: float) -> Row:
    """The tolerance is what one minor unit buys on each line: a few impressions."""
    unit = request.unit / MICROS
    few = sum(1000.0 * unit / request.candidates[i].forecast.cpm.mid for i in lines.tolist())
    return Row(
        "frequency", lines, impressions=1.0, markets=places, reach=-most, upper=0.0, tolerance=few
    )


def _kpi(request: PlanRequest, i: int, kpi: Kpi) -> Rule | None:
    if unmodelled(kpi):
        return None
    words = targeted(kpi, request.currency)
    wish = kpi.metric in ("REACH", *COUNTED)
    row = _kpi_row(request, kpi)
    side = "min" if row.lower > -np.inf else "max"
    return Rule(row, f"/kpis/{i}/value", "kpi", kpi.metric, words, side, kpi.value, wish=wish)


def _kpi_row(request: PlanRequest, kpi: Kpi) -> Row:
    lines = request.candidates
    everywhere = np.arange(len(lines))
    places = np.arange(len(places_of(lines)))
    if kpi.metric == "REACH":
        nothing = np.zeros(0, np.int64)
        return Row("reach", nothing, markets=places, reach=1.0, lower=kpi.value)
    if kpi.metric == "FREQUENCY":
        return _at_most_each(request, everywhere, places, kpi.value)
    if kpi.metric in COUNTED:
        worth = per_impression(lines, kpi.metric)
        return Row("count", everywhere, impressions=worth, lower=kpi.value)
    if kpi.metric in RATES:
        return _rate_row(lines, kpi)
    price = kpi.value / (1000.0 if kpi.metric == "CPM" else 1.0)
    bought = per_impression(lines, BOUGHT[kpi.metric])
    low, high = (0.0, np.inf) if kpi.op == ">=" else (-np.inf, 0.0)
    return Row("cost", everywhere, spend=1.0, impressions=-price * bought, lower=low, upper=high)


def _rate_row(lines: Sequence[Candidate], kpi: Kpi) -> Row:
    """Rates are over the impressions that can have them: completions only where there are any.

    A rate that no line has is over all, so that it is a clash and not a plan without such lines.
    """
    rate = per_impression(lines, RATES[kpi.metric])
    some = kpi.metric == "VTR" and bool((rate >= kpi.value).any())
    at = np.flatnonzero(rate > 0) if some else np.arange(len(lines))
    return Row("rate", at, impressions=rate[at] - kpi.value, lower=0.0)
