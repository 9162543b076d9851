"""Live campaigns, ad sets and ads of the local Spotify."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox.ads.spotify.history import save
from sandbox.ads.spotify.rules import PRODUCTS, at, complaints
from sandbox.ads.spotify.state import Refusal, Spotify, json_of, listed, new_id, page, state
from sandbox.ads.store import Record

PRIVATE = ("account", "ad_product", "created_seconds", "mobile_app_id_private")


def shown(record: Record) -> Record:
    """A record without what only the sandbox needs."""
    return {key: value for key, value in record.items() if key not in PRIVATE}


async def campaigns(request: Request) -> JSONResponse:
    """GET and POST /campaigns."""
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    if request.method == "POST":
        return JSONResponse(shown(create_campaign(spotify, account, await json_of(request))))
    ids, word = listed(request, "campaign_ids"), request.query_params.get("name", "").lower()
    found = [
        shown(campaign)
        for campaign in spotify.store.all("campaign")
        if campaign["account"] == account
        and (not ids or campaign["id"] in ids)
        and word in campaign["name"].lower()
    ]
    return JSONResponse(page(request, "campaigns", found))


def create_campaign(spotify: Spotify, account: str, body: Record, id: str | None = None) -> Record:
    """A new live campaign; ACTIVE unless a draft said otherwise."""
    name = body.get("name") or ""
    if not 2 <= len(name) <= 200 or name != name.strip():
        raise Refusal(400, "INVALID_NAME", "name must be between 2 and 200 characters")
    if not (body.get("objective") or body.get("delivery_goal_group")):
        raise Refusal(400, "INVALID_OBJECTIVE", "objective is required")
    campaign = {
        "id": id or new_id(),
        "account": account,
        "status": "ACTIVE",
        "created_at": spotify.clock.stamp(),
        **{k: v for k, v in body.items() if v is not None},
    }
    return save(spotify, "campaign", None, campaign)


async def campaign(request: Request) -> JSONResponse:
    """GET and PATCH /campaigns/{id}."""
    spotify, found = _owned(request, "campaign")
    if request.method == "PATCH":
        body = await json_of(request)
        if found["status"] == "ARCHIVED" and body.get("status") not in (None, "ARCHIVED"):
            raise Refusal(400, "INVALID_STATE", "campaign status is ARCHIVED")
        found = save(spotify, "campaign", found, {**found, **body})
    return JSONResponse(shown(found))


async def ad_sets(request: Request) -> JSONResponse:
    """GET and POST /ad_sets."""
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    if request.method == "POST":
        body = await json_of(request)
        return JSONResponse(shown(create_ad_set(spotify, account, body)), 201)
    campaigns, word = listed(request, "campaign_ids"), request.query_params.get("name", "").lower()
    found = [
        shown(current(spotify, ad_set))
        for ad_set in spotify.store.all("ad_set")
        if ad_set["account"] == account
        and (not campaigns or ad_set["campaign_id"] in campaigns)
        and word in ad_set["name"].lower()
    ]
    return JSONResponse(page(request, "ad_sets", found))


def create_ad_set(spotify: Spotify, account: str, body: Record, id: str | None = None) -> Record:
    """A new live ad set under a live campaign; delivery is ON unless told otherwise."""
    owner = spotify.account(account)
    campaign = spotify.store.get("campaign", body.get("campaign_id") or "")
    if campaign is None or campaign["account"] != account:
        raise Refusal(400, "INVALID_CAMPAIGN", "campaign_id does not exist")
    wrong = list(complaints(spotify, body, campaign, owner))
    if wrong:
        raise Refusal(400, "INVALID_AD_SET", "; ".join(wrong))
    targets = {"platforms": ["ANDROID", "DESKTOP", "IOS"], **body["targets"]}
    ad_set = {
        "delivery": "ON",
        "pacing": "PACING_EVEN",
        "cost_model": "CPM",
        **body,
        "id": id or new_id(),
        "account": account,
        "status": "READY",
        "targets": targets,
        "budget": {**body["budget"], "currency": owner["currency_code"]},
        "created_at": spotify.clock.stamp(),
    }
    if campaign.get("ad_product") in PRODUCTS:
        ad_set["base_rate_micro_amount"] = body["bid_micro_amount"]
    return save(spotify, "ad_set", None, ad_set)


async def ad_set(request: Request) -> JSONResponse:
    """GET and PATCH /ad_sets/{id}; delivery stands alone."""
    spotify, found = _owned(request, "ad_set")
    if request.method == "PATCH":
        body = await json_of(request)
        if "delivery" in body and len(body) > 1:
            raise Refusal(400, "INVALID_PATCH", "delivery must be the only field present")
        found = save(spotify, "ad_set", found, {**found, **body})
    return JSONResponse(shown(current(spotify, found)))


async def ads(request: Request) -> JSONResponse:
    """GET and POST /ads."""
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    if request.method == "POST":
        return JSONResponse(_create_ad(spotify, account, await json_of(request)), 201)
    wanted = listed(request, "ad_set_ids")
    found = [
        shown(_reviewed(spotify, ad))
        for ad in spotify.store.all("ad")
        if ad["account"] == account and (not wanted or ad["ad_set_id"] in wanted)
    ]
    return JSONResponse(page(request, "ads", found))


def _create_ad(spotify: Spotify, account: str, body: Record) -> Record:
    owner = spotify.store.get("ad_set", body.get("ad_set_id") or "")
    if owner is None or owner["account"] != account:
        raise Refusal(400, "INVALID_AD_SET", "ad_set_id does not exist")
    assets = body.get("assets") or {}
    if owner["asset_format"] == "AUDIO" and not assets.get("companion_asset_id"):
        raise Refusal(400, "INVALID_ASSETS", "companion_asset_id is required for AUDIO")
    if not 2 <= len(body.get("tagline") or "") <= 40:
        raise Refusal(400, "INVALID_TAGLINE", "tagline must be between 2 and 40 characters")
    for id in assets.values():
        if spotify.store.get("asset", id) is None:
            raise Refusal(400, "INVALID_ASSETS", f"asset {id} does not exist")
    ad = {
        "delivery": "ON",
        **body,
        "id": new_id(),
        "account": account,
        "status": "PENDING",
        "created_at": spotify.clock.stamp(),
        "assets": {"companion_asset_id": assets.get("logo_asset_id"), **assets},
    }
    return shown(save(spotify, "ad", None, ad))


async def assets(request: Request) -> JSONResponse:
    """GET /assets."""
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    wanted = listed(request, "asset_ids")
    found = [
        shown(asset)
        for asset in spotify.store.all("asset")
        if asset["account"] == account and (not wanted or asset["id"] in wanted)
    ]
    return JSONResponse(page(request, "assets", found))


def current(spotify: Spotify, ad_set: Record) -> Record:
    """An ad set with the status that its ads' review and the calendar give it."""
    ads = [ad for ad in spotify.store.all("ad") if ad["ad_set_id"] == ad_set["id"]]
    if ad_set["status"] != "READY" or not ads:
        return ad_set
    reviews = {_reviewed(spotify, ad)["status"] for ad in ads}
    if "PENDING" in reviews:
        return {**ad_set, "status": "PENDING_APPROVAL"}
    if reviews == {"REJECTED"}:
        return {**ad_set, "status": "REJECTED", "reject_reason": "CREATIVE_POLICY"}
    end = at(ad_set.get("end_time"))
    over = end is not None and end < spotify.clock.now()
    return {**ad_set, "status": "COMPLETED" if over else "APPROVED"}


def _reviewed(spotify: Spotify, ad: Record) -> Record:
    made = at(ad["created_at"]) or spotify.clock.now()
    if spotify.clock.now() < made + timedelta(seconds=spotify.faults.slow_approvals):
        return ad
    return {**ad, "status": "REJECTED" if spotify.faults.reject_reviews else "APPROVED"}


def _owned(request: Request, kind: str) -> tuple[Spotify, Record]:
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    found = spotify.store.get(kind, request.path_params["id"])
    if found is None or found["account"] != account:
        raise Refusal(404, "NOT_FOUND", f"{kind} not found")
    return spotify, found
