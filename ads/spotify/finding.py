"""Finding our own campaigns, ad sets, drafts and ads again by the reference in their names."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TypeVar

from ads.references import carries
from ads.spotify.answers import (
    Ad,
    Ads,
    AdSetDrafts,
    AdSets,
    Asset,
    Assets,
    Campaign,
    CampaignDraft,
    CampaignDrafts,
    Campaigns,
    Page,
    StoredAdSet,
)
from ads.spotify.errors import unreadable
from ads.spotify.http import Account

PAGE_SIZE = 50
"""The most that Spotify gives at once."""
MOST_PAGES = 200
"""No account has as much as so many pages hold."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

PageOf = TypeVar("PageOf", bound=Page)


async def live_campaign(account: Account, reference: str) -> Campaign | None:
    """The live campaign that carries a reference."""

    async def page(offset: int) -> Campaigns:
        return await account.get(
            "{me}/campaigns", Campaigns, name=reference, limit=PAGE_SIZE, offset=offset
        )

    found = [c async for p in _pages(page) for c in p.campaigns if carries(c.name, reference)]
    return found[0] if found else None


async def draft_campaign(account: Account, reference: str) -> CampaignDraft | None:
    """The draft campaign that carries a reference."""

    async def page(offset: int) -> CampaignDrafts:
        return await account.get(
            "{me}/drafts/campaigns", CampaignDrafts, limit=PAGE_SIZE, offset=offset
        )

    async for drafts in _pages(page):
        for draft in drafts.campaign_drafts:
            if carries(draft.name, reference):
                return draft
    return None


async def live_ad_sets(account: Account, campaign: str) -> list[StoredAdSet]:
    """All live ad sets of a campaign."""

    async def page(offset: int) -> AdSets:
        return await account.get(
            "{me}/ad_sets", AdSets, campaign_ids=[campaign], limit=PAGE_SIZE, offset=offset
        )

    return [ad_set async for p in _pages(page) for ad_set in p.ad_sets]


async def draft_ad_sets(account: Account, campaign: str) -> list[StoredAdSet]:
    """All draft ad sets of a draft campaign."""

    async def page(offset: int) -> AdSetDrafts:
        return await account.get(
            "{me}/drafts/ad_sets",
            AdSetDrafts,
            campaign_ids=[campaign],
            limit=PAGE_SIZE,
            offset=offset,
        )

    return [draft async for p in _pages(page) for draft in p.ad_set_drafts]


async def ads_of(account: Account, ad_set: str) -> list[Ad]:
    """All ads of an ad set."""

    async def page(offset: int) -> Ads:
        return await account.get(
            "{me}/ads", Ads, ad_set_ids=[ad_set], limit=PAGE_SIZE, offset=offset
        )

    return [ad async for p in _pages(page) for ad in p.ads]


async def files(account: Account, ids: tuple[str, ...]) -> list[Asset]:
    """The files with these ids, in this order; unknown ones are left out."""
    ours = [id for id in ids if _UUID.fullmatch(id)]
    if not ours:
        return []
    answer = await account.get("{me}/assets", Assets, asset_ids=ours, limit=PAGE_SIZE)
    known = {asset.id: asset for asset in answer.assets}
    return [known[id] for id in ours if id in known]


async def _pages(page: Callable[[int], Awaitable[PageOf]]) -> AsyncIterator[PageOf]:
    """All pages. Raises TransientError for a list that has no end, or not what it promises."""
    seen = 0
    for _ in range(MOST_PAGES):
        answer = await page(seen)
        yield answer
        seen += answer.count
        if not answer.has_more(seen):
            return
        if answer.count == 0:
            break
    raise unreadable()
