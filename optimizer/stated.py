"""The problem that a form states, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from media.errors import InvalidProblem
from media.money import MICROS, minor_unit
from optimizer.curves import Curves, Floats
from optimizer.form import LineForm, ProblemForm, read_form
from optimizer.grid import down_to_unit, up_to_unit
from optimizer.problem import Problem, Rows
from optimizer.rules import COUNTS, per_impression, rows_of
from optimizer.weeks import Weeks, week_rows, weeks_of

EXACT = 2**53
"""Up to this many minor units floats tell each one apart."""


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """A form, the problem it states, and the weeks behind its other columns."""

    form: ProblemForm
    problem: Problem
    weeks: Weeks

    @property
    def unit(self) -> Decimal:
        """The currency's minor unit, in currency units."""
        return Decimal(minor_unit(self.form.currency)) / MICROS


def read_problem(source: str | bytes | dict[str, object]) -> Exchange:
    """The problem in a JSON text or object. Raises InvalidProblem, naming the field."""
    return exchange_of(read_form(source))


def exchange_of(form: ProblemForm) -> Exchange:
    """The problem that a form states. Raises InvalidProblem, naming the field."""
    unit = minor_unit(form.currency) / MICROS
    weeks = weeks_of(form)
    rows = [*rows_of(form, unit), *week_rows(form, weeks, unit)]
    problem = _problem(form, unit)
    if len(weeks):
        problem = _with_weeks(problem, weeks)
    problem = replace(problem, rows=Rows.of(len(problem), len(form.markets), rows))
    return Exchange(form, problem, weeks)


def _problem(form: ProblemForm, unit: float) -> Problem:
    lines = form.lines
    market = {m.id: i for i, m in enumerate(form.markets)}
    keys = [line.pool if line.pool is not None else (line.id,) for line in lines]
    first = {key: i for i, key in reversed(list(enumerate(keys)))}
    order = {key: p for p, key in enumerate(sorted(first, key=lambda key: first[key]))}
    heads = [lines[first[key]] for key in order]
    goal = form.goal
    worth = per_impression(lines, COUNTS.get(goal.metric, "impressions"))
    budget = _in_units(form.budget, unit)
    return Problem.of(
        cpm=np.array([line.cpm for line in lines], float),
        pool=np.array([order[key] for key in keys], np.int64),
        market=np.array([market[line.market] for line in heads], np.int64),
        curves=_curves(heads, goal.k),
        population=np.array([m.population for m in form.markets], float),
        budget=budget,
        at_most=form.spend == "at_most",
        lower=up_to_unit(np.array([line.min_spend for line in lines], float), unit),
        upper=_uppers(form, budget, unit),
        optional=np.array([line.optional for line in lines], bool),
        growth=np.array([line.cpm_growth for line in lines], float),
        reference=np.array([line.reference_spend or 1.0 for line in lines], float),
        reach_weight=1.0 if goal.metric == "REACH" else 0.0,
        impression_value=0.0 if goal.metric == "REACH" else worth,
        unit=unit,
    )


def _in_units(budget: float, unit: float) -> float:
    """The budget, which must be whole minor units: nothing else can be spent exactly."""
    units = Decimal(repr(budget)) / Decimal(repr(unit))
    if units != units.to_integral_value():
        raise InvalidProblem("budget", f"{budget!r} is not a whole number of minor units.")
    if units > EXACT:
        raise InvalidProblem("budget", f"{budget!r} is too large to be spent to the minor unit.")
    return budget


def _curves(heads: list[LineForm], times: int) -> Curves:
    return Curves.of(
        [line.reach.family for line in heads],
        np.array([line.reach.ceiling for line in heads], float),
        np.array([line.reach.shape or 1.0 for line in heads], float),
        np.array([line.reach.half or 1.0 for line in heads], float),
        times,
    )


def _uppers(form: ProblemForm, budget: float, unit: float) -> Floats:
    """max_spend, else the budget; a line's own avails bound it too when its cpm is constant."""
    most = [budget if line.max_spend is None else line.max_spend for line in form.lines]
    room = [
        np.inf if line.avails is None or line.cpm_growth > 0 else line.avails * line.cpm / 1000.0
        for line in form.lines
    ]
    return down_to_unit(np.minimum(np.array(most, float), np.array(room, float)), unit)


def _with_weeks(problem: Problem, weeks: Weeks) -> Problem:
    """The problem with auxiliary columns for the weeks."""
    most = np.bincount(weeks.column, problem.upper[weeks.line]).astype(float)
    return problem.with_auxiliaries(most, problem.cpm[weeks.line[weeks.first]])
