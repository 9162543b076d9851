"""Whole minor units of money: what lines may spend of them, and whether they keep the rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from optimizer import measure
from optimizer.curves import Floats
from optimizer.problem import Problem

NOISE = 1e-3
"""Of a unit: what sums of money in floats may be off by; whole units are checked after."""
NEAR = 1e-6
"""Of a unit: closer than this to a whole one is that one."""


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A problem's whole units: `low` to `high` of each line (N), `least` to `most` in sum."""

    problem: Problem
    low: Floats
    high: Floats
    least: float
    most: float

    @classmethod
    def of(cls, problem: Problem, spends: Floats) -> Self:
        """What the problem allows; optional lines that `spends` leaves at 0 stay there."""
        most = np.where(problem.counted, problem.budget_high, np.inf)
        low = _up(problem.lower / problem.unit)
        high = _down(np.minimum(problem.upper, most) / problem.unit)
        off = problem.optional & (spends < np.minimum(problem.lower * (1 - 1e-6), np.inf))
        off |= problem.optional & (spends < problem.unit * NEAR)
        return cls(
            problem=problem,
            low=np.where(off, 0.0, low),
            high=np.where(off, 0.0, np.maximum(high, low)),
            least=float(_up(np.asarray(problem.budget_low / problem.unit))),
            most=float(_down(np.asarray(problem.budget_high / problem.unit))),
        )

    def adding_up_to(self, total: float) -> Self:
        """The same grid where the sum is one number."""
        return replace(self, least=total, most=total)

    def near(self, units: Floats, reach: float) -> Self:
        """The same grid where no line is further than `reach` from `units`."""
        low, high = np.maximum(self.low, units - reach), np.minimum(self.high, units + reach)
        return replace(self, low=low, high=high)

    def total(self, units: Floats) -> float:
        """How many units make up the budget."""
        return float(units[self.problem.counted].sum())

    @property
    def row_units(self) -> Floats:
        """What the value of each row (R) is counted in: sums of money in whole units."""
        return np.where(self.problem.rows.of_money, self.problem.unit, 1.0)

    def row_values(self, units: Floats) -> Floats:
        """The value of each row (R) in its `row_units`: sums of whole units are exact."""
        rows = self.problem.rows
        values = measure.row_values(self.problem, units * self.problem.unit)
        return np.where(rows.of_money, rows.spend @ units, values)

    @property
    def precision(self) -> Floats:
        """How exactly floats can tell the value of each row (R) that is no sum of money."""
        return 1e-12 * measure.row_sizes(self.problem)

    def kept(self, units: Floats, *, strictly: bool = False) -> bool:
        """Whether every hard rule holds: sums of money to the unit, the others to float precision.

        `strictly` leaves no tolerance to shares.
        """
        rows, total = self.problem.rows, self.total(units)
        values, size = self.row_values(units), self.row_units
        slack = np.where(rows.of_money, NOISE, self.precision)
        miss = 0.0 if strictly else rows.tolerance
        low, high = (rows.lower - miss) / size, (rows.upper + miss) / size
        return bool(
            np.all(values >= low - slack)
            and np.all(values <= high + slack)
            and total >= self.problem.budget_low / self.problem.unit - 0.5
            and total <= self.problem.budget_high / self.problem.unit + 0.5
        )


def up_to_unit(money: Floats | float, unit: float) -> Floats:
    """The least whole units of money that are as much."""
    return _up(np.asarray(money / unit)) * unit


def down_to_unit(money: Floats | float, unit: float) -> Floats:
    """The most whole units of money that are no more."""
    return _down(np.asarray(money / unit)) * unit


def _up(units: Floats) -> Floats:
    """Whole units at or above, float noise aside."""
    return np.asarray(np.ceil(units - _noise(units)), float)


def _down(units: Floats) -> Floats:
    """Whole units at or below, float noise aside."""
    return np.asarray(np.floor(units + _noise(units)), float)


def _noise(units: Floats) -> Floats:
    """How far a whole number of units may be off: never so far that it is another one."""
    return np.minimum(NEAR + 1e-15 * np.abs(units), 0.4)
