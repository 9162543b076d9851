from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.house import House
from storage.engines import Addresses
from tests.bot.scenarios.office import Office, at_work, open_office
from tests.markets import filled_with_market


@pytest.fixture(scope="module")
def filled(engines: Addresses, template: str, database_url: str, storage_key: str) -> str:
    """The address of the module's database, with the whole market in it."""
    return filled_with_market(date.today(), database_url, engines, template, storage_key)


@pytest.fixture
async def office(
    filled: str, redis_url: str, storage_key: str, tmp_path: Path
) -> AsyncIterator[Office]:
    """The outside world, without the bot."""
    async with open_office(filled, redis_url, storage_key, tmp_path) as opened:
        yield opened


@pytest.fixture
async def house(office: Office) -> AsyncIterator[House]:
    """The bot at work in the office."""
    async with at_work(office) as working:
        yield working
