"""Serving an app inside the caller's event loop, as all local servers here do."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn

from media.errors import NotReady


def listen(port: int, host: str = "127.0.0.1") -> socket.socket:
    """A listening socket; port 0 takes any free one. Raises NotReady for a taken port."""
    try:
        listener = socket.create_server((host, port))
    except OSError:
        raise NotReady(
            f"Port {port} is taken.", "Choose another one, or 0 for a free one."
        ) from None
    # asyncio sets this only on sockets that it opens itself; without it every answer whose body
    # follows its head waits 40 ms for the client's acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def address_of(listener: socket.socket) -> str:
    """The URL at which it is reached."""
    host, port = listener.getsockname()[:2]
    return f"http://{host}:{port}"


@contextlib.asynccontextmanager
async def serving(
    config: uvicorn.Config, listener: socket.socket, *, abrupt: bool = False
) -> AsyncIterator[None]:
    """Serve until the context ends; `abrupt` does not wait for answers that are under way."""
    server = _Guest(config)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    while not server.started:
        if task.done():
            await task
        await asyncio.sleep(0.005)
    try:
        yield
    finally:
        server.should_exit = True
        server.force_exit = abrupt
        await task


class _Guest(uvicorn.Server):
    """A server inside somebody else's process: Ctrl-C is not its to catch."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave all signals alone."""
        yield
