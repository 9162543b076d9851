"""What a plan rests on: catalog, forecasts and past spend, kept in memory while they are current.

Each is looked up by its id on every plan, so that a new import or fit counts at once, in every
replica, and nothing in memory is needed by another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desk.offer import Slot
from media.catalog import Catalog
from media.errors import NotReady
from media.inventory import Cell, Stock
from media.rates import Rates
from optimizer.forecast import Fit
from storage.store import Transaction


@dataclass(frozen=True, slots=True)
class CurrentCatalog:
    """The newest catalog and its id."""

    id: str
    catalog: Catalog


class FitOutdated(Exception):
    """The stored fit was made by another version of the program and must be made again."""


class Knowledge:
    """Reads what plans rest on; parsed forms are kept by id."""

    def __init__(self) -> None:
        self._catalog: CurrentCatalog | None = None
        self._fit: tuple[str, Fit] | None = None

    async def catalog(self, tx: Transaction) -> CurrentCatalog:
        """The newest catalog. Raises NotReady when none was imported."""
        current = await tx.catalogs.current_id()
        if current is None:
            raise NotReady(
                "There is no catalog yet, so nothing can be planned.",
                "Load one with `flightplan catalog import FILE`; inventory, rates, history follow.",
            )
        if self._catalog is None or self._catalog.id != current:
            stored = await tx.catalogs.get(current)
            assert stored is not None
            self._catalog = CurrentCatalog(current, stored)
        return self._catalog

    async def fit(self, tx: Transaction) -> Fit:
        """The newest forecast fit. Raises NotReady without history, and FitOutdated."""
        current = await tx.fits.current_id()
        if current is None:
            raise NotReady(
                "There is no campaign history yet, so nothing can be forecast.",
                "Load some with `flightplan history import FILE`.",
            )
        if self._fit is None or self._fit[0] != current:
            stored = await tx.fits.current()
            assert stored is not None
            try:
                self._fit = (stored.id, await asyncio.to_thread(Fit.from_bytes, stored.body))
            except ValueError as error:
                raise FitOutdated from error
        return self._fit[1]


async def rates_to(tx: Transaction, currencies: Iterable[str], quote: str, on: date) -> Rates:
    """The rates from each currency into `quote`. Raises NotReady when one is unknown."""
    quotes = {
        (base, quote): float(await tx.rates.rate(base, quote, on))
        for base in sorted(set(currencies))
        if base != quote
    }
    return Rates(on, quotes)


async def stock_of(
    tx: Transaction, slots: Sequence[Slot], freed: Mapping[Cell, int]
) -> dict[Slot, Stock]:
    """Stock over each slot's flight; zero where the inventory has none.

    What is `freed` counts as unsold too, or is kept for others where it is negative.

    Raises NotReady when it has none for any of them.
    """
    stock: dict[Slot, Stock] = {}
    for flight in {slot.flight for slot in slots}:
        running = [slot for slot in slots if slot.flight == flight]
        markets = {slot.spot.market for slot in running}
        totals = await tx.inventory.totals(flight.start, flight.end, markets=markets)
        for slot in running:
            cell = (slot.spot.market, slot.spot.format, slot.spot.channel)
            own = sum(
                count
                for at, count in freed.items()
                if (at.market, at.format, at.channel) == cell
                and flight.start <= at.day <= flight.end
            )
            stock[slot] = totals.get(cell, Stock(0, 0)) + Stock(0, -own)
    if not any(found.sellable for found in stock.values()):
        raise NotReady(
            "No inventory is known for these places and dates.",
            "Load it with `flightplan inventory import FILE`, or choose other dates.",
        )
    return stock
