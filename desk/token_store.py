"""Rotating tokens of the Ads APIs, kept encrypted in storage."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import BaseModel, ValidationError

from ads.spotify import Tokens
from storage.store import Storage, Transaction

_TENANT = "house"


class StoredTokens:
    """A TokenStore over storage. `first` are the tokens a grant begins with; those that came from
    other ones are forgotten, for somebody has signed in again.
    """

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
        if kept is None:
            return self._first
        try:
            found = _Kept.model_validate_json(kept.secret)
        except ValidationError:  # kept before versions noted what tokens began with
            return Tokens.model_validate_json(kept.secret)
        return found.tokens if found.began_with == _mark(self._first) else self._first

    async def write(self, tokens: Tokens) -> None:
        """Replace them."""
        kept = _Kept(began_with=_mark(self._first), tokens=tokens)
        await self._tx.tokens.put(_TENANT, self._name, kept.model_dump_json())


class _Kept(BaseModel):
    began_with: str
    tokens: Tokens


def _mark(first: Tokens | None) -> str:
    return hashlib.sha256((first.refresh if first else "").encode()).hexdigest()
