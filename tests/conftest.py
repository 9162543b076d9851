"""Real engines for all tests: one Postgres and one Valkey a test run (or xdist worker)."""

from __future__ import annotations

import gc
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import redis

from storage.engines import Addresses, Engines
from storage.migrate import migrate
from storage.store import Storage
from storage.tokens import Vault
from tests.databases import create_database, drop_database, named

_TEMPLATE = "template_of_tests"
_numbers = itertools.count(1)
_LONGEST = (
    "tests/e2e/",
    "tests/agents/gemini/test_adversarial.py",
    "tests/bot/scenarios/test_decisions.py",
    "tests/optimizer/forecast/test_fit.py",
    "tests/desk/booking/",
    "tests/optimizer/test_properties.py",
    "tests/sandbox/slack/test_page.py",
    "tests/storage/test_engines.py",
    "tests/test_house.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look for garbage in it took a tenth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="session")
def engines() -> Iterator[Addresses]:
    """Addresses of engines that nobody else uses; they stop when the tests end."""
    home = Path(tempfile.mkdtemp(prefix="fp-"))
    with Engines(home, durable=False) as addresses:
        yield addresses
    shutil.rmtree(home)


@pytest.fixture(scope="session")
def template(engines: Addresses) -> str:
    """The name of a migrated database that others are copied from."""
    create_database(engines.database_url, _TEMPLATE)
    migrate(named(engines.database_url, _TEMPLATE))
    return _TEMPLATE


@pytest.fixture(scope="module")
def database_url(engines: Addresses, template: str) -> Iterator[str]:
    """A fresh migrated database for each test module."""
    name = f"tests_{next(_numbers)}"
    create_database(engines.database_url, name, template=template)
    yield named(engines.database_url, name)
    drop_database(engines.database_url, name)


@pytest.fixture(scope="module")
def redis_url(engines: Addresses) -> str:
    """An empty Redis for each test module."""
    with redis.Redis.from_url(engines.redis_url) as client:
        client.flushall()
    return engines.redis_url


@pytest.fixture(scope="session")
def storage_key() -> str:
    """The key that tokens are encrypted with in tests."""
    return Vault.new_key()


@pytest.fixture
async def storage(database_url: str, redis_url: str, storage_key: str) -> AsyncIterator[Storage]:
    """Storage over the module's database."""
    async with Storage.open(database_url, redis_url, storage_key) as opened:
        yield opened
