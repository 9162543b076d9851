"""What the desk gives back to the surfaces."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from media.approvals import ApprovalRequest
from media.booking import Booked, BookingState, Order, Problem
from media.plan import Fact, MediaPlan


@dataclass(frozen=True, slots=True)
class Planned:
    """A stored plan version and the request to approve it.

    `problems` stand in the way of booking, so the plan cannot be approved yet; `cautions` do not.
    """

    plan: MediaPlan
    request: ApprovalRequest
    problems: tuple[Problem, ...] = ()
    cautions: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, plan: MediaPlan, request: ApprovalRequest, found: tuple[Problem, ...]) -> Planned:
        """What pre-flight found, sorted by what it prevents."""
        return cls(
            plan,
            request,
            tuple(problem for problem in found if problem.severity == "error"),
            tuple(problem for problem in found if problem.severity == "warning"),
        )


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
    """One row of history as a person reads it; money in units of `currency`, rates fractions.

    `booked` counts the impressions that were ordered; a campaign without `end` is open-ended.
    """

    campaign_id: str
    advertiser: str
    market: str
    format: str
    channel: str
    start: date
    end: date | None
    currency: str
    spend: float
    impressions: float
    cpm: float | None
    ctr: float | None
    vtr: float | None
    delivery_rate: float | None
    booked: float | None = None


@dataclass(frozen=True, slots=True)
class HistoryAnswer:
    """Sentences about the past, and the rows that they rest on (the newest first, some of them)."""

    facts: tuple[Fact, ...]
    rows: tuple[PastCampaign, ...]
    count: int
