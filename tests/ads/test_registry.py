"""Which lines of a plan go where, and why some cannot."""

from __future__ import annotations

from datetime import date

import pytest

from ads.adcp import AdcpSeller
from ads.adcp import Connection as AdcpConnection
from ads.protocol import AdsApi
from ads.registry import Registry
from ads.spotify import Auction, Reserved
from media.accounts import AdAccount, Advertiser
from media.brief import Brief
from media.errors import NotReady
from media.forecast import Comparables, Interval
from media.plan import LineEvidence, LineItem, MediaPlan
from media.words import AdFormat, Channel

SOME = Interval(mid=1, low80=1, high80=1, low90=1, high90=1)


def registry() -> Registry:
    exchange = AdcpConnection("http://127.0.0.1:9/mcp")
    apis: list[AdsApi] = [
        Auction(None),  # type: ignore[arg-type]
        Reserved(None),  # type: ignore[arg-type]
        AdcpSeller(exchange, seller="adcp_guaranteed", guaranteed=True),
        AdcpSeller(exchange, seller="adcp_exchange", guaranteed=False),
    ]
    return Registry(apis)


def item(channel: Channel, format: AdFormat, seller: str) -> LineItem:
    return LineItem(
        id=f"BR-{format}-{channel}",
        market="BR",
        format=format,
        channel=channel,
        start=date(2027, 1, 1),
        end=date(2027, 1, 31),
        budget=1_000_000_000,
        cpm=10_000_000,
        impressions=100_000,
        reach=50_000,
        evidence=LineEvidence(
            comparables=Comparables(count=1, level="market"),
            fit="f",
            seller=seller,
            cpm=SOME,
            impressions=SOME,
            sell_through=0.5,
        ),
    )


def plan(*lines: LineItem, version: int = 1, currency: str = "BRL") -> MediaPlan:
    return MediaPlan(
        id="p1",
        version=version,
        currency=currency,
        total=sum(line.budget for line in lines),
        lines=lines,
        reach=1,
        frequency=1,
        cpm=1,
        gap=0,
        intervals={},
        brief=Brief(objective="REACH"),
        made_on=date(2026, 11, 21),
    )


def account(channel: Channel, seller: str, currency: str = "BRL") -> AdAccount:
    return AdAccount(channel=channel, seller=seller, account_id=f"at-{seller}", currency=currency)


NIKE = Advertiser(
    name="Nike",
    category="ADV_6_44",
    accounts=(
        account("self_serve", "spotify"),
        account("direct", "spotify_reserved"),
        account("direct", "adcp_guaranteed"),
        account("programmatic", "adcp_exchange"),
    ),
)
MIXED = plan(
    item("self_serve", "audio", "spotify"),
    item("self_serve", "video", "spotify"),
    item("self_serve", "display", "spotify"),
    item("direct", "audio", "spotify_reserved"),
    item("direct", "podcast", "spotify_reserved"),
    item("direct", "display", "adcp_guaranteed"),
    item("programmatic", "audio", "adcp_exchange"),
)


def test_every_line_goes_to_its_seller_under_campaigns_that_can_hold_it() -> None:
    orders = registry().orders(MIXED, NIKE)
    assert [(o.account.seller, [line.format for line in o.lines]) for o in orders] == [
        ("spotify", ["audio", "video"]),
        ("spotify", ["display"]),
        ("spotify_reserved", ["audio"]),
        ("spotify_reserved", ["podcast"]),
        ("adcp_guaranteed", ["display"]),
        ("adcp_exchange", ["audio"]),
    ]
    assert sum(line.budget for o in orders for line in o.lines) == MIXED.total


def test_references_are_stable_short_and_new_for_every_version() -> None:
    def references(of: MediaPlan) -> list[str]:
        orders = registry().orders(of, NIKE)
        return [o.reference for o in orders] + [line.reference for o in orders for line in o.lines]

    first = references(MIXED)
    assert first == references(MIXED)
    assert len(set(first)) == len(first)
    assert all(len(reference) == 13 for reference in first)
    second = references(MIXED.model_copy(update={"version": 2}))
    assert not set(first) & set(second)


def test_the_channels_only_account_books_what_another_seller_had_priced() -> None:
    only = NIKE.model_copy(update={"accounts": (account("direct", "spotify_reserved"),)})
    [order] = registry().orders(plan(item("direct", "display", "adcp_guaranteed")), only)
    assert order.account.seller == "spotify_reserved"


@pytest.mark.parametrize(
    ("advertiser", "word"),
    [
        (NIKE.model_copy(update={"category": None}), "no ad category"),
        (NIKE.model_copy(update={"accounts": ()}), "no self-serve ad account"),
        (
            NIKE.model_copy(update={"accounts": (account("self_serve", "spotify", "USD"),)}),
            "billed in USD",
        ),
        (
            NIKE.model_copy(update={"accounts": (account("self_serve", "adcp_exchange"),)}),
            "does not sell",
        ),
        (NIKE.model_copy(update={"accounts": (account("self_serve", "gone"),)}), "does not sell"),
    ],
)
def test_what_is_missing_is_named_with_a_remedy(advertiser: Advertiser, word: str) -> None:
    wanted = plan(item("self_serve", "audio", "spotify"))
    [problem] = registry().route(wanted, advertiser).problems
    assert word in problem.message and problem.remedy
    with pytest.raises(NotReady, match=word):
        registry().orders(wanted, advertiser)


def test_an_unknown_seller_is_not_connected() -> None:
    with pytest.raises(NotReady, match="No Ads API is connected for “gone”"):
        registry().api("gone")


def test_an_account_is_at_a_seller_of_its_channel() -> None:
    account = AdAccount(channel="direct", seller="spotify", account_id="a", currency="BRL")
    with pytest.raises(NotReady, match=r"“spotify” does not sell direct here") as refused:
        registry().check(account)
    assert "known are: spotify_reserved, adcp_guaranteed." in str(refused.value)
