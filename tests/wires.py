"""A wire to a service that may fall silent: everything is accepted, and nothing arrives."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import make_url

Ends = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Wire:
    """Passes on what comes at `port`, in both directions, unless it is silent.

    It has a thread of its own, because some of those who use it block theirs.
    """

    port: int

    def __init__(self, host: str, far_port: int | None) -> None:
        self._far = host, far_port
        self._loop = asyncio.new_event_loop()
        self._open = asyncio.Event()
        self._passing: set[asyncio.Task[None]] = set()

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Nothing arrives until the context ends; then it does, late, as over TCP."""
        self._loop.call_soon_threadsafe(self._open.clear)
        try:
            yield
        finally:
            self._loop.call_soon_threadsafe(self._open.set)

    def run(self, ready: threading.Event) -> None:
        """Pass on until `stop`."""
        self._loop.run_until_complete(self._listen())
        ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._close())
        self._loop.close()

    def stop(self) -> None:
        """End all connections."""
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _listen(self) -> None:
        self._open.set()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        for task in self._passing:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(self._between((reader, writer)))
        self._passing.add(task)
        task.add_done_callback(self._passing.discard)

    async def _between(self, here: Ends) -> None:
        await self._open.wait()
        with suppress(OSError):
            there = await self._reached()
            await asyncio.gather(self._pass(here[0], there[1]), self._pass(there[0], here[1]))

    async def _reached(self) -> Ends:
        host, port = self._far
        if port is None:
            return await asyncio.open_unix_connection(host)
        return await asyncio.open_connection(host, port)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65_536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()
        finally:
            writer.close()


@contextmanager
def wire_to(host: str, port: int | None = None) -> Iterator[Wire]:
    """A wire to a TCP service, or to a Unix socket where there is no port."""
    wire, ready = Wire(host, port), threading.Event()
    thread = threading.Thread(target=wire.run, args=(ready,))
    thread.start()
    ready.wait()
    try:
        yield wire
    finally:
        wire.stop()
        thread.join()


@contextmanager
def wire_to_database(database_url: str) -> Iterator[tuple[Wire, str]]:
    """A wire to an embedded Postgres, and the database's address at its end."""
    url = make_url(database_url)
    with wire_to(f"{url.query['host']}/.s.PGSQL.5432") as wire:
        yield wire, f"postgresql://postgres:any@127.0.0.1:{wire.port}/{url.database}"
