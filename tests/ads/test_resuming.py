"""A booking that dies anywhere and starts again books everything once."""

from __future__ import annotations

from collections import Counter

import httpx
import pytest

from ads.booking import book, nothing_known
from ads.protocol import AdsApi
from media.booking import Booked, Order
from media.errors import TransientError
from sandbox.ads import AdsSandbox, Planned
from tests.ads.world import CHANNELS, HASTE, adcp, auction, line, order, reserved, silent

SELLERS = ("spotify", "spotify_reserved", "adcp_guaranteed", "adcp_exchange")
BUDGET = 100_000_000_000


def api_of(sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str) -> AdsApi:
    if seller == "spotify":
        return auction(sandbox, http)
    if seller == "spotify_reserved":
        return reserved(sandbox, http)
    return adcp(sandbox, seller, timeout=0.5)


def order_for(seller: str, lines: int = 3) -> Order:
    channel = CHANNELS[seller]
    return order(
        *(line(f"line-{n}", channel=channel, budget=BUDGET + n * 1_000_000) for n in range(lines)),
        seller=seller,
    )


def entities(sandbox: AdsSandbox) -> Counter[str]:
    """Everything that was booked anywhere, by the reference in its name or context."""
    store = sandbox.spotify.store
    names = [r["name"] for kind in ("campaign", "ad_set") for r in store.all(kind)]
    for seller in sandbox.sellers.values():
        for buy in seller.store.all("buy"):
            names.append(buy["context"]["reference"])
            names += [package["context"]["reference"] for package in buy["packages"]]
    return Counter(names)


def assert_booked_once(sandbox: AdsSandbox, wanted: Order, booked: Booked) -> None:
    assert {found.state for found in booked.lines} == {"confirmed"}
    assert not any(found.live for found in booked.lines)
    found = entities(sandbox)
    assert set(found.values()) == {1}
    assert len(found) == 1 + len(wanted.lines)


@pytest.mark.parametrize("seller", SELLERS)
async def test_a_second_run_finds_what_the_first_has_booked(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str
) -> None:
    api, wanted = api_of(sandbox, http, seller), order_for(seller)
    await book(api, wanted, None, silent, HASTE)
    again = await book(api, wanted, None, silent, HASTE)
    assert_booked_once(sandbox, wanted, again)


@pytest.mark.parametrize("forgets", [True, False])
@pytest.mark.parametrize("seller", SELLERS)
async def test_dying_after_any_step_books_nothing_twice(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str, forgets: bool
) -> None:
    sandbox.faults(seller).ignore_idempotency = True
    api = api_of(sandbox, http, seller)
    for dies_after in range(len(api.steps(order_for(seller)))):
        wanted = order(*order_for(seller).lines, seller=seller, plan=f"plan-{dies_after}")
        known = nothing_known(wanted)
        for step in api.steps(wanted)[: dies_after + 1]:
            known = await api.run_step(wanted, step, known)
        booked = await book(api, wanted, None if forgets else known, silent, HASTE)
        assert {found.state for found in booked.lines} == {"confirmed"}, dies_after
    runs = len(api.steps(order_for(seller)))
    found = entities(sandbox)
    assert [found.total(), len(found)] == [runs * 4, runs + 3]


@pytest.mark.parametrize("kind", ["500_after", "timeout_after", "500_before", "429"])
@pytest.mark.parametrize("seller", SELLERS)
async def test_a_create_whose_answer_is_lost_is_looked_for(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str, kind: str
) -> None:
    faults = sandbox.faults(seller)
    faults.ignore_idempotency, faults.hang, faults.retry_after = True, 0.7, 0.01
    word = "create_media_buy" if seller.startswith("adcp") else "POST"
    times = 1 if kind.startswith("timeout") or seller.startswith("adcp") else 4
    faults.planned = [Planned(kind=kind, matching=word, times=times)]  # type: ignore[arg-type]
    api, wanted = api_of(sandbox, http, seller), order_for(seller)
    if seller.startswith("spotify"):
        api._connection._timeout = 0.3  # type: ignore[attr-defined]
    booked = await book(api, wanted, None, silent, HASTE)
    assert_booked_once(sandbox, wanted, booked)
    assert faults.planned[0].times == 0


@pytest.mark.parametrize("seller", SELLERS)
async def test_a_fifth_of_all_calls_going_wrong_changes_nothing(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str
) -> None:
    faults = sandbox.faults(seller)
    faults.rate, faults.retry_after, faults.hang = 0.2, 0.01, 0.0
    faults.ignore_idempotency = True
    api, wanted = api_of(sandbox, http, seller), order_for(seller, lines=10)
    booked = await book(api, wanted, None, silent, HASTE)
    faults.rate = 0.0
    assert_booked_once(sandbox, wanted, await api.status(wanted, booked))


@pytest.mark.parametrize("seller", SELLERS)
async def test_unknown_is_settled_by_looking(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str
) -> None:
    def unknown(known: Booked) -> Booked:
        lines = tuple(one.model_copy(update={"state": "unknown"}) for one in known.lines)
        return known.model_copy(update={"lines": lines})

    api, wanted = api_of(sandbox, http, seller), order_for(seller)
    before = await api.status(wanted, unknown(nothing_known(wanted)))
    assert {found.state for found in before.lines} == {"intended"}
    booked = await book(api, wanted, None, silent, HASTE)
    after = await api.status(wanted, unknown(booked))
    assert {found.state for found in after.lines} == {"confirmed"}


async def test_a_draft_that_expires_before_publishing_is_set_up_again(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api, wanted = auction(sandbox, http), order_for("spotify")
    known = nothing_known(wanted)
    steps = api.steps(wanted)
    for step in steps[: steps.index("publish")]:
        known = await api.run_step(wanted, step, known)
    for draft in sandbox.spotify.store.all("campaign_draft"):
        sandbox.spotify.store.drop("campaign_draft", draft["id"])
    assert_booked_once(sandbox, wanted, await book(api, wanted, known, silent, HASTE))


async def test_a_draft_that_somebody_changes_is_put_right_before_it_is_published(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api, wanted = auction(sandbox, http), order_for("spotify")
    known = nothing_known(wanted)
    steps = api.steps(wanted)
    for step in steps[: steps.index("publish")]:
        known = await api.run_step(wanted, step, known)
    store = sandbox.spotify.store
    draft = store.all("ad_set_draft")[0]
    store.put("ad_set_draft", draft["id"], {**draft, "budget": {"micro_amount": 10**12}})
    campaign = store.all("campaign_draft")[0]
    store.put("campaign_draft", campaign["id"], {**campaign, "draft_hierarchy_version": 99})
    assert_booked_once(sandbox, wanted, await book(api, wanted, known, silent, HASTE))
    budgets = {r["budget"]["micro_amount"] for r in store.all("ad_set")}
    assert budgets == {one.budget for one in wanted.lines}


async def test_a_seller_that_stays_down_leaves_a_transient_error(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    sandbox.faults("spotify").down = True
    with pytest.raises(TransientError, match="Spotify has trouble answering"):
        await auction(sandbox, http).run_step(order(), "account", nothing_known(order()))
