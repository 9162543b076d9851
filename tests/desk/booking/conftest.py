from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from sandbox.ads import AdsSandbox
from storage.store import Storage
from tests.desk.booking.world import Desk, Place, open_desk, stock


@pytest.fixture
async def sandbox() -> AsyncIterator[AdsSandbox]:
    async with AdsSandbox.start() as running:
        yield running


@pytest.fixture
async def place(sandbox: AdsSandbox, database_url: str, redis_url: str, storage_key: str) -> Place:
    """A clean house: what an earlier test has sold or signed in with is forgotten."""
    async with Storage.open(database_url, redis_url, storage_key) as storage:
        await stock(storage)
        async with storage.transaction() as tx:
            await tx.execute("DELETE FROM tokens")
            await tx.execute("UPDATE inventory SET held = 0, sold = 0")
    return Place.of(sandbox, database_url, redis_url, storage_key)


@pytest.fixture
async def desk(place: Place) -> AsyncIterator[Desk]:
    async with open_desk(place) as opened:
        yield opened
