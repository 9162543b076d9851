"""Look-ups, estimates and prices of the local Spotify."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from sandbox.ads.prices import RESERVED, minimum
from sandbox.ads.spotify.places import COUNTRIES, GEOS, LANGUAGES, interest_id, people
from sandbox.ads.spotify.rules import PRODUCTS, at, cell_format
from sandbox.ads.spotify.state import Refusal, Spotify, json_of, listed, page, state
from sandbox.ads.store import Record

_SMALLEST_AUDIENCE = 1_000
_PARENTS = 34


async def geos(request: Request) -> JSONResponse:
    """GET /targets/geos."""
    query = request.query_params
    if not query:
        raise Refusal(400, "MISSING_QUERY", "At least one query parameter must be provided")
    types, ids = listed(request, "types"), listed(request, "ids")
    found = [
        geo
        for id, geo in GEOS.items()
        if _has(geo["name"], query.get("q"))
        and query.get("country_code", geo["country_code"]) == geo["country_code"]
        and (not types or geo["type"] in types)
        and (not ids or id in ids)
    ]
    limit = int(query.get("limit", 50))
    return JSONResponse({"offset": 0, "page_size": limit, "geos": found[:limit]})


async def interests(request: Request) -> JSONResponse:
    """GET /targets/interests: only q and ids are known here."""
    if set(request.query_params) - {"q", "ids"}:
        raise Refusal(400, "UNKNOWN_PARAMETER", "Only q and ids are supported")
    ids = listed(request, "ids")
    nodes = [
        {"id": interest_id(name), "name": name.capitalize(), "subtargets": []}
        for name in state(request).interests
        if _has(name, request.query_params.get("q"))
    ]
    found = [node for node in nodes if not ids or node["id"] in ids]
    return JSONResponse({"interests_with_subtargets": found})


async def languages(request: Request) -> JSONResponse:
    """GET /targets/languages."""
    ids = listed(request, "ids")
    found = [{"id": code, "name": code} for code in LANGUAGES if not ids or code in ids]
    return JSONResponse({"languages": found})


async def categories(request: Request) -> JSONResponse:
    """GET /ad_categories."""
    found = [
        {"id": f"ADV_{n}_0", "parent_category": f"Category {n}", "name": f"Category {n}"}
        for n in range(1, _PARENTS + 1)
    ]
    return JSONResponse({"categories": found})


async def audiences(request: Request) -> JSONResponse:
    """GET /audiences: the account's own segments."""
    spotify = state(request)
    spotify.account(request.path_params["account"])
    found = [
        {"id": interest_id(name), "name": name}
        for name in spotify.interests
        if name in ("students", "commuters")
    ]
    return JSONResponse(page(request, "audiences", found))


async def account(request: Request) -> JSONResponse:
    """GET /ad_accounts/{id}."""
    found = state(request).account(request.path_params["account"])
    return JSONResponse({k: v for k, v in found.items() if k != "account"})


async def estimate_audience(request: Request) -> JSONResponse:
    """POST /estimates/audience."""
    spotify, body = state(request), await json_of(request)
    account = spotify.account(body.get("ad_account_id") or "")
    country, budget = _country(body), body.get("budget") or {}
    if budget.get("currency") != account["currency_code"]:
        raise Refusal(400, "INVALID_CURRENCY", "budget.currency differs from the ad account's")
    if budget.get("micro_amount", 0) < minimum("spotify", budget["currency"]) * 1_000_000:
        raise Refusal(400, "INVALID_BUDGET", "budget is below the minimum budget")
    reachable = people(body["targets"], country)
    if reachable < _SMALLEST_AUDIENCE:
        raise Refusal(400, "AUDIENCE_TOO_SMALL", "target audience is too small")
    return JSONResponse(_estimate(spotify, body, country, reachable))


def _estimate(spotify: Spotify, body: Record, country: str, reachable: float) -> Record:
    budget = body["budget"]
    usual = spotify.price(country, cell_format(body), budget["currency"])
    bid, spend = body["bid_micro_amount"] / 1e6, budget["micro_amount"] / 1e6
    start, end = at(body.get("start_date")), at(body.get("end_date"))
    days = max(1, (end - start).days + 1) if start and end else 7
    stock = reachable * 0.12 * days
    wins = min(1.0, max(0.0, (bid / usual - 0.3) / 0.4))
    paid = min(bid, usual)
    impressions = min(spend / paid * 1000, stock * wins) if paid else 0.0
    reach = reachable * (1 - 1 / (1 + impressions / reachable))
    forecast = {
        "forecast_type": "LIFETIME",
        "estimated_impressions_min": int(impressions * 0.8),
        "estimated_impressions_max": int(impressions * 1.15),
        "estimated_reach_min": int(reach * 0.8),
        "estimated_reach_max": int(reach * 1.15),
        "estimated_frequency_min": 1.0,
        "estimated_frequency_max": round(1 + impressions / max(1.0, reach), 2),
        "estimated_cpm_min": int(paid * 0.85e6),
        "estimated_cpm_max": int(paid * 1.05e6),
        "projected_unique_users": int(reachable),
    }
    suggestion = {
        "bid_estimate_min": int(usual * 0.45e6),
        "bid_estimate_max": int(usual * 1.3e6),
        "cost_model": "CPM",
        "currency": budget["currency"],
    }
    return {
        "audience_forecast": [forecast],
        "bid_suggestion": suggestion,
        "likely_to_deliver_budget": stock * wins * paid / 1000 >= spend * 0.9,
    }


async def reserved_price(request: Request) -> JSONResponse:
    """POST /reserved_prices: the fixed price per 1,000 impressions."""
    spotify, body = state(request), await json_of(request)
    account = spotify.account(request.path_params["account"])
    country, format = _country(body), cell_format(body)
    if body.get("ad_product") not in PRODUCTS:
        raise Refusal(400, "INVALID_AD_PRODUCT", "ad_product must be CONTENT or FPMNG")
    if (body["ad_product"] == "CONTENT") != (format == "podcast"):
        raise Refusal(400, "INVALID_PLACEMENT", "placement does not fit the ad_product")
    if f"{country} {format}" in spotify.faults.sold_out:
        raise Refusal(400, "INVENTORY_UNAVAILABLE", "no inventory available: SOLD_OUT")
    currency = account["currency_code"]
    price = spotify.price(country, format, currency) * RESERVED
    return JSONResponse({"cost_micro": round(price * 100) * 10_000, "currency": currency})


def _country(body: Record) -> str:
    country = ((body.get("targets") or {}).get("geo_targets") or {}).get("country_code")
    if country not in COUNTRIES:
        raise Refusal(400, "INVALID_GEO", "targets.geo_targets.country_code is not supported")
    return str(country)


def _has(name: str, query: str | None) -> bool:
    return not query or query.casefold() in name.casefold()
