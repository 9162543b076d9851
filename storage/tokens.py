"""Secrets of a workspace (Slack installations, OAuth tokens), encrypted at rest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Column, LargeBinary, Table, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from media.errors import NotReady
from storage.repository import Repository
from storage.schema import key, metadata, moment, stamp

TOKENS = Table(
    "tokens",
    metadata,
    key("tenant"),
    key("name"),
    Column("body", LargeBinary, nullable=False),
    moment("expires_at", nullable=True),
    stamp("updated_at"),
)


class Vault:
    """Encrypts with the first key, decrypts with any: put a new key in front to rotate."""

    def __init__(self, key: str) -> None:
        """`key` is one Fernet key or several with commas between. Raises NotReady if one is not."""
        try:
            self._fernet = MultiFernet([Fernet(part.strip()) for part in key.split(",")])
        except ValueError:
            raise NotReady(
                "The key that tokens are encrypted with is not usable.",
                "Set FLIGHTPLAN_KEY to a Fernet key (32 bytes, url-safe base64).",
            ) from None

    @staticmethod
    def new_key() -> str:
        """A fresh random key."""
        return Fernet.generate_key().decode()

    def seal(self, secret: str) -> bytes:
        """The secret, encrypted and authenticated."""
        return self._fernet.encrypt(secret.encode())

    def open(self, sealed: bytes) -> str:
        """The secret again. Raises NotReady when it was sealed with a key we lack."""
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken:
            raise NotReady(
                "A stored token cannot be decrypted with the present key.",
                "Put the earlier key after the new one in FLIGHTPLAN_KEY, or connect again.",
            ) from None


@dataclass(frozen=True, slots=True)
class Token:
    """A secret and when it stops being valid."""

    secret: str
    expires_at: datetime | None

    def __repr__(self) -> str:
        return f"Token(secret=..., expires_at={self.expires_at})"


class Tokens(Repository):
    """Secrets by tenant and name, such as "slack" or "spotify:account"."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        super().__init__(connection)
        self._vault = vault

    async def put(
        self, tenant: str, name: str, secret: str, *, expires_at: datetime | None = None
    ) -> None:
        """Keep a secret, replacing the one of that name."""
        values = {"body": self._vault.seal(secret), "expires_at": expires_at}
        statement = insert(TOKENS).values(tenant=tenant, name=name, **values)
        await self._db.execute(
            statement.on_conflict_do_update(
                constraint=TOKENS.primary_key, set_=values | {"updated_at": func.now()}
            )
        )

    async def get(self, tenant: str, name: str, *, lock: bool = False) -> Token | None:
        """A secret. With `lock`, others who ask with `lock` wait until this transaction ends:
        whoever refreshes a token reads it so, and looks first whether it is still the old one.
        """
        query = select(TOKENS.c.body, TOKENS.c.expires_at).where(
            TOKENS.c.tenant == tenant, TOKENS.c.name == name
        )
        row = (await self._db.execute(query.with_for_update() if lock else query)).one_or_none()
        return None if row is None else Token(self._vault.open(row.body), row.expires_at)

    async def names(self, tenant: str) -> list[str]:
        """The names of a tenant's secrets."""
        query = select(TOKENS.c.name).where(TOKENS.c.tenant == tenant).order_by(TOKENS.c.name)
        return list(await self._db.scalars(query))

    async def remove(self, tenant: str, name: str) -> None:
        """Forget a secret."""
        await self._db.execute(
            delete(TOKENS).where(TOKENS.c.tenant == tenant, TOKENS.c.name == name)
        )
