"""Questions about the past are answered with figures that the rows add up to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from desk.past import Habits, HistoryQuestion, Past
from media.history import HISTORY
from media.plan import Fact
from storage.store import Storage


def campaign(name: str, **columns: Any) -> dict[str, Any]:
    given: dict[str, Any] = dict.fromkeys(HISTORY.names)
    given |= {
        "campaign_id": name,
        "advertiser": "Nike",
        "market": "BR",
        "currency": "BRL",
        "format": "audio",
        "channel": "direct",
        "start": date(2026, 1, 1),
        "end": date(2026, 1, 31),
        "spend": 1_000.0,
        "impressions": 100_000.0,
        "age_min": 18.0,
        "age_max": 34.0,
    }
    return given | columns


ROWS = [
    campaign("c1", clicks=1_000.0, booked_impressions=200_000.0),
    campaign(
        "c2",
        start=date(2026, 3, 1),
        end=date(2026, 3, 31),
        spend=3_000.0,
        impressions=300_000.0,
        clicks=6_000.0,
        booked_impressions=300_000.0,
    ),
    campaign("c3", market="MX", currency="MXN", spend=500.0, impressions=0.0),
    campaign("c4", advertiser="Adidas", format="video", completed_views=70_000.0),
    campaign("c5", start=date(2025, 6, 1), end=date(2025, 6, 30), format="video", age_min=None),
    *(
        campaign(f"{currency}{n}", advertiser="Converse", currency=currency)
        for currency, count in {"BRL": 4, "USD": 3, "EUR": 2, "JPY": 1, "CHF": 1}.items()
        for n in range(count)
    ),
    campaign("wrong", advertiser="Reebok", clicks=1e9),
    campaign("right", advertiser="Reebok", clicks=500.0),
]


@pytest.fixture
async def past(storage: Storage) -> AsyncIterator[Past]:
    async with storage.transaction() as tx:
        await tx.history.load(pa.Table.from_pylist(ROWS, HISTORY))
    yield Past(storage)


async def figures(past: Past, **asked: Any) -> dict[str, Any]:
    (fact,) = (await past.ask(HistoryQuestion(**asked))).facts
    assert fact.code == "history_figures"
    return fact.values


async def test_figures_are_sums_over_the_rows_and_not_means_of_rates(past: Past) -> None:
    found = await figures(past, advertiser="nike", market="BR", since=date(2026, 1, 1))
    assert (found["campaigns"], found["spend"], found["impressions"]) == (2, 4_000.0, 400_000)
    assert found["cpm"] == pytest.approx(10.0)
    assert found["ctr"] == pytest.approx(7_000 / 400_000)
    assert found["delivery_rate"] == pytest.approx(400_000 / 500_000)
    assert (found["since"], found["until"]) == ("2026-01-01", "2026-03-31")


async def test_a_rate_that_no_row_has_is_unknown_and_not_zero(past: Past) -> None:
    found = await figures(past, advertiser="Nike", market="MX")
    assert (found["cpm"], found["ctr"], found["vtr"]) == (None, None, None)


async def test_currencies_are_never_added(past: Past) -> None:
    answer = await past.ask(HistoryQuestion(advertiser="Nike"))
    assert [(f.values["currency"], f.values["spend"]) for f in answer.facts] == [
        ("BRL", 5_000.0),
        ("MXN", 500.0),
    ]


async def test_campaigns_in_seldom_currencies_are_counted_at_least(past: Past) -> None:
    *summed, others = (await past.ask(HistoryQuestion(advertiser="Converse"))).facts
    assert [fact.values["currency"] for fact in summed] == ["BRL", "USD", "EUR"]
    assert others == Fact(
        code="history_others", values={"campaigns": 2, "currencies": ["CHF", "JPY"]}
    )


async def test_more_clicks_than_impressions_are_not_believed(past: Past) -> None:
    found = await figures(past, advertiser="Reebok")
    assert (found["campaigns"], found["ctr"]) == (2, pytest.approx(500 / 100_000))


async def test_the_newest_rows_stand_behind_the_figures(past: Past) -> None:
    answer = await past.ask(HistoryQuestion(advertiser="Nike", last=2))
    assert [row.campaign_id for row in answer.rows] == ["c2", "c1"]
    assert answer.count == 2
    assert answer.rows[0].cpm == pytest.approx(10.0)
    assert answer.rows[1].delivery_rate == pytest.approx(0.5)


async def test_formats_and_channels_narrow_the_rows(past: Past) -> None:
    answer = await past.ask(HistoryQuestion(format="video", channel="direct"))
    assert {row.campaign_id for row in answer.rows} == {"c4", "c5"}
    found = await figures(past, format="video", advertiser="Adidas")
    assert found["vtr"] == pytest.approx(0.7)


async def test_nothing_found_is_said_with_what_was_asked(past: Past) -> None:
    answer = await past.ask(HistoryQuestion(advertiser="Puma", market="JP"))
    (fact,) = answer.facts
    assert (fact.code, fact.values) == (
        "history_nothing",
        {"advertiser": "Puma", "market": "JP"},
    )
    assert (answer.rows, answer.count) == ((), 0)


async def test_habits_are_what_at_least_half_of_the_campaigns_share(past: Past) -> None:
    assert await past.habits("Nike") == Habits(
        campaigns=4, markets=("BR",), formats=("audio",), age_min=18, age_max=34
    )
    assert await past.habits("Puma") == Habits()


async def test_all_advertisers_are_known(past: Past) -> None:
    assert await past.advertisers() == ["Adidas", "Converse", "Nike", "Reebok"]
