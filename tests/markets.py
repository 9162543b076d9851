"""A simulated market, small enough for tests, and databases that are filled with it."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from desk.importing import Importer
from sandbox.market import generate
from storage.store import Storage

COUNTRIES = ("BR", "MX", "AR")


def small_market(folder: Path, today: date) -> Path:
    """The folder of a market's files; inventory for three countries is enough here."""
    files = generate(folder, today=today, campaigns=1_500)
    header, *rows = files.inventory.read_text().splitlines()
    kept = [row for row in rows if row.startswith(tuple(f'"{name}"' for name in COUNTRIES))]
    files.inventory.write_text("\n".join([header, *kept]) + "\n")
    return files.catalog.parent


def fill(market: Path, database_url: str, redis_url: str, key: str) -> None:
    """Fill a database through the imports, as a customer fills it."""

    async def imported() -> None:
        async with Storage.open(database_url, redis_url, key) as storage:
            importer = Importer(storage)
            await importer.catalog(market / "catalog.json", by="U1")
            await importer.inventory(market / "inventory.csv")
            await importer.rates(market / "rates.csv")
            await importer.history(market / "history.csv")
            await importer.refit()

    asyncio.run(imported())
