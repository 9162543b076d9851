"""The same problem in numbers near 1, as solvers want them, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, diags_array

from optimizer import measure
from optimizer.caps import most_spent
from optimizer.curves import Floats
from optimizer.grid import NEAR
from optimizer.problem import Problem, Rows
from optimizer.solution import Prices


@dataclass(frozen=True, slots=True, eq=False)
class Scale:
    """Units of the scaled problem: `money`, `people`, `worth` (of the objective), one per row."""

    money: float
    people: float
    worth: float
    rows: Floats

    def prices(self, scaled: Prices) -> Prices:
        """Prices of the scaled problem in the units of the original one."""
        return Prices(
            budget=scaled.budget * self.worth / self.money,
            rows=scaled.rows * self.worth / self.rows,
            market=scaled.market * self.worth,
            pool=scaled.pool * self.worth,
        )

    def scaled_prices(self, prices: Prices) -> Prices:
        """The inverse of `prices`."""
        return Prices(
            budget=prices.budget * self.money / self.worth,
            rows=prices.rows * self.rows / self.worth,
            market=prices.market / self.worth,
            pool=prices.pool / self.worth,
        )


def scale(problem: Problem, *, capped: bool = True) -> tuple[Problem, Scale]:
    """The problem with budget, population, objective and every row near 1, and its units.

    Lines are told what caps leave them, unless not `capped`: where a cap is to give way.
    """
    money = problem.budget_high if problem.budget_high > 0 else 1.0
    people = float(problem.population.sum()) or 1.0
    tight = _tightened(problem, capped)
    worth = _worth(tight)
    size = measure.row_sizes(tight)
    small = replace(
        tight,
        cpm=problem.cpm * people / money,
        lower=tight.lower / money,
        upper=tight.upper / money,
        reference=problem.reference / money,
        spend_value=problem.spend_value * money / worth,
        impression_value=problem.impression_value * people / worth,
        population=problem.population / people,
        reach_weight=problem.reach_weight * people / worth,
        budget_low=max(problem.budget_low, 0.0) / money,
        budget_high=problem.budget_high / money,
        rows=_rows(problem.rows, money, people, size),
        unit=problem.unit / money,
    )
    return small, Scale(money, people, worth, size)


def _tightened(problem: Problem, by_caps: bool) -> Problem:
    """The same problem with finite upper bounds: nothing counted can exceed budget or caps.

    Where a minimum is more than that, the line is never used, or there is no plan. What floats
    alone put above it is the bound itself.
    """
    most = np.where(problem.counted, problem.budget_high, np.inf)
    capped = replace(problem, upper=np.minimum(problem.upper, most))
    upper = most_spent(capped) if by_caps else capped.upper
    over = problem.lower - upper > NEAR * problem.unit
    least = np.where(over, problem.lower, np.minimum(problem.lower, upper))
    never = problem.optional & over
    upper = np.where(never, 0.0, np.maximum(upper, least))
    return replace(problem, lower=np.where(never, 0.0, least), upper=upper)


def _worth(problem: Problem) -> float:
    """The objective of an even split: the size of the numbers to expect."""
    room = np.where(problem.counted, problem.upper, 0.0)
    even = room * min(1.0, problem.budget_high / max(float(room.sum()), 1e-300))
    reached = float(abs(problem.reach_weight) @ measure.reach(problem, even))
    linear = abs(problem.spend_value) @ even
    shown = abs(problem.impression_value) @ measure.impressions(problem, even)
    return float(reached + linear + shown) or 1.0


def _rows(rows: Rows, money: float, people: float, size: Floats) -> Rows:
    def divided(matrix: csr_array, unit: float) -> csr_array:
        return csr_array(diags_array(unit / size) @ matrix) if len(size) else matrix

    return Rows(
        names=rows.names,
        spend=divided(rows.spend, money),
        total=rows.total * money / size,
        impressions=divided(rows.impressions, people),
        reach=divided(rows.reach, people),
        lower=rows.lower / size,
        upper=rows.upper / size,
        tolerance=rows.tolerance / size,
    )
