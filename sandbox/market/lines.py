"""Many lines at once, as arrays: what the truth is asked about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines by position of country, format and channel; budgets in US dollars, dates inclusive.

    `people` is the size of the audience, `interests` a 0/1 matrix over the taxonomy.
    """

    market: Ints
    format: Ints
    channel: Ints
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    budget_usd: Floats
    people: Floats
    interests: Floats
    for_clicks: NDArray[np.bool_]

    @property
    def days(self) -> Floats:
        """Length of each flight."""
        return (self.end - self.start).astype(np.float64) + 1.0

    def __len__(self) -> int:
        return len(self.market)
