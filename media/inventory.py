"""Avails: what is sellable, sold and held per market, format, channel and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from media.words import AdFormat, Channel


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of inventory on one day."""

    market: str
    format: AdFormat
    channel: Channel
    day: date


@dataclass(frozen=True, slots=True)
class Stock:
    """Impressions of a cell (or of several summed): all that exist, sold, and held by approvals."""

    sellable: int
    sold: int
    held: int = 0

    @property
    def unsold(self) -> int:
        """What a new plan may still use."""
        return max(0, self.sellable - self.sold - self.held)

    @property
    def sell_through(self) -> float:
        """STR: the sold and held fraction of what is sellable; 1 when nothing is."""
        return (self.sold + self.held) / self.sellable if self.sellable else 1.0

    def __add__(self, other: Stock) -> Stock:
        return Stock(self.sellable + other.sellable, self.sold + other.sold, self.held + other.held)
