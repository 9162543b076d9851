"""The program that keeps as many lines as possible where they were.

Every line, pool and market either stays at its point on its curve or is anywhere on it: a convex
combination of the corners of its pieces. A pool moves no more than its lines do, and a market no
more than its pools. Without that a relaxation would move every line a little, and pay for none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import block_diag, csr_array, eye_array, hstack, vstack

from optimizer import measure
from optimizer.curves import Bools, Floats, Ints
from optimizer.layout import Layout
from optimizer.master import Master
from optimizer.pieces import Pieces
from optimizer.problem import Problem
from optimizer.program import Answer, Program

NEAR = 1e-9
"""Of the budget: how near a line must come to its previous spend to count as kept."""


@dataclass(frozen=True, slots=True, eq=False)
class _Group:
    """Functions of one kind. Columns: each piece's end as a corner, each base, each one staying."""

    pieces: Pieces
    before: Floats

    @property
    def size(self) -> int:
        """How many functions there are."""
        return len(self.before)

    @property
    def filled(self) -> csr_array:
        """How far each column fills each piece."""
        whole = _up_to_here(self.pieces)
        stays = _filling(self.pieces, self.before)
        owner, rows = self.pieces.owner, np.arange(len(self.pieces))
        staying = csr_array((stays, (rows, owner)), shape=(len(rows), self.size))
        return csr_array(hstack([whole, csr_array((len(rows), self.size)), staying]))

    @property
    def choice(self) -> csr_array:
        """One row a function: of all its columns one is chosen, or a mixture."""
        owner, columns = self.pieces.owner, np.arange(len(self.pieces))
        corner = csr_array(
            (np.ones(len(columns)), (owner, columns)), shape=(self.size, len(columns))
        )
        one = eye_array(self.size)
        return csr_array(hstack([corner, one, one]))


class Keeping:
    """The most lines kept at `before` (N) in a plan worth `floor`, over the pieces of `master`."""

    def __init__(self, layout: Layout, master: Master, before: Floats, floor: float) -> None:
        self.layout, self.before, self.master = layout, before, master
        problem = layout.problem
        heads = measure.heads(problem, before)[layout.pools]
        depth = measure.market_exposure(problem, before)
        self.groups = (
            _Group(master.lines, before),
            _Group(master.pools, heads),
            _Group(master.markets, depth),
        )
        self.floor = floor - master.constant

    @cached_property
    def program(self) -> Program:
        """Maximises the number of lines that stay."""
        base = self.master.program
        blocks = [group.filled for group in self.groups]
        to_pieces = block_diag([*blocks, eye_array(1)], format="csr")
        rows = csr_array(vstack([base.matrix, csr_array(base.objective[None, :])])) @ to_pieces
        choice = hstack([block_diag([g.choice for g in self.groups]), _nothing(self._functions, 1)])
        linked, least = self._linked()
        ones, free = np.ones(self._functions), np.full(len(least), np.inf)
        return Program(
            objective=self._stays.astype(float),
            upper=self._upper(),
            matrix=csr_array(vstack([rows, choice, linked])),
            row_low=np.concatenate([base.row_low, [self.floor], ones, least]),
            row_high=np.concatenate([base.row_high, [np.inf], ones, free]),
            whole=self._stays | self._off,
        )

    def spends(self, answer: Answer) -> Floats:
        """Spends (N) of the program's answer."""
        lines = self.groups[0]
        filled = lines.filled @ answer.values[: self._ends[0]]
        return lines.pieces.at(np.clip(filled, 0.0, lines.pieces.width))

    def kept(self, answer: Answer) -> Bools:
        """Lines (N) that stay."""
        return np.asarray(answer.values[self._stays] > 0.5, bool)

    @property
    def _functions(self) -> int:
        return sum(group.size for group in self.groups)

    @cached_property
    def _ends(self) -> Ints:
        """Where each group's columns end."""
        return np.cumsum([len(g.pieces) + 2 * g.size for g in self.groups])

    @cached_property
    def _stays(self) -> Bools:
        """Columns of lines that stay."""
        return self._columns(0, np.arange(self.groups[0].size), last=True)

    @cached_property
    def _off(self) -> Bools:
        """Columns of open lines that are off."""
        return self._columns(0, np.flatnonzero(self.layout.undecided), last=False)

    def _columns(self, group: int, functions: Ints, *, last: bool) -> Bools:
        found = np.zeros(self._ends[-1] + 1, bool)
        found[self._at(group, functions, last=last)] = True
        return found

    def _at(self, group: int, functions: Ints, *, last: bool) -> Ints:
        """Columns of functions that stay (`last`) or are at their base."""
        start = self._ends[group] - self.groups[group].size * (1 if last else 2)
        return np.asarray(start + functions, np.int64)

    def _upper(self) -> Floats:
        """A line that was off and is off again stays; there is one column for that."""
        upper = np.ones(self._ends[-1] + 1)
        upper[-1] = self.master.program.upper[-1]
        upper[self._stays] = can_stay(self.layout.problem, self.before)
        was_off = self.layout.undecided & (self.before == 0)
        upper[self._at(0, np.flatnonzero(was_off), last=False)] = 0.0
        return upper

    def _linked(self) -> tuple[csr_array, Floats]:
        """A pool stays where all its lines stay, and a market where all its pools do."""
        layout, problem = self.layout, self.layout.problem
        grouped = np.flatnonzero((problem.pool >= 0) & ~layout.solo)
        solo = np.flatnonzero(layout.solo)
        pool = layout.pool_row[problem.pool[grouped]]
        market = np.concatenate([problem.market[layout.pools], layout.line_market[solo]])
        lines, pools = self._at(0, grouped, last=True), np.arange(len(layout.pools))
        inside = np.concatenate([self._at(1, pools, last=True), self._at(0, solo, last=True)])
        parts = [self._link(1, pool, lines), self._link(2, market, inside)]
        return csr_array(vstack([rows for rows, _ in parts])), np.concatenate(
            [least for _, least in parts]
        )

    def _link(self, group: int, owner: Ints, members: Ints) -> tuple[csr_array, Floats]:
        size = self.groups[group].size
        own = np.arange(size)
        rows, columns = np.append(own, owner), np.append(self._at(group, own, last=True), members)
        signs = np.append(np.ones(size), -np.ones(len(members)))
        matrix = csr_array((signs, (rows, columns)), shape=(size, int(self._ends[-1]) + 1))
        least = 1.0 - np.bincount(owner, minlength=size)
        return matrix, np.asarray(least, float)


def can_stay(problem: Problem, before: Floats) -> Bools:
    """Lines (N) whose previous spend, in the problem's unit, is allowed."""
    near = NEAR * max(problem.budget_high, 1e-300)
    inside = (before >= problem.lower - near) & (before <= problem.upper + near)
    return np.asarray(inside | (problem.optional & (before == 0)), bool)


def _filling(pieces: Pieces, at: Floats) -> Floats:
    """How far each piece is filled when the functions' arguments are `at`."""
    return np.clip(at[pieces.owner] - (pieces.ends - pieces.width), 0.0, pieces.width)


def _up_to_here(pieces: Pieces) -> csr_array:
    """Square: column j fills the pieces of j's function up to j itself."""
    count = len(pieces)
    owner, ends = pieces.owner, np.arange(count)
    first = np.searchsorted(owner, owner, side="left")
    lengths = ends - first + 1
    columns = np.repeat(ends, lengths)
    steps = np.arange(len(columns)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    rows = np.repeat(first, lengths) + steps
    return csr_array((pieces.width[rows], (rows, columns)), shape=(count, count))


def _nothing(rows: int, columns: int) -> csr_array:
    return csr_array((rows, columns))
