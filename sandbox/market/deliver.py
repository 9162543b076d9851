"""From a booked line to what it brings each day: price, supply, ramp-up, chance."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from media.brief import Audience
from media.words import AdFormat, Channel
from sandbox.market import seasons
from sandbox.market.chance import CLICK_WEIGHT, COMPLETION_WEIGHT, DELIVERY_WEIGHT, Chance
from sandbox.market.countries import PLACES
from sandbox.market.lines import Lines
from sandbox.market.offer import INTERESTS

if TYPE_CHECKING:
    from sandbox.market.truth import Truth

RAMP = np.array([0.45, 0.7, 0.9])
"""Share of the full pace on the first days, while a new line learns."""


@dataclass(frozen=True, slots=True)
class Booking:
    """A line as the market sees it. `budget` is in currency units, dates are inclusive.

    `impressions` is what the seller has promised; None buys as many as the budget pays for.
    `reference` seeds the line's luck, so that asking twice gives the same answer.
    """

    reference: str
    market: str
    format: AdFormat
    channel: Channel
    start: date
    end: date
    budget: float
    currency: str
    impressions: int | None = None
    audience: Audience = field(default_factory=Audience)
    place: str | None = None
    for_clicks: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """What one day brought; `spend` in currency units, `reach` counts people up to this day."""

    day: date
    spend: float
    impressions: int
    clicks: int
    completed_views: int
    reach: int


def delivered(truth: Truth, booking: Booking) -> list[Day]:
    """Every day of the flight, in order."""
    lines = _lines(truth, booking)
    luck = Chance.drawn(np.random.default_rng(_seed(truth.seed, booking.reference)), 1)
    cpm = float((truth.cpm(lines) * luck.price)[0]) * per_usd(booking.currency)
    affordable = booking.budget / cpm * 1000
    promised = affordable if booking.impressions is None else float(booking.impressions)
    total = min(affordable, promised) * float(
        luck.rate(truth.delivery_rate(lines), DELIVERY_WEIGHT)[0]
    )
    daily = np.diff(np.floor(np.cumsum(_pace(lines) * total)), prepend=0.0)
    return _days(truth, lines, booking, luck, daily, cpm)


def per_usd(currency: str) -> float:
    """Today's exchange rate of a currency to the US dollar; raises StopIteration for none."""
    return next(place.per_usd for place in PLACES if place.currency == currency)


def _days(
    truth: Truth,
    lines: Lines,
    booking: Booking,
    luck: Chance,
    daily: NDArray[np.float64],
    cpm: float,
) -> list[Day]:
    clicking = truth.click_rate(lines)
    ctr = float(luck.rate(clicking, CLICK_WEIGHT / clicking)[0])
    vtr = float(luck.rate(truth.completion_rate(lines), COMPLETION_WEIGHT)[0])
    draw = np.random.default_rng(_seed(truth.seed, booking.reference + "/days"))
    sums = np.cumsum(daily)
    luck_of_reach = float(luck.reach[0])
    people = [float(truth.reach(lines, np.array([n]))[0, 0]) * luck_of_reach for n in sums]
    return [
        Day(
            day=booking.start + timedelta(days=n),
            spend=round(float(count) * cpm / 1000, 6),
            impressions=int(count),
            clicks=int(draw.binomial(int(count), ctr)),
            completed_views=int(draw.binomial(int(count), vtr)),
            reach=round(min(reached, float(seen))),
        )
        for n, (count, reached, seen) in enumerate(zip(daily, people, sums, strict=True))
    ]


def _pace(lines: Lines) -> NDArray[np.float64]:
    """The share of the flight's impressions that falls on each day."""
    days = lines.start[0] + np.arange(int(lines.days[0]))
    weights = seasons.WEEKDAY_SUPPLY[lines.format[0], seasons.weekday(days)]
    weights = weights * np.concatenate([RAMP, np.ones(len(days))])[: len(days)]
    return np.asarray(weights / weights.sum())


def _lines(truth: Truth, booking: Booking) -> Lines:
    from sandbox.market.truth import indices

    market, format, channel = indices(booking.market, booking.format, booking.channel)
    wanted = [float(name in booking.audience.interests) for name in INTERESTS]
    return Lines(
        market=np.array([market]),
        format=np.array([format]),
        channel=np.array([channel]),
        start=np.array([booking.start], "datetime64[D]"),
        end=np.array([booking.end], "datetime64[D]"),
        budget_usd=np.array([booking.budget / per_usd(booking.currency)]),
        people=np.array([truth.catalog.people(booking.market, booking.audience, booking.place)]),
        interests=np.array([wanted]),
        for_clicks=np.array([booking.for_clicks]),
    )


def _seed(seed: int, reference: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{reference}".encode()).digest()[:8], "big")
