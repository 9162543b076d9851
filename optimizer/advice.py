"""What a problem without a plan is told: the rules that clash, and what would help by itself."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from media.errors import Infeasible
from optimizer.allocate import solve
from optimizer.clash import TOGETHER, Kind, Rule, clash
from optimizer.easing import SHARES, Knob, Works, eased, eased_exactly, knob_of
from optimizer.form import LineForm, ProblemForm
from optimizer.grid import down_to_unit
from optimizer.relaxations import relaxations
from optimizer.rules import avails_name
from optimizer.solution import Solution
from optimizer.stated import Exchange, exchange_of
from optimizer.targets import Target, attained
from optimizer.weeks import sum_names

ADVICE = 0.5
"""So much of its own time a problem without a plan has for values that would do."""
TRIAL = 1.0
"""Seconds that a trial of another value may take."""
NOT_ALONE = (
    "No change of one of them alone was found to be enough: try two, or a longer `time_limit`."
)


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
    many = _many(rules)
    choices = _ways_out(exchange, [rule for rule in rules if rule.kind not in many])
    remedy = "Any one of these would do: " + "; ".join(choices) + "."
    words = tuple(dict.fromkeys(many.get(rule.kind, rule.words) for rule in rules))
    joined = "; ".join(words)
    return Infeasible(
        f"These rules cannot all hold: {joined}.", remedy if choices else NOT_ALONE, words
    )


def _many(rules: Sequence[Rule]) -> dict[Kind, str]:
    """What is said of lines' bounds that clash together, by kind: nobody reads them one by one."""
    count = Counter(rule.kind for rule in rules)
    words: dict[Kind, str] = {
        "min": f"what {count['min']} lines must spend at least",
        "max": f"what {count['max']} lines can spend at most",
    }
    return {kind: said for kind, said in words.items() if count[kind] > TOGETHER}


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
    """For each number behind the rules, what it would have to be by itself, if time allows."""
    found: list[str] = []
    knobs = [(rule, knob) for rule in rules if (knob := knob_of(exchange.form, rule)) is not None]
    first = {(knob.slot, knob.at, knob.key): (rule, knob) for rule, knob in reversed(knobs)}
    end = time.monotonic() + ADVICE * exchange.form.time_limit
    for left, (rule, knob) in zip(range(len(first), 0, -1), reversed(first.values()), strict=True):
        now = time.monotonic()
        to = _way_out(exchange, rule, knob, now + (end - now) / left)
        if to is not None:
            budget = rule.kind == "budget"
            found.append(f"a budget of {to:.15g}" if budget else f"{rule.words} moved to {to:.15g}")
    return tuple(found)


def _way_out(exchange: Exchange, rule: Rule, knob: Knob, end: float) -> float | None:
    """The nearest value that leaves a plan, if one is found by the clock's `end`."""
    works = _works_until(end)
    if knob.exact:
        return eased_exactly(knob, lambda side: attained(_target(side), end), works)
    if knob.target:
        met = attained(_target(knob), end)
        return eased(knob, None, works) if met is None else knob.rounded(met)
    for choice in relaxations(exchange.problem, (rule,)):
        start = _start(exchange.form, knob, choice.to)
        up = start > knob.now if rule.kind == "budget" else knob.up
        to = eased(replace(knob, up=up), start, works)
        if to is not None:
            return to
    return None


def _target(knob: Knob) -> Target:
    problem, value = exchange_of(knob.form).problem, knob.now + knob.size
    rows = problem.rows
    at = [r for r, name in enumerate(rows.names) if name.startswith(knob.name)]
    other = exchange_of(knob.turned(value)).problem.rows
    return Target.of(problem, knob.now, other, value, np.array(at, np.int64))


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
