"""The rules that the local Spotify holds ad sets to, beyond the form of a request."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sandbox.ads.prices import minimum
from sandbox.ads.spotify.places import COUNTRIES, GEOS, LANGUAGES, interest_id
from sandbox.ads.spotify.state import Spotify
from sandbox.ads.store import Record

_CATEGORY = re.compile(r"ADV_([1-9]|[12]\d|3[0-4])_\d{1,3}")
_ADULT = ("ADV_15_139", "ADV_16_")
_BY_FORMAT = {
    "REACH": {"AUDIO", "VIDEO"},
    "EVEN_IMPRESSION_DELIVERY": {"AUDIO", "VIDEO", "IMAGE"},
    "CLICKS": {"AUDIO", "VIDEO"},
    "VIDEO_VIEWS": {"VIDEO"},
    "PODCAST_STREAMS": {"AUDIO"},
    "APP_INSTALLS": {"AUDIO", "VIDEO"},
    "WEBSITE_VISITS": {"AUDIO", "VIDEO"},
}
_BY_GOAL = {
    "WEBSITE_TRAFFIC": "WEBSITE_VISITS",
    "APP_PROMOTION": "APP_INSTALLS",
    "ENGAGEMENT_ON_SPOTIFY": "PODCAST_STREAMS",
}
_START_GRACE = timedelta(minutes=5)


def complaints(
    spotify: Spotify, ad_set: Record, campaign: Record, account: Record
) -> Iterator[str]:
    """Everything that is wrong with an ad set, in the words of a developer's API."""
    yield from _form(ad_set)
    yield from _dates(spotify, ad_set)
    yield from _money(spotify, ad_set, campaign, account)
    yield from _targets(spotify, ad_set)
    yield from _goal(ad_set, campaign)


def objective_of(campaign: Record) -> str:
    """The objective, or what the delivery goal group stands for."""
    group = str(campaign.get("delivery_goal_group"))
    return str(campaign.get("objective") or _BY_GOAL.get(group, "EVEN_IMPRESSION_DELIVERY"))


def at(value: object) -> datetime | None:
    """A time in UTC with zero offset, or None."""
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", value):
        return None
    try:
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return None


def _form(ad_set: Record) -> Iterator[str]:
    if not 2 <= len(ad_set.get("name") or "") <= 200:
        yield "name must be between 2 and 200 characters"
    if not _CATEGORY.fullmatch(str(ad_set.get("category"))):
        yield "category is not a known ad category"
    if ad_set.get("asset_format") not in ("AUDIO", "VIDEO", "IMAGE", "CATALOG"):
        yield "asset_format is required"


def _dates(spotify: Spotify, ad_set: Record) -> Iterator[str]:
    start, end = at(ad_set.get("start_time")), at(ad_set.get("end_time"))
    budget = ad_set.get("budget") or {}
    if start is None:
        yield "start_time must be YYYY-MM-DDTHH:MM:SSZ"
    elif start < spotify.clock.now() - _START_GRACE:
        yield "start_time must not be in the past"
    if budget.get("type") == "LIFETIME" and end is None:
        yield "end_time is required when budget type is LIFETIME"
    if start and end and end <= start:
        yield "end_time must be after start_time"


def _money(spotify: Spotify, ad_set: Record, campaign: Record, account: Record) -> Iterator[str]:
    currency = account["currency_code"]
    seller = "spotify_reserved" if campaign.get("ad_product") in PRODUCTS else "spotify"
    micros = (ad_set.get("budget") or {}).get("micro_amount")
    if not isinstance(micros, int) or micros < minimum(seller, currency) * 1_000_000:
        yield f"budget.micro_amount is below the minimum budget in {currency}"
    if ad_set.get("bid_strategy") not in ("MAX_BID", "COST_PER_RESULT", "AUTOBID"):
        yield "bid_strategy must be one of MAX_BID, COST_PER_RESULT, AUTOBID"
    elif ad_set["bid_strategy"] != "AUTOBID" and not ad_set.get("bid_micro_amount", 0) > 0:
        yield "bid_micro_amount is required and must be greater than 0"


PRODUCTS = ("FPMNG", "CONTENT")
"""Ad products that are reserved: fixed price, guaranteed."""


def _targets(spotify: Spotify, ad_set: Record) -> Iterator[str]:
    targets: dict[str, Any] = ad_set.get("targets") or {}
    geo = targets.get("geo_targets") or {}
    country = geo.get("country_code")
    if country not in COUNTRIES:
        yield "targets.geo_targets.country_code is required and must be a supported market"
    if not targets.get("placements"):
        yield "targets.placements is required"
    for id in [*(geo.get("city_ids") or []), *(geo.get("region_ids") or [])]:
        if id not in GEOS or GEOS[id]["country_code"] != country:
            yield f"geo {id} does not belong to {country}"
    known = {interest_id(name) for name in spotify.interests}
    for id in [*(targets.get("interest_ids") or []), *(targets.get("audience_ids") or [])]:
        if id not in known:
            yield f"unknown interest or audience target {id}"
    if targets.get("language") not in (None, *LANGUAGES):
        yield "targets.language is not supported"
    cell = f"{country} {cell_format(ad_set)}"
    if cell in spotify.faults.sold_out:
        yield f"no inventory available for {cell}: SOLD_OUT"
    yield from _ages(ad_set, targets)


def _ages(ad_set: Record, targets: dict[str, Any]) -> Iterator[str]:
    ranges = targets.get("age_ranges") or [{"min": 13, "max": 99}]
    for range in ranges:
        if not 13 <= range.get("min", 13) <= range.get("max", 99) <= 99:
            yield "targets.age_ranges must be within 13 and 99"
    if (
        str(ad_set.get("category")).startswith(_ADULT)
        and min(r.get("min", 13) for r in ranges) < 18
    ):
        yield "category requires minimum age targeting of 18"


def cell_format(ad_set: Record) -> str:
    """The format as people call it: podcasts are audio in the PODCAST placement."""
    if "PODCAST" in ((ad_set.get("targets") or {}).get("placements") or []):
        return "podcast"
    return {"AUDIO": "audio", "VIDEO": "video"}.get(str(ad_set.get("asset_format")), "display")


def _goal(ad_set: Record, campaign: Record) -> Iterator[str]:
    objective, targets = objective_of(campaign), ad_set.get("targets") or {}
    placements, platforms = targets.get("placements") or [], targets.get("platforms") or []
    if ad_set.get("asset_format") not in _BY_FORMAT.get(objective, set()):
        yield f"objective {objective} does not support asset_format {ad_set.get('asset_format')}"
    if objective == "VIDEO_VIEWS" and (
        placements != ["MUSIC"] or "DESKTOP" in (platforms or ["DESKTOP"])
    ):
        yield "objective VIDEO_VIEWS requires MUSIC placement and no DESKTOP platform"
    if objective == "PODCAST_STREAMS" and placements != ["PODCAST"]:
        yield "objective PODCAST_STREAMS requires PODCAST placement"
    if objective == "APP_INSTALLS" and (
        platforms not in (["IOS"], ["ANDROID"]) or not ad_set.get("mobile_app_id")
    ):
        yield "objective APP_INSTALLS requires mobile_app_id and one of IOS or ANDROID platform"
    if campaign.get("ad_product") == "CONTENT" and placements != ["PODCAST"]:
        yield "ad_product CONTENT requires PODCAST placement"
    if campaign.get("ad_product") == "FPMNG" and "PODCAST" in placements:
        yield "ad_product FPMNG requires MUSIC placement"
