"""Rotating tokens of the Ads APIs, kept encrypted in storage."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ads.spotify import Tokens
from storage.store import Storage, Transaction

_TENANT = "house"


class StoredTokens:
    """A TokenStore over storage. `first` are the tokens a grant begins with, when none is kept."""

    def __init__(self, storage: Storage, first: Tokens | None = None) -> None:
        self._storage = storage
        self._first = first

    async def read(self, grant: str) -> Tokens | None:
        """The newest tokens of a grant."""
        async with self._storage.transaction() as tx:
            return await _Held(tx, grant, self._first, lock=False).read()

    @asynccontextmanager
    async def exclusive(self, grant: str) -> AsyncIterator[_Held]:
        """The grant for one worker at a time; what is written is committed at the end."""
        async with self._storage.transaction() as tx:
            name = {"name": f"tokens {grant}"}
            await tx.execute("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))", name)
            yield _Held(tx, grant, self._first, lock=True)


class _Held:
    def __init__(self, tx: Transaction, grant: str, first: Tokens | None, *, lock: bool) -> None:
        self._tx, self._name, self._first, self._lock = tx, f"ads:{grant}", first, lock

    async def read(self) -> Tokens | None:
        """The newest tokens."""
        kept = await self._tx.tokens.get(_TENANT, self._name, lock=self._lock)
        return self._first if kept is None else Tokens.model_validate_json(kept.secret)

    async def write(self, tokens: Tokens) -> None:
        """Replace them."""
        await self._tx.tokens.put(_TENANT, self._name, tokens.model_dump_json())
