"""A planner over a database that has been filled through the imports."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from desk.knowledge import Knowledge
from desk.planning import Planner
from storage.engines import Addresses
from storage.store import Storage
from tests.desk.shop import TODAY
from tests.markets import filled_with_market, small_market


@pytest.fixture(scope="session")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a simulated market."""
    return small_market(tmp_path_factory.mktemp("market"), TODAY)


@pytest.fixture(scope="module")
def filled(engines: Addresses, template: str, database_url: str, storage_key: str) -> str:
    """The address of the module's database, with the whole market in it."""
    return filled_with_market(TODAY, database_url, engines, template, storage_key)


@pytest.fixture
async def planner(filled: str, redis_url: str, storage_key: str) -> AsyncIterator[Planner]:
    """A planner over the filled database."""
    async with Storage.open(filled, redis_url, storage_key) as storage:
        yield Planner(storage, Knowledge())
