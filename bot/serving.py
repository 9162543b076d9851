"""The bot at work: the house, the worker that answers, the line to Slack, and upkeep."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import date
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import build_app
from bot.house import House, open_house
from bot.listeners.bookings import BookingPosts
from bot.settings import Settings
from bot.slack import is_trouble, slack_client
from bot.web import listening, signed, web_app
from desk.upkeep import Upkeep
from media.errors import NotReady

if TYPE_CHECKING:
    from bot.listeners.lagging import LaggingLines
    from desk.booking.pacing import Pacing
    from desk.results import BookingView

_log = logging.getLogger(__name__)
_UPKEEP_SECONDS = 60.0
_CLOSE_SECONDS = 3.0
_CONNECT_SECONDS = 60.0
_PATIENCE = 8.0
"""Seconds that somebody who pressed a button waits before they hear that the database is away."""
_BOLTS_LISTENER = "run_ack_function_asynchronously"


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[House]:
    """Everything running until the context ends. Raises NotReady when Slack is not configured.

    With an app-level token events arrive over Socket Mode, else as signed HTTP requests on PORT,
    where the health check answers in both cases.
    """
    client, secret = _client(settings)
    async with AsyncExitStack() as stack:
        bookings = BookingPosts(client)
        lagging: asyncio.Future[LaggingLines] = asyncio.get_running_loop().create_future()

        async def on_behind(
            tenant: str, view: BookingView, lines: tuple[Pacing, ...], today: date
        ) -> None:
            """The app that tells of it stands a moment after the work begins."""
            await (await lagging)(tenant, view, lines, today)

        opening = open_house(settings, bookings, on_behind, patience=_PATIENCE)
        house = await stack.enter_async_context(opening)
        stack.push_async_callback(bookings.close)
        stack.push_async_callback(_listeners_done)
        team = await _installed(client, house)
        await asyncio.to_thread(house.orchestrator.prepare)
        bookings.open(house.storage, team)
        built = build_app(
            client,
            house.storage,
            house.desk,
            house.orchestrator,
            bookings=bookings,
            owner=settings.worker,
        )
        lagging.set_result(built.lagging)
        await stack.enter_async_context(built.worker)
        await stack.enter_async_context(_upkeep(Upkeep(house.storage)))
        web = web_app(house.storage, signed(house.storage, built.app, secret) if secret else None)
        await stack.enter_async_context(listening(web, settings.port))
        if settings.slack_app_token is not None:
            token = settings.slack_app_token.get_secret_value()
            await stack.enter_async_context(_socket(built.app, token))
        yield house


async def _listeners_done() -> None:
    """Clicks that are still being answered get a moment: Bolt starts them and forgets them."""
    running = [
        task
        for task in asyncio.all_tasks()
        if _BOLTS_LISTENER in getattr(task.get_coro(), "__qualname__", "")
    ]
    if running:
        await asyncio.wait(running, timeout=_CLOSE_SECONDS)


def _client(settings: Settings) -> tuple[AsyncWebClient, str]:
    """Slack's client, and the signing secret where HTTP deliveries need it."""
    if settings.slack_bot_token is None:
        raise NotReady(
            "SLACK_BOT_TOKEN is not set.",
            "Install the app from manifests/slack.yaml; `make demo` needs no Slack at all.",
        )
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        raise NotReady(
            "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set.",
            "Set the first for Socket Mode, or the second for HTTP events.",
        )
    over_http = settings.slack_app_token is None and settings.slack_signing_secret is not None
    secret = settings.slack_signing_secret.get_secret_value() if over_http else ""  # type: ignore[union-attr]
    return slack_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url), secret


async def _installed(client: AsyncWebClient, house: House) -> str:
    """The workspace's id, noted as a tenant."""
    try:
        team = str((await client.auth_test())["team_id"])
    except SlackApiError as error:
        if is_trouble(error):
            raise _unreached(client) from None
        raise NotReady(
            f"Slack refuses the bot token: {error.response['error']}.",
            "Install the app again and set the new SLACK_BOT_TOKEN.",
        ) from None
    async with house.storage.transaction() as tx:
        await tx.tenants.install(team)
    return team


def _unreached(client: AsyncWebClient) -> NotReady:
    return NotReady(
        f"Slack cannot be reached at {client.base_url}.", "Check the network and SLACK_API_URL."
    )


@asynccontextmanager
async def _socket(app: AsyncApp, token: str) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, token)
    try:
        connecting = handler.connect_async()  # type: ignore[no-untyped-call]
        await asyncio.wait_for(connecting, _CONNECT_SECONDS)
    except (SlackApiError, ClientError, OSError) as error:
        await handler.client.close()  # type: ignore[no-untyped-call]
        if not isinstance(error, SlackApiError) or is_trouble(error):
            raise _unreached(app.client) from None
        raise NotReady(
            f"Slack refuses the app-level token: {error.response['error']}.",
            "Make one with connections:write and set it as SLACK_APP_TOKEN.",
        ) from None
    try:
        yield
    finally:
        with contextlib.suppress(TimeoutError):
            closing = handler.close_async()  # type: ignore[no-untyped-call]
            await asyncio.wait_for(closing, _CLOSE_SECONDS)


@asynccontextmanager
async def _upkeep(upkeep: Upkeep) -> AsyncIterator[None]:
    task = asyncio.create_task(_keep_up(upkeep))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _keep_up(upkeep: Upkeep) -> None:
    while True:
        try:
            await upkeep.expire_requests()
            await upkeep.refit_if_changed()
        except Exception:
            _log.exception("Upkeep failed; it is tried again")
        await asyncio.sleep(_UPKEEP_SECONDS)


async def serve_forever(settings: Settings) -> None:
    """Serve until the process is told to stop."""
    logging.basicConfig(level=settings.log_level)
    logging.getLogger("dbos").setLevel(logging.WARNING)
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with serving(settings):
        _log.info("Flightplan is connected")
        await stop.wait()
