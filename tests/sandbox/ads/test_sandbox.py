"""The local Ads APIs by themselves: state, rules, switches, pages."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from media.errors import NotReady
from media.words import AdFormat
from sandbox.ads import AdsSandbox, Running, account_id, from_truth
from sandbox.market import Truth

ACCOUNT = account_id("spotify", "USD")
SOON = datetime.now(UTC) + timedelta(days=20)
AD_SET: dict[str, Any] = {
    "name": "One ad set",
    "category": "ADV_6_44",
    "start_time": f"{SOON:%Y-%m-%d}T00:00:00Z",
    "end_time": f"{SOON + timedelta(days=9):%Y-%m-%d}T23:59:59Z",
    "budget": {"micro_amount": 5_000_000_000, "type": "LIFETIME"},
    "asset_format": "AUDIO",
    "targets": {"geo_targets": {"country_code": "US"}, "placements": ["MUSIC"]},
    "bid_strategy": "MAX_BID",
    "bid_micro_amount": 15_000_000,
}


@pytest.fixture
async def sandbox() -> AsyncIterator[AdsSandbox]:
    async with AdsSandbox.start() as running:
        yield running


@pytest.fixture
async def api(sandbox: AdsSandbox) -> AsyncIterator[httpx.AsyncClient]:
    access, _, _ = sandbox.sign_in()
    base = f"{sandbox.spotify_address}/ad_accounts/{ACCOUNT}"
    headers = {"Authorization": f"Bearer {access}"}
    async with httpx.AsyncClient(base_url=base, headers=headers) as client:
        yield client


async def drafted(api: httpx.AsyncClient, **changed: Any) -> dict[str, Any]:
    body = {"name": "A draft", "objective": "REACH", "status": "PAUSED"}
    campaign = (await api.post("/drafts/campaigns", json=body)).json()
    ad_set = {**AD_SET, "campaign_id": campaign["id"], **changed}
    answer = await api.post("/drafts/ad_sets", json=ad_set)
    return {"id": campaign["id"], "version": answer.json()["draft_hierarchy_version"]}


async def act(api: httpx.AsyncClient, draft: dict[str, Any], action: str) -> httpx.Response:
    body = {"action": action, "draft_hierarchy_version": draft["version"]}
    return await api.post(f"/drafts/campaigns/{draft['id']}", json=body)


async def test_published_entities_keep_their_draft_ids(api: httpx.AsyncClient) -> None:
    draft = await drafted(api)
    assert (await act(api, draft, "VALIDATE")).json()["validation_errors"] == []
    assert (await act(api, draft, "PUBLISH")).status_code == 200
    live = (await api.get(f"/campaigns/{draft['id']}")).json()
    assert live["status"] == "PAUSED"
    assert (await api.get(f"/drafts/campaigns/{draft['id']}")).status_code == 404


async def test_a_stale_version_is_not_published(api: httpx.AsyncClient) -> None:
    draft = await drafted(api)
    draft["version"] -= 1
    answer = await act(api, draft, "PUBLISH")
    assert answer.status_code == 400
    assert answer.json()["error_codes"][0]["code"] == "DRAFT_VERSION_MISMATCH"


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"end_time": AD_SET["start_time"]}, "after start_time"),
        ({"end_time": None}, "end_time is required"),
        ({"start_time": "2020-01-01T00:00:00Z"}, "past"),
        ({"budget": {"micro_amount": -5, "type": "LIFETIME"}}, "minimum budget"),
        ({"category": "SHOES"}, "category"),
        ({"bid_micro_amount": 0}, "bid_micro_amount"),
        ({"targets": {"placements": ["MUSIC"]}}, "country_code"),
        ({"targets": {"geo_targets": {"country_code": "US"}}}, "placements"),
        ({"asset_format": "IMAGE"}, "does not support"),
        ({"category": "ADV_16_147"}, "minimum age"),
    ],
)
async def test_drafts_are_held_to_the_rules(
    api: httpx.AsyncClient, changed: dict[str, Any], word: str
) -> None:
    answer = await act(api, await drafted(api, **changed), "VALIDATE")
    assert answer.status_code == 400
    assert any(word in error["message"] for error in answer.json()["validation_errors"])


async def test_a_key_creates_once(api: httpx.AsyncClient, sandbox: AdsSandbox) -> None:
    headers = {"Idempotency-Key": "a-key-of-sixteen-characters"}
    body = {"name": "A campaign", "objective": "REACH"}
    first = await api.post("/campaigns", json=body, headers=headers)
    again = await api.post("/campaigns", json=body, headers=headers)
    assert again.status_code == 409
    assert again.json()["resource_uri"].endswith(first.json()["id"])
    other = await api.post("/campaigns", json={**body, "name": "Other"}, headers=headers)
    assert other.json()["error_codes"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    sandbox.faults("spotify").ignore_idempotency = True
    assert (await api.post("/campaigns", json=body, headers=headers)).status_code == 200


async def test_delivery_stands_alone_in_a_patch(api: httpx.AsyncClient) -> None:
    campaign = (await api.post("/campaigns", json={"name": "One", "objective": "REACH"})).json()
    made = (await api.post("/ad_sets", json={**AD_SET, "campaign_id": campaign["id"]})).json()
    both = await api.patch(f"/ad_sets/{made['id']}", json={"delivery": "OFF", "name": "Two"})
    assert both.status_code == 400
    assert (await api.patch(f"/ad_sets/{made['id']}", json={"delivery": "OFF"})).json()[
        "delivery"
    ] == "OFF"


async def test_a_wrong_token_and_a_foreign_account(
    api: httpx.AsyncClient, sandbox: AdsSandbox
) -> None:
    wrong = await api.get("/campaigns", headers={"Authorization": "Bearer nonsense"})
    assert wrong.status_code == 401
    foreign = f"{sandbox.spotify_address}/ad_accounts/{'0' * 8}-0000-4000-8000-{'0' * 12}"
    assert (await api.get(f"{foreign}/campaigns")).status_code == 403


async def test_tokens_expire(sandbox: AdsSandbox, api: httpx.AsyncClient) -> None:
    assert (await api.get("/campaigns")).status_code == 200
    sandbox.move_to((datetime.now(UTC) + timedelta(days=1)).date())
    assert (await api.get("/campaigns")).status_code == 401


async def test_what_was_booked_is_there_after_a_restart(tmp_path: Path) -> None:
    async with AdsSandbox.start(state_dir=tmp_path) as first:
        access, _, _ = first.sign_in()
        headers = {"Authorization": f"Bearer {access}"}
        async with httpx.AsyncClient(headers=headers) as client:
            url = f"{first.spotify_address}/ad_accounts/{ACCOUNT}/campaigns"
            await client.post(url, json={"name": "Kept", "objective": "REACH"})
    with (tmp_path / "spotify.jsonl").open("a") as journal:
        journal.write('["campaign", "half-writ')
    async with (
        AdsSandbox.start(state_dir=tmp_path) as second,
        httpx.AsyncClient(headers=headers) as client,
    ):
        url = f"{second.spotify_address}/ad_accounts/{ACCOUNT}/campaigns"
        answer = (await client.get(url)).json()
        assert [campaign["name"] for campaign in answer["campaigns"]] == ["Kept"]


async def test_a_port_that_is_taken_is_named(sandbox: AdsSandbox) -> None:
    port = int(sandbox.address.rpartition(":")[2])
    with pytest.raises(NotReady, match=f"Port {port} is taken"):
        async with AdsSandbox.start(port=port):
            pass


async def test_switches_are_set_from_outside(sandbox: AdsSandbox, api: httpx.AsyncClient) -> None:
    switches = f"{sandbox.address}/_sandbox/faults/spotify"
    assert (await api.patch(switches, json={"down": True})).json()["down"] is True
    assert (await api.get("/campaigns")).status_code == 503
    assert (await api.patch(switches, json={"rate": 7})).status_code == 400
    await api.patch(switches, json={"down": False, "planned": [{"kind": "429"}]})
    slowed = await api.get("/campaigns")
    assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, "1")
    assert (await api.get("/campaigns")).status_code == 200


async def test_after_faults_take_effect_and_before_faults_do_not(
    sandbox: AdsSandbox, api: httpx.AsyncClient
) -> None:
    body = {"name": "A campaign", "objective": "REACH"}
    for kind, count in (("500_before", 0), ("500_after", 1)):
        switches = {"planned": [{"kind": kind, "matching": "POST"}]}
        await api.patch(f"{sandbox.address}/_sandbox/faults/spotify", json=switches)
        assert (await api.post("/campaigns", json=body)).status_code == 500
        assert len((await api.get("/campaigns")).json()["campaigns"]) == count


async def test_pages_show_what_is_booked(sandbox: AdsSandbox, api: httpx.AsyncClient) -> None:
    campaign = (
        await api.post("/campaigns", json={"name": "<b>Bold</b>", "objective": "REACH"})
    ).json()
    await api.post("/ad_sets", json={**AD_SET, "campaign_id": campaign["id"]})
    page = (await api.get(f"{sandbox.address}/spotify")).text
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page and "5,000.00" in page
    deep = f"{sandbox.address}/spotify/accounts/{ACCOUNT}/campaigns/{campaign['id']}"
    assert "All campaigns" in (await api.get(deep)).text
    for seller in ("adcp_guaranteed", "adcp_exchange"):
        assert "Nothing is booked here yet" in (await api.get(f"{sandbox.address}/{seller}")).text
    listed = (await api.get(f"{sandbox.address}/_sandbox/campaigns/spotify")).json()
    assert listed[0]["lines"][0]["budget"] == 5000.0


async def test_a_person_sets_a_campaign_live_and_pauses_it(
    sandbox: AdsSandbox, api: httpx.AsyncClient
) -> None:
    campaign = (await api.post("/campaigns", json={"name": "One", "objective": "REACH"})).json()
    switch = f"{sandbox.address}/_sandbox/live/spotify/{campaign['id']}"
    await api.post(switch, data={})
    assert (await api.get(f"/campaigns/{campaign['id']}")).json()["status"] == "PAUSED"
    await api.post(switch, data={"on": "on"})
    assert (await api.get(f"/campaigns/{campaign['id']}")).json()["status"] == "ACTIVE"


@pytest.mark.parametrize("format", ["audio", "display"])
def test_lines_deliver_what_the_market_says(format: AdFormat) -> None:
    deliver = from_truth(Truth.drawn(1))
    start = SOON.date()
    line = Running(
        reference="FP-1",
        market="BR",
        format=format,
        channel="self_serve",
        start=start,
        end=start + timedelta(days=9),
        budget=10_000.0,
        currency="BRL",
        cpm=20.0,
    )
    days = [deliver(line, start + timedelta(days=n)) for n in range(10)]
    assert all(a.impressions <= b.impressions for a, b in pairwise(days))
    assert 0 < days[-1].spend <= 10_000.0
    assert days[-1] == deliver(line, start + timedelta(days=9))
