"""What a calendar does to prices and to supply, day by day."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.datetime64]

FIRST_DAY = np.datetime64("2015-01-01", "D")
_SPAN = 366 * 25
_SENSITIVITY = (0.5, 1.0, 1.3)
"""How strongly direct (rate card), self_serve and programmatic prices follow the season."""

WEEKDAY_PRICE = np.array([1.0, 1.0, 1.0, 1.01, 1.03, 0.96, 0.94])
"""Monday first."""
INFLATION = 0.035
"""Price growth a year, as a logarithm."""

WEEKDAY_SUPPLY = np.array(
    [
        [1.02, 1.03, 1.03, 1.03, 1.05, 0.94, 0.90],
        [0.96, 0.96, 0.97, 0.98, 1.03, 1.06, 1.04],
        [1.08, 1.07, 1.06, 1.05, 1.00, 0.87, 0.87],
        [1.02, 1.02, 1.02, 1.02, 1.00, 0.96, 0.96],
    ]
)
"""Relative supply per format (audio, video, podcast, display) and weekday, Monday first."""


def weekday(days: Days) -> NDArray[np.int64]:
    """0 for Monday to 6 for Sunday."""
    return (days.astype("datetime64[D]").astype(np.int64) + 3) % 7


def log_season(days: Days) -> Floats:
    """Seasonal price pressure as a logarithm: dear before Christmas, cheap in January."""
    day = (days - days.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.int64)
    summer = 0.03 * np.cos(2 * np.pi * (day - 170) / 365)
    holidays = 0.17 * _bump(day, 330, 18) + 0.12 * _bump(day, 352, 10)
    return np.asarray(summer + holidays - 0.16 * _bump(day, 15, 16))


def mean_price(channel: NDArray[np.int64], start: Days, end: Days) -> Floats:
    """Mean price factor of flights (dates inclusive), by channel index."""
    sums = _sums()
    first = (start - FIRST_DAY).astype(np.int64)
    last = (end - FIRST_DAY).astype(np.int64) + 1
    return np.asarray((sums[channel, last] - sums[channel, first]) / (last - first))


@lru_cache(maxsize=1)
def _sums() -> Floats:
    days = FIRST_DAY + np.arange(_SPAN)
    trend = INFLATION * (np.arange(_SPAN) - 3653) / 365.25
    daily = np.exp(np.outer(_SENSITIVITY, log_season(days)) + trend) * WEEKDAY_PRICE[weekday(days)]
    return np.concatenate([np.zeros((3, 1)), np.cumsum(daily, axis=1)], axis=1)


def _bump(day: NDArray[np.int64], centre: int, width: int) -> Floats:
    gap = (day - centre + 183) % 366 - 183
    return np.exp(-0.5 * (gap / width) ** 2)
