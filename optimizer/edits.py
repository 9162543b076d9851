"""Follow-up edits: the plan within a small loss of the best that changes the fewest lines."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array, eye_array, hstack, vstack

from optimizer import measure
from optimizer.allocate import solution_of, solve
from optimizer.curves import Bools, Floats
from optimizer.layout import Layout
from optimizer.master import Master, Points, build, whole_program
from optimizer.pieces import Pieces
from optimizer.problem import Problem
from optimizer.program import Answer, Program, run
from optimizer.relax import Relaxed, relax
from optimizer.scaling import scale
from optimizer.solution import Solution

ROUNDS = 4
FAR = np.array([0.5, 1.0, 1.5, 2.2, 3.4])
NEARBY = np.array([0.8, 0.94, 1.0, 1.06, 1.2])


def fewest_changes(
    problem: Problem,
    previous: Floats,
    loss: float = 1e-3,
    *,
    best: Solution | None = None,
    time_limit: float = 10.0,
) -> Solution:
    """The plan that keeps the most lines at their `previous` spend and loses at most `loss`.

    `previous` (N) is in money; `loss` is relative to `best.value` (solved here unless given). The
    answer's `changes_bound` is a proven lower bound of how many lines any such plan changes; its
    value, bound and gap are those of the objective, as for `solve`.
    """
    began = time.monotonic()
    best = best or solve(problem, gap=min(loss / 4, 1e-3), time_limit=time_limit)
    if best.status == "infeasible":
        return best
    floor = best.value - loss * abs(best.value)
    found, least = _search(problem, previous, best, floor, began + time_limit)
    spends = best.spends if found is None else found
    value = measure.value(problem, spends)
    bound = max(best.bound, value)
    return replace(
        best,
        spends=spends,
        value=value,
        bound=bound,
        gap=(bound - value) / abs(value) if value else 0.0,
        reach=measure.reach(problem, spends),
        seconds=time.monotonic() - began,
        changes_bound=least,
    )


def changed(problem: Problem, previous: Floats, spends: Floats) -> Bools:
    """Lines (N) whose spend differs by half a minor unit or more (or 1e-9 of the budget)."""
    least = problem.unit / 2 if problem.unit > 0 else 1e-9 * max(problem.budget_high, 1e-300)
    return np.asarray(abs(spends - previous) >= least, bool)


def _search(
    problem: Problem, previous: Floats, best: Solution, floor: float, until: float
) -> tuple[Floats | None, int]:
    """The spends found (None: keep the best plan's) and the proven least number of changes."""
    small, units = scale(problem)
    layout = Layout.of(small)
    before = previous / units.money
    prices = units.scaled_prices(best.prices)
    near = Relaxed("optimal", best.spends / units.money, best.value, best.bound, prices)
    points = _points(layout, before, near.spends)
    found: Floats | None = None
    least = 0
    for _ in range(ROUNDS):
        left = until - time.monotonic()
        if left <= 0:
            break
        edit = _Edit(layout, build(layout, points, near.spends, outer=True), before)
        answer = run(edit.program(floor / units.worth), time_limit=left, slack=0.99)
        if not answer.found:
            break
        least = max(least, int(np.ceil(-answer.bound - 1e-6)))
        wish = edit.spends(answer)
        trial = _polished(problem, previous, edit.kept(answer), wish, best, floor)
        if trial is None:
            inner = _Edit(layout, build(layout, _with(layout, points, wish), wish), before)
            second = run(inner.program(floor / units.worth), time_limit=left, slack=0.99)
            if second.found:
                wish = inner.spends(second)
                trial = _polished(problem, previous, inner.kept(second), wish, best, floor)
        if trial is not None:
            count = int(changed(problem, previous, trial).sum())
            if found is None or count < int(changed(problem, previous, found).sum()):
                found = trial
            if count <= least:
                break
        points = _with(layout, points, wish)
    return found, least


def _polished(
    problem: Problem, previous: Floats, kept: Bools, wish: Floats, best: Solution, floor: float
) -> Floats | None:
    """The best true plan that leaves the kept lines alone, when it is good enough."""
    on = problem.optional & (previous > 0)
    fixed = replace(
        problem,
        lower=np.where(kept, previous, problem.lower),
        upper=np.where(kept, previous, problem.upper),
        optional=problem.optional & ~(kept & (on | (previous <= 0))),
    )
    small, units = scale(fixed)
    layout = Layout.of(small)
    chosen = np.where(layout.undecided, wish >= small.lower * (1 - 1e-6), True)
    layout = layout.decided(np.asarray(chosen, bool))
    prices = units.scaled_prices(best.prices)
    near = Relaxed("optimal", wish, -np.inf, np.inf, prices)
    plan = relax(layout, gap=1e-6, until=time.monotonic() + 2.0, near=near, rounds=4)
    if not plan.found:
        return None
    answer = solution_of(fixed, units, plan, gap=1.0, began=time.monotonic())
    return answer.spends if answer.status != "infeasible" and answer.value >= floor else None


class _Edit:
    """The program whose columns also say which lines leave their previous spend.

    A line that stays has its pieces filled as before; one that leaves gives those back and fills
    pieces anew. Every piece is tied to the decision by itself, which keeps the relaxation tight.
    """

    def __init__(self, layout: Layout, master: Master, before: Floats) -> None:
        lines = master.lines
        self.master, self.base = master, whole_program(layout, master)
        self.owner, self.count = lines.owner, len(before)
        self.unit = np.where(lines.leap & layout.undecided[lines.owner], lines.width, 1.0)
        self.filled = _filling(lines, before) / self.unit
        self.must = abs(lines.at(self.filled * self.unit) - before) > SLACK

    def program(self, floor: float) -> Program:
        """Fewest changes such that the objective is at least `floor`."""
        base, pieces = self.base, len(self.owner)
        at = (np.arange(pieces), self.owner)
        given_back = csr_array((self.filled, at), shape=(len(base.upper), self.count))
        objective = csr_array(base.objective[None, :])
        rows = csr_array(vstack([base.matrix, objective]))
        full = np.zeros(len(base.upper))
        full[:pieces] = self.filled
        tied = csr_array((-base.upper[:pieces], at), shape=(pieces, self.count))
        here = rows @ full
        wanted = floor - self.master.constant
        return Program(
            objective=np.append(np.zeros(len(base.upper)), -np.ones(self.count)),
            upper=np.append(base.upper, np.ones(self.count)),
            matrix=csr_array(
                vstack(
                    [
                        hstack([rows, -(rows @ given_back)]),
                        hstack([csr_array(eye_array(pieces, len(base.upper))), tied]),
                        _row(self.must, len(base.upper)),
                    ]
                )
            ),
            row_low=np.concatenate(
                [
                    np.append(base.row_low, wanted) - here,
                    np.full(pieces, -np.inf),
                    [self.must.sum()],
                ]
            ),
            row_high=np.concatenate(
                [np.append(base.row_high, np.inf) - here, np.zeros(pieces), [np.inf]]
            ),
            whole=np.append(_whole(base), np.ones(self.count, bool)),
        )

    def spends(self, answer: Answer) -> Floats:
        """Spends of the program's answer."""
        stays = 1.0 - answer.values[-self.count :]
        anew = answer.values[: len(self.owner)]
        return self.master.lines.at((anew + self.filled * stays[self.owner]) * self.unit)

    def kept(self, answer: Answer) -> Bools:
        """Lines that stay."""
        return np.asarray(answer.values[-self.count :] < 0.5, bool)


SLACK = 1e-9
"""Of the budget: how near a line must be to its previous spend to count as kept."""


def _filling(lines: Pieces, at: Floats) -> Floats:
    """How far each piece is filled when the functions' arguments are `at`."""
    return np.clip(at[lines.owner] - (lines.ends - lines.width), 0.0, lines.width)


def _row(must: Bools, columns: int) -> csr_array:
    """Lines whose previous spend is no longer allowed leave it."""
    return hstack([csr_array((1, columns)), csr_array(must.astype(float)[None, :])], format="csr")


def _whole(program: Program) -> Bools:
    assert program.whole is not None
    return program.whole


def _points(layout: Layout, before: Floats, best: Floats) -> Points:
    """Broken where lines were, where they would be, and where a few that move must end up."""
    heads = [measure.heads(layout.problem, plan)[layout.pools] for plan in (before, best)]
    depths = [measure.market_exposure(layout.problem, plan) for plan in (before, best)]
    markets = np.concatenate([d[:, None] * NEARBY for d in depths], axis=1)
    return Points(_moved(before, best), _moved(*heads), markets)


def _moved(before: Floats, best: Floats) -> Floats:
    return np.concatenate([before[:, None] * FAR, best[:, None] * FAR[1:4]], axis=1)


def _with(layout: Layout, points: Points, plan: Floats) -> Points:
    heads = measure.heads(layout.problem, plan)[layout.pools]
    depth = measure.market_exposure(layout.problem, plan)
    return Points(
        lines=np.concatenate([points.lines, plan[:, None]], axis=1),
        pools=np.concatenate([points.pools, heads[:, None]], axis=1),
        markets=np.concatenate([points.markets, depth[:, None]], axis=1),
    )
