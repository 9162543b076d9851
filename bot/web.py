"""The HTTP side: health for the platform, and Slack's signed events where there is no socket."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import uvicorn
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.signature import SignatureVerifier
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from media.errors import NotReady
from storage.store import Storage

_log = logging.getLogger(__name__)
_SECONDS = re.compile(r"[0-9]{1,12}")

Answer = Callable[[Request], Awaitable[Response]]


def web_app(storage: Storage, slack: Answer | None) -> Starlette:
    """`GET /health`; with `slack`, `POST /slack/events` as well."""
    routes = [Route("/health", _health(storage))]
    if slack is not None:
        routes.append(Route("/slack/events", slack, methods=["POST"]))
    return Starlette(routes=routes)


def _health(storage: Storage):  # type: ignore[no-untyped-def]
    async def health(request: Request) -> Response:
        try:
            async with storage.transaction() as tx:
                await tx.execute("SELECT 1")
        except SQLAlchemyError:
            return JSONResponse({"status": "the database does not answer"}, status_code=503)
        return JSONResponse({"status": "ok"})

    return health


def signed(storage: Storage, slack: AsyncApp, secret: str) -> Answer:
    """Slack's events, after their signature; nothing of others is even read."""
    verifier, handler = SignatureVerifier(secret), AsyncSlackRequestHandler(slack)

    async def events(request: Request) -> Response:
        """A signature is good once: the same signed request again is a replay."""
        if not _is_slacks(verifier, await request.body(), request.headers):
            return Response(status_code=401)
        is_retry = "x-slack-retry-num" in request.headers
        signature = request.headers["x-slack-signature"]
        if not is_retry and not await storage.cache.is_first_time(signature):
            return Response(status_code=401)
        try:
            return await handler.handle(request)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            _log.warning("What was delivered cannot be read: %r", error)
            return Response(status_code=400)

    return events


def _is_slacks(verifier: SignatureVerifier, body: bytes, headers: Headers) -> bool:
    """Whether it was signed with our secret, within the last five minutes."""
    at, signature = headers.get("x-slack-request-timestamp", ""), headers.get("x-slack-signature")
    if not _SECONDS.fullmatch(at) or not signature or not signature.isascii():
        return False
    return verifier.is_valid(body, at, signature)


class _Guest(uvicorn.Server):
    """A server inside our own process: signals are not its to catch."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave all signals alone."""
        yield


@asynccontextmanager
async def listening(app: Starlette, port: int, host: str = "0.0.0.0") -> AsyncIterator[None]:
    """Serve until the context ends. Raises NotReady when the port is taken."""
    server = _Guest(uvicorn.Config(app, host=host, port=port, log_level="warning", lifespan="off"))
    task = asyncio.create_task(_served(server, port))
    while not server.started:
        if task.done():
            await task
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        await task


async def _served(server: uvicorn.Server, port: int) -> None:
    try:
        await server.serve()
    except SystemExit:
        raise NotReady(f"Port {port} is taken.", "Set PORT to a free one.") from None
