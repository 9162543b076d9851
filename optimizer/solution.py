"""What the solver gives back: spends, their value, the proof, and the prices of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.curves import Floats

Status = Literal["optimal", "feasible", "infeasible"]


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """Multipliers of the relaxation: what one more unit of each scarce thing is worth.

    `budget` is the value of one more unit of money (the next dollar) and `rows` (R) that of one
    more unit of each row's right-hand side, both in units of the objective; `market` (M) is the
    value of one unit of market exposure -log(1 - reach share) and `pool` (P) that of one
    impression per head in the pool (0 where a pool has a single line).
    """

    budget: float
    rows: Floats
    market: Floats
    pool: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """Spends (money, whole minor units when the problem has a unit) and what is proven of them.

    `value` is the objective on the true curves and `bound` a proven upper bound of it, so
    gap = (bound - value) / |value| is certified. `reach` is people per market. `optimal` means
    gap <= the asked one, `feasible` that time ran out first. `infeasible` has zero spends and says
    whether that is `proven` (no plan exists) or none was found in time. `changes_bound` is set by
    `fewest_changes` alone: the least number of changed lines that is proven.
    """

    status: Status
    spends: Floats
    value: float
    bound: float
    gap: float
    reach: Floats
    prices: Prices
    seconds: float
    proven: bool = True
    changes_bound: int = 0

    @property
    def chosen(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which lines spend anything."""
        return self.spends > 0
