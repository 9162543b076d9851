"""Databases on the test server."""

from __future__ import annotations

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


def named(server_url: str, database: str) -> str:
    """The address of another database of the same server."""
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)
