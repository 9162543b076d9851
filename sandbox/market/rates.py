"""Exchange rates by day: random walks that end at today's rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sandbox.market.countries import PLACES

DAYS = 1_000
_DAILY_MOVE = 0.003


@dataclass(frozen=True, slots=True)
class Rates:
    """Currency units a US dollar: one row a day from `first`, one column a currency."""

    first: np.datetime64
    currencies: tuple[str, ...]
    values: NDArray[np.float64]

    @classmethod
    def drawn(cls, seed: int, today: date) -> Rates:
        """Walks of DAYS days up to and including `today`."""
        draw = np.random.default_rng([seed, 4])
        now = {place.currency: place.per_usd for place in PLACES}
        moves = draw.normal(0.0, _DAILY_MOVE, (DAYS, len(now)))
        moves[:, list(now).index("USD")] = 0.0
        still_to_come = np.cumsum(moves[::-1], axis=0)[::-1] - moves
        values = np.array(list(now.values())) * np.exp(-still_to_come)
        return cls(np.datetime64(today, "D") - (DAYS - 1), tuple(now), values)

    def per_usd(
        self, currency: NDArray[np.object_], day: NDArray[np.datetime64]
    ) -> NDArray[np.float64]:
        """The rate of each currency on each day; the first day's rate before it."""
        position = {code: n for n, code in enumerate(self.currencies)}
        column = np.array([position[code] for code in currency])
        row = np.clip((day - self.first).astype(int), 0, len(self.values) - 1)
        return np.asarray(self.values[row, column])

    def table(self) -> pa.Table:
        """Columns date, base (USD), quote, rate."""
        days, quotes = self.values.shape
        return pa.table(
            {
                "date": np.repeat(self.first + np.arange(days), quotes),
                "base": np.full(days * quotes, "USD"),
                "quote": np.tile(np.array(self.currencies), days),
                "rate": np.array([float(f"{v:.8g}") for v in self.values.ravel()]),
            }
        )
