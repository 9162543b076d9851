"""Imports into storage, and the refit that follows a change of history."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from desk.imports.report import ImportReport
from desk.refitting import refit
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

    async def refit(self) -> bool:
        """As `desk.refitting.refit`."""
        return await refit(self._storage)
