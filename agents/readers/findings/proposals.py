"""Proposals: what a message says about the Brief, as patches with their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from agents.readers.findings.dates import Duration
from media.brief import (
    AgeRange,
    AmountConstraint,
    Constraint,
    FrequencyCap,
    Kpi,
    ShareConstraint,
    Where,
)
from media.evidence import Evidence

Edge = Literal["both", "start", "end"]
EachOf = Literal["market", "format"]
Op = Literal["set", "add", "remove", "raise", "cut", "swap", "shift", "exclude", "only",
             "restore"]  # fmt: skip
_CENT = 10_000
"""Micros in a hundredth of a unit."""


@dataclass(frozen=True, slots=True)
class BudgetValue:
    """A stated budget in micros. `currency` is what was written: an ISO code or a group ("$")."""

    amount: int
    max: int | None = None
    currency: str | None = None
    period: Literal["total", "day", "week", "month"] | None = None
    at_most: bool | None = None
    basis: Literal["net", "gross"] | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """By how much to raise or cut: micros, or a fraction of what stands."""

    micros: int | None = None
    fraction: Decimal | None = None
    where: Where | None = None

    def of(self, amount: int) -> int:
        """The amount after the change, never below zero; a fraction is of whole cents."""
        step = self.micros or 0
        if self.fraction is not None:
            step += int((self.fraction * amount / _CENT).to_integral_value()) * _CENT
        return max(amount + step, 0)


@dataclass(frozen=True, slots=True)
class Swap:
    """`old` is to be replaced by `new` in the lists under the proposal's path."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place: list to write to ("countries", "regions", "cities"), code, and its countries."""

    level: Literal["countries", "regions", "cities"]
    code: str
    countries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shift:
    """Move the flight by days or months, or its start or end only (`edge`), of a part alone.

    The parts `besides` keep their dates; of several flights only the one with the `number` moves.
    """

    days: int = 0
    months: int = 0
    edge: Edge = "both"
    where: Where | None = None
    besides: tuple[Where, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class Ages:
    """One or several age ranges that replace what stands."""

    ranges: tuple[AgeRange, ...]


@dataclass(frozen=True, slots=True)
class PlacedSwap:
    """One place is to be replaced by another."""

    old: PlaceValue
    new: PlaceValue


@dataclass(frozen=True, slots=True)
class Dated:
    """Stated dates; an open end is None. `where` limits them to some lines."""

    start: date | None
    end: date | None
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Each:
    """The same bound for every market, or every format, of the Brief; its own `where` is empty."""

    bound: AmountConstraint | ShareConstraint
    of: EachOf = "market"


@dataclass(frozen=True, slots=True)
class Former:
    """What the slot was before its last change.

    With a `value`, whatever held that number before; with a `metric` only that KPI. `latest`: only
    when the last change of all was one of the slot. `first`: as it was said at first.
    """

    value: int | None = None
    metric: str | None = None
    latest: bool = False
    first: bool = False


Value = (
    str | BudgetValue | Change | Swap | PlaceValue | PlacedSwap | Shift | Ages
    | Dated | Duration | Each | Former | Kpi | FrequencyCap | Constraint
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A patch: `op` with `value` at `path` (a JSON pointer into the Brief), and its words.

    `corrects`: words of correction stand before it, so it replaces what was said last.
    """

    path: str
    op: Op
    value: Value
    evidence: tuple[Evidence, ...]
    certainty: float = 1.0
    corrects: bool = False
