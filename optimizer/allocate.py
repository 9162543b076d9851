"""`solve`: the best spends for a problem, and a certified bound on all others."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from optimizer import measure
from optimizer.bends import unbent
from optimizer.branch import any_plan, branch
from optimizer.cents import improved, whole_units
from optimizer.curves import Floats
from optimizer.decide import KEPT, round_and_trade
from optimizer.layout import Layout
from optimizer.limits import bent, limited, ruled
from optimizer.nearby import climbed_from, near_flat
from optimizer.problem import Problem
from optimizer.relax import Relaxed, guessed, nothing, relax
from optimizer.scaling import Scale, scale
from optimizer.solution import Prices, Solution
from optimizer.totals import out_of_bounds

MANY = 150
"""With more undecided lines, rounding to units mends a rule missed by a hair, and no tree does."""
LITTLE = 1e-9
"""Of the worth of an even split: where nothing can be had, a bound of no more says so."""
COARSE = 20_000
"""Of so few minor units of budget a plan in whole ones is sought by a program of its own."""
PATIENCE, PATIENT = 0.7, 0.9
"""Of the time: what the programs over what bends may take before other ways are tried.

Where rules are curved too, the others lead less far.
"""
LATE = 0.3
"""Seconds that the search for a first plan may take however late it is."""
LOOSE = 0.1
"""Where so wide a gap will do, a plan is looked for before a bound."""
NEARLY, EARLY = 5.0, 0.4
"""Within so many times the asked gap, the prices have so much of the time before a program."""


def solve(
    problem: Problem,
    *,
    gap: float = 1e-3,
    time_limit: float = 10.0,
    warm: Solution | None = None,
) -> Solution:
    """The best spends found for `problem` and a proven bound; see `Solution` for what is in it.

    Stops when the certified relative gap is at most `gap`, or after about `time_limit` seconds.
    `warm` is the solution of a similar problem with the same lines; it changes the speed, not the
    guarantee. The same input gives the same answer unless the time runs out.
    """
    began = time.monotonic()
    if not _spendable(problem) or out_of_bounds(problem):
        return _only_nothing(problem, began)
    small, units = scale(problem)
    layout = Layout.of(small)
    near = None if warm is None else _near(layout, units, warm)
    until = began + time_limit
    best = _search(layout, near, gap, until)
    found = solution_of(problem, units, best, gap, began, until)
    if found.gap <= gap or not (best.found and _coarse(problem)) or time.monotonic() > until:
        return found
    whole = unbent(layout, best, gap=0.9 * gap, until=until, unit=small.unit)
    least = min(best.bound, whole.bound)
    tries = [
        solution_of(problem, units, replace(one, bound=least), gap, began, until)
        for one in (best, whole)
    ]
    return max(tries, key=lambda one: one.value)


def climbed_on(problem: Problem, spends: Floats, *, gap: float, until: float) -> Floats | None:
    """The best spends near given ones, which use the same optional lines; None without a plan.

    They are no whole units.
    """
    small, units = scale(problem)
    layout = Layout.of(small)
    best = climbed_from(layout, spends / units.money, gap, until)
    return best.spends * units.money if best.found else None


def _coarse(problem: Problem) -> bool:
    """Whether whole units are so few that a program can count them."""
    return 0 < problem.budget_high <= COARSE * problem.unit


def _spendable(problem: Problem) -> bool:
    return problem.budget_high > 0 and bool((problem.upper[problem.counted] > 0).any())


def _only_nothing(problem: Problem, began: float) -> Solution:
    """Where no line can spend anything, the one plan there can be, if it is one."""
    nothing = np.zeros(len(problem))
    no_prices = Prices(
        budget=0.0,
        rows=np.zeros(len(problem.rows)),
        market=np.zeros(len(problem.population)),
        pool=np.zeros(len(problem.market)),
    )
    answer = _none(problem, no_prices, True, began)
    kept = problem.budget_low <= 0 and measure.violation(problem, nothing) <= 1e-9
    return replace(answer, status="optimal") if kept else answer


def _search(layout: Layout, near: Relaxed | None, gap: float, until: float) -> Relaxed:
    known = nothing(layout, "unknown")
    if gap >= LOOSE:
        known = _somewhere(layout, near, 0.9 * gap, until)
    relaxed = relax(layout, gap=gap / 3, until=until, near=known if known.found else near)
    known = replace(known, bound=relaxed.bound)
    if relaxed.outcome == "unknown" and bent(layout):
        found = _better(known, unbent(layout, guessed(layout), gap=0.9 * gap, until=until))
        return _or_somewhere(found, layout, near, gap, until)
    if not relaxed.found or not (layout.undecided.any() or bent(layout)):
        return _better(known, relaxed)
    if known.found and _close(known, 0.9 * gap):
        return known
    best = _better(known, _decided(layout, relaxed, gap=0.9 * gap, until=until))
    best = _or_somewhere(best, layout, near, gap, until)
    if not best.found:
        best = any_plan(layout, relaxed, gap=0.9 * gap, until=until)
    if best.found:
        best = replace(best, value=measure.value(layout.problem, best.spends))
    kept = best.found and _kept(layout, best)
    mended = layout.undecided.sum() > MANY
    if best.found and (kept or mended) and _close(best, 0.9 * gap):
        return best
    start = best if kept else replace(best, spends=np.zeros(0), value=-np.inf)
    grown = branch(layout, relaxed, start, gap=0.9 * gap, until=until)
    return grown if grown.found or not best.found else best


def _or_somewhere(
    plan: Relaxed, layout: Layout, near: Relaxed | None, gap: float, until: float
) -> Relaxed:
    """The plan; where there is none, one looked for elsewhere, unless that came first."""
    if plan.found or gap >= LOOSE:
        return plan
    return _better(_somewhere(layout, near, 0.9 * gap, until), plan)


def _somewhere(layout: Layout, near: Relaxed | None, gap: float, until: float) -> Relaxed:
    """A plan where limits on impressions are not convex: the relaxation's may miss some rule."""
    plan = nothing(layout, "unknown")
    if limited(layout).any():
        end = max(until, time.monotonic() + LATE)
        plan = plan if near is None else climbed_from(layout, near.spends, gap, end)
        plan = plan if plan.found else near_flat(layout, gap=gap, until=end)
    return plan


def _better(one: Relaxed, other: Relaxed) -> Relaxed:
    """The one that is worth more, with the lower bound."""
    best = max(other, one, key=lambda each: each.value)
    return replace(best, bound=min(one.bound, other.bound))


def _decided(layout: Layout, relaxed: Relaxed, *, gap: float, until: float) -> Relaxed:
    """A plan that decides every line: on the prices, and over what bends by a program of its own.

    S-shaped pools are too many decisions for the prices. Where rules limit impressions of lines
    whose price grows, the prices are tried first if they are nearly there.
    """
    plan = replace(relaxed, spends=np.zeros(0), value=-np.inf)
    if not layout.bent.any():
        plan = round_and_trade(layout, relaxed, gap=gap, until=until)
        if _close(plan, gap) or not bent(layout):
            return plan
        if _close(plan, NEARLY * gap) and _kept(layout, plan):
            early = time.monotonic() + EARLY * (until - time.monotonic())
            plan = branch(layout, relaxed, plan, gap=gap, until=early)
            if _close(plan, gap):
                return plan
    patience = PATIENT if ruled(layout) else PATIENCE
    soon = time.monotonic() + patience * (until - time.monotonic())
    other = unbent(layout, relaxed, gap=gap, until=soon)
    if not (plan.found or other.found):
        plan = round_and_trade(layout, relaxed, gap=gap, until=until)
    best = max(plan, other, key=lambda one: one.value)
    return replace(best, bound=min(plan.bound, other.bound))


def _kept(layout: Layout, plan: Relaxed) -> bool:
    return measure.violation(layout.problem, plan.spends) <= KEPT


def _close(plan: Relaxed, gap: float) -> bool:
    return plan.found and plan.bound - plan.value <= gap * abs(plan.value)


def _near(layout: Layout, units: Scale, warm: Solution) -> Relaxed | None:
    if warm.status == "infeasible" or len(warm.prices.rows) != len(layout.problem.rows):
        return None
    spends = np.clip(warm.spends / units.money, 0.0, layout.problem.upper)
    return Relaxed("optimal", spends, -np.inf, np.inf, units.scaled_prices(warm.prices))


def solution_of(
    problem: Problem, units: Scale, best: Relaxed, gap: float, began: float, until: float
) -> Solution:
    """A plan of the scaled problem as a solution: whole units, true value, certified gap."""
    spends = _final_spends(problem, units, best, gap, until)
    prices = units.prices(best.prices)
    if spends is None:
        return _none(problem, prices, best.outcome == "infeasible", began)
    value = measure.value(problem, spends)
    bound = max(best.bound * units.worth, value)
    distance = (bound - value) / abs(value) if value else float(bound > LITTLE * units.worth)
    return Solution(
        status="optimal" if distance <= gap else "feasible",
        spends=spends,
        value=value,
        bound=bound,
        gap=distance,
        reach=measure.reach(problem, spends),
        prices=prices,
        seconds=time.monotonic() - began,
    )


def _final_spends(
    problem: Problem, units: Scale, best: Relaxed, gap: float, until: float
) -> Floats | None:
    if not best.found:
        return None
    spends = np.maximum(best.spends * units.money, 0.0)
    if problem.unit <= 0:
        return spends
    whole = whole_units(problem, spends)
    if whole is None:
        return None
    enough = best.bound * units.worth / (1 + gap)
    return improved(problem, whole, enough, until)


def _none(problem: Problem, prices: Prices, proven: bool, began: float) -> Solution:
    nothing = np.zeros(len(problem))
    return Solution(
        status="infeasible",
        spends=nothing,
        value=0.0,
        bound=0.0,
        gap=0.0,
        reach=np.zeros(len(problem.population)),
        prices=prices,
        seconds=time.monotonic() - began,
        proven=proven,
    )
