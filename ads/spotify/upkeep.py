"""Switching what is booked on and off, and undoing it. Everything here may be said twice."""

from __future__ import annotations

from ads.spotify.answers import Campaign, Changed
from ads.spotify.errors import Gone
from ads.spotify.finding import draft_campaign, live_ad_sets, live_campaign
from ads.spotify.http import Account
from ads.spotify.wire import AdSetPatch, CampaignPatch
from media.booking import Booked


async def hold(account: Account, campaign: Campaign) -> None:
    """Make sure that nothing under the campaign can run: paused, and every ad set off."""
    if campaign.status == "ACTIVE":
        await _set_status(account, campaign.id, CampaignPatch(status="PAUSED"))
    for ad_set in await live_ad_sets(account, campaign.id):
        if ad_set.delivery != "OFF":
            await _deliver(account, ad_set.id, AdSetPatch(delivery="OFF"))


async def launch(account: Account, booked: Booked) -> None:
    """Confirmed ad sets on, all others stay off, then the campaign on."""
    confirmed = [
        line.external_id
        for line in booked.lines
        if line.state == "confirmed" and line.external_id and not line.archived
    ]
    if booked.campaign_id is None or not confirmed:
        return
    for ad_set in confirmed:
        await _deliver(account, ad_set, AdSetPatch(delivery="ON"))
    await _set_status(account, booked.campaign_id, CampaignPatch(status="ACTIVE"))


async def pause(account: Account, campaign: Campaign | None) -> None:
    """The campaign off; an archived one stays archived."""
    if campaign is not None and campaign.status != "ARCHIVED":
        await _set_status(account, campaign.id, CampaignPatch(status="PAUSED"))


async def archive(account: Account, reference: str) -> None:
    """Nothing of the order can run or be published any more."""
    campaign = await live_campaign(account, reference)
    if campaign is not None and campaign.status != "ARCHIVED":
        await hold(account, campaign)
        await _set_status(account, campaign.id, CampaignPatch(status="ARCHIVED"))
    if campaign is None:
        await discard_draft(account, reference)


async def discard_draft(account: Account, reference: str) -> None:
    """Delete the draft campaign of a reference, if there is one."""
    draft = await draft_campaign(account, reference)
    if draft is not None:
        await delete(account, f"{{me}}/drafts/campaigns/{draft.id}")


async def delete(account: Account, path: str) -> None:
    """Delete something that may be gone already."""
    try:
        await account.delete(path)
    except Gone:
        return


async def _set_status(account: Account, campaign: str, patch: CampaignPatch) -> None:
    await account.change(f"{{me}}/campaigns/{campaign}", patch, Changed)


async def _deliver(account: Account, ad_set: str, patch: AdSetPatch) -> None:
    await account.change(f"{{me}}/ad_sets/{ad_set}", patch, Changed)
