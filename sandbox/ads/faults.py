"""Trouble on demand: what a local Ads API should do wrong, and how often."""

from __future__ import annotations

import asyncio
import json
import random
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.ads.spoiling import Spoilt, spoil

Kind = Literal["429", "500_before", "500_after", "timeout_before", "timeout_after"] | Spoilt
"""`after` means that the call has taken effect all the same."""

KINDS: tuple[Kind, ...] = ("429", "500_before", "500_after", "timeout_before", "timeout_after")


class Planned(BaseModel):
    """A fault for the next `times` calls whose method and path (or tool) contain `matching`."""

    kind: Kind
    matching: str = ""
    times: int = 1


class Faults(BaseModel):
    """The switches of one server. Times are in seconds."""

    model_config = ConfigDict(validate_assignment=True)

    rate: float = Field(default=0.0, ge=0, le=1)
    kinds: tuple[Kind, ...] = KINDS
    planned: list[Planned] = []
    latency: float = 0.0
    hang: float = 30.0
    retry_after: float = 1.0
    down: bool = False
    ignore_idempotency: bool = False
    slow_approvals: float = 0.0
    draft_ttl: float | None = None
    token_ttl: float = 3600.0
    publish_active: bool = False
    reject_reviews: bool = False
    sold_out: tuple[str, ...] = ()
    """Cells such as `BR audio` that have nothing left."""

    def next(self, call: str, draw: random.Random) -> Kind | None:
        """The fault of this call, if it has one; planned ones come first."""
        for planned in self.planned:
            if planned.times > 0 and planned.matching in call:
                planned.times -= 1
                return planned.kind
        return draw.choice(self.kinds) if self.kinds and draw.random() < self.rate else None


class Faulty:
    """An ASGI app behind its switches. Only calls of the API itself are disturbed."""

    def __init__(self, app: ASGIApp, faults: Faults, seed: int = 1) -> None:
        """The same seed gives the same faults for the same calls in the same order."""
        self._app, self._faults, self._draw = app, faults, random.Random(seed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call, or spoil it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await _body(receive)
        call = _named(scope, body)
        if call is None:
            await self._app(scope, _again(body, receive), send)
            return
        await asyncio.sleep(self._faults.latency)
        if self._faults.down:
            await _trouble(503)(scope, receive, send)
            return
        fault = self._faults.next(call, self._draw)
        await self._serve(fault, scope, _again(body, receive), send)

    async def _serve(self, fault: Kind | None, scope: Scope, receive: Receive, send: Send) -> None:
        if fault is None:
            await self._app(scope, receive, send)
            return
        if fault in get_args(Spoilt):
            await spoil(fault, self._app, scope, receive, send, self._draw)  # type: ignore[arg-type]
            return
        if fault.endswith("_after"):
            await self._app(scope, receive, _nowhere)
        if fault.startswith("timeout"):
            await asyncio.sleep(self._faults.hang)
        status = 429 if fault == "429" else 500
        await _trouble(status, self._faults.retry_after)(scope, receive, send)


def _trouble(status: int, retry_after: float | None = None) -> JSONResponse:
    headers = {"Retry-After": f"{retry_after:g}"} if status == 429 and retry_after else None
    body = {
        "sp_trace_id": "00000000-0000-4000-8000-000000000000",
        "messages": ["java.lang.IllegalStateException: upstream connect error"],
        "error_codes": [],
    }
    return JSONResponse(body, status, headers)


def _named(scope: Scope, body: bytes) -> str | None:
    """`POST /path`, with the tool's name for MCP; None for MCP's own talk, which stays healthy."""
    call = f"{scope['method']} {scope['path']}"
    if not scope["path"].rstrip("/").endswith("/mcp"):
        return call
    try:
        message = json.loads(body)
        return f"{call} {message['params']['name']}" if message["method"] == "tools/call" else None
    except (ValueError, KeyError, TypeError):
        return None


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if not message.get("more_body"):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    given = False

    async def replay() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


async def _nowhere(message: Message) -> None:
    return None
