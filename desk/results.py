"""What the desk gives back to the surfaces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from media.approvals import ApprovalRequest
from media.booking import Booked, BookingState, Order, Problem
from media.plan import Fact, MediaPlan


@dataclass(frozen=True, slots=True)
class Planned:
    """A stored plan version, the request to approve it, and what stands in the way of booking."""

    plan: MediaPlan
    request: ApprovalRequest
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a request. `waiting_for_second` when one more person must approve."""

    request: ApprovalRequest
    plan: MediaPlan
    waiting_for_second: bool = False


@dataclass(frozen=True, slots=True)
class BookingView:
    """How the booking of a plan version stands at each seller."""

    plan: MediaPlan
    state: BookingState
    orders: tuple[tuple[Order, Booked], ...]


@dataclass(frozen=True, slots=True)
class PastCampaign:
    """One row of history as a person reads it; money in units of `currency`, rates fractions."""

    campaign_id: str
    advertiser: str
    market: str
    format: str
    channel: str
    start: date
    end: date
    currency: str
    spend: float
    impressions: float
    cpm: float | None
    ctr: float | None
    vtr: float | None
    delivery_rate: float | None


@dataclass(frozen=True, slots=True)
class HistoryAnswer:
    """Sentences about the past, and the rows that they rest on (the newest first, some of them)."""

    facts: tuple[Fact, ...]
    rows: tuple[PastCampaign, ...]
    count: int
