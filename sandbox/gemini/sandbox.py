"""The endpoint in this process: start, script, look at, stop."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

import uvicorn

from sandbox.gemini.app import Endpoint, app
from sandbox.gemini.requests import Asked
from sandbox.gemini.script import Content, Fault, Reply
from sandbox.serving import address_of, listen, serving


@dataclass(frozen=True, slots=True)
class GeminiSandbox:
    """A running endpoint; `base_url` stands for https://generativelanguage.googleapis.com."""

    base_url: str
    _endpoint: Endpoint

    @classmethod
    @contextlib.asynccontextmanager
    async def start(cls, port: int = 0) -> AsyncIterator[GeminiSandbox]:
        """Serve on a port (0 picks a free one) until the context ends."""
        endpoint, listener = Endpoint(), listen(port)
        config = uvicorn.Config(
            app(endpoint), log_level="critical", lifespan="off", timeout_graceful_shutdown=1
        )
        async with serving(config, listener, abrupt=True):
            yield cls(address_of(listener), endpoint)

    def script(
        self,
        *replies: Reply,
        content: Content = None,
        fault: Fault | None = None,
        latency: float = 0.0,
    ) -> None:
        """Answer from now on with these replies, or all calls with this content or fault."""
        plain = Reply(content=content, fault=fault, latency=latency)
        self._endpoint.replies[:] = list(replies) or [plain]

    @property
    def asked(self) -> list[Asked]:
        """What was asked so far, in order of arrival."""
        return self._endpoint.asked

    @property
    def busiest(self) -> int:
        """The most calls that were served at the same time."""
        return self._endpoint.busiest

    def forget(self) -> None:
        """Drop the script and what was asked."""
        self._endpoint.replies.clear()
        self._endpoint.asked.clear()
        self._endpoint.busiest = 0
