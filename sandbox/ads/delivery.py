"""What booked lines bring once they run: from the market's truth, or evenly without one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from media.brief import Audience
from media.words import AdFormat, Channel
from sandbox.market import Booking, Day, Truth


@dataclass(frozen=True, slots=True)
class Running:
    """A booked line that is switched on. `budget` is in currency units, dates are inclusive.

    `impressions` is what a guaranteed seller has promised; None buys what the budget pays for.
    """

    reference: str
    market: str
    format: AdFormat
    channel: Channel
    start: date
    end: date
    budget: float
    currency: str
    cpm: float
    impressions: int | None = None
    audience: Audience = field(default_factory=Audience)
    place: str | None = None
    for_clicks: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What has come of a line up to a day; `spend` in currency units."""

    spend: float = 0.0
    impressions: int = 0
    clicks: int = 0
    completed_views: int = 0
    reach: int = 0


Deliver = Callable[[Running, date], Figures]
"""Figures of a line up to and including a day."""


def from_truth(truth: Truth) -> Deliver:
    """Delivery by the market's true response."""

    def deliver(line: Running, through: date) -> Figures:
        booking = Booking(
            reference=line.reference,
            market=line.market,
            format=line.format,
            channel=line.channel,
            start=line.start,
            end=line.end,
            budget=line.budget,
            currency=line.currency,
            impressions=line.impressions,
            audience=line.audience,
            place=line.place,
            for_clicks=line.for_clicks,
        )
        return _summed([day for day in truth.deliver(booking) if day.day <= through])

    return deliver


def evenly(line: Running, through: date) -> Figures:
    """The budget in equal parts a day, at the line's own CPM."""
    days = (line.end - line.start).days + 1
    run = min(days, max(0, (through - line.start).days + 1))
    spend = round(line.budget * run / days, 2)
    impressions = int(spend / line.cpm * 1000) if line.cpm else 0
    return Figures(
        spend=spend,
        impressions=impressions,
        clicks=impressions // 400,
        completed_views=impressions * 7 // 10 if line.format != "display" else 0,
        reach=impressions // 3,
    )


def _summed(days: list[Day]) -> Figures:
    return Figures(
        spend=round(sum(day.spend for day in days), 2),
        impressions=sum(day.impressions for day in days),
        clicks=sum(day.clicks for day in days),
        completed_views=sum(day.completed_views for day in days),
        reach=max((day.reach for day in days), default=0),
    )
