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
from optimizer.decide import KEPT, polish, used
from optimizer.layout import Layout
from optimizer.master import build
from optimizer.points import points_near
from optimizer.program import run
from optimizer.relax import Relaxed, relax
from optimizer.totals import out_of_bounds
from optimizer.whole import whole_program

NODE_ROUNDS = 2
LEAF_ROUNDS = 20
EVERY = 5
"""Each so many nodes, the node's plan is rounded and polished."""


def branch(layout: Layout, relaxed: Relaxed, best: Relaxed, *, gap: float, until: float) -> Relaxed:
    """The plan `best` improved or proven to a relative `gap`, from the root's `relaxed`.

    `best` may have no spends. When the tree is exhausted without any, the outcome is "infeasible".
    """
    tree = _Tree(layout, best, gap, until)
    tree.push(_Node(layout, relaxed), relaxed.bound)
    while tree.queue and time.monotonic() < until:
        bound, node = tree.pop()
        if tree.settled(bound):
            tree.closed = max(tree.closed, bound)
            break
        tree.visit(node)
    if not tree.best.found:
        exhausted = not np.isfinite(tree.bound)
        return replace(best, outcome="infeasible" if exhausted else "unknown")
    least = min(tree.bound, relaxed.bound, best.bound)
    return replace(tree.best, bound=max(least, tree.best.value))


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    layout: Layout
    relaxed: Relaxed


class _Tree:
    """Open nodes, best bound first; `closed` bounds all that were left, `best` is the best plan."""

    def __init__(self, layout: Layout, best: Relaxed, gap: float, until: float) -> None:
        self.layout, self.best, self.gap, self.until = layout, best, gap, until
        self.queue: list[tuple[float, int, _Node]] = []
        self.closed = -np.inf
        self.order = count()
        self.visited = 0

    @property
    def bound(self) -> float:
        """No plan anywhere in the tree is worth more."""
        return max(self.closed, max((-least for least, _, _ in self.queue), default=-np.inf))

    def push(self, node: _Node, bound: float) -> None:
        heapq.heappush(self.queue, (-bound, next(self.order), node))

    def pop(self) -> tuple[float, _Node]:
        least, _, node = heapq.heappop(self.queue)
        return -least, node

    def settled(self, bound: float) -> bool:
        """Whether nothing below this bound could be worth finding."""
        return self.best.found and bound - self.best.value <= self.gap * abs(self.best.value)

    def visit(self, node: _Node) -> None:
        """Look for a plan in a node, then split it, or close it where nothing is left to split."""
        self.try_plan(node)
        self.visited += 1
        children = _children(node)
        if not children:
            self.close(node)
        for child in children:
            self.open(child, node.relaxed)

    def close(self, node: _Node) -> None:
        """Solve a node with nothing left to split; from anew where its parent led far astray.

        What more rounds find may be split after all.
        """
        least = node.relaxed.bound
        for start in (node.relaxed, None):
            leaf = self.relax(node.layout, start, LEAF_ROUNDS)
            least = min(least, leaf.bound)
            solved = replace(node, relaxed=replace(leaf, bound=least))
            self.try_plan(solved)
            if self.settled(least):
                break
            children = _children(solved) if leaf.found else ()
            if children:
                for child in children:
                    self.open(child, solved.relaxed)
                return
        self.closed = max(self.closed, least)

    def open(self, layout: Layout, parent: Relaxed) -> None:
        """Bound a new node and keep it if it may hold something better."""
        now = self.relax(layout, parent, NODE_ROUNDS)
        if now.outcome == "infeasible":
            return
        bound = min(now.bound, parent.bound)
        if not now.found or self.settled(bound):
            self.closed = max(self.closed, bound)
        else:
            self.push(_Node(layout, replace(now, bound=bound)), bound)

    def relax(self, layout: Layout, near: Relaxed | None, rounds: int) -> Relaxed:
        return relax(layout, gap=self.gap / 4, until=self.until, near=near, rounds=rounds)

    def try_plan(self, node: _Node) -> None:
        """The node's own spends where they decide every line, or its rounding now and then."""
        plan = node.relaxed
        if not plan.found:
            return
        if _undecided_at(self.layout, plan.spends).any() or not _kept(node):
            if self.visited % EVERY and self.best.found:
                return
            low = self.layout.problem.lower
            on = plan.spends >= 0.5 * np.where(low > 0, low, 1.0)
            plan = polish(node.layout, on, plan, gap=self.gap, until=self.until)
        if not plan.found or measure.violation(self.layout.problem, plan.spends) > KEPT:
            return
        worth = measure.value(self.layout.problem, plan.spends)
        if worth > self.best.value:
            self.best = replace(plan, value=worth, bound=self.best.bound)


def any_plan(layout: Layout, relaxed: Relaxed, *, gap: float, until: float) -> Relaxed:
    """Some plan that decides every optional line, by a MILP, for when rounding finds none."""
    points = points_near(layout, relaxed.spends, relaxed.prices, 0.3)
    master = build(layout, points, relaxed.spends)
    left = max(until - time.monotonic(), 0.5)
    answer = run(whole_program(layout, master), time_limit=left, gap=0.05)
    if not answer.found:
        return replace(relaxed, outcome="unknown", spends=np.zeros(0), value=-np.inf)
    lines = master.lines
    spends = lines.at(answer.values[: len(lines)] * np.where(lines.leap, lines.width, 1.0))
    near = replace(relaxed, spends=spends)
    return polish(layout, used(layout, spends), near, gap=gap, until=until)


def _undecided_at(layout: Layout, spends: Floats) -> Floats:
    """How far (N) each open line is from a decision: 0 to a half of its minimum, in money."""
    low = layout.problem.lower
    between = np.minimum(spends, low - spends)
    open_lines = layout.undecided & (spends > 1e-7 * low) & (spends < low * (1 - 1e-7))
    return np.where(open_lines, np.maximum(between, 1e-12 * low), 0.0)


def _kept(node: _Node) -> bool:
    """Whether the node's spends keep the rules; a line that is not yet decided may bend them.

    Those that are used may need just more than there is.
    """
    spends = node.relaxed.spends
    if measure.violation(node.layout.problem, spends) > KEPT:
        return False
    return not out_of_bounds(node.layout.decided(used(node.layout, spends)).problem)


def _children(node: _Node) -> tuple[Layout, ...]:
    """The two halves of a node, split at its most undecided line or worst overestimated pool."""
    layout, at = node.layout, node.relaxed
    distance = _undecided_at(layout, at.spends)
    if not distance.any() and not _kept(node):
        distance = layout.undecided * at.spends
    if distance.any():
        line = int(np.argmax(distance))
        return layout.with_line(line, on=True), layout.with_line(line, on=False)
    heads = measure.heads(layout.problem, at.spends)[layout.pools]
    excess = at.prices.market[layout.problem.market[layout.pools]] * layout.excess(heads)
    if not excess.any():
        return ()
    pool = int(np.argmax(excess))
    return layout.with_pool(pool, top=heads[pool]), layout.with_pool(pool, floor=heads[pool])
