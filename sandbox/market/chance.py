"""Luck: how far single campaigns stray from the truth of their cell."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PRICE_SPREAD = 0.16
"""Standard deviation of log CPM between campaigns alike in everything that is known."""
ADVERTISER_SPREAD = 0.12
"""The same between advertisers."""
REACH_SPREAD = 0.04
DELIVERY_WEIGHT, COMPLETION_WEIGHT, CLICK_WEIGHT = 60.0, 40.0, 16.0
"""How alike campaigns of a cell are: a + b of the beta of their rates (of clicks, a alone)."""


@dataclass(frozen=True)
class Chance:
    """One draw a line. `price` and `reach` multiply; rates are drawn around their mean."""

    draw: np.random.Generator
    price: Floats
    reach: Floats

    @classmethod
    def drawn(cls, draw: np.random.Generator, count: int) -> Chance:
        """The luck of `count` lines."""
        return cls(
            draw,
            draw.lognormal(0.0, PRICE_SPREAD, count),
            draw.lognormal(0.0, REACH_SPREAD, count),
        )

    def rate(self, mean: Floats, weight: float | Floats) -> Floats:
        """Rates drawn from a beta of the given mean and weight (its a + b); 0 stays 0."""
        safe = np.clip(mean, 1e-9, 1 - 1e-9)
        return np.asarray(
            np.where(mean > 0, self.draw.beta(safe * weight, (1 - safe) * weight), 0.0)
        )

    def clicks(self, of: Floats, mean: Floats) -> Floats:
        """Clicks of so many impressions; click rates stray by about a quarter of their mean."""
        return self.count(of, mean, CLICK_WEIGHT / np.maximum(mean, 1e-9))

    def count(self, of: Floats, mean: Floats, weight: float | Floats) -> Floats:
        """How many `of` impressions respond, at rates drawn as in `rate`."""
        return self.draw.binomial(of.astype(np.int64), self.rate(mean, weight)).astype(float)
