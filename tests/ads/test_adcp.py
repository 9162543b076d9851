"""Booking at AdCP sellers: decisions that take time, declined orders, revisions, undo."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ads.adcp import AdcpSeller
from ads.adcp.wire import UpdateMediaBuy
from ads.booking import book
from media.accounts import Assets
from media.booking import Order
from media.brief import FrequencyCap
from media.errors import CorrectableError
from sandbox.ads import AdsSandbox
from tests.ads.world import CHANNELS, HASTE, START, adcp, line, order, silent

BUDGET = 100_000_000_000
FILES = ("https://cdn.nike.example/spot.mp3", "https://cdn.nike.example/banner-300x250.png")
ASSETS = Assets(tagline="Run further", clickthrough="https://www.nike.example/run", files=FILES)
TOMORROW = datetime.now(UTC).date() + timedelta(days=1)
SELLERS = ("adcp_guaranteed", "adcp_exchange")


def order_for(seller: str, plan: str = "plan-1", **rest: object) -> Order:
    channel = CHANNELS[seller]
    lines = (
        line("audio", channel=channel, budget=BUDGET),
        line("display", channel=channel, format="display", cpm=14_000_000, budget=BUDGET),
    )
    return order(*lines, seller=seller, plan=plan, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize("seller", SELLERS)
async def test_a_good_order_is_bought_paused_and_as_approved(
    sandbox: AdsSandbox, seller: str
) -> None:
    api, wanted = adcp(sandbox, seller), order_for(seller)
    assert {p.severity for p in await api.validate(wanted)} == {"warning"}
    booked = await book(api, wanted, None, silent, HASTE)
    assert [found.state for found in booked.lines] == ["confirmed", "confirmed"]
    assert not any(found.live for found in booked.lines)
    [buy] = sandbox.sellers[seller].store.all("buy")
    assert buy["po_number"] == wanted.reference
    assert [p["budget"] for p in buy["packages"]] == [100_000.0, 100_000.0]
    assert all(p["paused"] for p in buy["packages"])
    for package, one in zip(buy["packages"], wanted.lines, strict=True):
        assert package["targeting_overlay"]["geo_countries"] == [one.market]


async def test_the_exchange_gets_the_plans_cpm_as_bid_and_guaranteed_gets_impressions(
    sandbox: AdsSandbox,
) -> None:
    for seller in SELLERS:
        await book(adcp(sandbox, seller), order_for(seller), None, silent, HASTE)
    [exchange] = sandbox.sellers["adcp_exchange"].store.all("buy")
    [guaranteed] = sandbox.sellers["adcp_guaranteed"].store.all("buy")
    assert [p["bid_price"] for p in exchange["packages"]] == [26.0, 14.0]
    assert all("bid_price" not in p for p in guaranteed["packages"])
    assert all(p["impressions"] > 0 for p in guaranteed["packages"])


@pytest.mark.parametrize("seller", SELLERS)
async def test_an_order_that_a_person_decides_on_is_waited_for(
    sandbox: AdsSandbox, seller: str
) -> None:
    sandbox.faults(seller).slow_approvals = 3600
    api, wanted = adcp(sandbox, seller), order_for(seller)
    waiting = await book(api, wanted, None, silent, HASTE)
    assert waiting.waiting and waiting.task and waiting.campaign_id is None
    assert {found.waiting_for for found in waiting.lines} == {"person"}
    again = await book(api, wanted, None, silent, HASTE)
    assert again.task == waiting.task
    with pytest.raises(CorrectableError, match="has not decided"):
        await api.archive(wanted, waiting)
    sandbox.move_to(TOMORROW)
    decided = await api.status(wanted, waiting)
    assert not decided.waiting and decided.task is None
    assert {found.state for found in decided.lines} == {"confirmed"}
    assert len(sandbox.sellers[seller].store.all("buy")) == 1


async def test_an_order_that_is_declined_says_so(sandbox: AdsSandbox) -> None:
    faults = sandbox.faults("adcp_guaranteed")
    faults.slow_approvals, faults.reject_reviews = 3600, True
    api, wanted = adcp(sandbox, "adcp_guaranteed"), order_for("adcp_guaranteed")
    waiting = await book(api, wanted, None, silent, HASTE)
    sandbox.move_to(TOMORROW)
    declined = await api.status(wanted, waiting)
    assert {found.state for found in declined.lines} == {"rejected"}
    assert "declined" in (declined.lines[0].problem.message if declined.lines[0].problem else "")


@pytest.mark.parametrize("seller", SELLERS)
async def test_launch_pause_and_undo(sandbox: AdsSandbox, seller: str) -> None:
    api, wanted = adcp(sandbox, seller), order_for(seller, assets=ASSETS)
    booked = await book(api, wanted, None, silent, HASTE)
    launched = await api.launch(wanted, booked)
    assert all(found.live for found in launched.lines)
    paused = await api.pause(wanted, launched)
    assert not any(found.live for found in paused.lines)
    undone = await api.archive(wanted, paused)
    assert all(found.archived and not found.live for found in undone.lines)
    assert await api.archive(wanted, undone) == undone
    history = [record.field for record in await api.change_history(wanted, undone)]
    assert history == ["created", "resumed", "paused", "canceled"]


async def test_a_stale_revision_is_read_again(
    sandbox: AdsSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    api, wanted = adcp(sandbox, "adcp_exchange"), order_for("adcp_exchange")
    booked = await book(api, wanted, None, silent, HASTE)
    store = sandbox.sellers["adcp_exchange"].store
    spoiled = False

    call = AdcpSeller._call

    async def meanwhile(self, order, tool, request, answer):  # type: ignore[no-untyped-def]
        nonlocal spoiled
        if isinstance(request, UpdateMediaBuy) and not spoiled:
            spoiled = True
            [buy] = store.all("buy")
            store.put("buy", buy["media_buy_id"], {**buy, "revision": buy["revision"] + 1})
        return await call(self, order, tool, request, answer)

    monkeypatch.setattr(AdcpSeller, "_call", meanwhile)
    undone = await api.archive(wanted, booked)
    assert spoiled and all(found.archived for found in undone.lines)


async def test_the_rest_is_added_to_the_same_buy(sandbox: AdsSandbox) -> None:
    faults = sandbox.faults("adcp_guaranteed")
    faults.sold_out = ("BR display",)
    api, wanted = adcp(sandbox, "adcp_guaranteed"), order_for("adcp_guaranteed")
    first = await book(api, wanted, None, silent, HASTE)
    assert [found.state for found in first.lines] == ["confirmed", "rejected"]
    faults.sold_out = ()
    second = await book(api, wanted, first, silent, HASTE)
    assert [found.state for found in second.lines] == ["confirmed", "confirmed"]
    [buy] = sandbox.sellers["adcp_guaranteed"].store.all("buy")
    assert len(buy["packages"]) == 2


async def test_a_line_that_the_seller_refuses_late_does_not_take_the_others_with_it(
    sandbox: AdsSandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    seller = sandbox.sellers["adcp_exchange"]
    products = seller.get_products

    def then_sold_out(self: object, arguments: dict[str, object]) -> dict[str, object]:
        answer = products(arguments)
        seller.faults.sold_out = ("BR display",)
        return answer

    monkeypatch.setattr(type(seller), "get_products", then_sold_out)
    two = order_for("adcp_exchange")
    swapped = two.model_copy(update={"lines": two.lines[::-1]})
    booked = await book(adcp(sandbox, "adcp_exchange"), swapped, None, silent, HASTE)
    assert booked.line("audio").state == "confirmed"
    assert booked.line("display").state == "rejected"


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"city": "Curitiba"}, "single cities"),
        ({"budget": 10_000_000}, "sells lines from"),
        ({"cpm": 1_000_000}, "no bid below"),
        ({"budget": BUDGET + 1}, "finer than BRL"),
        ({"start": date(2020, 1, 1)}, "has passed"),
        ({"market": "AQ"}, "has no audio in AQ"),
    ],
)
async def test_preflight(sandbox: AdsSandbox, changed: dict[str, object], word: str) -> None:
    one = line("x", channel="programmatic", budget=BUDGET).model_copy(update=changed)
    problems = await adcp(sandbox, "adcp_exchange").validate(order(one, seller="adcp_exchange"))
    [error] = [problem for problem in problems if problem.severity == "error"]
    assert word in error.message and error.remedy.endswith(".")


async def test_limits_go_along_with_the_package(sandbox: AdsSandbox) -> None:
    one = line(
        "x",
        channel="programmatic",
        budget=BUDGET,
        region="BR-SP",
        frequency_cap=FrequencyCap(impressions=3, per="flight"),
    )
    wanted = order(one, seller="adcp_exchange", category="ADV_15_139")
    await book(adcp(sandbox, "adcp_exchange"), wanted, None, silent, HASTE)
    [buy] = sandbox.sellers["adcp_exchange"].store.all("buy")
    overlay = buy["packages"][0]["targeting_overlay"]
    assert overlay["geo_regions"] == ["BR-SP"]
    assert overlay["age_restriction"] == {"min": 18}
    assert overlay["frequency_cap"]["window"] == {"interval": 1, "unit": "campaign"}


async def test_reports_come_back_per_line(sandbox: AdsSandbox) -> None:
    api, wanted = adcp(sandbox, "adcp_exchange"), order_for("adcp_exchange", assets=ASSETS)
    booked = await book(api, wanted, None, silent, HASTE)
    await api.launch(wanted, booked)
    sandbox.move_to(day := START + timedelta(days=9))
    delivered = await api.report(wanted, booked, START, day)
    assert {found.line for found in delivered} == {"audio", "display"}
    assert all(found.spend == BUDGET // 3 // 10_000 * 10_000 for found in delivered)
    assert all(found.through == START + timedelta(days=9) for found in delivered)


async def test_a_seller_that_cannot_be_reached_is_transient() -> None:
    from ads.adcp import Connection
    from media.errors import TransientError

    nowhere = AdcpSeller(
        Connection("http://127.0.0.1:9/mcp", timeout=1.0), seller="adcp_exchange", guaranteed=False
    )
    with pytest.raises(TransientError, match="does not answer"):
        await nowhere.status(order_for("adcp_exchange"), await _nothing())


async def _nothing():  # type: ignore[no-untyped-def]
    from ads.booking import nothing_known

    return nothing_known(order_for("adcp_exchange"))
