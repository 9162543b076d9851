"""A simulated market, small enough for tests, and databases that are filled with it."""

from __future__ import annotations

import asyncio
import itertools
from datetime import date
from pathlib import Path

from sqlalchemy import make_url

from desk.importing import Importer
from sandbox.market import generate
from storage.engines import Addresses
from storage.store import Storage
from tests.databases import create_database, drop_database, named

COUNTRIES = ("BR", "MX", "AR")
_numbers = itertools.count(1)


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


def full_template(market: Path, engines: Addresses, template: str, key: str) -> str:
    """The name of a database that was filled through the imports, as a customer fills it."""
    name = f"full_{next(_numbers)}"
    create_database(engines.database_url, name, template=template)

    async def imported() -> None:
        address = named(engines.database_url, name)
        async with Storage.open(address, engines.redis_url, key) as storage:
            importer = Importer(storage)
            await importer.catalog(market / "catalog.json", by="U1")
            await importer.inventory(market / "inventory.csv")
            await importer.rates(market / "rates.csv")
            await importer.history(market / "history.csv")
            await importer.refit()

    asyncio.run(imported())
    return name


def fill(database_url: str, engines: Addresses, full: str) -> None:
    """Put a copy of a full database in the place of this one."""
    name = str(make_url(database_url).database)
    drop_database(engines.database_url, name)
    create_database(engines.database_url, name, template=full)
