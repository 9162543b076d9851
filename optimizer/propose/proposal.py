"""What a proposal answers: budgets per line with forecasts, proof, corners, reasons."""

from __future__ import annotations

from dataclasses import dataclass

from media.forecast import Interval
from media.plan import Alternative, Change, Fact, FrontierPoint


@dataclass(frozen=True, slots=True)
class Allocated:
    """One line of the plan. `spend` in micros; `reach` is the line's own reach, medians."""

    id: str
    spend: int
    impressions: float
    reach: float
    impressions_interval: Interval
    cpm_interval: Interval


@dataclass(frozen=True, slots=True)
class Proposal:
    """The chosen plan and the corners it was bargained from.

    `reach` is deduplicated people, `gap` the certified optimality gap as a fraction, `unspent`
    micros with a reason among `reasons`. `intervals` has "reach", "impressions" and the goal's
    metric; `chance` the probability to deliver each target that the Brief sets.
    """

    lines: tuple[Allocated, ...]
    reach: float
    impressions: float
    gap: float
    unspent: int
    sell_through: float
    intervals: dict[str, Interval]
    chance: dict[str, float]
    alternatives: tuple[Alternative, ...]
    frontier: tuple[FrontierPoint, ...]
    reasons: tuple[Fact, ...]
    warnings: tuple[Fact, ...]
    changes: tuple[Change, ...]
