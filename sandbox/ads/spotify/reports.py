"""Reports and change history of the local Spotify; figures come from the market."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import JSONResponse

from media.brief import Audience
from media.words import AdFormat
from sandbox.ads.delivery import Figures, Running
from sandbox.ads.spotify.live import current
from sandbox.ads.spotify.places import GEOS
from sandbox.ads.spotify.rules import PRODUCTS, at, cell_format, objective_of
from sandbox.ads.spotify.state import Refusal, Spotify, listed, page, state
from sandbox.ads.store import Record

_FIELDS = {
    "IMPRESSIONS": "impressions",
    "SPEND": "spend",
    "CLICKS": "clicks",
    "COMPLETES": "completed_views",
    "REACH": "reach",
}


async def aggregate(request: Request) -> JSONResponse:
    """GET /aggregate_reports of ad sets."""
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    ids, fields = listed(request, "entity_ids"), listed(request, "fields")
    if len(ids) > 50:
        raise Refusal(400, "TOO_MANY_IDS", "at most 50 entity_ids")
    if request.query_params.get("entity_type") != "AD_SET":
        raise Refusal(400, "INVALID_ENTITY_TYPE", "entity_type is required")
    rows = []
    for id in ids:
        ad_set = spotify.store.get("ad_set", id)
        if ad_set is not None and ad_set["account"] == account:
            rows.append(_row(ad_set, figures(spotify, ad_set), fields))
    return JSONResponse(
        {
            "report_start": request.query_params.get("report_start"),
            "report_end": request.query_params.get("report_end"),
            "granularity": request.query_params.get("granularity", "LIFETIME"),
            "rows": rows,
        }
    )


async def changes(request: Request) -> JSONResponse:
    """GET /change_history."""
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    ids = listed(request, "entity_ids")
    found = [
        {k: v for k, v in row.items() if k != "account"}
        for row in spotify.store.all("change")
        if row["account"] == account and (not ids or row["entity_id"] in ids)
    ]
    if request.query_params.get("sort_direction", "DESC") == "DESC":
        found.reverse()
    return JSONResponse(page(request, "change_history", found))


def figures(spotify: Spotify, ad_set: Record) -> Figures:
    """What an ad set has delivered: growing while it runs, frozen while it does not."""
    kept = spotify.store.get("figures", ad_set["id"]) or {}
    today = spotify.clock.now().date()
    if not runs(spotify, ad_set) or kept.get("through") == str(today):
        return Figures(**{k: v for k, v in kept.items() if k != "through"})
    line = running(spotify, ad_set)
    found = spotify.deliver(line, min(today, line.end)) if today >= line.start else Figures()
    fields = {name: getattr(found, name) for name in Figures.__dataclass_fields__}
    spotify.store.put("figures", ad_set["id"], {**fields, "through": str(today)})
    return found


def runs(spotify: Spotify, ad_set: Record) -> bool:
    """Whether people can hear or see it: everything on, and an ad that passed review."""
    campaign = spotify.store.get("campaign", ad_set["campaign_id"]) or {}
    return (
        campaign.get("status") == "ACTIVE"
        and ad_set["delivery"] == "ON"
        and current(spotify, ad_set)["status"] in ("APPROVED", "COMPLETED")
    )


def running(spotify: Spotify, ad_set: Record) -> Running:
    """The ad set as the market sees it."""
    campaign = spotify.store.get("campaign", ad_set["campaign_id"]) or {}
    reserved = campaign.get("ad_product") in PRODUCTS
    budget, bid = ad_set["budget"]["micro_amount"], ad_set.get("bid_micro_amount") or 0
    geo = ad_set["targets"]["geo_targets"]
    places = [*(geo.get("city_ids") or []), *(geo.get("region_ids") or [])]
    format: AdFormat = cell_format(ad_set)  # type: ignore[assignment]
    return Running(
        reference=ad_set["name"],
        market=geo["country_code"],
        format=format,
        channel="direct" if reserved else "self_serve",
        start=_day(ad_set["start_time"]),
        end=_day(ad_set["end_time"]),
        budget=budget / 1e6,
        currency=ad_set["budget"]["currency"],
        cpm=bid / 1e6,
        impressions=budget * 1000 // bid if reserved and bid else None,
        audience=_audience(ad_set["targets"]),
        place=GEOS[places[0]]["name"] if places else None,
        for_clicks=objective_of(campaign) in ("CLICKS", "WEBSITE_VISITS"),
    )


def _row(ad_set: Record, found: Figures, fields: list[str]) -> Record:
    return {
        "entity_type": "AD_SET",
        "entity_id": ad_set["id"],
        "entity_name": ad_set["name"],
        "start_time": ad_set["start_time"],
        "end_time": ad_set["end_time"],
        "stats": [
            {"field_type": field, "field_value": getattr(found, _FIELDS[field])}
            for field in fields
            if field in _FIELDS
        ],
    }


def _audience(targets: Record) -> Audience:
    ages = targets.get("age_ranges") or []
    return Audience(
        age_min=min((r["min"] for r in ages), default=None),
        age_max=max((r.get("max", 99) for r in ages), default=None),
        genders=tuple(targets.get("genders") or ()),
    )


def _day(value: str) -> date:
    moment = at(value)
    if moment is None:
        raise ValueError(value)
    return moment.date()
