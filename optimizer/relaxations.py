"""The smallest change of one clashing rule that makes a problem feasible, by one program each.

The program overestimates the curves: where a rule is curved, its true change may be larger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.clash import Rule, deciding, overestimated
from optimizer.curves import Floats
from optimizer.problem import Problem, Rows
from optimizer.program import elastic, run

TIME = 1.0
"""Seconds for one rule."""
FAR = 10.0
"""A larger budget is looked for up to so many times this one, or what lines must spend."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The least change of one rule that makes the problem feasible: its bound moves to `to`.

    Both are in the rule's own unit, a share's too (money of the whole budget).
    """

    rule: Rule
    amount: float
    to: float


def relaxations(problem: Problem, rules: Sequence[Rule]) -> tuple[Relaxation, ...]:
    """For each rule, the least change of it alone that makes the problem feasible, if any does.

    For the budget that may be two: a higher one and a lower one.
    """
    return tuple(one for rule in rules for one in _relaxed(problem, rule))


def _relaxed(problem: Problem, rule: Rule) -> Iterator[Relaxation]:
    i = rule.index
    found: tuple[float | None, ...]
    if rule.kind == "budget":
        now, found = problem.budget_high, (_more_budget(problem), _less_budget(problem))
    elif rule.kind == "row":
        now, found = _bound(problem.rows, i), (_row_bound(problem, i),)
    elif rule.kind == "min":
        now, found = float(problem.lower[i]), (_highest_minimum(problem, i),)
    else:
        now, found = float(problem.upper[i]), (_lowest_maximum(problem, i),)
    for to in found:
        if to is not None:
            yield Relaxation(rule, abs(to - now), to)


def _more_budget(problem: Problem) -> float | None:
    near = problem.budget_high
    forced = float(problem.lower[problem.counted & ~problem.optional].sum())
    room = float(problem.upper[problem.counted].sum())
    far = max(min(FAR * near, room), forced, near)
    other = replace(problem, budget_high=far)
    found = _extreme(other, -problem.counted.astype(float))
    return None if found is None else max(_to_unit(problem, -found, up=True), near)


def _less_budget(problem: Problem) -> float | None:
    """Nothing at all is no budget."""
    found = _extreme(replace(problem, budget_low=0.0), problem.counted.astype(float))
    less = 0.0 if found is None else _to_unit(problem, found, up=False)
    return less if less > 0 else None


def _highest_minimum(problem: Problem, line: int) -> float | None:
    lower, mine = problem.lower.copy(), np.arange(len(problem)) == line
    lower[line] = 0.0
    found = _extreme(replace(problem, lower=lower), mine.astype(float))
    return None if found is None else _to_unit(problem, found, up=False)


def _lowest_maximum(problem: Problem, line: int) -> float | None:
    upper, mine = problem.upper.copy(), np.arange(len(problem)) == line
    upper[line] = max(problem.budget_high, float(problem.lower[line]))
    found = _extreme(replace(problem, upper=upper), -mine.astype(float))
    return None if found is None else _to_unit(problem, -found, up=True)


def _extreme(problem: Problem, weight: Floats) -> float | None:
    """The largest weighted sum of spends (N) that a plan can have; None without a plan."""
    if _crossed(problem):
        return None
    layout, units, master = overestimated(problem)
    lines, columns = master.lines, len(master.program.upper)
    objective = np.append(weight[lines.owner], np.zeros(columns - len(lines)))
    aimed = replace(master, program=replace(master.program, objective=objective))
    answer = run(deciding(layout, aimed), time_limit=TIME)
    if not answer.found:
        return None
    filled = answer.values[: len(lines)] * np.where(lines.leap, lines.width, 1.0)
    return float(weight @ lines.at(filled)) * units.money


def _row_bound(problem: Problem, r: int) -> float | None:
    """An elastic program: where the row's bound must be at least."""
    if _crossed(problem):
        return None
    layout, units, master = overestimated(problem, capped=False)
    row = np.array([master.first_rule + r])
    answer = run(elastic(deciding(layout, master), row), time_limit=TIME)
    if not answer.found:
        return None
    down, up = answer.values[-2:]
    return _bound(problem.rows, r) + float(up - down) * float(units.rows[r])


def _crossed(problem: Problem) -> bool:
    """Whether some line must spend more than it may, whatever the other rules are."""
    return bool(np.any((problem.lower > problem.upper) & ~problem.optional))


def _bound(rows: Rows, r: int) -> float:
    """The bound that a row has: an equality is two rows."""
    return float(rows.upper[r] if np.isfinite(rows.upper[r]) else rows.lower[r])


def _to_unit(problem: Problem, amount: float, *, up: bool) -> float:
    if problem.unit <= 0:
        return amount
    units = amount / problem.unit
    whole = np.ceil(units - 1e-4) if up else np.floor(units + 1e-4)
    return float(np.round(whole * problem.unit, 6))
