"""Answers that are none: what proxies, broken releases and hostile servers send in their place.

The call itself has taken effect.
"""

from __future__ import annotations

import asyncio
import json
import random
from typing import Any, Literal

from starlette.responses import HTMLResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Spoilt = Literal[
    "page_after",
    "redirect_after",
    "error_after",
    "empty_after",
    "garbled_after",
    "cut_after",
    "drip_after",
    "endless_after",
]
"""A web page, a redirection to itself, an error with status 200, nothing with status 200, one value
that is missing or impossible, half a body, a body that drips, a body without end."""

SPOILT: tuple[Spoilt, ...] = (
    "page_after",
    "redirect_after",
    "error_after",
    "empty_after",
    "garbled_after",
    "cut_after",
)
"""Those that come at once."""

_GARBAGE: tuple[Any, ...] = (None, {}, [[]], -1, float("nan"), 10**400, "\0", True)
_ECHOED = frozenset({"name", "reference", "po_number", "context", "status", "delivery"})
"""Who gets a wrong one of these is lied to, which nobody can tell by the answer."""


async def spoil(
    kind: Spoilt, app: ASGIApp, scope: Scope, receive: Receive, send: Send, draw: random.Random
) -> None:
    """Let a call take effect, and send something else in place of its answer."""
    answer = _Answer()
    await app(scope, receive, answer)
    if kind == "page_after":
        await HTMLResponse("<html><h1>Bad gateway</h1></html>")(scope, receive, send)
    elif kind == "redirect_after":
        await RedirectResponse(scope["path"], 302)(scope, receive, send)
    elif kind == "cut_after":
        await _cut(answer.body, send)
    elif kind == "drip_after":
        await _without_end(b" ", 0.1, receive, send)
    elif kind == "endless_after":
        await _without_end(b" " * 2**20, 0.0, receive, send)
    else:
        await _send(_instead(kind, answer.body, draw), send)


class _Answer:
    """What an app sends, kept."""

    def __init__(self) -> None:
        self.body = b""

    async def __call__(self, message: Message) -> None:
        self.body += bytes(message.get("body", b""))


def _instead(kind: Spoilt, body: bytes, draw: random.Random) -> bytes:
    """Within the envelope of MCP, where there is one."""
    answer = json.loads(body) if body else {}
    result = answer.get("result")
    content = result["structuredContent"] if result else answer
    if kind == "garbled_after":
        content = _garbled(content, draw)
    elif kind == "error_after":
        content = {"error": {"message": "upstream request timeout", "status": 504}}
    else:
        content = {}
    if result is None:
        return json.dumps(content).encode()
    result |= {"structuredContent": content, "isError": kind == "error_after"}
    return json.dumps(answer).encode()


def _garbled(content: Any, draw: random.Random) -> Any:
    """The same with one value of it missing or impossible."""
    places = list(_places(content))
    if not places:
        return {}
    where, key = draw.choice(places)
    if draw.random() < 0.3:
        del where[key]
    else:
        where[key] = draw.choice(_GARBAGE)
    return content


def _places(content: Any) -> Any:
    """Every value that its reader can check, with what holds it."""
    if isinstance(content, dict):
        for key in content:
            if key not in _ECHOED:
                yield content, key
                yield from _places(content[key])
    elif isinstance(content, list):
        for each in content:
            yield from _places(each)


async def _send(body: bytes, send: Send) -> None:
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _cut(body: bytes, send: Send) -> None:
    """The connection ends in the middle of what was announced: the server breaks off."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})


async def _without_end(piece: bytes, pause: float, receive: Receive, send: Send) -> None:
    """Until whoever reads goes away."""
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    gone = asyncio.ensure_future(receive())
    while not gone.done():
        await send({"type": "http.response.body", "body": piece, "more_body": True})
        await asyncio.wait((gone,), timeout=pause)
