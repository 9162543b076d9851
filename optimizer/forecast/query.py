"""What a forecast is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from media.words import AdFormat, Channel


@dataclass(frozen=True, slots=True)
class LineQuery:
    """One candidate line. `spend` is in units of `currency`, dates are inclusive.

    `population` counts the people of the audience, `gender` is None or "ALL" for everybody, and
    `interests` are the names that history has under `targeting`. `buyer` is the agency.
    """

    market: str
    format: AdFormat
    channel: Channel
    start: date
    end: date
    spend: float
    currency: str
    advertiser: str | None = None
    objective: str | None = None
    age_min: float | None = None
    age_max: float | None = None
    gender: str | None = None
    interests: tuple[str, ...] = ()
    population: float = 0.0
    buyer: str | None = None
