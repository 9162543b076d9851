from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from storage.database import with_driver
from storage.engines import Addresses
from storage.migrate import HEAD, config, migrate
from storage.tables import metadata
from tests.databases import create_database, named


@pytest.fixture
def empty_url(engines: Addresses, request: pytest.FixtureRequest) -> str:
    name = f"empty_{abs(hash(request.node.name))}"
    create_database(engines.database_url, name)
    return named(engines.database_url, name)


def test_a_fresh_database_is_migrated_once_and_then_left_alone(empty_url: str) -> None:
    assert migrate(empty_url)
    assert not migrate(empty_url)


def test_the_migrations_give_exactly_the_declared_tables(database_url: str) -> None:
    engine = create_engine(with_driver(database_url, "psycopg"))
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        assert ScriptDirectory.from_config(config(connection)).get_current_head() == HEAD
    engine.dispose()


@pytest.mark.parametrize(
    "table", ["audit", "audit_heads", "plans", "turns", "policies", "catalogs"]
)
def test_the_database_refuses_to_empty_what_must_be_kept(database_url: str, table: str) -> None:
    engine = create_engine(with_driver(database_url, "psycopg"))
    with engine.connect() as connection, pytest.raises(IntegrityError, match="never changed"):
        connection.execute(text(f"TRUNCATE {table} CASCADE"))
    engine.dispose()


def test_commands_that_start_at_once_migrate_once(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(migrate, [empty_url] * 4))
    assert sorted(outcomes) == [False, False, False, True]
