"""The pieces that the tests of the Ads APIs are put together from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

import httpx

from ads.adcp import AdcpSeller
from ads.adcp import Connection as AdcpConnection
from ads.booking import Patience
from ads.pace import Paces
from ads.references import reference
from ads.spotify import Auction, Client, Connection, Grant, Reserved, Tokens
from media.accounts import AdAccount, Assets
from media.booking import Booked, Order, OrderLine
from media.brief import Audience
from media.words import AdFormat, Channel, Objective
from sandbox.ads import CLIENT_ID, CLIENT_SECRET, AdsSandbox, account_id

START = datetime.now(UTC).date() + timedelta(days=30)
END = START + timedelta(days=29)
HASTE = Patience(attempts=25, first_delay=0.01, longest_delay=0.05)
CHANNELS: dict[str, Channel] = {
    "spotify": "self_serve",
    "spotify_reserved": "direct",
    "adcp_guaranteed": "direct",
    "adcp_exchange": "programmatic",
}


class Kept:
    """A token store in memory, with a real lock."""

    def __init__(self, tokens: Tokens | None = None) -> None:
        self.tokens = tokens
        self._lock = asyncio.Lock()

    async def read(self, grant: str = "") -> Tokens | None:
        return self.tokens

    async def write(self, tokens: Tokens) -> None:
        self.tokens = tokens

    @asynccontextmanager
    async def exclusive(self, grant: str) -> AsyncIterator[Kept]:
        async with self._lock:
            yield self


def signed_in(sandbox: AdsSandbox) -> Kept:
    access, refresh, seconds = sandbox.sign_in()
    until = datetime.now(UTC) + timedelta(seconds=seconds)
    return Kept(Tokens(access=access, refresh=refresh, expires_at=until))


def grant(sandbox: AdsSandbox, http: httpx.AsyncClient, store: Kept) -> Grant:
    client = Client(CLIENT_ID, CLIENT_SECRET)
    return Grant("spotify", client=client, store=store, http=http, address=sandbox.accounts_address)


def connection(
    sandbox: AdsSandbox, http: httpx.AsyncClient, store: Kept | None = None
) -> Connection:
    return Connection(
        http,
        grant(sandbox, http, store or signed_in(sandbox)),
        address=sandbox.spotify_address,
        paces=Paces(rate=10_000, burst=10_000),
        timeout=10.0,
    )


def auction(sandbox: AdsSandbox, http: httpx.AsyncClient, store: Kept | None = None) -> Auction:
    return Auction(connection(sandbox, http, store), page=f"{sandbox.address}/spotify")


def reserved(sandbox: AdsSandbox, http: httpx.AsyncClient) -> Reserved:
    return Reserved(connection(sandbox, http), page=f"{sandbox.address}/spotify")


def adcp(sandbox: AdsSandbox, seller: str, timeout: float = 5.0) -> AdcpSeller:
    return AdcpSeller(
        AdcpConnection(
            sandbox.mcp_address(seller), paces=Paces(rate=10_000, burst=10_000), timeout=timeout
        ),
        seller=seller,
        guaranteed=seller == "adcp_guaranteed",
        page=f"{sandbox.address}/{seller}",
    )


def line(
    id: str = "BR-audio",
    *,
    market: str = "BR",
    format: AdFormat = "audio",
    channel: Channel = "self_serve",
    budget: int = 20_000_000_000,
    cpm: int = 26_000_000,
    start: date = START,
    end: date = END,
    audience: Audience | None = None,
    **rest: object,
) -> OrderLine:
    return OrderLine(
        line=id,
        reference=reference("test", id, budget),
        market=market,
        format=format,
        channel=channel,
        start=start,
        end=end,
        budget=budget,
        impressions=budget * 1000 // cpm,
        cpm=cpm,
        audience=audience or Audience(age_min=18, age_max=34, interests=("fitness",)),
        **rest,  # type: ignore[arg-type]
    )


def order(
    *lines: OrderLine,
    seller: str = "spotify",
    currency: str = "BRL",
    objective: Objective = "REACH",
    category: str = "ADV_6_44",
    plan: str = "plan-1",
    assets: Assets | None = None,
) -> Order:
    chosen = lines or (line(channel=CHANNELS[seller]),)
    return Order(
        reference=reference(plan, seller, *(one.reference for one in chosen)),
        plan=plan,
        version=1,
        plan_hash="0" * 64,
        advertiser="Nike",
        category=category,
        objective=objective,
        currency=currency,
        account=AdAccount(
            channel=CHANNELS[seller],
            seller=seller,
            account_id=account_id(seller, currency),
            currency=currency,
        ),
        lines=chosen,
        assets=assets or Assets(),
    )


async def silent(step: str, booked: Booked) -> None:
    """Nobody listens."""
