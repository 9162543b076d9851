"""A server that accepts everything and never answers, or a firewall that drops what is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from storage.database import Unreachable
from storage.store import Storage
from tests.wires import Wire, wire_to_database

SOON = 10.0


@pytest.fixture
def wire(database_url: str) -> Iterator[tuple[Wire, str]]:
    with wire_to_database(database_url) as wired:
        yield wired


def open_storage(wire: tuple[Wire, str], redis_url: str, key: str) -> Storage:
    return Storage.open(wire[1], redis_url, key, connections=2, patience=0.3)


async def test_a_database_that_falls_silent_counts_as_away_and_is_used_again_afterwards(
    wire: tuple[Wire, str], redis_url: str, storage_key: str
) -> None:
    async with open_storage(wire, redis_url, storage_key) as storage:
        async with storage.transaction() as tx:
            await tx.tenants.install("T-before")
        with wire[0].silent(), pytest.raises(Unreachable):
            async with asyncio.timeout(SOON), storage.transaction() as tx:
                await tx.tenants.install("T-meanwhile")
        async with asyncio.timeout(SOON), storage.transaction() as tx:
            await tx.tenants.install("T-after")


async def test_silence_in_the_middle_of_a_transaction_undoes_it(
    wire: tuple[Wire, str], redis_url: str, storage_key: str
) -> None:
    async with open_storage(wire, redis_url, storage_key) as storage:
        with pytest.raises(Unreachable):
            async with asyncio.timeout(SOON), storage.transaction() as tx:
                await tx.execute("CREATE TABLE half (n int)")
                with wire[0].silent():
                    await tx.execute("INSERT INTO half VALUES (1)")
        async with asyncio.timeout(SOON), storage.transaction() as tx:
            found = await tx.execute("SELECT to_regclass('half')")
            assert found.scalar_one() is None
