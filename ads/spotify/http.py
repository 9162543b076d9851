"""Calls to the Spotify Ads API: signed, paced, with deadlines; only what is safe is repeated."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import TypeVar

import httpx
from pydantic import BaseModel, ValidationError

from ads.pace import Paces
from ads.spotify.errors import AlreadyDone, Gone, translate, unreadable
from ads.spotify.oauth import Grant
from ads.transport import whole_answer
from media.errors import TransientError

ADDRESS = "https://api-partner.spotify.com/ads/v3"
PRODUCT = "Flightplan/0.1"
"""Sent as X-Spotify-Ads-Sdk, so that Spotify knows whose calls these are."""

_READS = 4
_FIRST_WAIT = 0.1
_LONGEST_WAIT = 2.0
_SPARE_KEYS = ("", "+", "++", "+++")
"""What is added to an idempotency key whose creation is gone."""

Answer = TypeVar("Answer", bound=BaseModel)
Params = Mapping[str, str | int | Sequence[str] | None]


class Connection:
    """One address and one grant."""

    def __init__(
        self,
        http: httpx.AsyncClient,
        grant: Grant,
        *,
        address: str = ADDRESS,
        paces: Paces | None = None,
        timeout: float = 20.0,
    ) -> None:
        """`http` is shared and closed by its owner; `timeout` is in seconds a call."""
        self._http, self._grant, self._address = http, grant, address.rstrip("/")
        self._paces, self._timeout = paces or Paces(), timeout

    def account(self, account: str) -> Account:
        """Calls on behalf of one ad account, under its own rate limit."""
        return Account(self, account, self._paces)

    def path_of(self, resource: str) -> str:
        """The path of a resource that an answer names, with or without our address."""
        base = httpx.URL(self._address).path
        return httpx.URL(resource).path.removeprefix(base)

    async def call(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: BaseModel | None = None,
        key: str | None = None,
    ) -> httpx.Response:
        """One call, once more when the token has expired. Raises OutsideError on any refusal."""
        token = await self._grant.access_token()
        response = await self._send(method, path, token, params, body, key)
        if response.status_code == 401:
            token = await self._grant.renewed(token)
            response = await self._send(method, path, token, params, body, key)
        if not response.is_success:
            raise translate(response)
        return response

    async def _send(
        self,
        method: str,
        path: str,
        token: str,
        params: Params | None,
        body: BaseModel | None,
        key: str | None,
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "X-Spotify-Ads-Sdk": PRODUCT}
        if key:
            headers["Idempotency-Key"] = key
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            return await whole_answer(
                self._http,
                method,
                self._address + path,
                params={k: v for k, v in (params or {}).items() if v is not None},
                content=None if body is None else body.model_dump_json(exclude_none=True),
                headers=headers,
                seconds=self._timeout,
            )
        except httpx.HTTPError:
            raise TransientError(
                "Spotify does not answer.", "Flightplan looks again before it repeats anything."
            ) from None


class Account:
    """Calls on behalf of one ad account."""

    def __init__(self, connection: Connection, account: str, paces: Paces) -> None:
        """`account` is the ad account's UUID."""
        self.id = account
        self._connection, self._paces = connection, paces

    async def get(self, path: str, answer: type[Answer], **params: object) -> Answer:
        """Read something; `{me}` in the path stands for the account. Tried a few times."""
        return await self._patiently("GET", path, answer, None, params)

    async def change(self, path: str, body: BaseModel, answer: type[Answer]) -> Answer:
        """PATCH: says what should be, so that saying it twice does no harm."""
        return await self._patiently("PATCH", path, answer, body, {})

    async def ask(self, path: str, body: BaseModel, answer: type[Answer]) -> Answer:
        """POST a question that creates nothing (estimates, prices, VALIDATE)."""
        return await self._patiently("POST", path, answer, body, {})

    async def create(
        self, path: str, body: BaseModel, answer: type[Answer], key: str | None = None
    ) -> Answer:
        """POST once. After a TransientError it is open whether it happened: look.

        A key that has been used before leads to what was created then; when that is gone (an
        expired draft), it is created anew under the next key.
        """
        for spare in _SPARE_KEYS:
            try:
                return await self._create(path, body, answer, key and key + spare)
            except AlreadyDone as done:
                if key is None or done.resource is None:
                    raise
                with suppress(Gone):
                    return await self.get(self._connection.path_of(done.resource), answer)
        raise unreadable()

    async def _create(
        self, path: str, body: BaseModel, answer: type[Answer], key: str | None
    ) -> Answer:
        await self._paces.turn(self.id)
        response = await self._connection.call("POST", self._path(path), body=body, key=key)
        return _read(response, answer)

    async def delete(self, path: str) -> None:
        """DELETE; what is gone already is fine."""
        await self._paces.turn(self.id)
        await self._connection.call("DELETE", self._path(path))

    async def _patiently(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        body: BaseModel | None,
        params: Mapping[str, object],
    ) -> Answer:
        for attempt in range(_READS - 1):
            try:
                return await self._once(method, path, answer, body, params)
            except TransientError as trouble:
                wait = max(trouble.retry_after or 0.0, _FIRST_WAIT * 2**attempt)
                if type(trouble) is not TransientError or wait > _LONGEST_WAIT:
                    raise
                await asyncio.sleep(wait)
        return await self._once(method, path, answer, body, params)

    async def _once(
        self,
        method: str,
        path: str,
        answer: type[Answer],
        body: BaseModel | None,
        params: Mapping[str, object],
    ) -> Answer:
        await self._paces.turn(self.id)
        response = await self._connection.call(
            method,
            self._path(path),
            params=params,  # type: ignore[arg-type]
            body=body,
        )
        return _read(response, answer)

    def _path(self, path: str) -> str:
        return path.replace("{me}", f"/ad_accounts/{self.id}")


def _read(response: httpx.Response, answer: type[Answer]) -> Answer:
    try:
        return answer.model_validate_json(response.content)
    except ValidationError:
        raise unreadable() from None
