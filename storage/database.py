"""The async engine: connections, transactions, and the one place that knows the driver."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from sqlalchemy import URL, make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine


def with_driver(database_url: str, driver: str) -> URL:
    """The address for SQLAlchemy with `driver` ("asyncpg" or "psycopg"), whatever it names now."""
    return make_url(database_url).set(drivername=f"postgresql+{driver}")


class Database:
    """A pool of connections to one Postgres."""

    def __init__(self, url: str, *, connections: int = 20) -> None:
        """`connections` is the most that this process holds open."""
        self.engine: AsyncEngine = create_async_engine(
            with_driver(url, "asyncpg"),
            pool_size=connections,
            max_overflow=0,
            pool_timeout=60,
            pool_pre_ping=True,
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose changes commit together at the end, or not at all."""
        async with self.engine.begin() as connection:
            yield connection

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
