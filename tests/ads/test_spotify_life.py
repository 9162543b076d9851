"""What stands at Spotify: never live unasked, as approved, and undone when asked."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import httpx
import pytest

from ads.booking import book, nothing_known
from ads.references import idempotency_key, named
from media.accounts import Assets
from media.booking import Problem
from media.brief import Audience, FrequencyCap
from sandbox.ads import AdsSandbox, asset_ids
from tests.ads.world import END, HASTE, START, auction, line, order, reserved, silent

ASSETS = Assets(
    tagline="Run further", clickthrough="https://nike.example/run", files=asset_ids("BRL")
)


async def test_everything_stands_as_it_was_approved(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    audience = Audience(age_min=18, age_max=34, genders=("FEMALE",), interests=("fitness",))
    cap = FrequencyCap(impressions=4, per="flight")
    wanted = order(line(audience=audience, region="BR-SP", frequency_cap=cap))
    await book(auction(sandbox, http), wanted, None, silent, HASTE)
    [campaign], [ad_set] = (sandbox.spotify.store.all(kind) for kind in ("campaign", "ad_set"))
    assert (campaign["status"], campaign["objective"]) == ("PAUSED", "REACH")
    assert ad_set["delivery"] == "OFF"
    assert ad_set["budget"] == {
        "micro_amount": 20_000_000_000,
        "type": "LIFETIME",
        "currency": "BRL",
    }
    assert ad_set["start_time"] == f"{START}T00:00:00Z"
    assert ad_set["end_time"] == f"{END}T23:59:59Z"
    assert ad_set["category"] == "ADV_6_44"
    assert ad_set["frequency_caps"] == [
        {"frequency_unit": "DAY", "frequency_period": 30, "max_impressions": 4}
    ]
    targets = ad_set["targets"]
    assert targets["age_ranges"] == [{"min": 18, "max": 34}]
    assert targets["geo_targets"]["country_code"] == "BR"
    assert len(targets["geo_targets"]["region_ids"]) == 1
    assert targets["placements"] == ["MUSIC"]


async def test_checks_at_the_same_time_do_not_disturb_each_other(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api, wanted = auction(sandbox, http), order()
    sandbox.faults("spotify").latency = 0.03

    async def check(head_start: float) -> tuple[Problem, ...]:
        await asyncio.sleep(head_start)
        return await api.validate(wanted)

    assert await asyncio.gather(*(check(n * 0.02) for n in range(20))) == [()] * 20
    assert not sandbox.spotify.store.all("campaign_draft")


@pytest.mark.parametrize("way", ["auction", "reserved"])
async def test_a_campaign_that_spotify_starts_by_itself_is_held(
    sandbox: AdsSandbox, http: httpx.AsyncClient, way: str
) -> None:
    sandbox.faults("spotify").publish_active = True
    if way == "auction":
        api, wanted = auction(sandbox, http), order()
        booked = await book(api, wanted, None, silent, HASTE)
    else:
        other, wanted = (
            reserved(sandbox, http),
            order(line(channel="direct", budget=100_000_000_000), seller="spotify_reserved"),
        )
        booked = await book(other, wanted, None, silent, HASTE)
    assert not booked.lines[0].live
    assert sandbox.spotify.store.all("campaign")[0]["status"] == "PAUSED"
    assert sandbox.spotify.store.all("ad_set")[0]["delivery"] == "OFF"


async def test_launch_pause_and_undo(sandbox: AdsSandbox, http: httpx.AsyncClient) -> None:
    api, wanted = auction(sandbox, http), order()
    booked = await book(api, wanted, None, silent, HASTE)
    launched = await api.launch(wanted, booked)
    assert launched.lines[0].live
    assert not (await api.pause(wanted, launched)).lines[0].live
    undone = await api.archive(wanted, launched)
    assert undone.lines[0].archived and not undone.lines[0].live
    assert await api.archive(wanted, undone) == undone
    again = await book(api, wanted, None, silent, HASTE)
    assert again.lines[0].state == "rejected"
    assert again.lines[0].problem and "undone before" in again.lines[0].problem.message


async def test_running_lines_are_not_stopped_by_a_second_run(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api, wanted = auction(sandbox, http), order()
    launched = await api.launch(wanted, await book(api, wanted, None, silent, HASTE))
    again = await book(api, wanted, launched, silent, HASTE)
    assert again.lines[0].live


async def test_undoing_before_publication_leaves_no_draft(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api, wanted = auction(sandbox, http), order()
    known = nothing_known(wanted)
    for step in api.steps(wanted)[:3]:
        known = await api.run_step(wanted, step, known)
    assert sandbox.spotify.store.all("ad_set_draft")
    await api.archive(wanted, known)
    assert not sandbox.spotify.store.all("ad_set_draft")
    assert not sandbox.spotify.store.all("campaign_draft")


async def test_what_somebody_changes_at_spotify_is_noticed(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api, wanted = auction(sandbox, http), order()
    booked = await book(api, wanted, None, silent, HASTE)
    [ad_set] = sandbox.spotify.store.all("ad_set")
    widened = {**ad_set["targets"], "interest_ids": []}
    dearer = {**ad_set["budget"], "micro_amount": 99_000_000_000}
    sandbox.spotify.store.put(
        "ad_set", ad_set["id"], {**ad_set, "targets": widened, "budget": dearer}
    )
    found = (await api.status(wanted, booked)).lines[0]
    assert found.state == "rejected" and found.problem
    assert found.problem.message == (
        "Spotify has stored the budget and the audience otherwise than approved."
    )


async def test_ads_follow_when_the_assets_are_there(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api, wanted = auction(sandbox, http), order()
    booked = await book(api, wanted, None, silent, HASTE)
    assert not sandbox.spotify.store.all("ad")
    later = wanted.model_copy(update={"assets": ASSETS})
    for _ in range(2):
        await api.attach_assets(later, booked)
    [ad] = sandbox.spotify.store.all("ad")
    assert ad["tagline"] == "Run further"


async def test_a_slow_review_is_shown_as_waiting(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    sandbox.faults("spotify").slow_approvals = 3600
    api, wanted = auction(sandbox, http), order(assets=ASSETS)
    booked = await book(api, wanted, None, silent, HASTE)
    assert booked.lines[0].waiting_for == "review"


async def test_reports_and_history(sandbox: AdsSandbox, http: httpx.AsyncClient) -> None:
    api, wanted = auction(sandbox, http), order(assets=ASSETS)
    booked = await api.launch(wanted, await book(api, wanted, None, silent, HASTE))
    sandbox.move_to(middle := START + timedelta(days=14))
    [delivered] = await api.report(wanted, booked, START, middle)
    assert delivered.spend == wanted.lines[0].budget // 2
    assert delivered.through == START + timedelta(days=14)
    history = await api.change_history(wanted, booked)
    budget = next(record for record in history if record.field == "budget")
    assert '"micro_amount": 20000000000' in budget.value
    deliveries = [record.value for record in history if record.field == "delivery"]
    assert deliveries[-2:] == ["OFF", "ON"]
    assert await api.report(wanted, booked, END + timedelta(days=1), END + timedelta(days=9)) == ()


async def test_look_ups_find_by_name_in_the_country(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api = auction(sandbox, http)
    [city] = await api.look_up("city", "guadalajara", "MX")
    assert (city.name, city.kind) == ("Guadalajara", "city")
    assert await api.look_up("city", "Guadalajara", "BR") == ()
    assert (await api.look_up("interest", "fitness"))[0].name == "Fitness"


def test_names_and_keys() -> None:
    wanted = order()
    assert named("x" * 300, "FP-ABC").endswith(" [FP-ABC]")
    assert len(named("x" * 300, "FP-ABC")) <= 200
    keys = {
        idempotency_key(wanted, "a", "create"),
        idempotency_key(wanted, "b", "create"),
        idempotency_key(wanted, "a", "other"),
        idempotency_key(wanted.model_copy(update={"version": 2}), "a", "create"),
    }
    assert len(keys) == 4
