"""The async engine: connections, transactions, and the one place that knows the driver."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from sqlalchemy import URL, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoneFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

_AWAY = ("08", "25006", "53", "57P", "58")
"""How SQLSTATEs begin: no connection, read-only, no room, starting or stopping, broken disks."""
_CONNECT_SECONDS = 10.0


class Unreachable(SQLAlchemyError):
    """Nobody answers at the database's address."""


def is_away(error: BaseException) -> bool:
    """Whether the database does not do its work at the moment, whatever it is asked: it cannot be
    reached, is starting, has no room, or lets nobody write.
    """
    if isinstance(error, DBAPIError):
        state = getattr(error.orig, "sqlstate", None)
        is_unreached = state is None and isinstance(error, OperationalError)
        return error.connection_invalidated or is_unreached or str(state).startswith(_AWAY)
    return isinstance(error, NoneFree | Unreachable)


def _out_of_patience(context: ExceptionContext) -> None:
    """A connection that does not answer is thrown away: a rollback would not be answered either."""
    if isinstance(context.original_exception, TimeoutError):
        context.is_disconnect = True
        raise Unreachable("no answer in time")


def with_driver(database_url: str, driver: str) -> URL:
    """The address for SQLAlchemy with `driver` ("asyncpg" or "psycopg"), whatever it names now."""
    return make_url(database_url).set(drivername=f"postgresql+{driver}")


class Database:
    """A pool of connections to one Postgres."""

    def __init__(self, url: str, *, connections: int = 20, patience: float | None = None) -> None:
        """`connections` is the most that this process holds open, `patience` how many seconds a
        statement may take before the database counts as away.
        """
        self.engine: AsyncEngine = create_async_engine(
            with_driver(url, "asyncpg"),
            pool_size=connections,
            max_overflow=0,
            pool_timeout=60,
            pool_pre_ping=True,
            connect_args={"timeout": _CONNECT_SECONDS, "command_timeout": patience},
        )
        event.listen(self.engine.sync_engine, "handle_error", _out_of_patience)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """A connection whose changes commit together at the end, or not at all."""
        async with AsyncExitStack() as stack:
            connection = await self._connected(stack)
            await stack.enter_async_context(connection.begin())
            yield connection

    async def _connected(self, stack: AsyncExitStack) -> AsyncConnection:
        """Raises Unreachable for what SQLAlchemy passes on as the socket's own error."""
        try:
            return await stack.enter_async_context(self.engine.connect())
        except OSError as error:
            raise Unreachable(str(error)) from None

    async def close(self) -> None:
        """Close all connections."""
        await self.engine.dispose()
