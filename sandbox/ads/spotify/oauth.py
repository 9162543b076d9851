"""accounts.spotify.com on this machine: codes, expiring tokens, rotating refresh tokens."""

from __future__ import annotations

import base64
import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sandbox.ads.clock import stamp
from sandbox.ads.spotify.state import Refusal, Spotify, state

CLIENT_ID, CLIENT_SECRET = "flightplan-local", "flightplan-local-secret"


async def authorize(request: Request) -> Response:
    """GET /authorize: the local person always agrees."""
    spotify = state(request)
    redirect = request.query_params.get("redirect_uri", "")
    code = secrets.token_urlsafe(12)
    spotify.store.put("code", code, {"redirect": redirect})
    joint = "&" if "?" in redirect else "?"
    back = f"{redirect}{joint}code={code}&state={request.query_params.get('state', '')}"
    return RedirectResponse(back, 302)


async def token(request: Request) -> JSONResponse:
    """POST /api/token: trade a code or a refresh token."""
    spotify, form = state(request), await request.form()
    if not _client(request):
        return JSONResponse({"error": "invalid_client"}, 400)
    if form.get("grant_type") == "authorization_code":
        code = str(form.get("code"))
        if spotify.store.get("code", code) is None:
            return JSONResponse({"error": "invalid_grant"}, 400)
        spotify.store.drop("code", code)
        return JSONResponse(issue(spotify))
    refresh = str(form.get("refresh_token"))
    if spotify.store.get("refresh", refresh) is None:
        return JSONResponse({"error": "invalid_grant"}, 400)
    spotify.store.drop("refresh", refresh)
    return JSONResponse(issue(spotify))


def issue(spotify: Spotify) -> dict[str, str | int]:
    """A new access token and a new refresh token; the old refresh token is worth nothing."""
    access, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
    lasts = spotify.faults.token_ttl
    until = spotify.clock.now() + timedelta(seconds=lasts)
    spotify.store.put("access", access, {"until": stamp(until), "exact": until.timestamp()})
    spotify.store.put("refresh", refresh, {})
    return {
        "access_token": access,
        "refresh_token": refresh,
        "token_type": "Bearer",
        "expires_in": max(1, int(lasts)),
    }


def check(request: Request) -> None:
    """Raises Refusal 401 unless the bearer token is good now."""
    spotify = state(request)
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    known = spotify.store.get("access", value) if kind == "Bearer" else None
    if known is None or known["exact"] <= spotify.clock.now().timestamp():
        raise Refusal(401, "UNAUTHORIZED", "The access token expired")


def _client(request: Request) -> bool:
    kind, _, value = request.headers.get("Authorization", "").partition(" ")
    wanted = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    return kind == "Basic" and value == wanted
