"""Inventory: sellable and sold impressions of every cell for each day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from media.words import CHANNELS, FORMATS
from sandbox.market import seasons
from sandbox.market.countries import PLACES
from sandbox.market.lines import Floats

BEFORE, AFTER = 30, 400
_PER_HEAD = np.array([1.1, 0.30, 0.16, 0.9])
"""Sellable impressions a head and day: audio, video, podcast, display."""
_CHANNEL_SHARE = np.array([0.35, 0.4, 0.25])
_SOLD_TODAY = np.array(
    [[0.72, 0.62, 0.52], [0.88, 0.80, 0.70], [0.91, 0.84, 0.74], [0.55, 0.48, 0.40]]
)
"""Sell-through of the current week per format and channel; days far ahead are sold less."""
_HORIZON = np.array([120.0, 45.0, 30.0])
"""Days ahead at which bookings have fallen to 1/e: direct sells early, the exchange late."""


def stock(seed: int, today: date) -> pa.Table:
    """Columns market, format, channel, date, sellable, sold; BEFORE days back, AFTER ahead."""
    draw = np.random.default_rng([seed, 5])
    ahead = np.arange(-BEFORE, AFTER + 1)
    days = np.datetime64(today, "D") + ahead
    shape = (len(PLACES), len(FORMATS), len(CHANNELS), len(days))
    sellable = _sellable(draw, days, shape)
    sold = np.floor(sellable * _sell_through(draw, ahead, days, shape))
    cell = np.indices(shape).reshape(4, -1)
    return pa.table(
        {
            "market": _names([place.code for place in PLACES], cell[0]),
            "format": _names(FORMATS, cell[1]),
            "channel": _names(CHANNELS, cell[2]),
            "date": days[cell[3]],
            "sellable": sellable.ravel().astype(np.int64),
            "sold": sold.ravel().astype(np.int64),
        }
    )


def _sellable(
    draw: np.random.Generator, days: seasons.Days, shape: tuple[int, int, int, int]
) -> Floats:
    people = np.array([place.people for place in PLACES])[:, None, None, None]
    cell = _PER_HEAD[:, None] * _CHANNEL_SHARE * draw.lognormal(0, 0.15, shape[:3])
    weekly = seasons.WEEKDAY_SUPPLY[:, seasons.weekday(days)][:, None, :]
    luck = draw.lognormal(0, 0.03, shape)
    return np.asarray(np.floor(people * cell[..., None] * weekly * luck))


def _sell_through(
    draw: np.random.Generator,
    ahead: NDArray[np.int64],
    days: seasons.Days,
    shape: tuple[int, int, int, int],
) -> Floats:
    fading = np.exp(-np.maximum(ahead, 0) / _HORIZON[:, None])
    base = _SOLD_TODAY[..., None] * (0.15 + 0.85 * fading)
    pressure = np.exp(0.8 * seasons.log_season(days))
    busy_days = 1 + 0.04 * (seasons.weekday(days) < 5)
    luck = draw.lognormal(0, 0.10, shape[:3])[..., None] * draw.lognormal(0, 0.04, shape)
    return np.asarray(np.minimum(0.995, base * pressure * busy_days * luck))


def _names(words: list[str] | tuple[str, ...], index: NDArray[np.int64]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), list(words)).cast(
        pa.string()
    )
