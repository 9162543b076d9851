"""Optional lines: which of them a plan uses. Relax, round, polish; then trade on the prices."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from optimizer.certificate import line_profits
from optimizer.climb import climbed
from optimizer.curves import Bools, Floats
from optimizer.layout import Layout
from optimizer.limits import limited
from optimizer.relax import Relaxed, relax

THRESHOLDS = (0.5, 0.0, 1.0, 0.25, 0.75)
TRADES = 4
POLISH_ROUNDS = 3
KEPT = 1e-7
"""Of a rule's size: what a plan may miss it by. Rounding to minor units mends less."""


def round_and_trade(layout: Layout, relaxed: Relaxed, *, gap: float, until: float) -> Relaxed:
    """A plan that decides every optional line, from the relaxation's spends.

    The value is the plan's; the bound stays the relaxation's. Without spends, none was found.
    """
    best = _rounded(layout, relaxed, gap, until)
    for _ in range(TRADES):
        if not best.found or _close(best, gap) or time.monotonic() > until:
            break
        better = _traded(layout, best, relaxed, gap, until)
        if better.value <= best.value * (1 + 1e-9):
            break
        best = better
    return best


def polish(layout: Layout, on: Bools, near: Relaxed, *, gap: float, until: float) -> Relaxed:
    """The best spends when exactly the optional lines in `on` are used; bound as in `near`."""
    fixed = layout.decided(on)
    if limited(layout).any():
        plan = climbed(fixed, near.spends, gap=gap, until=until)
    else:
        plan = relax(fixed, gap=gap / 10, until=until, near=near, rounds=POLISH_ROUNDS)
    return replace(plan, bound=near.bound)


def used(layout: Layout, spends: Floats) -> Bools:
    """Lines that reach their minimum."""
    return np.asarray(spends >= layout.problem.lower * (1 - 1e-6), bool)


def _close(plan: Relaxed, gap: float) -> bool:
    return plan.bound - plan.value <= gap * abs(plan.value)


def _rounded(layout: Layout, relaxed: Relaxed, gap: float, until: float) -> Relaxed:
    """Lines between 0 and their minimum go up from a threshold on; the first that can be kept."""
    filled = relaxed.spends / np.where(layout.problem.lower > 0, layout.problem.lower, 1.0)
    plan = relaxed
    for threshold in THRESHOLDS:
        on = (filled > 1e-6) & (filled >= min(threshold, 1 - 1e-6))
        plan = polish(layout, on, relaxed, gap=gap, until=until)
        if plan.found or time.monotonic() > until:
            break
    return plan


def _traded(layout: Layout, plan: Relaxed, relaxed: Relaxed, gap: float, until: float) -> Relaxed:
    """Drop used lines that lose at the plan's prices and take up unused ones that gain."""
    on = used(layout, plan.spends)
    profit = line_profits(layout, plan.prices)
    wrong = layout.undecided & (on != (profit > 0))
    if not wrong.any():
        return plan
    worst = np.argsort(-np.where(wrong, abs(profit), -1.0), kind="stable")
    best = plan
    for count in (int(wrong.sum()), max(int(wrong.sum()) // 3, 1), 1):
        flip = np.zeros(len(on), bool)
        flip[worst[:count]] = True
        near = replace(plan, bound=relaxed.bound)
        trial = polish(layout, on ^ flip, near, gap=gap, until=until)
        if trial.found and trial.value > best.value:
            return trial
    return best
