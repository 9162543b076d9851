"""A Bolt app that hears everything it is sent, and hands that act on the page's API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import SlackWorkspace
from sandbox.slack.people import BRAZIL_SALES, RITA

MANIFEST = Path(__file__).parents[3] / "manifests" / "slack.yaml"

Payload = dict[str, Any]


@dataclass
class Hands:
    """What people do on the page."""

    http: httpx.AsyncClient

    async def act(self, deed: str, **wish: object) -> Payload:
        response = await self.http.post(f"/_workspace/{deed}", json=wish)
        answer: Payload = response.json()
        return answer

    async def say(
        self,
        text: str,
        *,
        user: str = RITA.id,
        channel: str = BRAZIL_SALES.id,
        thread_ts: str | None = None,
    ) -> str:
        answer = await self.act("say", user=user, channel=channel, text=text, thread_ts=thread_ts)
        return str(answer["ts"])

    async def see(self, channel: str = BRAZIL_SALES.id, user: str = RITA.id) -> list[Payload]:
        path = f"/_workspace/channels/{channel}/messages"
        response = await self.http.get(path, params={"user": user})
        messages: list[Payload] = response.json()["messages"]
        return messages

    async def thread(self, ts: str, channel: str = BRAZIL_SALES.id, user: str = RITA.id) -> Payload:
        path = f"/_workspace/channels/{channel}/threads/{ts}"
        answer: Payload = (await self.http.get(path, params={"user": user})).json()
        return answer

    async def modals(self, user: str = RITA.id) -> list[Payload]:
        response = await self.http.get("/_workspace/bootstrap", params={"user": user})
        stack: list[Payload] = response.json()["modals"]
        return stack


@dataclass
class Heard:
    """What the app was sent, in order."""

    bodies: list[Payload] = field(default_factory=list)

    def events(self, kind: str) -> list[Payload]:
        return [body["event"] for body in self.bodies if body.get("event", {}).get("type") == kind]

    async def wait_for(self, count: int = 1, kind: str | None = None) -> None:
        async with asyncio.timeout(8):
            while len(self.events(kind) if kind else self.bodies) < count:
                await asyncio.sleep(0.01)


@dataclass
class Bot:
    """The app under Bolt, hearing everything it is sent."""

    app: AsyncApp
    client: AsyncWebClient
    heard: Heard


def bot_for(slack: SlackWorkspace, *, acknowledge: bool = True) -> Bot:
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
    app = AsyncApp(
        name="flightplan",
        client=client,
        signing_secret=slack.signing_secret,
        ignoring_self_events_enabled=False,
    )
    heard = Heard()

    @app.middleware
    async def listen(body: Payload, next: Callable[[], Any]) -> None:
        heard.bodies.append(body)
        await next()

    if acknowledge:

        @app.event({"type": "message"})
        @app.event("app_mention")
        @app.event("app_home_opened")
        @app.event("agent_session_stopped")
        async def fine(ack: Any) -> None:
            await ack()

    return Bot(app, client, heard)


@asynccontextmanager
async def connected(slack: SlackWorkspace, *, acknowledge: bool = True) -> AsyncIterator[Bot]:
    """A Bolt app on the workspace's sockets for a while."""
    bot = bot_for(slack, acknowledge=acknowledge)
    handler = AsyncSocketModeHandler(bot.app, slack.app_token)
    await handler.connect_async()
    await asyncio.wait_for(slack.sockets.connected(), 5)
    try:
        yield bot
    finally:
        await asyncio.wait_for(handler.close_async(), 5)
