"""Rules of a form that leave no plan: for each the nearest value that does, the others kept."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from optimizer.allocate import solve
from optimizer.clash import Rule
from optimizer.easing import SHARES, Knob, Works, eased, eased_exactly, knob_of
from optimizer.form import ProblemForm
from optimizer.relaxations import relaxations
from optimizer.stated import Exchange, exchange_of
from optimizer.targets import Target, attained

TRIAL = 1.0
"""Seconds that a trial of another value may take."""


def alone(exchange: Exchange, rules: Sequence[Rule], end: float) -> Iterator[str]:
    """For each number behind rules what it would have to be by itself, by the clock's `end`."""
    knobs = [(rule, knob) for rule in rules if (knob := knob_of(exchange.form, rule)) is not None]
    first = {knob.place: (rule, knob) for rule, knob in reversed(knobs)}
    for left, (rule, knob) in zip(range(len(first), 0, -1), reversed(first.values()), strict=True):
        now = time.monotonic()
        to = _way_out(exchange, rule, knob, now + (end - now) / left)
        if to is not None:
            yield moved_in_words(rule, to)


def moved_in_words(rule: Rule, to: float) -> str:
    """A rule's number as it would have to be."""
    return f"a budget of {to:.15g}" if rule.kind == "budget" else f"{rule.words} moved to {to:.15g}"


def _way_out(exchange: Exchange, rule: Rule, knob: Knob, end: float) -> float | None:
    """The nearest value that leaves a plan, if one is found by the clock's `end`."""
    works = works_until(end)
    if knob.exact:
        return eased_exactly(knob, lambda side: attained(target_of(side), end), works)
    if knob.target:
        met = attained(target_of(knob), end)
        return eased(knob, None, works) if met is None else knob.rounded(met)
    for start in starts_of(exchange, rule, knob):
        up = start > knob.now if rule.kind == "budget" else knob.up
        to = eased(replace(knob, up=up), start, works)
        if to is not None:
            return to
    return None


def target_of(knob: Knob) -> Target:
    """A KPI's or a frequency cap's number, for the search of what plans make of it."""
    problem, value = exchange_of(knob.form).problem, knob.now + knob.size
    rows = problem.rows
    at = [r for r, name in enumerate(rows.names) if name.startswith(knob.name)]
    other = exchange_of(knob.turned(value)).problem.rows
    return Target.of(problem, knob.now, other, value, np.array(at, np.int64))


def starts_of(exchange: Exchange, rule: Rule, knob: Knob) -> tuple[float, ...]:
    """Where a rule's number would stand were the curves as programs overestimate them."""
    found = relaxations(exchange.problem, (rule,))
    return tuple(_start(exchange.form, knob, choice.to) for choice in found)


def _start(form: ProblemForm, knob: Knob, to: float) -> float:
    """Where a rule's number stands when its row's or its line's bound is `to`."""
    if knob.slot in SHARES:
        return knob.now + to / form.budget
    line = form.lines[knob.at] if knob.key == "avails" else None
    return to if line is None or line.cpm_growth > 0 else to * 1000.0 / line.cpm


def works_until(end: float) -> Works:
    """Whether a quick search finds a plan. Nothing is tried after `end`, and so nothing works."""

    def works(form: ProblemForm) -> bool:
        left = end - time.monotonic()
        if left <= 0:
            return False
        quick = min(left, TRIAL)
        found = solve(exchange_of(form).problem, gap=0.5, time_limit=quick)
        return found.status != "infeasible"

    return works
