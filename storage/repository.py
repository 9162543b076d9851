"""What all repositories share: one connection, inside one transaction."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection


class Repository:
    """The rows of one noun, read and written within the transaction of `connection`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._db = connection
