"""The local Spotify as an ASGI app: routes, sign-in, idempotency keys, errors."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.ads.spotify import drafts, live, lookups, oauth, reports
from sandbox.ads.spotify.state import Refusal, Spotify, state

Endpoint = Callable[[Request], Awaitable[Response]]

_ME = "/ad_accounts/{account}"
_CREATES: tuple[tuple[str, Endpoint], ...] = (
    (f"{_ME}/campaigns", live.campaigns),
    (f"{_ME}/ad_sets", live.ad_sets),
    (f"{_ME}/ads", live.ads),
    (f"{_ME}/drafts/campaigns", drafts.campaigns),
    (f"{_ME}/drafts/ad_sets", drafts.ad_sets),
)
"""The creates that take an idempotency key (drafts of ads are not served here)."""


def api(spotify: Spotify) -> Starlette:
    """The Ads API itself; mounted under /ads/v3."""
    routes = [
        *(Route(path, _guarded(_once(view)), methods=["GET", "POST"]) for path, view in _CREATES),
        _route(_ME, lookups.account),
        _route(f"{_ME}/campaigns/{{id}}", live.campaign, "GET", "PATCH"),
        _route(f"{_ME}/ad_sets/{{id}}", live.ad_set, "GET", "PATCH"),
        _route(f"{_ME}/assets", live.assets),
        _route(f"{_ME}/audiences", lookups.audiences),
        _route(f"{_ME}/drafts/campaigns/{{id}}", drafts.campaign, "GET", "PATCH", "POST", "DELETE"),
        _route(f"{_ME}/drafts/ad_sets/{{id}}", drafts.ad_set, "GET", "PATCH", "DELETE"),
        _route(f"{_ME}/reserved_prices", lookups.reserved_price, "POST"),
        _route(f"{_ME}/aggregate_reports", reports.aggregate),
        _route(f"{_ME}/change_history", reports.changes),
        _route("/estimates/audience", lookups.estimate_audience, "POST"),
        _route("/targets/geos", lookups.geos),
        _route("/targets/interests", lookups.interests),
        _route("/targets/languages", lookups.languages),
        _route("/ad_categories", lookups.categories),
    ]
    app = Starlette(routes=routes)
    app.state.spotify = spotify
    return app


def accounts(spotify: Spotify) -> Starlette:
    """The sign-in; mounted where accounts.spotify.com would be."""
    app = Starlette(
        routes=[
            Route("/authorize", oauth.authorize),
            Route("/api/token", oauth.token, methods=["POST"]),
        ]
    )
    app.state.spotify = spotify
    return app


def _route(path: str, view: Endpoint, *methods: str) -> Route:
    return Route(path, _guarded(view), methods=list(methods or ("GET",)))


def _guarded(view: Endpoint) -> Endpoint:
    async def guarded(request: Request) -> Response:
        try:
            oauth.check(request)
            return await view(request)
        except Refusal as refusal:
            return refusal.response()

    return guarded


def _once(view: Endpoint) -> Endpoint:
    """A create with a key that has been used leads to what was created then."""

    async def once(request: Request) -> Response:
        key, spotify = request.headers.get("Idempotency-Key"), state(request)
        if request.method != "POST" or key is None or spotify.faults.ignore_idempotency:
            return await view(request)
        body = hashlib.sha256(await request.body()).hexdigest()
        seen = spotify.store.get("key", key)
        if seen is not None:
            raise _repeated(seen, body)
        response = await view(request)
        id = json.loads(bytes(response.body)).get("id")
        resource = f"{request.url.path}/{id}"
        spotify.store.put("key", key, {"body": body, "resource": resource})
        return response

    return once


def _repeated(seen: dict[str, str], body: str) -> Refusal:
    if seen["body"] != body:
        return Refusal(409, "IDEMPOTENCY_KEY_REUSED", "Key was used with another payload")
    return Refusal(
        409,
        "IDEMPOTENCY_REQUEST_ALREADY_COMPLETED",
        "Request has completed before",
        {"resource_uri": seen["resource"]},
    )
