"""A request as the solver's problem: places are its markets, pools share one curve, money is in
currency units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from media.forecast import ReachCurve
from media.money import MICROS
from media.words import Metric, counted
from optimizer.curves import Curves, Floats
from optimizer.problem import Problem, Rows
from optimizer.propose.goals import goal_of, per_impression
from optimizer.propose.request import Candidate, PlanRequest
from optimizer.propose.rules import Rule, cap_over, matching, places_of, rules_of

LEAST_SPENT = 0.001
"""Of the budget: a plan that may spend less still spends this much, or there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """The problem whose objective is the Brief's goal, and what its arrays mean.

    `rules` are in the order of the problem's rows. `sell_through` (N) is the STR of each line's
    cells. `times` is how often somebody must be reached to count, more than once where the goal is
    effective reach; `plain` is the problem with curves of plain reach.
    """

    request: PlanRequest
    goal: Metric
    times: int
    problem: Problem
    plain: Problem
    rules: tuple[Rule, ...]
    places: tuple[str, ...]
    sell_through: Floats

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The lines, in the order of the problem's."""
        return self.request.candidates

    @property
    def counted(self) -> str:
        """What the goal counts: its metric, or "REACH_3" for effective reach."""
        return counted(self.goal, self.times)

    def reaching(self, times: int) -> Problem:
        """The problem whose reach is that of people reached `times` or more."""
        curves = self.plain.curves
        return replace(self.plain, curves=replace(curves, times=np.full_like(curves.times, times)))

    @property
    def budget(self) -> float:
        """The request's budget in currency units, whole units."""
        return _whole(self.request.budget, self.request.unit)

    def without_wishes(self) -> Model:
        """The same model under its hard rules alone."""
        return self.with_rules([rule for rule in self.rules if not rule.wish])

    def with_rules(self, rules: Sequence[Rule]) -> Model:
        """The same model under these rules alone."""
        rows = _rows(self.problem, rules)
        return replace(
            self,
            rules=tuple(rules),
            problem=replace(self.problem, rows=rows),
            plain=replace(self.plain, rows=rows),
        )


def model_of(request: PlanRequest) -> Model:
    """The model of a request that has candidates."""
    lines, goal = request.candidates, goal_of(request.objective, request.candidates)
    rules, places = rules_of(request, goal), places_of(request.candidates)
    pools = tuple(dict.fromkeys(c.pool for c in lines))
    members = [[c for c in lines if c.pool == pool] for pool in pools]
    budget, times = _whole(request.budget, request.unit), _times(request, goal)
    lower, upper = _bounds(request, budget)
    problem = Problem.of(
        cpm=np.array([cost_per_thousand(c) for c in lines], float),
        pool=np.array([pools.index(c.pool) for c in lines], np.int64),
        market=np.array([places.index(m[0].place) for m in members], np.int64),
        curves=_curves(members, times),
        population=np.array([_people(lines, place) for place in places], float),
        budget=budget,
        budget_low=LEAST_SPENT * budget if request.at_most else budget,
        lower=lower,
        upper=upper,
        optional=lower > 0,
        growth=np.array([c.forecast.cpm_growth for c in lines], float),
        reference=np.array([max(c.forecast.reference_spend, 1e-9) for c in lines], float),
        reach_weight=1.0 if goal == "REACH" else 0.0,
        impression_value=0.0 if goal == "REACH" else per_impression(lines, goal),
        unit=request.unit / MICROS,
    )
    problem = replace(problem, rows=_rows(problem, rules))
    return Model(
        request=request,
        goal=goal,
        times=times,
        problem=problem,
        plain=replace(problem, curves=_curves(members, 1)),
        rules=rules,
        places=places,
        sell_through=np.array([c.sell_through for c in lines], float),
    )


def cost_per_thousand(candidate: Candidate) -> float:
    """Budget per 1,000 impressions that are delivered, at the reference spend, medians.

    A line that delivers 90 % of what was booked brings 90 % of the people that its budget promises.
    """
    return candidate.forecast.cpm.mid / delivered(candidate)


def delivered(candidate: Candidate) -> float:
    """The median delivery rate, where more than was booked does not count."""
    return min(1.0, max(candidate.forecast.delivery_rate.mid, 0.01))


def spend_for(candidate: Candidate, impressions: float) -> float:
    """Currency units that so many impressions of a line cost, its price growing with the spend."""
    forecast = candidate.forecast
    plain = impressions * cost_per_thousand(candidate) / 1000.0
    reference, growth = max(forecast.reference_spend, 1e-9), forecast.cpm_growth
    if plain <= reference or growth == 0.0:
        return plain
    return float((plain * reference**-growth) ** (1.0 / (1.0 - growth)))


def _rows(problem: Problem, rules: Sequence[Rule]) -> Rows:
    return Rows.of(len(problem), len(problem.population), [rule.row for rule in rules])


def _whole(micros: int, unit: int) -> float:
    return micros // unit * unit / MICROS


def _people(lines: Sequence[Candidate], place: str) -> float:
    return max(1.0, *(c.people for c in lines if c.place == place))


def _times(request: PlanRequest, goal: Metric) -> int:
    """How often somebody must be reached to count: the k of a target on effective reach."""
    asked = [k.k for k in request.kpis if k.metric == "REACH" and k.k]
    return asked[0] if asked and goal == "REACH" else 1


def _curves(members: Sequence[Sequence[Candidate]], times: int) -> Curves:
    shared = [_curve(pool) for pool in members]
    return Curves.of(
        [curve.family for curve in shared],
        np.array([curve.ceiling for curve in shared], float),
        np.array([curve.shape for curve in shared], float),
        np.array([curve.half for curve in shared], float),
        times,
    )


def _curve(pool: Sequence[Candidate]) -> ReachCurve:
    """A pool's curve is that of its line with the most comparables, the first of several."""
    return max(pool, key=lambda c: c.forecast.comparables.count).forecast.reach


def _bounds(request: PlanRequest, budget: float) -> tuple[Floats, Floats]:
    """What each line spends at least if at all, and at most. One without room spends nothing."""
    lower = np.array([c.min_spend / MICROS for c in request.candidates], float)
    upper = np.array([_most(request, c, budget) for c in request.candidates], float)
    for rule in request.constraints:
        if rule.kind == "exclude":
            upper[matching(request.candidates, rule.where)] = 0.0
    open_ = (upper >= lower) & (upper >= request.unit / MICROS)
    return np.where(open_, lower, 0.0), np.where(open_, upper, 0.0)


def _most(request: PlanRequest, candidate: Candidate, budget: float) -> float:
    allowed = budget if candidate.max_spend is None else candidate.max_spend / MICROS
    room = min(candidate.avails, _sensible(request, candidate))
    return max(0.0, min(budget, allowed, spend_for(candidate, room)))


def _sensible(request: PlanRequest, candidate: Candidate) -> float:
    """Impressions beyond which a frequency cap cannot hold, were everybody reached."""
    if request.frequency_cap is None:
        return np.inf
    flights = [c.flight for c in request.candidates if c.place == candidate.place]
    return candidate.people * cap_over(flights, request.frequency_cap)
