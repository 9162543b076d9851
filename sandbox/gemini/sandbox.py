"""The endpoint in this process: start, script, look at, stop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import uvicorn

from media.errors import NotReady
from sandbox.gemini.app import Endpoint, app
from sandbox.gemini.requests import Asked
from sandbox.gemini.script import Content, Fault, Reply


@dataclass(frozen=True, slots=True)
class GeminiSandbox:
    """A running endpoint; `base_url` stands for https://generativelanguage.googleapis.com."""

    base_url: str
    _endpoint: Endpoint

    @classmethod
    @contextlib.asynccontextmanager
    async def start(cls, port: int = 0) -> AsyncIterator[GeminiSandbox]:
        """Serve on a port (0 picks a free one) until the context ends."""
        endpoint = Endpoint()
        async with _serving(endpoint, port) as base_url:
            yield cls(base_url, endpoint)

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


class _Guest(uvicorn.Server):
    """A server inside somebody else's process: Ctrl-C is not its to catch."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave all signals alone."""
        yield


@contextlib.asynccontextmanager
async def _serving(endpoint: Endpoint, port: int) -> AsyncIterator[str]:
    listening = _listen(port)
    config = uvicorn.Config(
        app(endpoint), log_level="critical", lifespan="off", timeout_graceful_shutdown=1
    )
    server = _Guest(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        if task.done():
            await task
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        server.force_exit = True
        await task


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        raise NotReady(
            f"Port {port} is taken.", "Choose another one, or 0 for a free one."
        ) from None
