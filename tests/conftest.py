"""Real engines for all tests: one Postgres and one Valkey, which the workers of a run share."""

from __future__ import annotations

import gc
import itertools
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import certifi
import pytest
import redis

from storage.engines import Addresses, Engines
from storage.migrate import migrate
from storage.store import Storage
from storage.tokens import Vault
from tests.databases import create_database, drop_database, made_once, named

_HOME = "FLIGHTPLAN_HOME_OF_TESTS"
_AUTHORITIES = "SSL_CERT_FILE"
_numbers = itertools.count(1)
_LONGEST = (
    "tests/e2e/",
    "tests/agents/gemini/test_adversarial.py",
    "tests/agents/readers/test_robustness.py",
    "tests/bot/scenarios/test_conversation.py",
    "tests/bot/scenarios/test_decisions.py",
    "tests/evals/",
    "tests/optimizer/forecast/test_fit.py",
    "tests/optimizer/propose/test_propose.py",
    "tests/desk/booking/",
    "tests/optimizer/test_properties.py",
    "tests/sandbox/slack/test_page.py",
    "tests/storage/test_engines.py",
    "tests/storage/test_store.py",
    "tests/test_house.py",
)


def pytest_configure(config: pytest.Config) -> None:
    """Workers inherit the home of the run's engines from the process that starts them.

    Nothing here speaks TLS, yet every client reads the authorities that it would trust. Of one it
    has read in a millisecond, of all the world's in twenty.
    """
    if not hasattr(config, "workerinput"):
        home = Path(tempfile.mkdtemp(prefix="fp-"))
        first, end, _ = certifi.contents().partition("-----END CERTIFICATE-----\n")
        (home / "authority.pem").write_text(first + end)
        os.environ |= {_HOME: str(home), _AUTHORITIES: str(home / "authority.pem")}


def pytest_unconfigure(config: pytest.Config) -> None:
    """The engines have stopped with their last user."""
    if not hasattr(config, "workerinput"):
        del os.environ[_AUTHORITIES]
        shutil.rmtree(os.environ.pop(_HOME), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that no worker is left alone with one at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(_LONGEST))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look for garbage in it took a tenth of all the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@pytest.fixture(scope="session")
def engines(worker_id: str) -> Iterator[Addresses]:
    """Engines that only this test run uses; of Redis every worker has a database of its own."""
    with Engines(Path(os.environ[_HOME]), durable=False) as shared:
        number = worker_id.removeprefix("gw").replace("master", "0")
        yield replace(shared, redis_url=f"{shared.redis_url.partition('?')[0]}?db={number}")


@pytest.fixture(scope="session")
def template(engines: Addresses) -> str:
    """The name of a migrated database that others are copied from."""
    return made_once(engines.database_url, "migrated", migrate)


@pytest.fixture(scope="module")
def database_url(engines: Addresses, template: str, worker_id: str) -> Iterator[str]:
    """A fresh migrated database for each test module."""
    name = f"tests_{worker_id}_{next(_numbers)}"
    create_database(engines.database_url, name, template=template)
    yield named(engines.database_url, name)
    drop_database(engines.database_url, name)


@pytest.fixture(scope="module")
def redis_url(engines: Addresses) -> str:
    """An empty Redis for each test module."""
    with redis.Redis.from_url(engines.redis_url) as client:
        client.flushdb()
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
