"""Pages and switches of the local Ads APIs."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.ads.page.view import TITLES, as_json, campaigns, drafts
from sandbox.ads.spotify.history import save

if TYPE_CHECKING:
    from sandbox.ads.sandbox import AdsSandbox

_DEEP = "/accounts/{account}/campaigns/{campaign}"


def routes() -> list[BaseRoute]:
    """Pages for people, and an inspection API under /_sandbox."""
    pages = [Route(f"/{server}", _page) for server in TITLES]
    return [
        Route("/", _home),
        *pages,
        Route(f"/spotify{_DEEP}", _page),
        Route(f"/spotify{_DEEP}/ad_sets/{{line}}", _page),
        Route("/_sandbox/campaigns/{server}", _campaigns),
        Route("/_sandbox/faults/{server}", _faults, methods=["GET", "PATCH"]),
        Route("/_sandbox/switch/{server}", _switch, methods=["POST"]),
        Route("/_sandbox/live/{server}/{campaign}", _live, methods=["POST"]),
        Route("/_sandbox/time", _time, methods=["POST"]),
    ]


async def _home(request: Request) -> Response:
    return RedirectResponse("/spotify")


async def _page(request: Request) -> Response:
    sandbox = _sandbox(request)
    server = request.url.path.split("/")[1]
    found = campaigns(sandbox, server)
    wanted = request.path_params.get("campaign")
    html = _template().render(
        server=server,
        titles=TITLES,
        counts={key: len(campaigns(sandbox, key)) for key in TITLES},
        campaigns=[c for c in found if wanted in (None, c.id)],
        chosen=wanted,
        line=request.path_params.get("line"),
        drafts=drafts(sandbox, server),
        faults=sandbox.faults(server),
        today=sandbox.clock.now().date(),
    )
    return HTMLResponse(html)


async def _campaigns(request: Request) -> Response:
    server = request.path_params["server"]
    found = [as_json(campaign) for campaign in campaigns(_sandbox(request), server)]
    return HTMLResponse(_dumps(found), media_type="application/json")


async def _faults(request: Request) -> Response:
    faults = _sandbox(request).faults(request.path_params["server"])
    if request.method == "PATCH":
        try:
            changed = type(faults).model_validate({**faults.model_dump(), **await request.json()})
        except (ValueError, ValidationError) as wrong:
            return JSONResponse({"error": str(wrong)}, 400)
        for name in type(faults).model_fields:
            setattr(faults, name, getattr(changed, name))
    return JSONResponse(faults.model_dump(mode="json"))


async def _switch(request: Request) -> Response:
    server, form = request.path_params["server"], await request.form()
    faults = _sandbox(request).faults(server)
    faults.down = form.get("down") == "on"
    faults.rate = 0.2 if form.get("trouble") == "on" else 0.0
    faults.slow_approvals = 60.0 if form.get("slow") == "on" else 0.0
    return RedirectResponse(f"/{server}", 303)


async def _live(request: Request) -> Response:
    """What a person does in the seller's own manager: everything of a campaign on, or off."""
    server, id = request.path_params["server"], request.path_params["campaign"]
    on = (await request.form()).get("on") == "on"
    sandbox = _sandbox(request)
    if server in sandbox.sellers:
        _switch_buy(sandbox, server, id, on)
    else:
        _switch_campaign(sandbox, id, on)
    return RedirectResponse(f"/{server}", 303)


async def _time(request: Request) -> Response:
    form = await request.form()
    try:
        _sandbox(request).move_to(date.fromisoformat(str(form.get("through"))))
    except ValueError:
        return JSONResponse({"error": "through must be a date"}, 400)
    return RedirectResponse(str(form.get("back") or "/"), 303)


def _switch_campaign(sandbox: AdsSandbox, id: str, on: bool) -> None:
    spotify = sandbox.spotify
    campaign = spotify.store.get("campaign", id)
    if campaign is None or campaign["status"] == "ARCHIVED":
        return
    save(spotify, "campaign", campaign, {**campaign, "status": "ACTIVE" if on else "PAUSED"})
    for ad_set in spotify.store.all("ad_set"):
        if ad_set["campaign_id"] == id:
            save(spotify, "ad_set", ad_set, {**ad_set, "delivery": "ON" if on else "OFF"})


def _switch_buy(sandbox: AdsSandbox, server: str, id: str, on: bool) -> None:
    store = sandbox.sellers[server].store
    buy = store.get("buy", id)
    if buy is not None and not buy.get("canceled"):
        packages = [{**package, "paused": not on} for package in buy["packages"]]
        store.put("buy", id, {**buy, "packages": packages, "paused": not on})


def _sandbox(request: Request) -> AdsSandbox:
    found: AdsSandbox = request.app.state.sandbox
    return found


def _dumps(found: object) -> str:
    return json.dumps(found, default=str, ensure_ascii=False)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["amount"] = lambda value: f"{value:,.2f}"
    environment.filters["count"] = lambda value: f"{value:,}"
    environment.filters["day"] = lambda value: f"{value.day} {value:%b %Y}" if value else "–"
    return environment.get_template("page.html")
