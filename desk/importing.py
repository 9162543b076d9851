"""Imports into storage, and the refit that follows a change of history."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from desk.imports.report import ImportReport
from media.errors import NotReady
from optimizer.forecast import Fit, fit
from storage.rates import Rate
from storage.store import Storage


class Importer:
    """Takes files in; each import is one transaction."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    async def catalog(self, path: Path, by: str) -> ImportReport:
        """A new catalog, which replaces the one before in whole."""
        from desk.imports.market import read_catalog

        catalog = read_catalog(path)
        async with self._storage.transaction() as tx:
            await tx.catalogs.add(catalog, by=by)
        return ImportReport(path.name, len(catalog.products), len(catalog.products))

    async def inventory(self, path: Path) -> ImportReport:
        """Sellable and sold impressions per cell and day; holds stay."""
        from desk.imports.market import read_inventory

        rows, problems = await asyncio.to_thread(read_inventory, path)
        async with self._storage.transaction() as tx:
            loaded = await tx.inventory.load(rows)
        return ImportReport(path.name, len(rows) + len(problems), loaded, problems)

    async def rates(self, path: Path) -> ImportReport:
        """Exchange rates by date."""
        from desk.imports.market import read_rates

        rows, problems = await asyncio.to_thread(read_rates, path)
        async with self._storage.transaction() as tx:
            loaded = await tx.rates.load(rows)
        return ImportReport(path.name, len(rows) + len(problems), loaded, problems)

    async def history(self, path: Path, mapping: Mapping[str, str] | None = None) -> ImportReport:
        """Past campaigns; forecasts learn from them with the next `refit`."""
        from desk.imports.history import read_campaigns

        read = await asyncio.to_thread(read_campaigns, path, mapping)
        async with self._storage.transaction() as tx:
            loaded = await tx.history.load(read.table)
        rows = read.table.num_rows + len(read.problems)
        return ImportReport(path.name, rows, loaded, read.problems, read.unpriced, read.doubtful)

    async def refit(self) -> Fit:
        """Fit the forecasts on the whole history and swap them in whole.

        Raises NotReady when there is no history.
        """
        async with self._storage.transaction() as tx:
            table = await tx.history.read()
            rates = _rates_table(await tx.rates.all())
            catalog = await tx.catalogs.current()
        if table.num_rows == 0:
            raise NotReady(
                "There is no campaign history yet.", "Load some with `flightplan history import`."
            )
        made = await asyncio.to_thread(fit, table, rates=rates, catalog=catalog)
        async with self._storage.transaction() as tx:
            await tx.fits.swap_in(made.id, made.to_bytes(), campaigns=table.num_rows)
        return made


def _rates_table(rates: Sequence[Rate]) -> pa.Table | None:
    if not rates:
        return None
    return pa.table(
        {
            "date": pa.array([rate.date for rate in rates], pa.date32()),
            "base": [rate.base for rate in rates],
            "quote": [rate.quote for rate in rates],
            "rate": [float(rate.rate) for rate in rates],
        }
    )
