"""`flightplan allocate`: a problem as JSON in, a plan as JSON out (docs/allocate.md)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
from pydantic import JsonValue

from media.errors import Infeasible, InvalidProblem
from media.money import MICROS, minor_unit
from optimizer.allocate import solve
from optimizer.clash import Rule, clash, relaxations
from optimizer.curves import Curves, Floats
from optimizer.easing import SHARES, Knob, Works, eased, eased_exactly, knob_of
from optimizer.form import LineForm, ProblemForm, read_form
from optimizer.grid import down_to_unit, up_to_unit
from optimizer.notes import notes_of
from optimizer.problem import Problem, Rows
from optimizer.rules import COUNTS, avails_name, per_impression, rows_of
from optimizer.solution import Solution
from optimizer.weeks import Weeks, spread, sum_names, week_rows, weeks_of

ADVICE = 3.0
"""So many times its own time a problem without a plan has for values that would do."""
TRIAL = 1.0
"""Seconds that a trial of another value may take."""
NOT_ALONE = (
    "No change of one of them alone was found to be enough: try two, or a longer `time_limit`."
)
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


def allocate_json(source: str | bytes | dict[str, object]) -> dict[str, JsonValue]:
    """The answer to a problem as JSON-ready data: status, lines, reach, bound, gap, seconds, notes.

    Raises InvalidProblem for a bad field, and Infeasible, naming an irreducible set of rules that
    clash and what would make them work, when no plan exists.
    """
    exchange = read_problem(source)
    form = exchange.form
    if not form.lines and form.budget > 0 and form.spend == "exactly":
        rule = f"budget exactly {form.budget:.15g}"
        message = "There is no line to spend the budget on."
        raise Infeasible(message, "Add one to `lines`.", (rule,))
    solution = solve(exchange.problem, gap=form.gap, time_limit=form.time_limit)
    if solution.status == "infeasible":
        raise infeasible(exchange, solution)
    return _answer(exchange, solution)


def infeasible(exchange: Exchange, solution: Solution) -> Infeasible:
    """The error that says which rules clash, and the smallest changes that end it."""
    if not solution.proven:
        message = "No plan was found, and it is not proven that there is none."
        return Infeasible(message, "Widen a rule, or give it a longer `time_limit`.")
    rules = clash(exchange.problem, tuple(line.id for line in exchange.form.lines))
    if not rules:
        message = "The optional lines' minimum spends and the rules leave no plan."
        return Infeasible(message, "Lower a minimum spend or widen a rule.")
    rules = _stated(exchange, rules)
    choices = _ways_out(exchange, rules)
    remedy = "Any one of these would do: " + "; ".join(choices) + "."
    words = tuple(dict.fromkeys(rule.words for rule in rules))
    joined = "; ".join(words)
    return Infeasible(
        f"These rules cannot all hold: {joined}.", remedy if choices else NOT_ALONE, words
    )


def _stated(exchange: Exchange, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules as they were stated: a line's avails can be the most that it may spend.

    Nobody stated that a line is the sum of its weeks, if it has any.
    """
    form, upper, unit = exchange.form, exchange.problem.upper, exchange.problem.unit
    names = sum_names(form, exchange.weeks)
    sums = {names[group] for group in exchange.weeks.column_group.tolist()}
    stated = []
    for rule in rules:
        line = form.lines[rule.index] if rule.kind == "max" else None
        if line is not None and _most(line, unit) > upper[rule.index]:
            rule = replace(rule, words=avails_name(rule.index, line))
        stated.append(rule)
    return tuple(rule for rule in stated if rule.words not in sums)


def _most(line: LineForm, unit: float) -> float:
    """What `max_spend` alone lets a line spend."""
    return np.inf if line.max_spend is None else float(down_to_unit(line.max_spend, unit))


def _ways_out(exchange: Exchange, rules: Sequence[Rule]) -> tuple[str, ...]:
    """For each rule, what it would have to be by itself, as far as its part of the time goes."""
    found: dict[str, None] = {}
    each = ADVICE * exchange.form.time_limit / max(len(rules), 1)
    for rule in rules:
        knob = knob_of(exchange.form, rule)
        if knob is not None:
            works = _works_until(time.monotonic() + each)
            found |= {words: None for words in _way_out(exchange, rule, knob, works)}
    return tuple(found)


def _way_out(exchange: Exchange, rule: Rule, knob: Knob, works: Works) -> Iterator[str]:
    """A single one at most."""
    if knob.target:
        starts: tuple[float | None, ...] = (None,)
    else:
        choices = relaxations(exchange.problem, (rule,))
        starts = tuple(_start(exchange.form, knob, choice.to) for choice in choices)
    for start in starts:
        up = start > knob.now if rule.kind == "budget" and start is not None else knob.up
        exact, turned = knob.exact, replace(knob, up=up)
        to = eased_exactly(knob, works) if exact else eased(turned, start, works)
        if to is not None:
            budget = rule.kind == "budget"
            yield f"a budget of {to:.15g}" if budget else f"{rule.words} moved to {to:.15g}"
            return


def _start(form: ProblemForm, knob: Knob, to: float) -> float:
    """Where a rule's number stands when its row's or its line's bound is `to`."""
    if knob.slot in SHARES:
        return knob.now + to / form.budget
    line = form.lines[knob.at] if knob.key == "avails" else None
    return to if line is None or line.cpm_growth > 0 else to * 1000.0 / line.cpm


def _works_until(end: float) -> Works:
    """Whether a quick search finds a plan. Nothing is tried after `end`, and so nothing works."""

    def works(form: ProblemForm) -> bool:
        left = end - time.monotonic()
        if left <= 0:
            return False
        quick = min(left, TRIAL)
        found = solve(exchange_of(form).problem, gap=0.5, time_limit=quick)
        return found.status != "infeasible"

    return works


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


def _answer(exchange: Exchange, solution: Solution) -> dict[str, JsonValue]:
    lines = exchange.form.lines
    spends = solution.spends[: len(lines)]
    texts = [_text(exchange, spend) for spend in spends]
    rows: list[JsonValue] = [
        {"id": line.id, "spend": text} for line, text in zip(lines, texts, strict=True)
    ]
    if len(exchange.weeks):
        rows = _with_week_spends(exchange, solution.spends, texts)
    plain = exchange.form.goal.metric == "REACH"
    notes: list[JsonValue] = [*notes_of(exchange.form)]
    answer: dict[str, JsonValue] = {
        "status": solution.status,
        "lines": rows,
        "reach": float(solution.reach.sum()),
        "bound": solution.bound,
        "gap": solution.gap if np.isfinite(solution.gap) else None,
        "seconds": round(solution.seconds, 4),
        "notes": notes,
    }
    return answer if plain else {**answer, "value": solution.value}


def _with_week_spends(exchange: Exchange, spends: Floats, texts: list[str]) -> list[JsonValue]:
    unit = float(exchange.unit)
    count = len(exchange.form.lines)
    parts = spread(exchange.form, exchange.weeks, spends[:count], spends[count:], unit)
    weeks: list[dict[str, JsonValue]] = [{} for _ in exchange.form.lines]
    for i, w, part in zip(exchange.weeks.line, exchange.weeks.week, parts, strict=True):
        weeks[i][exchange.form.weeks[w].id] = _text(exchange, part)
    return [
        {"id": line.id, "spend": text, "weeks": own}
        for line, text, own in zip(exchange.form.lines, texts, weeks, strict=True)
    ]


def _text(exchange: Exchange, spend: float) -> str:
    """A decimal string in whole minor units."""
    units = int(np.rint(spend / float(exchange.unit)))
    return f"{units * exchange.unit:f}"
