"""Draft campaigns and ad sets of the local Spotify: versions, VALIDATE, PUBLISH, expiry."""

from __future__ import annotations

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.ads.spotify.live import create_ad_set, create_campaign, shown
from sandbox.ads.spotify.rules import at, complaints
from sandbox.ads.spotify.state import Refusal, Spotify, json_of, listed, new_id, page, state
from sandbox.ads.store import Record

_DRAFT_OBJECTIVES = (
    None, "UNSET", "REACH", "EVEN_IMPRESSION_DELIVERY", "CLICKS", "VIDEO_VIEWS", "PODCAST_STREAMS",
)  # fmt: skip


async def campaigns(request: Request) -> JSONResponse:
    """GET and POST /drafts/campaigns."""
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    if request.method == "POST":
        body = await json_of(request)
        if body.get("objective") not in _DRAFT_OBJECTIVES:
            raise Refusal(400, "INVALID_OBJECTIVE", "objective is not supported by drafts")
        draft = {
            **body,
            "id": new_id(),
            "account": account,
            "created_at": spotify.clock.stamp(),
            "draft_hierarchy_version": 1,
        }
        return JSONResponse(shown(spotify.store.put("campaign_draft", draft["id"], draft)))
    found = [shown(d) for d in _kept(spotify) if d["account"] == account]
    ids = listed(request, "campaign_ids")
    return JSONResponse(
        page(request, "campaign_drafts", [d for d in found if not ids or d["id"] in ids])
    )


async def campaign(request: Request) -> Response:
    """GET, PATCH, DELETE and POST (validate, publish) /drafts/campaigns/{id}."""
    spotify = state(request)
    draft = _campaign(spotify, request)
    if request.method == "DELETE":
        _drop(spotify, draft)
        return Response(status_code=204)
    if request.method == "PATCH":
        draft = _bumped(spotify, {**draft, **await json_of(request)})
    if request.method == "POST":
        return JSONResponse(_act(spotify, draft, await json_of(request)))
    return JSONResponse(shown(draft))


async def ad_sets(request: Request) -> JSONResponse:
    """GET and POST /drafts/ad_sets."""
    spotify, account = state(request), request.path_params["account"]
    spotify.account(account)
    if request.method == "POST":
        body = await json_of(request)
        campaign = _draft(spotify, account, body.get("campaign_id") or "")
        draft = {
            **body,
            "id": new_id(),
            "account": account,
            "created_at": spotify.clock.stamp(),
        }
        spotify.store.put("ad_set_draft", draft["id"], draft)
        version = _bumped(spotify, campaign)["draft_hierarchy_version"]
        return JSONResponse({**shown(draft), "draft_hierarchy_version": version})
    wanted = listed(request, "campaign_ids")
    alive = {draft["id"] for draft in _kept(spotify)}
    found = [
        shown(draft)
        for draft in spotify.store.all("ad_set_draft")
        if draft["account"] == account
        and draft["campaign_id"] in alive
        and (not wanted or draft["campaign_id"] in wanted)
    ]
    return JSONResponse(page(request, "ad_set_drafts", found))


async def ad_set(request: Request) -> Response:
    """GET, PATCH and DELETE /drafts/ad_sets/{id}."""
    spotify, account = state(request), request.path_params["account"]
    draft = spotify.store.get("ad_set_draft", request.path_params["id"])
    if draft is None or draft["account"] != account:
        raise Refusal(404, "DRAFT_NOT_FOUND", "draft ad set not found")
    campaign = _draft(spotify, account, draft["campaign_id"])
    if request.method == "DELETE":
        spotify.store.drop("ad_set_draft", draft["id"])
        _bumped(spotify, campaign)
        return Response(status_code=204)
    if request.method == "PATCH":
        draft = {**draft, **await json_of(request), "id": draft["id"]}
        spotify.store.put("ad_set_draft", draft["id"], draft)
        _bumped(spotify, campaign)
    return JSONResponse(shown(draft))


def _act(spotify: Spotify, draft: Record, body: Record) -> Record:
    if body.get("draft_hierarchy_version") != draft["draft_hierarchy_version"]:
        raise Refusal(
            400, "DRAFT_VERSION_MISMATCH", "draft_hierarchy_version is not the current version"
        )
    account = spotify.account(draft["account"])
    children = _children(spotify, draft)
    errors = [
        {
            "validation_entity_type": "AD_SET",
            "validation_entity_id": child["id"],
            "message": message,
        }
        for child in children
        for message in complaints(spotify, child, draft, account)
    ]
    if not children:
        errors.append(
            {
                "validation_entity_type": "CAMPAIGN",
                "validation_entity_id": draft["id"],
                "message": "campaign has no ad sets",
            }
        )
    if errors:
        raise Refusal(400, "VALIDATION_FAILED", "Draft is not valid", {"validation_errors": errors})
    if body.get("action", "VALIDATE") == "VALIDATE":
        return {"validation_errors": []}
    return {"campaign": shown(_publish(spotify, draft, children)), "validation_errors": []}


def _publish(spotify: Spotify, draft: Record, children: list[Record]) -> Record:
    fields = ("name", "purchase_order", "objective", "delivery_goal_group", "status")
    body = {key: draft[key] for key in fields if draft.get(key)}
    if spotify.faults.publish_active:
        body.pop("status", None)
    campaign = create_campaign(spotify, draft["account"], body, draft["id"])
    for child in children:
        wanted = {k: v for k, v in child.items() if k not in ("created_at",)}
        create_ad_set(spotify, draft["account"], wanted, child["id"])
    _drop(spotify, draft)
    return campaign


def _children(spotify: Spotify, draft: Record) -> list[Record]:
    return [d for d in spotify.store.all("ad_set_draft") if d["campaign_id"] == draft["id"]]


def _drop(spotify: Spotify, draft: Record) -> None:
    for child in _children(spotify, draft):
        spotify.store.drop("ad_set_draft", child["id"])
    spotify.store.drop("campaign_draft", draft["id"])


def _bumped(spotify: Spotify, draft: Record) -> Record:
    newer = {**draft, "draft_hierarchy_version": draft["draft_hierarchy_version"] + 1}
    return spotify.store.put("campaign_draft", draft["id"], newer)


def _campaign(spotify: Spotify, request: Request) -> Record:
    return _draft(spotify, request.path_params["account"], request.path_params["id"])


def _draft(spotify: Spotify, account: str, id: str) -> Record:
    spotify.account(account)
    for draft in _kept(spotify):
        if draft["id"] == id and draft["account"] == account:
            return draft
    raise Refusal(404, "DRAFT_NOT_FOUND", "draft campaign not found")


def _kept(spotify: Spotify) -> list[Record]:
    """The drafts that have not expired."""
    ttl = spotify.faults.draft_ttl
    drafts = spotify.store.all("campaign_draft")
    if ttl is None:
        return drafts
    oldest = spotify.clock.now() - timedelta(seconds=ttl)
    for draft in drafts:
        if (at(draft["created_at"]) or oldest) < oldest:
            _drop(spotify, draft)
    return spotify.store.all("campaign_draft")
