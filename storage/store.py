"""`Storage`, the one way in: transactions over Postgres, and the cache over Redis."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cached_property
from typing import Any, Self

from sqlalchemy import CursorResult, text
from sqlalchemy.ext.asyncio import AsyncConnection

from media.conversation import Conversation
from media.errors import Conflict
from storage.advertisers import Advertisers
from storage.approvals import Approvals
from storage.audit import Audit
from storage.bookings import Bookings
from storage.cache import Cache
from storage.catalogs import Catalogs
from storage.conversations import Conversations
from storage.database import Database
from storage.deliveries import Deliveries
from storage.fits import Fits
from storage.history import History
from storage.holds import Holds
from storage.inbox import Inbox
from storage.inventory import Inventory
from storage.members import Members, Policies
from storage.plans import Plans
from storage.posts import Posts
from storage.rates import Rates
from storage.tenants import Tenants
from storage.tokens import Tokens, Vault
from storage.usage import ModelAnswers, Usage
from storage.workers import Workers


class Transaction:
    """All repositories over one connection: what they write is committed together."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self.connection = connection
        self._vault = vault
        self.tenants = Tenants(connection)
        self.inbox = Inbox(connection)
        self.conversations = Conversations(connection)
        self.plans = Plans(connection)
        self.posts = Posts(connection)
        self.advertisers = Advertisers(connection)
        self.members = Members(connection)
        self.policies = Policies(connection)
        self.approvals = Approvals(connection)
        self.audit = Audit(connection)
        self.inventory = Inventory(connection)
        self.holds = Holds(connection)
        self.catalogs = Catalogs(connection)
        self.rates = Rates(connection)
        self.history = History(connection)
        self.fits = Fits(connection)
        self.bookings = Bookings(connection)
        self.deliveries = Deliveries(connection)
        self.workers = Workers(connection)
        self.usage = Usage(connection)
        self.model_answers = ModelAnswers(connection)

    @cached_property
    def tokens(self) -> Tokens:
        """Secrets, encrypted with the storage's key."""
        return Tokens(self.connection, self._vault)

    async def execute(
        self, statement: str, parameters: Mapping[str, object] | None = None
    ) -> CursorResult[Any]:
        """Run SQL in this transaction, with `:name` parameters: for functions of other owners
        of the database, such as the one that enqueues a durable job.
        """
        return await self.connection.execute(text(statement), parameters)


class Storage:
    """Everything that lasts, and the cache in front of it."""

    def __init__(self, database: Database, cache: Cache, vault: Vault) -> None:
        self._database = database
        self._vault = vault
        self.cache = cache

    @classmethod
    def open(
        cls,
        database_url: str,
        redis_url: str,
        key: str,
        *,
        connections: int = 20,
        patience: float | None = None,
    ) -> Self:
        """Storage at these addresses, to be closed. `key` is a Fernet key, or several with
        commas between, newest first. `patience` is how many seconds a statement may take before
        the database counts as away; imports of millions of rows need more than people have.

        Nothing is connected to yet, and nothing migrated (`storage.migrate.migrate` does that).
        """
        database = Database(database_url, connections=connections, patience=patience)
        return cls(database, Cache(redis_url), Vault(key))

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Repositories whose changes commit together at the end; an exception undoes them all."""
        async with self._database.transaction() as connection:
            yield Transaction(connection, self._vault)

    async def conversation(self, conversation_id: str) -> Conversation | None:
        """A conversation from the cache, or rebuilt from the database; None when there is none."""
        copy = await self.cache.conversation(conversation_id)
        return copy or await self._rebuilt(conversation_id)

    @asynccontextmanager
    async def turn(self, conversation_id: str) -> AsyncIterator[Transaction]:
        """A transaction that adds a turn to a conversation.

        The cached copy is dropped before the commit, so that a crash in between leaves none, and
        made anew after it. It is dropped after a Conflict too: the copy may have been stale, and
        with what `conversation` gives then the turn can be tried again.
        """
        try:
            async with self.transaction() as tx:
                yield tx
                await self.cache.forget_conversation(conversation_id)
        except Conflict:
            await self.cache.forget_conversation(conversation_id)
            raise
        await self._rebuilt(conversation_id)

    async def _rebuilt(self, conversation_id: str) -> Conversation | None:
        async with self.transaction() as tx:
            stored = await tx.conversations.get(conversation_id)
        if stored is not None:
            await self.cache.keep_conversation(stored)
        return stored

    async def close(self) -> None:
        """Close all connections."""
        await self.cache.close()
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()
