"""Why no plan exists: an irreducible set of clashing rules, and the smallest ways out.

Feasibility is asked of the program over pieces that overestimate the curves, so a clash found
there is a clash of the true rules. Rules are the rows, the budget, and each line's bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy.sparse import csr_array, diags_array, hstack

from optimizer import measure
from optimizer.curves import Floats
from optimizer.layout import Layout
from optimizer.master import Master, Points, build
from optimizer.problem import Problem, Rows
from optimizer.program import Program, run
from optimizer.scaling import Scale, scale
from optimizer.totals import out_of_bounds
from optimizer.whole import whole_program

Kind = Literal["budget", "row", "min", "max"]
TIME = 5.0
ONE_BY_ONE = 200
"""Up to this many suspects are tried one at a time."""
NAMED = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: `index` is its row or its line (-1: budget, or all lines' bounds at once)."""

    kind: Kind
    index: int
    words: str


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The least change of one rule that makes the problem feasible: its bound moves to `to`.

    Both are in the rule's own unit, a share's too (money of the whole budget).
    """

    rule: Rule
    amount: float
    to: float


def clash(problem: Problem, names: Sequence[str] = ()) -> tuple[Rule, ...]:
    """An irreducible set of rules that cannot all hold; empty when they can, or in time unknown.

    `names` are the lines' ids.
    """
    suspects = _rules(problem, names)
    if _feasible(problem, suspects):
        return ()
    groups = [[r for r in suspects if r.kind == kind] for kind in ("min", "max")]
    kept = [r for r in suspects if r.kind in ("budget", "row")]
    for group in groups:
        others = [r for g in groups if g is not group for r in g]
        if _feasible(problem, [*kept, *others]):
            kept = kept + group
        else:
            group.clear()
    return _irreducible(problem, _fewer_lines(problem, kept))


def _irreducible(problem: Problem, rules: list[Rule]) -> tuple[Rule, ...]:
    """Leave out one rule after the other for as long as the rest still clash."""
    needed = list(rules)
    size = max(len(needed) // 2, 1)
    while True:
        for start in range(0, len(needed), size):
            rest = needed[:start] + needed[start + size :]
            if rest and not _feasible(problem, rest):
                needed = rest
                break
        else:
            if size == 1:
                return tuple(needed)
            size = max(size // 2, 1)


def _fewer_lines(problem: Problem, rules: list[Rule]) -> list[Rule]:
    """Bounds that are at work first, so that the search drops the others in big steps."""
    return sorted(rules, key=lambda r: (r.kind in ("min", "max"), _weight(problem, r)))


def _weight(problem: Problem, rule: Rule) -> float:
    if rule.kind == "min":
        return float(problem.lower[rule.index])
    return -float(problem.upper[rule.index]) if rule.kind == "max" else 0.0


def relaxations(problem: Problem, rules: Sequence[Rule]) -> tuple[Relaxation, ...]:
    """For each rule, the least change of it alone that makes the problem feasible, if any does.

    For the budget that may be two: a higher one and a lower one.
    """
    return tuple(one for rule in rules for one in _relaxed(problem, rule))


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
        rows=_rows(problem.rows, rows),
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


def _rows(rows: Rows, keep: list[int]) -> Rows:
    at = np.array(keep, np.int64)
    return Rows(
        names=tuple(rows.names[i] for i in keep),
        spend=csr_array(rows.spend[at]),
        total=rows.total[at],
        impressions=csr_array(rows.impressions[at]),
        reach=csr_array(rows.reach[at]),
        lower=rows.lower[at],
        upper=rows.upper[at],
        tolerance=rows.tolerance[at],
    )


def _feasible(problem: Problem, rules: Sequence[Rule]) -> bool:
    """Whether a plan keeps these rules (or at least none is proven impossible)."""
    part = _only(problem, rules)
    if out_of_bounds(part):
        return False
    layout, _, master = _outer(part)
    program = whole_program(layout, master) if layout.undecided.any() else master.program
    asked = replace(program, objective=np.zeros(len(program.objective)))
    return run(asked, time_limit=TIME).outcome != "infeasible"


def _outer(problem: Problem, *, capped: bool = True) -> tuple[Layout, Scale, Master]:
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


def _relaxed(problem: Problem, rule: Rule) -> tuple[Relaxation, ...]:
    found: tuple[float | None, ...]
    if rule.kind in ("min", "max"):
        bound = problem.lower if rule.kind == "min" else problem.upper
        now, found = float(bound[rule.index]), (_line_bound(problem, rule),)
    elif rule.kind == "budget":
        now, found = problem.budget_high, (_budget(problem, True), _budget(problem, False))
    else:
        now, found = _bound(problem.rows, rule.index), (_row_bound(problem, rule),)
    return tuple(Relaxation(rule, abs(to - now), to) for to in found if to is not None)


def _line_bound(problem: Problem, rule: Rule) -> float | None:
    """Move one line's bound until a plan exists, by bisection."""
    i = rule.index
    bound = problem.lower if rule.kind == "min" else problem.upper
    far = 0.0 if rule.kind == "min" else max(problem.budget_high, float(problem.lower[i]))

    def works(to: float) -> bool:
        moved = bound.copy()
        moved[i] = to
        lower, upper = (moved, problem.upper) if rule.kind == "min" else (problem.lower, moved)
        other = replace(problem, lower=lower, upper=np.maximum(upper, 0.0))
        return _feasible(other, _rules(other, ()))

    if not works(far):
        return None
    return _nearest(problem, float(bound[i]), far, works)


def _budget(problem: Problem, up: bool) -> float | None:
    """The nearest budget above or below that works."""

    def works(to: float) -> bool:
        exact = problem.budget_low >= problem.budget_high
        other = replace(problem, budget_high=to, budget_low=to if exact else problem.budget_low)
        return _feasible(other, _rules(other, ()))

    near = problem.budget_high
    forced = float(problem.lower[problem.counted & ~problem.optional].sum())
    room = float(problem.upper[problem.counted].sum())
    far = next((f for f in _steps(near, forced, room, up) if works(f)), None)
    return None if far is None else _nearest(problem, near, far, works)


def _nearest(problem: Problem, near: float, far: float, works: Callable[[float], bool]) -> float:
    """The whole unit nearest to `near`, which does not work, that does; `far` works."""
    up = far > near
    for _ in range(24):
        middle = (near + far) / 2
        near, far = (near, middle) if works(middle) else (middle, far)
    rounded = _to_unit(problem, near, up=up)
    return rounded if works(rounded) else _to_unit(problem, far, up=up)


def _steps(near: float, forced: float, room: float, up: bool) -> list[float]:
    if up:
        return [f for f in (forced, near * 1.1, near * 1.5, near * 3, near * 10) if f > near]
    return [f for f in (room, near * 0.9, near * 0.5, near * 0.1) if 0 < f < near]


def _row_bound(problem: Problem, rule: Rule) -> float | None:
    """An elastic program: where the row's bound must be at least."""
    r = rule.index
    if np.any((problem.lower > problem.upper) & ~problem.optional):
        return None
    layout, units, master = _outer(problem, capped=False)
    program = whole_program(layout, master) if layout.undecided.any() else master.program
    at = 1 + len(master.depth) + len(master.crowd) + r
    answer = run(_elastic(program, at), time_limit=TIME)
    if not answer.found:
        return None
    down, up = answer.values[-2:]
    return _bound(problem.rows, r) + float(up - down) * float(units.rows[r])


def _elastic(program: Program, row: int) -> Program:
    columns, rows = len(program.upper), len(program.row_low)
    give = csr_array(([1.0, -1.0], ([row, row], [0, 1])), shape=(rows, 2))
    whole = None if program.whole is None else np.append(program.whole, [False, False])
    return Program(
        objective=np.append(np.zeros(columns), [-1.0, -1.0]),
        upper=np.append(program.upper, [1e6, 1e6]),
        matrix=csr_array(hstack([program.matrix, give])),
        row_low=program.row_low,
        row_high=program.row_high,
        whole=whole,
    )


def _bound(rows: Rows, r: int) -> float:
    """The bound that a row has: an equality is two rows."""
    return float(rows.upper[r] if np.isfinite(rows.upper[r]) else rows.lower[r])


def _to_unit(problem: Problem, amount: float, *, up: bool) -> float:
    if problem.unit <= 0:
        return amount
    units: Floats = np.asarray(amount / problem.unit)
    whole = np.ceil(units - 1e-4) if up else np.floor(units + 1e-4)
    return float(np.round(whole * problem.unit, 6))
