"""A simulated market, small enough for tests, and databases that are filled with it."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import make_url

from desk.importing import Importer
from sandbox.market import generate
from storage.engines import Addresses
from storage.store import Storage
from tests.databases import create_database, drop_database, made_once

COUNTRIES = ("BR", "MX", "AR")


def small_market(folder: Path, today: date) -> Path:
    """The folder of a market's files; inventory for three countries is enough here."""
    files = generate(folder, today=today, campaigns=400)
    header, *rows = files.inventory.read_text().splitlines()
    kept = [row for row in rows if row.startswith(tuple(f'"{name}"' for name in COUNTRIES))]
    files.inventory.write_text("\n".join([header, *kept]) + "\n")
    return files.catalog.parent


def first_campaigns(market: Path, folder: Path, count: int = 30) -> Path:
    """A file of the market's first campaigns: few enough to be learnt from in no time."""
    path = folder / "history.csv"
    lines = (market / "history.csv").read_text().splitlines(keepends=True)
    path.write_text("".join(lines[: count + 1]))
    return path


def filled_with_market(
    today: date, database_url: str, engines: Addresses, template: str, key: str
) -> str:
    """The address of a database in whose place a whole market of that day is put."""

    def import_all(url: str) -> None:
        with TemporaryDirectory() as folder:
            market = small_market(Path(folder), today)
            asyncio.run(_imported(market, url, engines.redis_url, key))

    full = made_once(engines.database_url, f"market_{today:%Y%m%d}", import_all, template=template)
    name = str(make_url(database_url).database)
    drop_database(engines.database_url, name)
    create_database(engines.database_url, name, template=full)
    return database_url


async def _imported(market: Path, database_url: str, redis_url: str, key: str) -> None:
    """Filled through the imports, as a customer fills it."""
    async with Storage.open(database_url, redis_url, key) as storage:
        importer = Importer(storage)
        await importer.catalog(market / "catalog.json", by="U1")
        await importer.inventory(market / "inventory.csv")
        await importer.rates(market / "rates.csv")
        await importer.history(market / "history.csv")
        await importer.refit()
