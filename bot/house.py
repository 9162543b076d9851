"""The whole house, put together from settings: storage, sellers, durable work, desk, agents."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.engines import kept_running
from bot.settings import Settings
from media.errors import NotReady
from storage.engines import Addresses, Engines
from storage.migrate import migrate
from storage.store import Storage

if TYPE_CHECKING:
    import httpx

    from ads.pace import Paces
    from ads.protocol import AdsApi
    from ads.registry import Registry
    from agents.gemini import Gemini, GeminiReader
    from agents.orchestrator import Orchestrator
    from desk.booking.delivery import OnBehind
    from desk.desk import Desk
    from desk.results import BookingView

Notify = Callable[["BookingView"], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class House:
    """Open storage and the two rooms that surfaces call."""

    storage: Storage
    desk: Desk
    orchestrator: Orchestrator


@asynccontextmanager
async def open_storage(
    settings: Settings, *, patience: float | None = None
) -> AsyncIterator[tuple[Storage, Addresses]]:
    """Storage at the configured addresses, or on the embedded engines; migrated. `patience` is
    how many seconds a statement may take.
    """
    async with AsyncExitStack() as stack:
        addresses = await _addresses(settings, stack)
        await asyncio.to_thread(_migrated, addresses.database_url)
        storage = Storage.open(
            addresses.database_url,
            addresses.redis_url,
            settings.encryption_key,
            patience=patience,
        )
        yield await stack.enter_async_context(storage), addresses


def _migrated(database_url: str) -> None:
    from sqlalchemy.exc import OperationalError

    try:
        migrate(database_url)
    except OperationalError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise NotReady(
            f"The database cannot be reached: {reason}.", "Check DATABASE_URL and the server."
        ) from None


async def _addresses(settings: Settings, stack: AsyncExitStack) -> Addresses:
    if settings.database_url and settings.redis_url:
        return Addresses(settings.database_url, settings.redis_url)
    if settings.database_url or settings.redis_url:
        raise NotReady(
            "Only one of DATABASE_URL and REDIS_URL is set.",
            "Set both, or neither to use the embedded engines.",
        )
    engines = Engines(settings.home)
    starting = asyncio.ensure_future(asyncio.to_thread(engines.ensure))
    stack.push_async_callback(_stopped, engines, starting)
    addresses = await asyncio.shield(starting)
    await stack.enter_async_context(kept_running(engines))
    return addresses


async def _stopped(engines: Engines, starting: asyncio.Future[Addresses]) -> None:
    """Who is interrupted while they start leaves none behind either."""
    await asyncio.wait((starting,))
    engines.stop()


@asynccontextmanager
async def open_house(
    settings: Settings,
    notify: Notify | None = None,
    on_behind: OnBehind | None = None,
    *,
    durable: bool = True,
    patience: float | None = None,
) -> AsyncIterator[House]:
    """Everything open. With `durable` false nothing is booked here: bookings wait. `patience` is
    how many seconds a statement to the database may take.
    """
    from agents.orchestrator import Orchestrator
    from desk.booking.booker import Booker
    from desk.dbos_jobs import DbosJobs
    from desk.desk import Desk

    async with AsyncExitStack() as stack:
        opening = open_storage(settings, patience=patience)
        storage, addresses = await stack.enter_async_context(opening)
        registry = await stack.enter_async_context(open_registry(settings, storage))
        jobs = DbosJobs(storage, addresses.database_url, worker=settings.worker)
        booker = Booker(storage, registry, jobs, notify or _silence, on_behind=on_behind)
        desk = Desk(storage, registry, booker)
        if durable:
            await jobs.start()
            stack.push_async_callback(jobs.stop)
        model = await _model(settings, storage, stack)
        yield House(storage, desk, Orchestrator(desk, model))


def gemini_of(settings: Settings) -> Gemini | None:
    """Gemini where a key or a Vertex project is set; without one nothing of it is imported."""
    if settings.gemini_api_key is None and settings.vertex_project is None:
        return None
    from agents.gemini import Gemini, GeminiSettings

    key = settings.gemini_api_key
    return Gemini(
        GeminiSettings(
            model=settings.gemini_model,
            api_key=key.get_secret_value() if key else None,
            project=settings.vertex_project,
            location=settings.vertex_location,
            base_url=settings.gemini_base_url,
            deadline_seconds=settings.gemini_deadline,
        )
    )


async def _model(
    settings: Settings, storage: Storage, stack: AsyncExitStack
) -> GeminiReader | None:
    model = gemini_of(settings)
    if model is None:
        return None
    from agents.gemini import GeminiReader, LookUps

    stack.push_async_callback(model.close)
    async with storage.transaction() as tx:
        catalog = await tx.catalogs.current()
    return GeminiReader(
        model,
        look_ups=LookUps.of(catalog) if catalog else None,
        open_books=storage.transaction,
        monthly_tokens=settings.gemini_monthly_tokens,
    )


async def _silence(view: BookingView) -> None:
    """Nobody is listening."""


@asynccontextmanager
async def open_registry(settings: Settings, storage: Storage) -> AsyncIterator[Registry]:
    """The configured sellers, over one pool of connections."""
    import httpx

    from ads.pace import Paces
    from ads.registry import Registry

    async with httpx.AsyncClient() as http:
        paces = Paces(shared=storage.cache.take_turn)
        yield Registry([*_spotify(settings, storage, http, paces), *_adcp(settings, paces)])


def _spotify(
    settings: Settings, storage: Storage, http: httpx.AsyncClient, paces: Paces
) -> list[AdsApi]:
    if settings.spotify_refresh_token is None:
        return []
    from ads.spotify import (
        ACCOUNTS_ADDRESS,
        ADDRESS,
        Auction,
        Client,
        Connection,
        Grant,
        Reserved,
        Tokens,
    )
    from desk.token_store import StoredTokens

    first = Tokens(
        access="",
        refresh=settings.spotify_refresh_token.get_secret_value(),
        expires_at=datetime.fromtimestamp(0, UTC),
    )
    grant = Grant(
        "spotify",
        client=Client(
            settings.spotify_client_id, settings.spotify_client_secret.get_secret_value()
        ),
        store=StoredTokens(storage, first),
        http=http,
        address=settings.spotify_accounts_url or ACCOUNTS_ADDRESS,
    )
    address = settings.spotify_ads_url or ADDRESS
    connection = Connection(http, grant, address=address, paces=paces)
    page = settings.spotify_page
    return [Auction(connection, page=page), Reserved(connection, page=page)]


def _adcp(settings: Settings, paces: Paces) -> list[AdsApi]:
    from ads.adcp import AdcpSeller, Connection

    token = settings.adcp_token.get_secret_value() if settings.adcp_token else None
    places = (
        (
            "adcp_guaranteed",
            settings.adcp_guaranteed_url,
            True,
            "The publisher",
            settings.adcp_guaranteed_page,
        ),
        (
            "adcp_exchange",
            settings.adcp_exchange_url,
            False,
            "The exchange",
            settings.adcp_exchange_page,
        ),
    )
    return [
        AdcpSeller(
            Connection(url, token=token, paces=paces),
            seller=key,
            guaranteed=guaranteed,
            name=name,
            page=page,
        )
        for key, url, guaranteed, name, page in places
        if url
    ]
