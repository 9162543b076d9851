"""Branch and bound with bounds of our own: closes the gap that small problems leave.

Every node is the relaxation with some optional lines decided and some effective-reach pools held
to a part of their range, bounded by the certificate of `optimizer.certificate` on the true
curves. No solver's word enters the bound; only that a node has no plan at all is believed.
"""

from __future__ import annotations

import heapq
import time
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from optimizer import measure
from optimizer.curves import Floats
from optimizer.decide import polish, used
from optimizer.layout import Layout
from optimizer.master import build, whole_program
from optimizer.program import run
from optimizer.relax import Relaxed, points_near, relax

NODE_ROUNDS = 2
EVERY = 5
"""Each so many nodes, the node's plan is rounded and polished."""


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    layout: Layout
    relaxed: Relaxed


def branch(layout: Layout, relaxed: Relaxed, best: Relaxed, *, gap: float, until: float) -> Relaxed:
    """The plan `best` improved or proven to a relative `gap`, from the root's `relaxed`.

    `best` may have no spends. When the tree is exhausted without any, the outcome is "infeasible".
    """
    order = count()
    queue = [(-relaxed.bound, next(order), _Node(layout, relaxed))]
    closed = -np.inf
    visited = 0
    while queue and time.monotonic() < until:
        least, _, node = heapq.heappop(queue)
        if best.found and -least - best.value <= gap * abs(best.value):
            closed = max(closed, -least)
            break
        best = _tried(layout, node, best, visited, gap, until)
        visited += 1
        children = _children(node)
        if not children:
            closed = max(closed, node.relaxed.bound)
        for child in children:
            now = relax(child, gap=gap / 4, until=until, near=node.relaxed, rounds=NODE_ROUNDS)
            if now.outcome == "infeasible":
                continue
            bound = min(now.bound, node.relaxed.bound)
            if not now.found or (best.found and bound - best.value <= gap * abs(best.value)):
                closed = max(closed, bound)
            else:
                entry = _Node(child, replace(now, bound=bound))
                heapq.heappush(queue, (-bound, next(order), entry))
    still_open = max((-least for least, _, _ in queue), default=-np.inf)
    bound = max(closed, still_open)
    if not best.found:
        return replace(best, outcome="unknown" if np.isfinite(bound) else "infeasible")
    return replace(best, bound=max(min(bound, relaxed.bound), best.value))


def any_plan(layout: Layout, relaxed: Relaxed, *, gap: float, until: float) -> Relaxed:
    """Some plan that decides every optional line, by a MILP, for when rounding finds none."""
    points, centre = points_near(layout, relaxed, 0.3)
    master = build(layout, points, centre)
    left = max(until - time.monotonic(), 0.5)
    answer = run(whole_program(layout, master), time_limit=left, gap=0.05)
    if not answer.found:
        return replace(relaxed, outcome="unknown", spends=np.zeros(0), value=-np.inf)
    lines = master.lines
    spends = lines.at(answer.values[: len(lines)] * np.where(lines.leap, lines.width, 1.0))
    near = replace(relaxed, spends=spends)
    return polish(layout, used(layout, spends), near, gap=gap, until=until)


def _tried(
    layout: Layout, node: _Node, best: Relaxed, visited: int, gap: float, until: float
) -> Relaxed:
    """The node's own spends where they decide every line, or its rounding now and then."""
    spends = node.relaxed.spends
    if not _undecided_at(layout, spends).any():
        worth = measure.value(layout.problem, spends)
        if worth > best.value:
            return replace(node.relaxed, value=worth, bound=best.bound)
        return best
    if visited % EVERY and best.found:
        return best
    filled = spends / np.where(layout.problem.lower > 0, layout.problem.lower, 1.0)
    trial = polish(node.layout, filled >= 0.5, node.relaxed, gap=gap, until=until)
    if not trial.found:
        return best
    worth = measure.value(layout.problem, trial.spends)
    better = worth > best.value
    return replace(trial, value=worth, bound=best.bound) if better else best


def _undecided_at(layout: Layout, spends: Floats) -> Floats:
    """How far (N) each open line is from a decision: 0 to a half of its minimum, in money."""
    low = layout.problem.lower
    between = np.minimum(spends, low - spends)
    open_lines = layout.undecided & (spends > 1e-7 * low) & (spends < low * (1 - 1e-7))
    return np.where(open_lines, np.maximum(between, 1e-12 * low), 0.0)


def _children(node: _Node) -> tuple[Layout, ...]:
    """The two halves of a node, split at its most undecided line or worst overestimated pool."""
    layout, at = node.layout, node.relaxed
    distance = _undecided_at(layout, at.spends)
    if distance.any():
        line = int(np.argmax(distance))
        return layout.with_line(line, on=True), layout.with_line(line, on=False)
    heads = measure.heads(layout.problem, at.spends)[layout.pools]
    excess = at.prices.market[layout.problem.market[layout.pools]] * layout.excess(heads)
    if not excess.any():
        return ()
    pool = int(np.argmax(excess))
    return layout.with_pool(pool, top=heads[pool]), layout.with_pool(pool, floor=heads[pool])
