"""The truth of the market: what a line costs and brings, before chance has its say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from media.catalog import Catalog
from media.words import CHANNELS, FORMATS
from sandbox.market import seasons
from sandbox.market.countries import PLACES
from sandbox.market.deliver import Booking, Day, delivered
from sandbox.market.lines import Lines
from sandbox.market.offer import INTERESTS, catalog

Floats = NDArray[np.float64]

FORMAT_CPM = np.array([9.0, 15.0, 19.0, 5.0])
CHANNEL_CPM = np.array([1.25, 1.0, 0.8])
GROWTH = np.array([[0.05, 0.09, 0.11], [0.06, 0.11, 0.13], [0.08, 0.12, 0.14], [0.03, 0.06, 0.08]])
"""Exponent of unit cost in spend per format and channel; from GROWTH_FROM US dollars on."""
GROWTH_FROM = 1_000.0
DELIVERY = np.array([0.985, 0.94, 0.86])
FORMAT_DELIVERY = np.array([1.0, 0.98, 0.95, 1.01])
CTR = np.array([0.0011, 0.0042, 0.0008, 0.0035])
VTR = np.array([0.90, 0.66, 0.87, 0.0])
CEILING = np.array([0.62, 0.48, 0.30, 0.70])
SHAPE = np.array([0.75, 0.6, 0.45, 1.0])
MAX_K = 5


@dataclass(frozen=True)
class Truth:
    """The market drawn from a seed. Arrays are indexed by country, format and channel."""

    seed: int
    cpm_usd: Floats
    ctr: Floats
    vtr: Floats
    ceiling: Floats
    shape: Floats
    premium: Floats

    @classmethod
    def drawn(cls, seed: int) -> Truth:
        """The market of a seed: the same seed gives the same market."""
        draw = np.random.default_rng([seed, 1])
        price = np.array([place.price for place in PLACES])
        cells, pairs = (len(PLACES), 4, 3), (len(PLACES), 4)
        return cls(
            seed=seed,
            cpm_usd=price[:, None, None]
            * FORMAT_CPM[:, None]
            * CHANNEL_CPM
            * draw.lognormal(0, 0.12, cells),
            ctr=CTR * draw.lognormal(0, 0.15, pairs),
            vtr=1 / (1 + (1 / np.maximum(VTR, 1e-9) - 1) * draw.lognormal(0, 0.15, pairs)),
            ceiling=1 / (1 + (1 / CEILING - 1) * draw.lognormal(0, 0.25, pairs)),
            shape=SHAPE * draw.lognormal(0, 0.15, pairs),
            premium=draw.normal(0.04, 0.05, len(INTERESTS)),
        )

    @cached_property
    def catalog(self) -> Catalog:
        """Who can be reached; dated long ago, since people and products stay the same."""
        return catalog(date(2026, 1, 1))

    def cpm(self, lines: Lines) -> Floats:
        """True median CPM in US dollars at each line's budget, season and audience."""
        growth = GROWTH[lines.format, lines.channel]
        size = np.maximum(1.0, lines.budget_usd / GROWTH_FROM) ** growth
        base = self.cpm_usd[lines.market, lines.format, lines.channel]
        season = seasons.mean_price(lines.channel, lines.start, lines.end)
        return np.asarray(base * size * season * self._audience_price(lines))

    def delivery_rate(self, lines: Lines) -> Floats:
        """True mean of delivered over booked; short flights lose more to the ramp-up."""
        ramp = 1 - 0.25 / (lines.days + 1.0)
        cell = DELIVERY[lines.channel] * FORMAT_DELIVERY[lines.format]
        return np.asarray(np.minimum(0.995, cell * ramp))

    def click_rate(self, lines: Lines) -> Floats:
        """True mean clicks an impression; lines bought for clicks get more."""
        return np.asarray(
            self.ctr[lines.market, lines.format] * np.where(lines.for_clicks, 1.6, 1.0)
        )

    def completion_rate(self, lines: Lines) -> Floats:
        """True mean completions an impression; 0 for display."""
        return np.asarray(self.vtr[lines.market, lines.format] * (lines.format != 3))

    def reach(self, lines: Lines, impressions: Floats) -> Floats:
        """People reached at least 1, 2 ... 5 times: one row a line.

        Within the ceiling, exposures are negative binomial with mean e / c and the cell's shape.
        """
        ceiling = self.ceiling[lines.market, lines.format]
        shape = self.shape[lines.market, lines.format]
        mean = impressions / np.maximum(lines.people, 1.0) / ceiling
        left = 1.0 - np.cumsum(np.stack(list(_nbd(mean, shape)), axis=1), axis=1)
        return np.asarray(np.maximum(left, 0.0) * (ceiling * lines.people)[:, None])

    def deliver(self, booking: Booking) -> list[Day]:
        """What a booked line truly delivers on each day of its flight."""
        return delivered(self, booking)

    def _audience_price(self, lines: Lines) -> Floats:
        whole = np.array([place.people for place in PLACES])[lines.market]
        narrow = (np.maximum(lines.people, 1.0) / whole) ** -0.07
        return np.asarray(narrow * np.exp(lines.interests @ self.premium))


def _nbd(mean: Floats, shape: Floats) -> Iterator[Floats]:
    """Probabilities of exactly 0 ... MAX_K - 1 exposures."""
    chance = (1 + mean / shape) ** -shape
    step = mean / (mean + shape)
    for k in range(MAX_K):
        yield chance
        chance = chance * step * (shape + k) / (k + 1)


def indices(market: str, format: str, channel: str) -> tuple[int, int, int]:
    """Array positions of a cell; raises ValueError for a country that the market lacks."""
    countries = [place.code for place in PLACES]
    return countries.index(market), FORMATS.index(format), CHANNELS.index(channel)
