"""Answers within bounds: nobody is waited for, or listened to, without end."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

MOST_BYTES = 8 * 1024 * 1024
"""Of one answer, as we would keep it in memory; the longest pages are some 100 kB."""
_OF_THE_BODY = ("content-encoding", "content-length", "transfer-encoding")


async def whole_answer(
    http: httpx.AsyncClient, method: str, url: str, *, seconds: float, **request: Any
) -> httpx.Response:
    """The answer to a request, with its body. Raises httpx.HTTPError when it does not come whole
    within so many seconds, or is longer than anybody reads.
    """
    try:
        async with (
            asyncio.timeout(seconds),
            http.stream(method, url, timeout=seconds, **request) as response,
        ):
            body = await _body(response)
    except TimeoutError:
        raise httpx.ReadTimeout(f"no whole answer within {seconds:g} s") from None
    headers = [
        (name, value)
        for name, value in response.headers.multi_items()
        if name.lower() not in _OF_THE_BODY
    ]
    return httpx.Response(
        response.status_code, headers=headers, content=body, request=response.request
    )


async def _body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > MOST_BYTES:
            raise httpx.ReadError(f"more than {MOST_BYTES} bytes")
    return bytes(body)
