"""Exchange rates as of a date, and conversion with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from media.errors import NotReady
from media.money import minor_unit


@dataclass(frozen=True, slots=True)
class Rates:
    """`quotes[(base, quote)]` is how many units of `quote` one unit of `base` buys on `on`."""

    on: date
    quotes: Mapping[tuple[str, str], float]

    def rate(self, base: str, quote: str) -> float:
        """Units of `quote` for one of `base`: direct, inverse, or over one third currency.

        Raises NotReady when the currencies are not connected.
        """
        direct = self._direct(base, quote)
        if direct is not None:
            return direct
        for pivot in sorted({code for pair in self.quotes for code in pair}):
            first, second = self._direct(base, pivot), self._direct(pivot, quote)
            if first is not None and second is not None:
                return first * second
        raise NotReady(
            "There is no exchange rate between {base} and {quote}.",
            "Load one with `flightplan rates import`.",
            base=base,
            quote=quote,
        )

    def _direct(self, base: str, quote: str) -> float | None:
        if base == quote:
            return 1.0
        if (base, quote) in self.quotes:
            return self.quotes[base, quote]
        if (quote, base) in self.quotes:
            return 1.0 / self.quotes[quote, base]
        return None

    def convert(self, micros: int, base: str, quote: str) -> int:
        """Micros of `quote` for micros of `base`, up to whole minor units (a minimum stays met).

        The rate counts as it is written (0.2 is a fifth), so that round amounts stay round.
        """
        if base == quote:
            return micros
        unit = minor_unit(quote)
        exact = Fraction(micros) * Fraction(str(self.rate(base, quote)))
        return -(-exact // unit) * unit
