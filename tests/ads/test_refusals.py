"""Every refusal is one plain sentence with what to do, and never an internal word."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from ads.booking import book, nothing_known
from ads.spotify import Tokens
from media.booking import Booked, Order, Problem
from media.brief import Audience
from media.errors import CorrectableError
from sandbox.ads import AdsSandbox, Planned
from tests.ads.world import (
    END,
    HASTE,
    START,
    Kept,
    adcp,
    auction,
    line,
    order,
    reserved,
    silent,
)

INTERNAL = re.compile(r"[A-Z]+_[A-Z_]+|Exception|Traceback|micro|\bnull\b|\{|java|http|[45]\d\d")


def assert_plain(problem: Problem | None, *words: str) -> None:
    assert problem is not None
    for text in (problem.message, problem.remedy):
        assert text.endswith(".") and not text[0].islower(), text
        assert not INTERNAL.search(text), text
    assert any(word in f"{problem.message} {problem.remedy}" for word in words), problem


ADULT = Audience(age_min=21, age_max=45)
REFUSED: dict[str, tuple[Order, str]] = {
    "account in another currency": (
        order(currency="BRL").model_copy(update={"currency": "USD"}),
        "billed in BRL",
    ),
    "budget finer than the currency": (
        order(line(market="JP", budget=20_000_500_000), currency="JPY"),
        "finer than JPY",
    ),
    "budget below the minimum": (order(line(budget=50_000_000)), "budget"),
    "a flight that has begun": (order(line(start=START - timedelta(days=90))), "has passed"),
    "alcohol for minors": (
        order(line(), category="ADV_15_139").model_copy(
            update={"lines": (line(audience=Audience(age_min=13)),)}
        ),
        "18",
    ),
    "alcohol for everybody": (order(line(audience=Audience()), category="ADV_15_139"), "18"),
    "no category": (order(category=""), "category"),
    "an interest nobody knows": (
        order(line(audience=Audience(interests=("falconry",)))),
        "falconry",
    ),
    "a city nobody knows": (order(line(city="Atlantis")), "Atlantis"),
    "two languages": (order(line(audience=Audience(languages=("pt", "en")))), "one language"),
    "conversions": (order(objective="CONVERSIONS"), "conversions"),
    "leads with video": (
        order(line(format="video", cpm=42_000_000), objective="LEAD_GEN"),
        "leads",
    ),
    "video views with sound": (order(objective="VIDEO_VIEWS"), "video views"),
    "video views on desktop": (
        order(
            line(format="video", cpm=42_000_000, audience=Audience(devices=("DESKTOP",))),
            objective="VIDEO_VIEWS",
        ),
        "phones",
    ),
    "installs of no app": (order(objective="APP_INSTALLS"), "app"),
    "podcast streams with music": (order(objective="PODCAST_STREAMS"), "podcast"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_preflight_refuses_with_a_remedy(
    sandbox: AdsSandbox, http: httpx.AsyncClient, name: str
) -> None:
    wanted, word = REFUSED[name]
    problems = await auction(sandbox, http).validate(wanted)
    errors = [problem for problem in problems if problem.severity == "error"]
    assert errors, name
    for problem in errors:
        assert_plain(problem, word, *word.split())
    assert not sandbox.spotify.store.all("campaign")
    assert not sandbox.spotify.store.all("campaign_draft")


ONLY_BEFORE = ("a flight that has begun",)
"""What a booking mends by itself: a line that should run already starts at once."""


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in ONLY_BEFORE])
async def test_booking_refuses_what_preflight_would_have(
    sandbox: AdsSandbox, http: httpx.AsyncClient, name: str
) -> None:
    booked = await book(auction(sandbox, http), REFUSED[name][0], None, silent, HASTE)
    assert {found.state for found in booked.lines} == {"rejected"}
    for found in booked.lines:
        assert_plain(found.problem, ".")
    assert not sandbox.spotify.store.all("ad_set")


async def test_a_good_order_has_no_problem(sandbox: AdsSandbox, http: httpx.AsyncClient) -> None:
    assert await auction(sandbox, http).validate(order()) == ()


async def test_a_bid_below_what_wins_is_a_warning(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    [problem] = await auction(sandbox, http).validate(order(line(cpm=5_000_000)))
    assert problem.severity == "warning"
    assert_plain(problem, "below what wins")


@pytest.mark.parametrize("seller", ["spotify", "spotify_reserved", "adcp_guaranteed"])
async def test_sold_out_meanwhile(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str
) -> None:
    sandbox.faults(seller).sold_out = ("BR audio",)
    api = {
        "spotify": auction(sandbox, http),
        "spotify_reserved": reserved(sandbox, http),
        "adcp_guaranteed": adcp(sandbox, "adcp_guaranteed"),
    }[seller]
    channel = "self_serve" if seller == "spotify" else "direct"
    good = line("good", channel=channel, format="video", cpm=60_000_000, budget=100_000_000_000)
    gone = line("gone", channel=channel, budget=100_000_000_000)
    booked = await book(api, order(good, gone, seller=seller), None, silent, HASTE)
    assert booked.line("good").state == "confirmed"
    assert booked.line("gone").state == "rejected"
    assert_plain(booked.line("gone").problem, "sold", "has no audio")


async def test_a_price_that_has_risen_is_for_a_person_to_decide(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    cheap = line(channel="direct", cpm=10_000_000, budget=100_000_000_000)
    wanted = order(cheap, seller="spotify_reserved")
    [problem] = await reserved(sandbox, http).validate(wanted)
    assert_plain(problem, "fixed price")
    booked = await book(reserved(sandbox, http), wanted, None, silent, HASTE)
    assert_plain(booked.lines[0].problem, "Plan again with the new price.")


async def test_a_sign_in_that_was_withdrawn(sandbox: AdsSandbox, http: httpx.AsyncClient) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    store = Kept(Tokens(access="old", refresh="withdrawn", expires_at=past))
    api = auction(sandbox, http, store)
    booked = await api.run_step(order(), "account", nothing_known(order()))
    assert_plain(booked.lines[0].problem, "sign in at Spotify again")


async def test_nobody_ever_signed_in(sandbox: AdsSandbox, http: httpx.AsyncClient) -> None:
    with pytest.raises(CorrectableError, match="Nobody has connected"):
        await auction(sandbox, http, Kept()).validate(order())


async def test_an_account_that_is_not_ours(sandbox: AdsSandbox, http: httpx.AsyncClient) -> None:
    wanted = order()
    other = wanted.account.model_copy(
        update={"account_id": "0" * 8 + "-0000-4000-8000-" + "0" * 12}
    )
    booked = await book(
        auction(sandbox, http), wanted.model_copy(update={"account": other}), None, silent, HASTE
    )
    assert_plain(booked.lines[0].problem, "access")


async def test_a_refusal_carries_the_sellers_trace(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    sandbox.faults("spotify_reserved").sold_out = ("BR audio",)
    wanted = order(line(channel="direct", budget=100_000_000_000), seller="spotify_reserved")
    booked = await book(reserved(sandbox, http), wanted, None, silent, HASTE)
    problem = booked.lines[0].problem
    assert problem is not None and re.fullmatch(r"[0-9a-f-]{36}", problem.correlation or "")


async def test_an_internal_message_stays_inside(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    sandbox.faults("spotify").planned = [Planned(kind="500_before", times=99)]
    with pytest.raises(Exception, match="Spotify has trouble answering") as caught:
        await auction(sandbox, http).run_step(order(), "account", nothing_known(order()))
    assert "java" not in str(caught.value)


async def test_retry_after_is_passed_on(sandbox: AdsSandbox, http: httpx.AsyncClient) -> None:
    faults = sandbox.faults("spotify")
    faults.planned, faults.retry_after = [Planned(kind="429")], 17.0
    with pytest.raises(Exception, match="slow down") as caught:
        await auction(sandbox, http).run_step(order(), "account", nothing_known(order()))
    assert getattr(caught.value, "retry_after", None) == 17.0


async def test_the_rest_is_retried_and_what_is_booked_stays(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    faults, api = sandbox.faults("spotify"), auction(sandbox, http)
    faults.sold_out = ("MX audio",)
    wanted = order(line("br"), line("mx", market="MX", cpm=24_000_000, end=END))
    first: Booked = await book(api, wanted, None, silent, HASTE)
    assert [found.state for found in first.lines] == ["confirmed", "rejected"]
    faults.sold_out = ()
    second = await book(api, wanted, first, silent, HASTE)
    assert [found.state for found in second.lines] == ["confirmed", "confirmed"]
    assert second.line("br").external_id == first.line("br").external_id
    assert not any(found.live for found in second.lines)
    assert len(sandbox.spotify.store.all("ad_set")) == 2
