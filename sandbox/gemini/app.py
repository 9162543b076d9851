"""The endpoint's routes: v1, v1beta and Vertex paths, whole and streamed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from sandbox.gemini.answers import answer, body, error
from sandbox.gemini.requests import Asked, BadRequest, asked
from sandbox.gemini.script import Reply, next_reply

SHORTEST_DEADLINE = 10
"""Seconds: the real endpoint refuses an X-Server-Timeout below this."""
HANG = 60.0
_VERTEX = "/{version}/projects/{project}/locations/{location}/publishers/google/models/{call}"


@dataclass(slots=True)
class Endpoint:
    """The state behind the routes: the script, and what was asked so far."""

    replies: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    busy: int = 0
    busiest: int = 0
    """The most calls that were ever served at the same time."""

    async def serve(self, request: Request) -> Response:
        """Answer one call."""
        try:
            call, streamed = await self._read(request)
        except BadRequest as wrong:
            return JSONResponse(error(400, "INVALID_ARGUMENT", str(wrong)), 400)
        if not _signed_in(request):
            return JSONResponse(error(401, "UNAUTHENTICATED", "API key not valid."), 401)
        self.asked.append(call)
        self.busy += 1
        self.busiest = max(self.busiest, self.busy)
        try:
            return await _respond(call, next_reply(self.replies, call), streamed)
        finally:
            self.busy -= 1

    async def describe(self, request: Request) -> Response:
        """A model by its name; there are those that begin with "gemini-"."""
        if not _signed_in(request):
            return JSONResponse(error(401, "UNAUTHENTICATED", "API key not valid."), 401)
        name = request.path_params["call"]
        if not name.startswith("gemini-"):
            return JSONResponse(error(404, "NOT_FOUND", f"models/{name} is not found."), 404)
        return JSONResponse({"name": f"models/{name}", "version": "local"})

    async def _read(self, request: Request) -> tuple[Asked, bool]:
        model, _, verb = request.path_params["call"].rpartition(":")
        if verb not in ("generateContent", "streamGenerateContent"):
            raise BadRequest(f"Unknown method {verb}.")
        _check_deadline(request)
        try:
            data = await request.json()
        except ValueError:
            raise BadRequest("Invalid JSON payload received.") from None
        now = asyncio.get_running_loop().time()
        call = asked(request.url.path, model, data, dict(request.headers), now)
        return call, verb == "streamGenerateContent"


def app(endpoint: Endpoint) -> Starlette:
    """The endpoint as an ASGI application."""
    paths = ("/{version}/models/{call}", _VERTEX)
    asked = [Route(path, endpoint.serve, methods=["POST"]) for path in paths]
    return Starlette(routes=[*asked, *(Route(path, endpoint.describe) for path in paths)])


async def _respond(call: Asked, reply: Reply, streamed: bool) -> Response:
    await asyncio.sleep(HANG if reply.fault == "timeout" else reply.latency)
    match reply.fault:
        case "429":
            said = error(429, "RESOURCE_EXHAUSTED", "Quota exceeded.")
            return JSONResponse(said, 429, {"Retry-After": f"{reply.retry_after:g}"})
        case "503":
            return JSONResponse(error(503, "UNAVAILABLE", "The model is overloaded."), 503)
        case "not_http_json":
            return PlainTextResponse("<html>upstream connect error</html>")
        case "dropped":
            return StreamingResponse(_broken(), media_type="application/json")
    whole = body(call, answer(call, reply))
    if streamed:
        return StreamingResponse(_events(whole), media_type="text/event-stream")
    return JSONResponse(whole)


async def _events(whole: object) -> AsyncIterator[str]:
    yield f"data: {json.dumps(whole, ensure_ascii=False)}\r\n\r\n"


async def _broken() -> AsyncIterator[bytes]:
    """A body that announces more than it sends."""
    yield b'{"candidates": ['
    raise ConnectionResetError("the line is cut on purpose")


def _signed_in(request: Request) -> bool:
    return bool(
        request.headers.get("x-goog-api-key")
        or request.headers.get("authorization", "").startswith("Bearer ")
        or request.query_params.get("key")
    )


def _check_deadline(request: Request) -> None:
    seconds = request.headers.get("x-server-timeout")
    if seconds is not None and float(seconds) < SHORTEST_DEADLINE:
        raise BadRequest(
            f"Manually set deadline {seconds}s is too short. "
            f"Minimum allowed deadline is {SHORTEST_DEADLINE}s."
        )
