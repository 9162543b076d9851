"""Signing in at Spotify: authorization code, refresh, and rotation of the refresh token."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated, Protocol
from urllib.parse import urlencode

import httpx
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from ads.transport import whole_answer
from media.errors import CorrectableError, TransientError

ACCOUNTS_ADDRESS = "https://accounts.spotify.com"
_EARLY = timedelta(seconds=60)
_SECONDS = 10.0
"""How long an answer of the sign-in may take."""
_SIGN_IN_AGAIN = "Ask whoever runs Flightplan to sign in at Spotify again."


class Tokens(BaseModel):
    """What a sign-in gave us. `expires_at` is about the access token, in UTC."""

    model_config = ConfigDict(frozen=True)

    access: str = Field(repr=False)
    refresh: str = Field(repr=False)
    expires_at: datetime


class Kept(Protocol):
    """A grant's tokens while nobody else may change them."""

    async def read(self) -> Tokens | None:
        """The newest tokens."""
        ...

    async def write(self, tokens: Tokens) -> None:
        """Replace them; when the lock is given back they will not be lost."""
        ...


class TokenStore(Protocol):
    """Where tokens are kept."""

    async def read(self, grant: str) -> Tokens | None:
        """The newest tokens of a grant."""
        ...

    def exclusive(self, grant: str) -> AbstractAsyncContextManager[Kept]:
        """Held by one worker at a time, so that a rotated refresh token is used once."""
        ...


@dataclass(frozen=True, slots=True)
class Client:
    """Our application at Spotify."""

    id: str
    secret: str


_Secret = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]+$", max_length=10_000)]
"""What RFC 6749 lets a token be made of."""


class _Granted(BaseModel):
    access_token: _Secret
    expires_in: int = Field(default=3600, ge=0, le=366 * 24 * 3600)
    refresh_token: _Secret | None = None


class Grant:
    """One person's permission to use their ad accounts."""

    def __init__(
        self,
        name: str,
        *,
        client: Client,
        store: TokenStore,
        http: httpx.AsyncClient,
        address: str = ACCOUNTS_ADDRESS,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`name` is the key in the store; `http` is shared and closed by its owner."""
        self._name, self._client, self._store = name, client, store
        self._http, self._address, self._clock = http, address.rstrip("/"), clock

    def authorize_url(self, redirect: str, state: str) -> str:
        """Where a person agrees; Spotify sends them back to `redirect` with a code."""
        query = {
            "client_id": self._client.id,
            "response_type": "code",
            "redirect_uri": redirect,
            "state": state,
        }
        return f"{self._address}/authorize?{urlencode(query)}"

    async def accept(self, code: str, redirect: str) -> None:
        """Trade the code for tokens and keep them."""
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect}
        tokens = await self._ask(form, refresh=None)
        async with self._store.exclusive(self._name) as kept:
            await kept.write(tokens)

    async def access_token(self) -> str:
        """A token that is good for at least another minute, as far as we know."""
        tokens = _given(await self._store.read(self._name))
        if tokens.expires_at - _EARLY > self._clock():
            return tokens.access
        return await self.renewed(tokens.access)

    async def renewed(self, refused: str) -> str:
        """A token other than the refused one: a colleague's newer one, or a fresh one."""
        async with self._store.exclusive(self._name) as kept:
            tokens = _given(await kept.read())
            if tokens.access != refused:
                return tokens.access
            form = {"grant_type": "refresh_token", "refresh_token": tokens.refresh}
            fresh = await self._ask(form, refresh=tokens.refresh)
            await kept.write(fresh)
            return fresh.access

    async def _ask(self, form: dict[str, str], refresh: str | None) -> Tokens:
        response = await self._post(form)
        if response.status_code == 429 or response.status_code >= 500:
            raise _sign_in_trouble()
        if response.is_client_error:
            raise CorrectableError("Spotify no longer accepts our sign-in.", _SIGN_IN_AGAIN)
        try:
            granted = _Granted.model_validate_json(response.content)
        except ValidationError:
            raise _sign_in_trouble() from None
        return Tokens(
            access=granted.access_token,
            refresh=granted.refresh_token or refresh or "",
            expires_at=self._clock() + timedelta(seconds=granted.expires_in),
        )

    async def _post(self, form: dict[str, str]) -> httpx.Response:
        auth = httpx.BasicAuth(self._client.id, self._client.secret)
        try:
            address = f"{self._address}/api/token"
            return await whole_answer(
                self._http, "POST", address, seconds=_SECONDS, data=form, auth=auth
            )
        except httpx.HTTPError:
            raise _sign_in_trouble() from None


def _given(tokens: Tokens | None) -> Tokens:
    if tokens is None:
        raise CorrectableError("Nobody has connected the Spotify ad account.", _SIGN_IN_AGAIN)
    return tokens


def _sign_in_trouble() -> TransientError:
    return TransientError("Spotify's sign-in does not answer.", "Flightplan tries again by itself.")
