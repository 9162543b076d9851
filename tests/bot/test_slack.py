"""Whatever keeps Slack from answering is one error with a word of its own."""

from __future__ import annotations

import asyncio

import pytest
from slack_sdk.errors import SlackApiError

from bot.slack import is_trouble, slack_client

PAGE = b"HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"


def page(status: bytes, kind: bytes, body: bytes) -> bytes:
    return PAGE % (status, kind, len(body), body)


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (None, True),
        (b"", True),
        (page(b"503 Unavailable", b"text/html", b"<h1>later</h1>"), True),
        (page(b"200 OK", b"application/json", b"<h1>sign in</h1>"), True),
        (page(b"200 OK", b"application/json", b'{"ok": false, "error": "fatal_error"}'), True),
        (page(b"200 OK", b"application/json", b'{"ok": false, "error": "invalid_auth"}'), False),
    ],
    ids=["silence", "hangs up", "error page", "no JSON", "fatal", "refusal"],
)
async def test_trouble_is_told_from_a_refusal(answer: bytes | None, trouble: bool) -> None:
    served = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if answer is None:
            await reader.read()
        writer.write(answer or b"")
        writer.close()
        served.set()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        client = slack_client("xoxb-1", f"http://127.0.0.1:{port}/api/")
        client.timeout = 1
        with pytest.raises(SlackApiError) as raised:
            await client.auth_test()
        await served.wait()
        await asyncio.sleep(0)
    assert is_trouble(raised.value) is trouble
    assert raised.value.response["error"]
