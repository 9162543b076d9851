"""Calling an AdCP seller's tools over MCP (streamable HTTP)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from ads.adcp.answers import Errors
from ads.adcp.errors import no_answer, sign_in_refused, translate, unreadable
from ads.pace import Paces
from media.errors import OutsideError, TransientError

if TYPE_CHECKING:
    import ssl

    import httpx2
    from mcp import Client

_log = logging.getLogger(__name__)
_READS = 4
_FIRST_WAIT = 0.1

_REFUSED = frozenset({401, 403})

Answer = TypeVar("Answer", bound=BaseModel)
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class _Given:
    content: dict[str, object]
    failed: bool


class Connection:
    """Where a seller is. Every call opens and closes its own session: nothing is held open."""

    def __init__(
        self,
        address: str,
        *,
        token: str | None = None,
        timeout: float = 60.0,
        paces: Paces | None = None,
    ) -> None:
        """`token` is sent as a bearer token; `timeout` is in seconds a call."""
        self._address, self._token, self._timeout = address, token, timeout
        self._paces = paces or Paces()

    async def read(
        self, account: str, tool: str, request: BaseModel, answer: type[Answer]
    ) -> Answer:
        """Call a tool that changes nothing; tried a few times."""
        for attempt in range(_READS - 1):
            try:
                return await self.call(account, tool, request, answer)
            except OutsideError as trouble:
                if type(trouble) is not TransientError:
                    raise
                await asyncio.sleep(_FIRST_WAIT * 2**attempt)
        return await self.call(account, tool, request, answer)

    async def call(
        self, account: str, tool: str, request: BaseModel, answer: type[Answer]
    ) -> Answer:
        """Call a tool once. After a TransientError it is open whether it happened: look."""
        await self._paces.turn(account)
        given = await self._given(tool, request.model_dump(mode="json", exclude_none=True))
        refusals = _read(given.content, Errors).all
        if given.failed or (refusals and "media_buy_id" not in given.content):
            raise translate(refusals, tool)
        return _read(given.content, answer)

    async def check(self) -> None:
        """Ask which tools there are."""
        await self._asked("list_tools", lambda client: client.list_tools())

    async def _given(self, tool: str, arguments: dict[str, object]) -> _Given:
        result = await self._asked(tool, lambda client: client.call_tool(tool, arguments))
        content = result.structured_content
        return _Given(content if isinstance(content, dict) else {}, bool(result.is_error))

    async def _asked(self, name: str, ask: Callable[[Client], Awaitable[Result]]) -> Result:
        statuses: list[int] = []
        try:
            async with asyncio.timeout(self._timeout), AsyncExitStack() as stack:
                return await ask(await self._opened(stack, statuses))
        except Exception as trouble:  # whatever the transport raises, the answer is missing
            _log.warning("%s got no answer: %s %s", name, type(trouble).__name__, statuses[-1:])
            raise (sign_in_refused() if _REFUSED & set(statuses) else no_answer()) from None

    async def _opened(self, stack: AsyncExitStack, statuses: list[int]) -> Client:
        """A session; `statuses` gets those of the answers, which the transport keeps to itself."""
        import httpx2
        from mcp import Client
        from mcp.client.streamable_http import streamable_http_client

        from ads.adcp.bounds import bound

        async def note(response: httpx2.Response) -> None:
            statuses.append(response.status_code)
            bound(response)

        headers = {"Accept-Encoding": "identity"}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        http = await stack.enter_async_context(
            httpx2.AsyncClient(
                headers=headers,
                timeout=self._timeout,
                event_hooks={"response": [note]},
                verify=_trusted(),
            )
        )
        transport = streamable_http_client(self._address, http_client=http)
        return await stack.enter_async_context(
            Client(transport, read_timeout_seconds=self._timeout)
        )


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates count, read once: every session would take longer to read than to ask."""
    import httpx2

    return httpx2.create_ssl_context()


def _read(content: dict[str, object], answer: type[Answer]) -> Answer:
    try:
        return answer.model_validate(content)
    except ValidationError:
        raise unreadable() from None
