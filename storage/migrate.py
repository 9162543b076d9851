"""Bringing a database to the present shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.pool import NullPool

from storage.database import with_driver

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0007"
"""The newest revision, so that an up-to-date database is known without loading Alembic."""
_SECONDS = 10
"""How long a server may take to let us in."""
_LOCK = 7_305_812_466
"""Any number that nobody else locks: of two commands that start at once one migrates."""


def migrate(database_url: str) -> bool:
    """Bring the database to the newest shape; whether there was anything to do.

    Safe to call at every start and from several processes at once.
    """
    engine = create_engine(
        with_driver(database_url, "psycopg"),
        poolclass=NullPool,
        connect_args={"connect_timeout": _SECONDS},
    )
    with engine.begin() as connection:
        if current(connection) == HEAD:
            return False
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if current(connection) == HEAD:
            return False
        _upgrade(connection)
    return True


def current(connection: Connection) -> str | None:
    """The database's revision; None before the first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def config(connection: Connection) -> Config:
    """Alembic's settings for work on an open connection."""
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", "storage:migrations")
    settings.attributes["connection"] = connection
    return settings


def _upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(config(connection), "head")
