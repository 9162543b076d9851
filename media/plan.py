"""The media plan: immutable versions of line items with forecasts, proof, reasons, assumptions."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    SerializerFunctionWrapHandler,
    computed_field,
    model_serializer,
)

from media.brief import Brief
from media.canonical import digest
from media.flight import Flight
from media.forecast import Comparables, Interval
from media.money import Currency, Micros
from media.words import AdFormat, Channel, times_of


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class Fact(_Part):
    """A sentence in structure: `code` names it, `values` fill it; the surfaces give it words.

    Used for reasons, assumptions and warnings. Amounts in `values` are decimal strings.
    """

    code: str
    values: dict[str, JsonValue] = Field(default_factory=dict)


class LineEvidence(_Part):
    """Where a line's numbers come from."""

    comparables: Comparables
    fit: str
    seller: str
    cpm: Interval
    impressions: Interval
    sell_through: float


class LineItem(_Part):
    """One booked row: where, what, how bought, when, for how much, and what it should bring.

    `cpm` is the effective one (budget over impressions), `impressions` and `reach` are medians.
    """

    id: str
    market: str
    region: str | None = None
    city: str | None = None
    format: AdFormat
    channel: Channel
    start: date
    end: date
    budget: Micros
    cpm: Micros
    impressions: int
    reach: int
    evidence: LineEvidence

    @property
    def flight(self) -> Flight:
        """The line's dates."""
        return Flight(start=self.start, end=self.end)


class Totals(_Part):
    """What a plan or an alternative brings in sum.

    `effective` counts people reached as often as the Brief asks for, where that is more than once.
    """

    budget: Micros
    impressions: int
    reach: int
    effective: int | None = None
    frequency: float
    cpm: Micros
    sell_through: float

    @property
    def people(self) -> int:
        """The people that the plan is for: those reached, or reached as often as asked for."""
        return self.reach if self.effective is None else self.effective

    @model_serializer(mode="wrap")
    def _without_none(self, whole: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Plain reach is written as ever, so that hashes of plans stay what they are."""
        return {name: value for name, value in whole(self).items() if value is not None}


class AlternativeLine(_Part):
    """One line's budget in an alternative."""

    id: str
    budget: Micros


class Alternative(_Part):
    """Another corner of the frontier: "reach", "efficiency" or "yield"."""

    name: Literal["reach", "efficiency", "yield"]
    totals: Totals
    lines: tuple[AlternativeLine, ...]


class FrontierPoint(_Part):
    """One efficient plan: people reached (as often as the Brief asks for), cost in units per 1,000
    of them, mean sell-through.
    """

    reach: float
    cost_per_thousand: float
    sell_through: float
    chosen: bool = False


class Change(_Part):
    """What a line's budget was in the previous version and is now (None: not in it)."""

    line: str
    before: Micros | None
    after: Micros | None


class MediaPlan(_Part):
    """One immutable version of a plan. `total` is the sum of the lines, exactly."""

    id: str
    version: int
    currency: Currency
    total: Micros
    unspent: Micros = 0
    lines: tuple[LineItem, ...]
    reach: int
    frequency: float
    cpm: Micros
    gap: float
    intervals: dict[str, Interval]
    chance: dict[str, float] = Field(default_factory=dict)
    alternatives: tuple[Alternative, ...] = ()
    frontier: tuple[FrontierPoint, ...] = ()
    assumptions: tuple[Fact, ...] = ()
    reasons: tuple[Fact, ...] = ()
    warnings: tuple[Fact, ...] = ()
    changes: tuple[Change, ...] = ()
    brief: Brief
    made_on: date
    catalog: str = ""

    @property
    def counted(self) -> str:
        """What kind of reach the plan is for: "REACH", or "REACH_3" for people reached 3+ times."""
        return self._goal[0] if self._goal else "REACH"

    @property
    def effective(self) -> int | None:
        """People reached as often as the Brief asks for, where that is more than once."""
        return self._goal[1] if self._goal else None

    @property
    def people(self) -> int:
        """The people that the plan is for: those reached, or reached as often as asked for."""
        return self.reach if self.effective is None else self.effective

    def compared(self, other: MediaPlan) -> tuple[str, int, int]:
        """What two plans both count, and the people of this one and of the other."""
        if self.counted == other.counted:
            return self.counted, self.people, other.people
        return "REACH", self.reach, other.reach

    @property
    def _goal(self) -> tuple[str, int] | None:
        goals = (fact.values for fact in self.reasons if fact.code == "goal")
        counts = ((str(goal["metric"]), round(float(str(goal["value"])))) for goal in goals)
        return next(((name, count) for name, count in counts if times_of(name) > 1), None)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def hash(self) -> str:
        """SHA-256 of the canonical JSON of everything but the hash itself."""
        return digest(self.model_dump(mode="json", exclude={"hash"}))
