"""Bulk transfer by Postgres's COPY, within the transaction of a SQLAlchemy connection."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import IO, Any

import asyncpg  # type: ignore[import-untyped]
from sqlalchemy import Select, Table, text
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection

_SECONDS = 600
"""How long a transfer may take, whatever the patience with other statements is."""


async def driver(connection: AsyncConnection) -> asyncpg.Connection:
    """The driver's own connection, inside the transaction that SQLAlchemy has open."""
    await connection.execute(text("SELECT 1"))
    raw = (await connection.get_raw_connection()).driver_connection
    assert isinstance(raw, asyncpg.Connection)
    return raw


async def make_incoming(
    connection: AsyncConnection, name: str, like: Table, columns: Sequence[str]
) -> None:
    """An empty temporary table with some columns of `like`, gone at the end of the transaction."""
    await connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    chosen = ", ".join(f'"{column}"' for column in columns)
    await connection.execute(
        text(
            f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS"
            f" SELECT {chosen} FROM {like.name} WITH NO DATA"
        )
    )


async def copy_rows(
    connection: AsyncConnection, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Fill a table with Python rows."""
    raw = await driver(connection)
    await raw.copy_records_to_table(name, records=rows, columns=columns, timeout=_SECONDS)


async def copy_csv(
    connection: AsyncConnection, name: str, columns: Sequence[str], source: IO[bytes]
) -> None:
    """Fill a table from CSV without a header; an empty unquoted field is null."""
    raw = await driver(connection)
    await raw.copy_to_table(name, source=source, columns=columns, format="csv", timeout=_SECONDS)


async def copy_out(connection: AsyncConnection, query: Select[*tuple[Any, ...]]) -> bytes:
    """The rows of a query as CSV without a header, nulls as empty unquoted fields."""
    raw = await driver(connection)
    statement = query.compile(dialect=PGDialect_asyncpg())  # type: ignore[no-untyped-call]
    values = [statement.params[name] for name in statement.positiontup or ()]
    target = io.BytesIO()
    await raw.copy_from_query(
        str(statement), *values, output=target, format="csv", timeout=_SECONDS
    )
    return target.getvalue()
