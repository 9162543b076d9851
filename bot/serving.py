"""Running the bot: the house, the app on its connections, the health page, and the upkeep."""

from __future__ import annotations

import asyncio
import logging
import signal
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app, slack_client
from bot.house import House, open_house
from bot.http import http_server, web_app
from bot.listeners.bookings import BookingPosts
from bot.settings import Settings
from desk.upkeep import Upkeep
from media.errors import NotReady
from storage.store import Storage

_log = logging.getLogger(__name__)
_CONNECTIONS = 2
"""Slack closes each connection now and then; the other one carries on meanwhile."""
_CLOSING = 5.0
_EXPIRING, _REFITTING, _PRUNING = 60.0, 600.0, 86_400.0
_KEEP_DAYS = 14.0


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[House]:
    """The bot at work over an open house, until the end. Raises NotReady for missing settings."""
    client = _client(settings)
    tenant, name = await _workspace(client)
    bookings = BookingPosts(client)
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(open_house(settings, bookings))
        async with house.storage.transaction() as tx:
            await tx.tenants.install(tenant, name=name)
        bookings.open(house.storage, tenant)
        stack.push_async_callback(bookings.close)
        built = build_app(
            client,
            house.storage,
            house.desk,
            house.orchestrator,
            bookings=bookings,
            owner=f"{settings.worker}-{uuid.uuid4().hex[:8]}",
            signing_secret=_secret(settings),
        )
        await stack.enter_async_context(built.worker)
        await stack.enter_async_context(_connected(settings, house.storage, built.app))
        await stack.enter_async_context(_upkeep(house.storage))
        yield house


async def serve_forever(settings: Settings) -> None:
    """Serve until SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(settings):
        _log.info("Flightplan is connected")
        await stop.wait()


def _client(settings: Settings) -> AsyncWebClient:
    if settings.slack_bot_token is None:
        raise NotReady("SLACK_BOT_TOKEN is not set.", "Copy it from the Slack app's OAuth page.")
    return slack_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)


def _secret(settings: Settings) -> str:
    """The signing secret where deliveries come over HTTP."""
    if settings.slack_app_token is not None:
        return ""
    if settings.slack_signing_secret is None:
        raise NotReady(
            "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.",
            "Set the first for Socket Mode, or the second for signed HTTP events.",
        )
    return settings.slack_signing_secret.get_secret_value()


async def _workspace(client: AsyncWebClient) -> tuple[str, str]:
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        raise NotReady(
            f"Slack refused the bot token ({error.response['error']}).", "Set SLACK_BOT_TOKEN anew."
        ) from None
    return str(answer["team_id"]), str(answer.get("team") or "")


@asynccontextmanager
async def _connected(settings: Settings, storage: Storage, app: AsyncApp) -> AsyncIterator[None]:
    """The app on its sockets, or behind its HTTP address; the health page either way."""
    over_http = settings.slack_app_token is None
    async with AsyncExitStack() as stack:
        web = web_app(storage, app if over_http else None)
        await stack.enter_async_context(http_server(web, settings.port))
        if settings.slack_app_token is not None:
            token = settings.slack_app_token.get_secret_value()
            await stack.enter_async_context(serve_socket_mode(app, token))
        yield


@asynccontextmanager
async def serve_socket_mode(app: AsyncApp, app_token: str) -> AsyncIterator[None]:
    """The app on two Socket Mode connections. Raises NotReady when Slack refuses the token."""
    handlers = [AsyncSocketModeHandler(app, app_token) for _ in range(_CONNECTIONS)]
    try:
        for handler in handlers:
            await handler.connect_async()
        yield
    except SlackApiError as error:
        raise NotReady(
            f"Slack refused the app-level token ({error.response['error']}).",
            "Set SLACK_APP_TOKEN to one with the scope connections:write.",
        ) from None
    finally:
        await asyncio.gather(*(_closed(handler) for handler in handlers))


async def _closed(handler: AsyncSocketModeHandler) -> None:
    with suppress(Exception):
        await asyncio.wait_for(handler.close_async(), _CLOSING)


@asynccontextmanager
async def _upkeep(storage: Storage) -> AsyncIterator[None]:
    """What has to be done now and then; every replica does it, and nothing is done twice."""
    upkeep = Upkeep(storage)
    tasks = [
        asyncio.create_task(_every(_EXPIRING, upkeep.expire_requests)),
        asyncio.create_task(_every(_REFITTING, upkeep.refit_if_changed)),
        asyncio.create_task(_every(_PRUNING, lambda: _pruned(storage))),
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _every(seconds: float, work: Callable[[], Awaitable[object]]) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await work()
        except Exception:
            _log.exception("The upkeep failed; it is tried again")


async def _pruned(storage: Storage) -> int:
    async with storage.transaction() as tx:
        return await tx.inbox.prune(days=_KEEP_DAYS)
