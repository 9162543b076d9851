"""Why no plan exists: an irreducible set of clashing rules.

Feasibility is asked of the program over pieces that overestimate the curves, so a clash found
there is a clash of the true rules. Rules are the rows, the budget, and each line's bounds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.sparse import csr_array, diags_array

from optimizer import measure
from optimizer.layout import Layout
from optimizer.master import Master, Points, build
from optimizer.problem import Problem
from optimizer.program import Program, elastic, run
from optimizer.scaling import Scale, scale
from optimizer.totals import out_of_bounds
from optimizer.whole import whole_program

Kind = Literal["budget", "row", "min", "max"]
TIME, TRIAL = 3.0, 1.0
"""Seconds for the whole search, and for each set of rules that it tries."""
FREE = 1e-7
"""A rule that has no more than this for a price is none that clashes."""
TOGETHER = 5
"""Where a clash takes more than so many lines' minimums, or maximums, they are not told apart."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: `index` is its row or its line (-1: the budget)."""

    kind: Kind
    index: int
    words: str


Left = Callable[[Sequence[Rule]], bool]


def clash(problem: Problem, names: Sequence[str] = ()) -> tuple[Rule, ...]:
    """Rules that cannot all hold, none of which can be left out; empty when they can, or unknown.

    What more than `TOGETHER` lines must or can spend stands for one rule: of those lines some may
    not be needed. `names` are the lines' ids.
    """
    suspects = _rules(problem, names)
    if _feasible(problem, suspects, TIME):
        return ()
    until = time.monotonic() + TIME

    def clashing(rules: Sequence[Rule]) -> bool:
        return time.monotonic() < until and not _feasible(problem, rules, TRIAL)

    mins, maxs = ([r for r in suspects if r.kind == kind] for kind in ("min", "max"))
    rows = [r for r in suspects if r.kind in ("budget", "row")]
    mins = [] if clashing([*rows, *maxs]) else mins
    maxs = [] if clashing([*rows, *mins]) else maxs
    priced = _priced(problem, rows)
    rows = priced if clashing([*priced, *mins, *maxs]) else rows
    rows = _needed(rows, len(rows), lambda left: clashing([*left, *mins, *maxs]))
    mins, maxs = _at_work_last(problem, mins), _at_work_last(problem, maxs)
    mins = _needed(mins, TOGETHER, lambda left: clashing([*rows, *left, *maxs]))
    maxs = _needed(maxs, TOGETHER, lambda left: clashing([*rows, *mins, *left]))
    return (*rows, *mins, *maxs)


def _priced(problem: Problem, rules: list[Rule]) -> list[Rule]:
    """Of the budget and the rows those that have a price where all of them may give way.

    They clash by themselves (Farkas' lemma), unless it takes the decisions on optional lines.
    """
    _, _, master = overestimated(problem, capped=False)
    at = np.array([0 if r.kind == "budget" else master.first_rule + r.index for r in rules])
    answer = run(elastic(master.program, at), time_limit=TRIAL)
    if not answer.found:
        return rules
    dear = np.abs(answer.duals[at]) > FREE
    return [rule for rule, kept in zip(rules, dear.tolist(), strict=True) if kept]


def _needed(rules: list[Rule], most: int, clashing: Left) -> list[Rule]:
    """Leave out what the rest clashes without: halves, quarters, and so on down to single rules.

    Ends where more than `most` parts are needed.
    """
    needed, size = rules, max(len(rules) // 2, 1)
    while needed:
        start = 0
        while start < len(needed):
            rest = needed[:start] + needed[start + size :]
            if clashing(rest):
                needed = rest
            else:
                start += size
        if size == 1 or len(needed) > most * size:
            break
        size = max(size // 2, 1)
    return needed


def _at_work_last(problem: Problem, rules: list[Rule]) -> list[Rule]:
    """Bounds that are at work last, so that the search drops the others in big steps."""
    return sorted(rules, key=lambda rule: _room(problem, rule), reverse=True)


def _room(problem: Problem, rule: Rule) -> float:
    if rule.kind == "min":
        return -float(problem.lower[rule.index])
    return float(problem.upper[rule.index])


def _rules(problem: Problem, names: Sequence[str]) -> list[Rule]:
    ids = list(names) + [str(i) for i in range(len(names), len(problem))]
    exact = problem.budget_low >= problem.budget_high
    budget = f"budget {'exactly' if exact else 'at most'} {problem.budget_high:.15g}"
    rows = [Rule("row", r, name) for r, name in enumerate(problem.rows.names)]
    mins = [
        Rule("min", i, f"line {ids[i]} at least {problem.lower[i]:.15g}")
        for i in np.flatnonzero(problem.lower > 0).tolist()
    ]
    maxs = [
        Rule("max", i, f"line {ids[i]} at most {problem.upper[i]:.15g}")
        for i in np.flatnonzero(problem.counted & (problem.upper < problem.budget_high)).tolist()
    ]
    return [Rule("budget", -1, budget), *rows, *mins, *maxs]


def _only(problem: Problem, rules: Sequence[Rule]) -> Problem:
    """The problem with these rules alone: auxiliary quantities are bounded by none but the rows."""
    lines = {kind: [r.index for r in rules if r.kind == kind] for kind in ("min", "max")}
    lower, upper = np.zeros(len(problem)), problem.upper.copy()
    lower[lines["min"]] = problem.lower[lines["min"]]
    largest = _plenty(problem)
    free = np.ones(len(problem), bool)
    free[lines["max"]] = False
    upper[free] = np.maximum(largest, upper[free])
    rows = sorted(r.index for r in rules if r.kind == "row")
    budget = any(r.kind == "budget" for r in rules)
    return replace(
        problem,
        lower=lower,
        upper=upper,
        budget_low=problem.budget_low if budget else 0.0,
        budget_high=problem.budget_high if budget else largest,
        rows=problem.rows.only(np.array(rows, np.int64)),
    )


def _plenty(problem: Problem) -> float:
    """Money beyond what any rule asks for."""
    rows = problem.rows
    gain = abs(rows.spend) + abs(rows.impressions) @ diags_array(1000.0 / problem.cpm)
    best = measure.largest_terms(csr_array(gain), np.ones(len(problem)))
    asks = np.isfinite(rows.lower) & (rows.lower > 0) & (best > 0)
    asked = rows.lower[asks] / best[asks]
    most = [problem.budget_high, 1.0, *problem.lower.tolist(), *asked.tolist()]
    return BEYOND * float(max(most)) * max(len(problem), 1)


BEYOND = 100.0
"""So many times as much: a share of 1 % of what one line must spend, or prices that far apart."""


def _feasible(problem: Problem, rules: Sequence[Rule], time_limit: float) -> bool:
    """Whether a plan keeps these rules (or at least none is proven impossible)."""
    part = _only(problem, rules)
    if out_of_bounds(part):
        return False
    layout, _, master = overestimated(part)
    asked = replace(master.program, objective=np.zeros(len(master.program.objective)))
    program = deciding(layout, replace(master, program=asked))
    return run(program, time_limit=time_limit).outcome != "infeasible"


def overestimated(problem: Problem, *, capped: bool = True) -> tuple[Layout, Scale, Master]:
    """The program over few pieces that overestimate the curves; `capped` as for `scale`."""
    small, units = scale(problem, capped=capped)
    layout = Layout.of(small)
    centre = np.clip(np.full(len(small), 1.0 / max(len(small), 1)), small.lower, small.upper)
    few = np.array([[0.01, 0.1, 0.3]])
    points = Points(
        lines=small.upper[:, None] * few,
        pools=layout.tops[:, None] * few,
        markets=layout.deepest[:, None] * np.geomspace(1e-3, 0.9, 24)[None, :],
    )
    return layout, units, build(layout, points, centre, outer=True)


def deciding(layout: Layout, master: Master) -> Program:
    """The master's program, where open lines are on or off if there are any."""
    return whole_program(layout, master) if layout.undecided.any() else master.program
