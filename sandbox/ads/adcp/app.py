"""An AdCP seller as an MCP server over streamable HTTP."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from mcp.server import Server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    TextContent,
    Tool,
)
from starlette.types import Receive, Scope, Send

from sandbox.ads.adcp.seller import Seller
from sandbox.ads.adcp.shelf import Refused

_TOOLS = (
    "get_products",
    "create_media_buy",
    "get_media_buys",
    "update_media_buy",
    "get_media_buy_delivery",
    "list_creative_formats",
    "sync_creatives",
    "tasks_get",
    "tasks_list",
)


class Mcp:
    """The seller's tools; an ASGI app that serves /mcp while `running()`."""

    def __init__(self, seller: Seller) -> None:
        """The server keeps no sessions: every call stands for itself."""
        self.seller = seller
        server: Server[Any] = Server(seller.key, on_list_tools=self._list, on_call_tool=self._call)
        self._app = server.streamable_http_app(json_response=True, stateless_http=True)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Between start and stop of the server's own tasks.

        They live in a task of their own, because whoever stops may be another task than started.
        """
        started, stop = asyncio.Event(), asyncio.Event()
        task = asyncio.create_task(self._live(started, stop))
        await started.wait()
        try:
            yield
        finally:
            stop.set()
            await task

    async def _live(self, started: asyncio.Event, stop: asyncio.Event) -> None:
        async with self._app.router.lifespan_context(self._app):
            started.set()
            await stop.wait()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one call."""
        await self._app(scope, receive, send)

    async def _list(self, context: object, params: object) -> ListToolsResult:
        anything = {"type": "object", "additionalProperties": True}
        return ListToolsResult(tools=[Tool(name=n, input_schema=anything) for n in _TOOLS])

    async def _call(self, context: object, params: CallToolRequestParams) -> CallToolResult:
        if params.name not in _TOOLS:
            return _result({"errors": [{"code": "UNSUPPORTED_FEATURE", "message": "?"}]}, True)
        tool: Callable[[dict[str, Any]], dict[str, Any]] = getattr(self.seller, params.name)
        try:
            answer = tool(dict(params.arguments or {}))
        except Refused as refused:
            return _result({"errors": [refused.error], "adcp_error": refused.error}, True)
        return _result({**answer, "context": (params.arguments or {}).get("context")}, False)


def _result(answer: dict[str, Any], failed: bool) -> CallToolResult:
    text = TextContent(type="text", text=json.dumps(answer))
    return CallToolResult(content=[text], structured_content=answer, is_error=failed)
