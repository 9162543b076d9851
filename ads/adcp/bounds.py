"""How much of an MCP server's answer is read. Loads the client's HTTP library: import it late."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx2

from ads.transport import MOST_BYTES


def bound(response: httpx2.Response) -> None:
    """Let a response, whose body has not been read yet, end with an error where it is too long.

    Raises httpx2.DecodingError for an encoding that nobody asked for: it may swell without end.
    """
    if "content-encoding" in response.headers:
        raise httpx2.DecodingError("an encoding that nobody asked for")
    assert isinstance(response.stream, httpx2.AsyncByteStream)
    response.stream = _Bounded(response.stream)


class _Bounded(httpx2.AsyncByteStream):
    def __init__(self, whole: httpx2.AsyncByteStream) -> None:
        self._whole = whole

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for piece in self._whole:
            read += len(piece)
            if read > MOST_BYTES:
                raise httpx2.ReadError(f"more than {MOST_BYTES} bytes")
            yield piece

    async def aclose(self) -> None:
        """Close what it is read from."""
        await self._whole.aclose()
