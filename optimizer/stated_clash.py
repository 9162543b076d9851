"""The rules that clash in a form's problem, as they were stated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.clash import Rule, clash
from optimizer.form import LineForm
from optimizer.grid import down_to_unit
from optimizer.rules import avails_name
from optimizer.stated import Exchange
from optimizer.weeks import sum_names


def stated_clash(exchange: Exchange) -> tuple[Rule, ...]:
    """Rules that cannot all hold: a line's avails can be the most that it may spend.

    Nobody stated that a line is the sum of its weeks, if it has any. Empty where none is proven.
    """
    form, upper, unit = exchange.form, exchange.problem.upper, exchange.problem.unit
    names = sum_names(form, exchange.weeks)
    sums = {names[group] for group in exchange.weeks.column_group.tolist()}
    stated = []
    for rule in clash(exchange.problem, tuple(line.id for line in form.lines)):
        line = form.lines[rule.index] if rule.kind == "max" else None
        if line is not None and _most(line, unit) > upper[rule.index]:
            rule = replace(rule, words=avails_name(rule.index, line))
        stated.append(rule)
    return tuple(rule for rule in stated if rule.words not in sums)


def _most(line: LineForm, unit: float) -> float:
    """What `max_spend` alone lets a line spend."""
    return np.inf if line.max_spend is None else float(down_to_unit(line.max_spend, unit))
