"""The HTTP side: `/health` for whoever watches over us, `/slack/events` for signed deliveries."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from storage.store import Storage

EVENTS = "/slack/events"


def web_app(storage: Storage, app: AsyncApp | None) -> Starlette:
    """Health, and Slack's deliveries when there is an app that takes them over HTTP."""
    routes = [Route("/health", _health(storage), methods=["GET"])]
    if app is not None:
        routes.append(Route(EVENTS, _Deliveries(storage, app), methods=["POST"]))
    return Starlette(routes=routes)


def _health(storage: Storage) -> Callable[[Request], Awaitable[Response]]:
    async def health(request: Request) -> Response:
        """Ready when Postgres answers; without Redis everything works, only slower."""
        try:
            async with asyncio.timeout(2), storage.transaction() as tx:
                await tx.execute("SELECT 1")
        except Exception as error:
            return JSONResponse({"ok": False, "problem": type(error).__name__}, 503)
        return JSONResponse({"ok": True, "redis": await storage.cache.is_up()})

    return health


class _Deliveries:
    """Signed requests. Bolt checks the signature and its age; a signature works only once.

    Slack signs a redelivery anew, so what comes with a known signature was recorded by somebody.
    """

    def __init__(self, storage: Storage, app: AsyncApp) -> None:
        self._storage = storage
        self._handler = AsyncSlackRequestHandler(app)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI app."""
        response = await self._answer(Request(scope, receive, send))
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        signature = request.headers.get("x-slack-signature", "")
        if signature and not await self._storage.cache.is_first_time(signature):
            return Response(status_code=401)
        return await self._handler.handle(request)


@asynccontextmanager
async def http_server(app: Starlette, port: int) -> AsyncIterator[int]:
    """Serve on all addresses until the end; gives the port, which 0 leaves to the system."""
    config = uvicorn.Config(app, host="0.0.0.0", port=port, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    # Signals belong to whoever started the process.
    server.capture_signals = nullcontext  # type: ignore[method-assign,assignment]
    serving = asyncio.create_task(server.serve())
    try:
        while not server.started:
            if serving.done():
                await serving
                raise OSError(f"port {port} is taken")
            await asyncio.sleep(0.01)
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        await serving
