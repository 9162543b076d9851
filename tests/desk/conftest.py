"""A database that has been filled through the imports, as a customer fills it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desk.importing import Importer
from desk.knowledge import Knowledge
from desk.planning import Planner
from sandbox.market import generate
from storage.store import Storage
from tests.desk.shop import TODAY

MARKETS = ("BR", "MX", "AR")


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a simulated market; inventory for three countries is enough here."""
    files = generate(tmp_path_factory.mktemp("market"), today=TODAY, campaigns=1_500)
    header, *rows = files.inventory.read_text().splitlines()
    kept = [row for row in rows if row.startswith(tuple(f'"{name}"' for name in MARKETS))]
    files.inventory.write_text("\n".join([header, *kept]) + "\n")
    return files.catalog.parent


@pytest.fixture(scope="module")
def filled(market: Path, database_url: str, redis_url: str, storage_key: str) -> str:
    """The address of a database with the whole market in it."""

    async def fill() -> None:
        async with Storage.open(database_url, redis_url, storage_key) as storage:
            importer = Importer(storage)
            await importer.catalog(market / "catalog.json", by="U1")
            await importer.inventory(market / "inventory.csv")
            await importer.rates(market / "rates.csv")
            await importer.history(market / "history.csv")
            await importer.refit()

    asyncio.run(fill())
    return database_url


@pytest.fixture
async def planner(filled: str, redis_url: str, storage_key: str) -> AsyncIterator[Planner]:
    """A planner over the filled database."""
    async with Storage.open(filled, redis_url, storage_key) as storage:
        yield Planner(storage, Knowledge())
