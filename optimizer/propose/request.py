"""What a proposal is asked of: candidate lines, money, rules, and what was there before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from media.brief import Constraint, FrequencyCap, Kpi
from media.flight import Flight
from media.forecast import LineForecast
from media.words import AdFormat, Channel, Objective, Priority


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that could be bought.

    `people` is the audience in the line's place; lines of one `place` compete for the same
    people, places are disjoint. Lines of one `pool` (place, audience, format family) share a reach
    curve over their summed impressions. `min_spend` and `max_spend` are micros of the plan's
    currency, `avails` unsold impressions that the line may use over its flight, `sell_through` the
    STR of its cells before this plan. A line spends nothing or at least `min_spend`.
    """

    id: str
    market: str
    format: AdFormat
    channel: Channel
    flight: Flight
    place: str
    pool: str
    people: float
    forecast: LineForecast
    seller: str
    min_spend: int
    avails: float
    sell_through: float
    region: str | None = None
    city: str | None = None
    max_spend: int | None = None


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """One plan to make. Money in micros of `currency`, in whole `unit`s.

    `at_most` lets the plan spend less than `budget`. `previous` are the lines' micros in the
    version before, to be changed as little as `edit_loss` (a fraction of the goal) allows.
    A Brief's budget per `period` holds `periods` times over; `budget` is that of the whole plan.
    `baseline` weighs lines by past spend, for "what the plan gains over a proportional split".
    """

    candidates: tuple[Candidate, ...]
    currency: str
    budget: int
    unit: int
    objective: Objective = "REACH"
    priority: Priority | None = None
    at_most: bool = False
    constraints: tuple[Constraint, ...] = ()
    kpis: tuple[Kpi, ...] = ()
    frequency_cap: FrequencyCap | None = None
    previous: Mapping[str, int] = field(default_factory=dict)
    edit_loss: float = 0.001
    baseline: Mapping[str, float] = field(default_factory=dict)
    period: str = "total"
    periods: Fraction = Fraction(1)
    gap: float = 0.001
    time_limit: float = 5.0
