"""Ads out of an advertiser's assets: one per ad set, of the files that fit its format."""

from __future__ import annotations

from collections.abc import Sequence

from ads.references import carries, idempotency_key, named
from ads.spotify.answers import Ad, Asset
from ads.spotify.finding import ads_of, files
from ads.spotify.goals import ASSET_FORMATS
from ads.spotify.http import Account
from ads.spotify.wire import AdAssets, AdBody, CallToAction
from media.booking import Order, OrderLine

_LONGEST_ADVERTISER_NAME = 25


def complete(order: Order) -> bool:
    """Whether there is everything that any ad needs: words, an address, files."""
    assets = order.assets
    return bool(assets.tagline and assets.clickthrough and assets.files)


async def library(account: Account, order: Order) -> list[Asset]:
    """The advertiser's files that Spotify has, in the order they were given."""
    found = await files(account, order.assets.files)
    return [asset for asset in found if asset.status in (None, "READY")]


async def attach(
    account: Account, order: Order, line: OrderLine, ad_set: str, library: Sequence[Asset]
) -> None:
    """Create the line's ad unless it is there, or the files do not suffice for its format."""
    chosen = choose(ASSET_FORMATS[line.format], library)
    if chosen is None:
        return
    if any(carries(ad.name, line.reference) for ad in await ads_of(account, ad_set)):
        return
    key = idempotency_key(order, line.line, f"ad:{chosen.asset_id}")
    await account.create("{me}/ads", _body(order, line, ad_set, chosen), Ad, key)


def choose(asset_format: str, library: Sequence[Asset]) -> AdAssets | None:
    """The first file of the format is the ad, the first image its companion, the last its logo."""
    fitting = [asset.id for asset in library if asset.asset_type == asset_format]
    images = [asset.id for asset in library if asset.asset_type == "IMAGE"]
    if not fitting or not images:
        return None
    companion = images[0] if asset_format == "AUDIO" else None
    return AdAssets(asset_id=fitting[0], logo_asset_id=images[-1], companion_asset_id=companion)


def _body(order: Order, line: OrderLine, ad_set: str, assets: AdAssets) -> AdBody:
    return AdBody(
        name=named(f"{order.advertiser} · {order.assets.tagline}", line.reference),
        ad_set_id=ad_set,
        tagline=order.assets.tagline or "",
        advertiser_name=order.advertiser[:_LONGEST_ADVERTISER_NAME].strip(),
        assets=assets,
        call_to_action=CallToAction(clickthrough_url=order.assets.clickthrough or ""),
    )
