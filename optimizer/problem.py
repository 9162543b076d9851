"""An allocation problem as arrays: N lines feed P pools in M markets, under linear rules.

Lines spend x (money). A line's impressions are 1,000 x / cpm, growing slower once the spend
passes `reference` (see `Problem.growth`). Impressions of a pool's lines add up before its reach
curve; pools of one market combine as independent audiences (Sainsbury):

    reach = sum over markets of population * (1 - product over its pools of (1 - r))

The objective is `reach_weight` . reach + `spend_value` . x + `impression_value` . impressions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
from scipy.sparse import csr_array

from optimizer.curves import Bools, Curves, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """One linear rule: lower <= spend . x + total * sum(x) + impressions . q + reach . R <= upper.

    `lines` are the lines that `spend` and `impressions` (one number each, or one for all) speak of;
    q are their impressions, R the people reached in `markets`. A share of at most 45 % is
    spend 1, total -0.45, upper 0. A frequency cap F is impressions 1, reach -F, upper 0.
    `reach` may only be positive where the row has no upper bound, and only negative where it has
    no lower one; anything else is not a convex rule. `tolerance` (money) is what rounding to minor
    units may miss it by.
    """

    name: str
    lines: Ints
    spend: Floats | float = 0.0
    total: float = 0.0
    impressions: Floats | float = 0.0
    markets: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    reach: Floats | float = 0.0
    lower: float = -np.inf
    upper: float = np.inf
    tolerance: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """R linear rules over N lines and M markets, as sparse matrices; `Row` says what they mean."""

    names: tuple[str, ...]
    spend: csr_array
    total: Floats
    impressions: csr_array
    reach: csr_array
    lower: Floats
    upper: Floats
    tolerance: Floats

    @classmethod
    def of(cls, lines: int, markets: int, rows: Sequence[Row] = ()) -> Self:
        """The rows as matrices for `lines` lines and `markets` markets."""
        return cls(
            names=tuple(row.name for row in rows),
            spend=_matrix([(r.lines, r.spend) for r in rows], lines),
            total=np.array([r.total for r in rows], float),
            impressions=_matrix([(r.lines, r.impressions) for r in rows], lines),
            reach=_matrix([(r.markets, r.reach) for r in rows], markets),
            lower=np.array([r.lower for r in rows], float),
            upper=np.array([r.upper for r in rows], float),
            tolerance=np.array([r.tolerance for r in rows], float),
        )

    def __len__(self) -> int:
        return len(self.names)

    def only(self, keep: Ints) -> Self:
        """These rows alone, in that order."""
        return replace(
            self,
            names=tuple(self.names[r] for r in keep.tolist()),
            spend=csr_array(self.spend[keep]),
            total=self.total[keep],
            impressions=csr_array(self.impressions[keep]),
            reach=csr_array(self.reach[keep]),
            lower=self.lower[keep],
            upper=self.upper[keep],
            tolerance=self.tolerance[keep],
        )

    @property
    def of_money(self) -> Bools:
        """Rows that are sums of money alone: whole units in whole units."""
        people = abs(self.reach).sum(axis=1) + abs(self.impressions).sum(axis=1)
        return np.asarray((self.total == 0) & (people == 0), bool)


def _matrix(parts: Sequence[tuple[Ints, Floats | float]], columns: int) -> csr_array:
    values = [np.broadcast_to(np.asarray(v, float), np.shape(at)) for at, v in parts]
    ends = np.cumsum([0, *(len(at) for at, _ in parts)])
    at = np.concatenate([np.zeros(0, np.int64), *(np.asarray(a, np.int64) for a, _ in parts)])
    data = np.concatenate([np.zeros(0), *values])
    matrix = csr_array((data, at, ends), shape=(len(parts), columns))
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    return matrix


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """Everything `solve` needs; all money in one unit (say dollars), people in persons.

    Per line (N): `cpm` at the reference spend, `pool` (index; -1: reaches nobody), `lower`,
    `upper`, `optional` (spends 0, or `lower` to `upper`), `growth` g in [0, 1) with `reference`
    spend: beyond it the cpm is cpm (x / reference)^g. `counted` lines make up the budget and every
    row's total; the others are auxiliary quantities.
    Per pool (P): `market` and a curve. Per market (M): `population`, `reach_weight`.
    `budget_low <= sum(x) <= budget_high`. `unit` is the smallest unit of money (0: spends stay
    real numbers).
    """

    cpm: Floats
    pool: Ints
    lower: Floats
    upper: Floats
    optional: Bools
    growth: Floats
    reference: Floats
    counted: Bools
    spend_value: Floats
    impression_value: Floats
    market: Ints
    curves: Curves
    population: Floats
    reach_weight: Floats
    budget_low: float
    budget_high: float
    rows: Rows
    unit: float

    @classmethod
    def of(
        cls,
        *,
        cpm: Floats,
        pool: Ints,
        market: Ints,
        curves: Curves,
        population: Floats,
        budget: float,
        at_most: bool = False,
        budget_low: float | None = None,
        lower: Floats | float = 0.0,
        upper: Floats | float | None = None,
        optional: Bools | bool = False,
        growth: Floats | float = 0.0,
        reference: Floats | float = 1.0,
        counted: Bools | bool = True,
        spend_value: Floats | float = 0.0,
        impression_value: Floats | float = 0.0,
        reach_weight: Floats | float = 1.0,
        rows: Sequence[Row] | Rows = (),
        unit: float = 0.0,
    ) -> Self:
        """A problem with defaults filled in: no growth, upper = budget, reach alone counts.

        The budget is spent exactly unless `at_most` (anything from 0) or `budget_low` is given.
        """
        n, markets = len(cpm), len(population)
        low = 0.0 if at_most else budget
        return cls(
            cpm=np.asarray(cpm, float),
            pool=np.asarray(pool, np.int64),
            lower=_floats(lower, n),
            upper=_floats(budget if upper is None else upper, n),
            optional=np.broadcast_to(np.asarray(optional, bool), n).copy(),
            growth=_floats(growth, n),
            reference=_floats(reference, n),
            counted=np.broadcast_to(np.asarray(counted, bool), n).copy(),
            spend_value=_floats(spend_value, n),
            impression_value=_floats(impression_value, n),
            market=np.asarray(market, np.int64),
            curves=curves,
            population=np.asarray(population, float),
            reach_weight=_floats(reach_weight, markets),
            budget_low=low if budget_low is None else budget_low,
            budget_high=budget,
            rows=rows if isinstance(rows, Rows) else Rows.of(n, markets, rows),
            unit=unit,
        )

    def __len__(self) -> int:
        return len(self.cpm)

    def with_auxiliaries(self, upper: Floats, cpm: Floats | float = 1.0) -> Self:
        """The problem with columns of up to `upper` more, which reach nobody and are no spend.

        They come last, and the rows are to be stated anew over all columns.
        """
        extra = len(upper)

        def longer(values: Floats, more: Floats | float) -> Floats:
            return np.append(values, np.broadcast_to(more, extra))

        return replace(
            self,
            cpm=longer(self.cpm, cpm),
            pool=np.append(self.pool, np.full(extra, -1)),
            lower=longer(self.lower, 0.0),
            upper=longer(self.upper, upper),
            optional=np.append(self.optional, np.zeros(extra, bool)),
            growth=longer(self.growth, 0.0),
            reference=longer(self.reference, 1.0),
            counted=np.append(self.counted, np.zeros(extra, bool)),
            spend_value=longer(self.spend_value, 0.0),
            impression_value=longer(self.impression_value, 0.0),
        )


def _floats(value: Floats | float, size: int) -> Floats:
    return np.broadcast_to(np.asarray(value, float), size).copy()
