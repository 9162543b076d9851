"""The pieces that the tests of booking are put together from: a plan, sellers, a worker."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import httpx

from ads.adcp import AdcpSeller
from ads.adcp import Connection as AdcpConnection
from ads.booking import Patience
from ads.pace import Paces
from ads.protocol import AdsApi
from ads.registry import Registry
from ads.spotify import Auction, Client, Connection, Grant, Reserved, Tokens
from desk.booking.asking import Timing
from desk.booking.booker import Booker
from desk.dbos_jobs import DbosJobs
from desk.holding import daily_holds
from desk.results import BookingView
from desk.token_store import StoredTokens
from media.accounts import AdAccount, Advertiser, Assets
from media.booking import BookingState
from media.brief import Audience, Brief, Budget
from media.forecast import Comparables, Interval
from media.inventory import Cell
from media.money import MICROS
from media.plan import LineEvidence, LineItem, MediaPlan
from media.words import Channel
from sandbox.ads import CLIENT_ID, CLIENT_SECRET, AdsSandbox, account_id, asset_ids
from storage.inventory import StockRow
from storage.store import Storage

TENANT = "T1"
START = datetime.now(UTC).date() + timedelta(days=30)
END = START + timedelta(days=29)
SELLERS: dict[Channel, str] = {
    "self_serve": "spotify",
    "direct": "adcp_guaranteed",
    "programmatic": "adcp_exchange",
}
CHANNELS = tuple(SELLERS)
BUDGET = 60_000 * MICROS
CPM = 26 * MICROS
ASSETS = Assets(
    tagline="Now playing",
    clickthrough="https://nike.example",
    files=(*asset_ids("BRL"), "https://files.example/spot.mp3"),
)
HASTE = Timing(
    patience=Patience(attempts=6, first_delay=0.02, longest_delay=0.1),
    first_look=0.2,
    longest_look=0.5,
    looks=5,
)
_GLANCE = 0.2
"""Seconds between two looks at a booking: a look costs time that it would be booked in."""
_INTERVAL = Interval(mid=26, low80=20, high80=30, low90=18, high90=32)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a worker finds everything: plain text, so that another process can be told."""

    database_url: str
    redis_url: str
    key: str
    spotify: str
    accounts: str
    guaranteed: str
    exchange: str
    refresh: str

    @classmethod
    def of(cls, sandbox: AdsSandbox, database_url: str, redis_url: str, key: str) -> Place:
        return cls(
            database_url,
            redis_url,
            key,
            sandbox.spotify_address,
            sandbox.accounts_address,
            sandbox.mcp_address("adcp_guaranteed"),
            sandbox.mcp_address("adcp_exchange"),
            sandbox.sign_in()[1],
        )


@dataclass(slots=True)
class Desk:
    """A booker over everything real; `jobs` is started by who wants a worker here."""

    storage: Storage
    booker: Booker
    jobs: DbosJobs
    registry: Registry
    told: list[BookingView] = field(default_factory=list)

    async def view(self, plan: MediaPlan) -> BookingView:
        return await self.booker.view(TENANT, plan.id, plan.version)

    async def until(
        self, plan: MediaPlan, *states: BookingState, seconds: float = 45
    ) -> BookingView:
        view = await self.view(plan)
        try:
            async with asyncio.timeout(seconds):
                while view.state not in states:
                    await asyncio.sleep(_GLANCE)
                    view = await self.view(plan)
        except TimeoutError:
            raise AssertionError(f"{view.state} after {seconds} s: {view.orders}") from None
        return view

    async def unsold(self, plan: MediaPlan) -> tuple[int, int]:
        """Impressions held and sold over the plan's cells."""
        async with self.storage.transaction() as tx:
            stock = await tx.inventory.by_day(START, END, markets=[plan.lines[0].market])
        return sum(x.held for x in stock.values()), sum(x.sold for x in stock.values())

    async def trail(self, plan: MediaPlan) -> list[str]:
        async with self.storage.transaction() as tx:
            assert (await tx.audit.verify(TENANT)).intact
            return [row.action async for row in tx.audit.export(TENANT, plan=plan.id)]


@asynccontextmanager
async def open_desk(
    place: Place,
    *,
    worker: str = "w1",
    start: bool = True,
    timing: Timing = HASTE,
    timeout: float = 3.0,
    lost_after: float = 6.0,
    around: Callable[[AdsApi], AdsApi] = lambda api: api,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> AsyncIterator[Desk]:
    """Everything open; with `start` this process is a worker. `around` wraps the Ads APIs."""
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(
            Storage.open(place.database_url, place.redis_url, place.key)
        )
        http = await stack.enter_async_context(httpx.AsyncClient())
        registry = Registry(map(around, _apis(place, storage, http, timeout, clock)))
        jobs = DbosJobs(
            storage, place.database_url, worker=worker, poll=0.1, beat=1.0, lost_after=lost_after
        )
        told: list[BookingView] = []

        async def notify(view: BookingView) -> None:
            told.append(view)

        booker = Booker(storage, registry, jobs, notify, timing=timing)
        if start:
            await jobs.start()
            stack.push_async_callback(jobs.stop)
        else:
            await jobs.prepare()
        yield Desk(storage, booker, jobs, registry, told)


def _apis(
    place: Place,
    storage: Storage,
    http: httpx.AsyncClient,
    timeout: float,
    clock: Callable[[], datetime],
) -> list[AdsApi]:
    first = Tokens(access="", refresh=place.refresh, expires_at=datetime.fromtimestamp(0, UTC))
    grant = Grant(
        "spotify",
        client=Client(CLIENT_ID, CLIENT_SECRET),
        store=StoredTokens(storage, first),
        http=http,
        address=place.accounts,
    )
    fast = Paces(rate=10_000, burst=10_000)
    spotify = Connection(http, grant, address=place.spotify, paces=fast, timeout=timeout)
    addresses = {"adcp_guaranteed": place.guaranteed, "adcp_exchange": place.exchange}
    return [
        Auction(spotify, page="https://ads.example", clock=clock),
        Reserved(spotify, page="https://ads.example", clock=clock),
        *(
            AdcpSeller(
                AdcpConnection(address, paces=fast, timeout=timeout),
                seller=seller,
                guaranteed=seller == "adcp_guaranteed",
                clock=clock,
            )
            for seller, address in addresses.items()
        ),
    ]


def plan_of(
    name: str,
    *,
    lines: int = 3,
    channels: Iterable[Channel] = CHANNELS,
    start: date = START,
    end: date = END,
    version: int = 1,
) -> MediaPlan:
    """A plan whose lines go round the channels."""
    among = tuple(channels)
    items = tuple(_line(n, among[n % len(among)], start, end) for n in range(lines))
    total = sum(item.budget for item in items)
    return MediaPlan(
        id=name,
        version=version,
        currency="BRL",
        total=total,
        lines=items,
        reach=100_000,
        frequency=3.0,
        cpm=CPM,
        gap=0.0,
        intervals={},
        brief=Brief(
            advertiser="Nike",
            budget=Budget(amount=total, currency="BRL"),
            objective="REACH",
            audience=Audience(age_min=18, age_max=34),
        ),
        made_on=START - timedelta(days=30),
    )


def _line(number: int, channel: Channel, start: date, end: date) -> LineItem:
    budget = BUDGET + number * MICROS
    return LineItem(
        id=f"line-{number}",
        market="BR",
        format="audio",
        channel=channel,
        start=start,
        end=end,
        budget=budget,
        cpm=CPM,
        impressions=budget * 1000 // CPM,
        reach=50_000,
        evidence=LineEvidence(
            comparables=Comparables(count=3, level="market"),
            fit="fit-1",
            seller=SELLERS[channel],
            cpm=_INTERVAL,
            impressions=_INTERVAL,
            sell_through=0.2,
        ),
    )


def nike(assets: Assets | None = None) -> Advertiser:
    return Advertiser(
        name="Nike",
        category="ADV_6_44",
        accounts=tuple(
            AdAccount(
                channel=channel, seller=seller, account_id=account_id(seller, "BRL"), currency="BRL"
            )
            for channel, seller in SELLERS.items()
        ),
        assets=assets or Assets(),
    )


async def stock(storage: Storage, sellable: int = 50_000_000) -> None:
    """Inventory in every cell that the plans use, none of it sold."""
    days = [START + timedelta(days=n - 90) for n in range(200)]
    rows = (
        StockRow(Cell("BR", "audio", channel, day), sellable, 0)
        for channel in CHANNELS
        for day in days
    )
    async with storage.transaction() as tx:
        await tx.inventory.load(rows)


async def approve(desk: Desk, plan: MediaPlan, advertiser: Advertiser | None = None) -> None:
    """What an approval does: hold the inventory and queue the booking, in one transaction."""
    orders = desk.registry.orders(plan, advertiser or nike())
    async with desk.storage.transaction() as tx:
        await tx.plans.add(TENANT, plan, author="U1", conversation=f"c {plan.id}")
        holds = [hold for line in plan.lines for hold in await daily_holds(tx, line)]
        await tx.holds.reserve(TENANT, plan.id, plan.version, holds)
        await desk.booker.start(
            tx, tenant=TENANT, plan=plan, orders=orders, request_id="r1", approved_by="U2"
        )


def entities(sandbox: AdsSandbox) -> Counter[str]:
    """Everything that was booked anywhere, by the reference in its name or context."""
    store = sandbox.spotify.store
    names = [r["name"].split("[")[-1] for k in ("campaign", "ad_set") for r in store.all(k)]
    for seller in sandbox.sellers.values():
        for buy in seller.store.all("buy"):
            names.append(buy["context"]["reference"])
            names += [package["context"]["reference"] for package in buy["packages"]]
    return Counter(name.rstrip("]") for name in names)


def wanted(desk: Desk, plan: MediaPlan) -> set[str]:
    """The references of all entities that a plan should have, each once."""
    orders = desk.registry.orders(plan, nike())
    return {
        reference
        for order in orders
        for reference in (order.reference, *(line.reference for line in order.lines))
    }


def assert_booked_once(sandbox: AdsSandbox, desk: Desk, *plans: MediaPlan) -> None:
    found = entities(sandbox)
    expected = {reference for plan in plans for reference in wanted(desk, plan)}
    assert {name: count for name, count in found.items() if count != 1} == {}
    assert set(found) == expected


def decide(sandbox: AdsSandbox, seller: str) -> None:
    """Let the person at the seller decide now."""
    store = sandbox.sellers[seller].store
    for buy in store.all("buy"):
        now = sandbox.clock.now().isoformat()
        store.put("buy", buy["media_buy_id"], {**buy, "decided_at": now})
