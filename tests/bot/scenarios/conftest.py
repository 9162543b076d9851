from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.house import House
from storage.engines import Addresses
from tests.bot.scenarios.office import Office, at_work, open_office
from tests.markets import fill, full_template, small_market


@pytest.fixture(scope="session")
def market_today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_market(tmp_path_factory.mktemp("market"), date.today())


@pytest.fixture(scope="session")
def full(market_today: Path, engines: Addresses, template: str, storage_key: str) -> str:
    """The name of a database with the whole market in it, that others are copied from."""
    return full_template(market_today, engines, template, storage_key)


@pytest.fixture(scope="module")
def filled(full: str, engines: Addresses, database_url: str) -> str:
    """The address of the module's database, with the whole market in it."""
    fill(database_url, engines, full)
    return database_url


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
