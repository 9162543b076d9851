"""Answers that are none: nothing is concluded from them, and nothing is booked twice."""

from __future__ import annotations

import httpx
import pytest
from pydantic import ValidationError

from ads.adcp.answers import MediaBuy, MediaBuys, Products
from ads.adcp.reading import booked_of
from ads.booking import Patience, book, nothing_known, patiently
from ads.spotify.answers import AdSets, Campaigns, PriceAnswer, Report, TargetList
from media.booking import Booked, BookedLine
from media.errors import TransientError
from sandbox.ads import AdsSandbox, Planned
from sandbox.ads.spoiling import SPOILT
from tests.ads.test_resuming import SELLERS, api_of, assert_booked_once, order_for
from tests.ads.world import HASTE, order, silent

LISTS = {
    "spotify": "GET /ads/v3",
    "spotify_reserved": "GET /ads/v3",
    "adcp_guaranteed": "get_media_buys",
    "adcp_exchange": "get_media_buys",
}
CREATES = {"spotify": "/campaigns", "spotify_reserved": "/campaigns"}
UNREADABLE = {
    "an error with status 200": (Campaigns, '{"error": {"status": 504}}'),
    "nothing at all": (AdSets, "{}"),
    "a list that is none": (Campaigns, '{"campaigns": {}, "paging": {"total_results": 0}}'),
    "an id that leads elsewhere": (Campaigns, '{"campaigns": [{"id": "../x", "name": "a"}]}'),
    "nothing to know it by": (Campaigns, '{"campaigns": [{"id": "a"}]}'),
    "a year that no calendar has": (
        AdSets,
        '{"ad_sets": [{"id": "a", "name": "b", "end_time": "0001-01-01T00:00:00+14:00"}]}',
    ),
    "a look-up without a list": (TargetList, '{"message": "try later"}'),
    "a price below nothing": (PriceAnswer, '{"cost_micro": -1}'),
    "a price of nothing": (PriceAnswer, '{"cost_micro": 0}'),
    "figures that are no numbers": (
        Report,
        '{"rows": [{"entity_id": "a", "stats": [{"field_type": "SPEND", "field_value": NaN}]}]}',
    ),
    "no buys, unsaid": (MediaBuys, "{}"),
    "no products, unsaid": (Products, '{"message": "internal"}'),
    "a budget that is no number": (
        MediaBuys,
        '{"media_buys": [{"packages": [{"package_id": "p", "budget": NaN}]}]}',
    ),
    "an id that nobody can keep": (MediaBuys, '{"media_buys": [{"media_buy_id": "a\\u0000"}]}'),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_an_answer_does_not_say_is_not_read_from_it(name: str) -> None:
    answer, body = UNREADABLE[name]
    with pytest.raises(ValidationError):
        answer.model_validate_json(body)


def test_an_empty_list_may_be_said_by_its_count() -> None:
    assert Campaigns.model_validate_json('{"paging": {"total_results": 0}}').campaigns == ()


@pytest.mark.parametrize("seller", SELLERS)
async def test_an_answer_that_says_nothing_is_no_empty_list(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str
) -> None:
    faults = sandbox.faults(seller)
    faults.ignore_idempotency = True
    create = CREATES.get(seller, "create_media_buy")
    api, wanted = api_of(sandbox, http, seller), order_for(seller)
    faults.planned = [Planned(kind="empty_after", matching=create, times=4)]
    known = await book(api, wanted, None, silent, HASTE)
    faults.planned = [Planned(kind="empty_after", matching=LISTS[seller], times=3)]
    assert_booked_once(sandbox, wanted, await book(api, wanted, known, silent, HASTE))


@pytest.mark.parametrize("seller", ["spotify", "adcp_guaranteed"])
async def test_a_third_of_all_answers_being_none_changes_nothing(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str
) -> None:
    faults = sandbox.faults(seller)
    faults.rate, faults.kinds, faults.ignore_idempotency = 0.3, SPOILT, True
    api, wanted = api_of(sandbox, http, seller), order_for(seller, lines=5)
    booked = await book(api, wanted, None, silent, HASTE)
    faults.rate = 0.0
    assert_booked_once(sandbox, wanted, await book(api, wanted, booked, silent, HASTE))


@pytest.mark.parametrize("kind", ["drip_after", "endless_after"])
@pytest.mark.parametrize("seller", ["spotify_reserved", "adcp_exchange"])
async def test_nobody_listens_without_end(
    sandbox: AdsSandbox, http: httpx.AsyncClient, seller: str, kind: str
) -> None:
    api, wanted = api_of(sandbox, http, seller), order_for(seller, lines=1)
    if seller.startswith("spotify"):
        api._connection._timeout = 0.5  # type: ignore[attr-defined]
    planned = Planned(kind=kind, matching=CREATES.get(seller, "create_media_buy"))  # type: ignore[arg-type]
    sandbox.faults(seller).planned = [planned]
    assert_booked_once(sandbox, wanted, await book(api, wanted, None, silent, HASTE))
    assert planned.times == 0


async def test_a_list_that_promises_more_than_it_gives_is_not_read_without_end(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    class Endless(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            body = {"campaigns": [], "paging": {"total_results": 2**60}}
            return httpx.Response(200, json=body, request=request)

    async with httpx.AsyncClient(transport=Endless()) as endless:
        api = api_of(sandbox, endless, "spotify_reserved")
        with pytest.raises(TransientError, match="cannot read"):
            await api.status(order(), nothing_known(order()))


async def test_who_asks_for_a_day_of_patience_is_looked_at_later() -> None:
    async def busy() -> Booked:
        raise TransientError("Busy.", retry_after=86_400)

    with pytest.raises(TransientError):
        await patiently(busy, Patience(attempts=3))


def bought(**changed: object) -> MediaBuy:
    """A buy of one line, as it was ordered but for the changes."""
    [line] = order_for("adcp_guaranteed", lines=1).lines
    package = {"package_id": "p1", "context": {"reference": line.reference}}
    buy = {"media_buy_id": "mb", "status": "paused", "packages": [package]} | changed
    return MediaBuy.model_validate(buy)


def read(buy: MediaBuy) -> BookedLine:
    wanted = order_for("adcp_guaranteed", lines=1)
    return booked_of(wanted, nothing_known(wanted), buy).lines[0]


def test_a_buy_in_another_currency_is_not_what_was_approved() -> None:
    assert read(bought(currency="BRL")).state == "confirmed"
    wrong = read(bought(currency="USD"))
    assert wrong.state == "rejected"
    assert wrong.problem and "the currency" in wrong.problem.message


def test_a_line_that_the_seller_took_twice_is_for_a_person_to_undo() -> None:
    [package] = bought().packages
    twice = read(bought(packages=[package, package.model_copy(update={"package_id": "p2"})]))
    assert twice.problem and "2 times" in twice.problem.message
    cancelled = package.model_copy(update={"package_id": "p2", "canceled": True})
    assert read(bought(packages=[package, cancelled])).state == "confirmed"


async def test_packages_without_their_references_are_not_bought_again(
    sandbox: AdsSandbox, http: httpx.AsyncClient
) -> None:
    api, wanted = api_of(sandbox, http, "adcp_guaranteed"), order_for("adcp_guaranteed", lines=2)
    known = await book(api, wanted, None, silent, HASTE)
    store = sandbox.sellers["adcp_guaranteed"].store
    [buy] = store.all("buy")
    nameless = [{**package, "context": {}} for package in buy["packages"]]
    store.put("buy", buy["media_buy_id"], {**buy, "packages": nameless})
    with pytest.raises(TransientError, match="cannot read"):
        await book(api, wanted, known, silent, Patience(attempts=1))
    assert len(store.all("buy")[0]["packages"]) == 2
