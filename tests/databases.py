"""Databases on the test server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import make_url


def create_database(server_url: str, name: str, *, template: str = "template1") -> None:
    """A new database on the server, copied from `template`."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}".encode())


def drop_database(server_url: str, name: str) -> None:
    """Drop it, whoever is still connected."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def made_once(
    server_url: str, name: str, fill: Callable[[str], None], *, template: str = "template1"
) -> str:
    """The name of a database to copy from: whoever of the server's users comes first fills it."""
    unfinished = f"{name}_unfinished"
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount == 0:
            connection.execute(f"DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)".encode())
            create_database(server_url, unfinished, template=template)
            fill(named(server_url, unfinished))
            connection.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}".encode())
    return name


def named(server_url: str, database: str) -> str:
    """The address of another database of the same server."""
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)


@contextmanager
def away(database_url: str) -> Iterator[None]:
    """The database loses everybody's connection, and lets nobody write until the context ends."""
    server, name = named(database_url, "postgres"), str(make_url(database_url).database)
    _set_read_only(server, name, "on")
    try:
        yield
    finally:
        _set_read_only(server, name, "off")


def _set_read_only(server_url: str, name: str, read_only: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(
            f"ALTER DATABASE {name} SET default_transaction_read_only = {read_only}".encode()
        )
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
