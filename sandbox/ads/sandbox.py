"""The local Ads APIs on one port: start, look at, disturb, move through time, stop."""

from __future__ import annotations

import contextlib
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

from sandbox.ads.accounts import CURRENCIES, SELLERS, account_id
from sandbox.ads.adcp.app import Mcp
from sandbox.ads.adcp.seller import Seller
from sandbox.ads.clock import Clock
from sandbox.ads.delivery import Deliver, evenly
from sandbox.ads.faults import Faults, Faulty
from sandbox.ads.page import admin
from sandbox.ads.prices import Price, list_price
from sandbox.ads.spotify import app as spotify_app
from sandbox.ads.spotify import oauth
from sandbox.ads.spotify.places import interest_id
from sandbox.ads.spotify.state import Spotify
from sandbox.ads.store import Store
from sandbox.market.offer import INTERESTS, SEGMENTS
from sandbox.serving import address_of, listen, serving

_FILES = (
    ("AUDIO", "spot.mp3"),
    ("VIDEO", "spot.mp4"),
    ("IMAGE", "cover.png"),
    ("IMAGE", "logo.png"),
)


@dataclass(frozen=True, slots=True)
class AdsSandbox:
    """Running local Ads APIs."""

    address: str
    spotify: Spotify
    sellers: dict[str, Seller]
    clock: Clock

    @classmethod
    @contextlib.asynccontextmanager
    async def start(
        cls,
        port: int = 0,
        state_dir: Path | None = None,
        *,
        deliver: Deliver = evenly,
        price: Price = list_price,
        interests: tuple[str, ...] = (*INTERESTS, *SEGMENTS),
        clock: Clock | None = None,
        faults: Faults | None = None,
    ) -> AsyncIterator[AdsSandbox]:
        """Serve on a port (0 picks a free one) until the context ends.

        What is booked is kept in `state_dir`. `deliver` says what running lines bring, `price`
        is the rate card, `faults` are the first switches of all three servers.
        """
        clock = clock or Clock()
        first = faults or Faults()
        spotify = Spotify(
            _store(state_dir, "spotify"), first.model_copy(deep=True), clock, price, deliver,
            interests,
        )  # fmt: skip
        _open_accounts(spotify)
        sellers = {
            key: Seller.open(
                key, _store(state_dir, key), first.model_copy(deep=True), clock, price, deliver
            )
            for key in SELLERS
            if key.startswith("adcp_")
        }
        tools = {key: Mcp(seller) for key, seller in sellers.items()}
        app = _app(spotify, tools)
        async with contextlib.AsyncExitStack() as stack:
            for tool in tools.values():
                await stack.enter_async_context(tool.running())
            listener = listen(port)
            config = uvicorn.Config(app, log_level="warning", lifespan="off")
            await stack.enter_async_context(serving(config, listener, abrupt=True))
            sandbox = cls(address_of(listener), spotify, sellers, clock)
            app.state.sandbox = sandbox
            yield sandbox

    @property
    def spotify_address(self) -> str:
        """Where the Ads API v3 is: stands for https://api-partner.spotify.com/ads/v3."""
        return f"{self.address}/spotify/ads/v3"

    @property
    def accounts_address(self) -> str:
        """Where signing in is: stands for https://accounts.spotify.com."""
        return f"{self.address}/spotify-accounts"

    def mcp_address(self, seller: str) -> str:
        """Where an AdCP seller is: `adcp_guaranteed` or `adcp_exchange`."""
        return f"{self.address}/{seller}/mcp"

    def faults(self, seller: str) -> Faults:
        """The switches of a server."""
        return self.sellers[seller].faults if seller in self.sellers else self.spotify.faults

    def sign_in(self) -> tuple[str, str, int]:
        """Access token, refresh token and its seconds, as if somebody had agreed."""
        granted = oauth.issue(self.spotify)
        return (
            str(granted["access_token"]),
            str(granted["refresh_token"]),
            int(granted["expires_in"]),
        )

    def move_to(self, day: date) -> None:
        """Let it be the evening of a day, so that running lines have delivered up to it."""
        self.clock.move_to(day)


def asset_ids(currency: str) -> tuple[str, ...]:
    """Files that every local Spotify account has: audio, video, companion image, logo."""
    account = account_id("spotify", currency)
    return tuple(interest_id(f"{account} {name}") for _, name in _FILES)


def _store(state_dir: Path | None, name: str) -> Store:
    return Store(None if state_dir is None else state_dir / f"{name}.jsonl")


def _open_accounts(spotify: Spotify) -> None:
    for currency in CURRENCIES:
        id = account_id("spotify", currency)
        if spotify.store.get("account", id):
            continue
        now = spotify.clock.stamp()
        spotify.store.put(
            "account",
            id,
            {
                "id": id,
                "name": f"Local account in {currency}",
                "currency_code": currency,
                "status": "ACTIVE",
                "created_at": now,
                "updated_at": now,
            },
        )
        for (type, name), file in zip(_FILES, asset_ids(currency), strict=True):
            asset = {
                "id": file,
                "account": id,
                "name": name,
                "asset_type": type,
                "status": "READY",
                "created_at": now,
                "updated_at": now,
            }
            spotify.store.put("asset", file, asset)


def _app(spotify: Spotify, tools: dict[str, Mcp]) -> Starlette:
    seed = random.Random(3)
    mounts: list[Mount] = [
        Mount(
            "/spotify/ads/v3", Faulty(spotify_app.api(spotify), spotify.faults, seed.randrange(99))
        ),
        Mount("/spotify-accounts", spotify_app.accounts(spotify)),
    ]
    for key, tool in tools.items():
        behind: ASGIApp = Faulty(tool, tool.seller.faults, seed.randrange(99))
        mounts.append(Mount(f"/{key}", behind))
    return Starlette(routes=[*admin.routes(), *mounts])
