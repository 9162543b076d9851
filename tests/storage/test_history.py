from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from media.errors import InvalidInput
from media.history import HISTORY
from storage.history import HistoryFilter
from storage.store import Storage


def campaign(number: int, **changes: Any) -> dict[str, Any]:
    start = date(2025, 1, 1) + timedelta(days=number)
    return {
        "campaign_id": f"c{number}",
        "advertiser": "Nike",
        "market": "BR",
        "currency": "BRL",
        "format": "audio",
        "channel": "direct",
        "start": start,
        "end": start + timedelta(days=30),
        "spend": 1000.5,
        "impressions": 100_000.0,
        "clicks": 0.1 + 0.2,
    } | changes


def table(*campaigns: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(campaigns), schema=HISTORY)


@pytest.fixture(autouse=True)
async def empty(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.execute("TRUNCATE campaigns")


async def test_campaigns_come_back_exactly_as_they_were(storage: Storage) -> None:
    odd = campaign(
        1, advertiser='Ärger & "Söhne", Inc.\nline two', buyer="", targeting="a;b", gender="100% %s"
    )
    given = table(odd, campaign(0))
    async with storage.transaction() as tx:
        assert await tx.history.load(given) == 2
        assert (await tx.history.read()).equals(given)


async def test_a_campaign_without_an_end_is_kept_as_one(storage: Storage) -> None:
    given = table(campaign(0, end=None))
    async with storage.transaction() as tx:
        await tx.history.load(given)
        assert (await tx.history.read()).equals(given)
        (figures,) = await tx.history.figures()
    assert figures.last == date(2025, 1, 1)


async def test_loading_again_replaces_by_campaign_id(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.history.load(table(campaign(0), campaign(1)))
    async with storage.transaction() as tx:
        before = await tx.history.state()
        await tx.history.load(table(campaign(0), campaign(1)))
        assert await tx.history.state() == before
    async with storage.transaction() as tx:
        await tx.history.load(table(campaign(1), campaign(1, spend=7.0)))
        after = await tx.history.state()
        assert (await tx.history.read()).column("spend").to_pylist() == [7.0, 1000.5]
    assert before.changed_at is not None
    assert after.changed_at is not None
    assert (after.campaigns, after.changed_at > before.changed_at) == (2, True)


async def test_the_last_campaigns_of_an_advertiser_in_a_market(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.history.load(
            table(
                *(campaign(n) for n in range(6)),
                campaign(50, advertiser="Adidas"),
                campaign(51, market="MX", currency="MXN"),
            )
        )
        chosen = HistoryFilter(advertiser="nike", market="BR", until=date(2025, 1, 5))
        found = await tx.history.read(chosen, last=3)
        assert await tx.history.advertisers() == ["Adidas", "Nike"]
        assert (await tx.history.read(HistoryFilter(market="QQ"))).num_rows == 0
        odd = await tx.history.read(HistoryFilter(advertiser="x' OR 1=1 -- %s $1"))
    assert found.column("campaign_id").to_pylist() == ["c4", "c3", "c2"]
    assert odd.num_rows == 0
    assert odd.schema == HISTORY


async def test_figures_are_summed_per_currency(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.history.load(
            table(
                campaign(0),
                campaign(1, impressions=None),
                campaign(2, market="MX", currency="MXN", spend=5.0),
            )
        )
        figures = await tx.history.figures()
        only = await tx.history.figures(HistoryFilter(market="MX", since=date(2025, 1, 1)))
    assert [(f.currency, f.campaigns, f.spend, f.impressions) for f in figures] == [
        ("BRL", 2, 2001.0, 100_000.0),
        ("MXN", 1, 5.0, 100_000.0),
    ]
    assert (figures[0].first, figures[0].last) == (date(2025, 1, 1), date(2025, 2, 1))
    assert [f.currency for f in only] == ["MXN"]


async def test_a_campaign_without_its_id_is_refused(storage: Storage) -> None:
    with pytest.raises(InvalidInput, match="campaign_id"):
        async with storage.transaction() as tx:
            await tx.history.load(table(campaign(0, campaign_id=None)))


async def test_more_campaigns_than_are_copied_at_once(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.history.load(_many(200_000))
    async with storage.transaction() as tx:
        read = await tx.history.read()
    assert read.num_rows == 200_000


def _many(count: int) -> pa.Table:
    chance = np.random.default_rng(1)
    days = chance.integers(15_000, 20_000, count).astype("int32")
    words = {
        "campaign_id": pa.array([f"many{n}" for n in range(count)]),
        "market": pa.array(chance.choice(["BR", "MX", "US"], count).tolist()),
        "start": pa.array(days, pa.date32()),
        "end": pa.array(days + 20, pa.date32()),
    }
    columns = [
        words[field.name]
        if field.name in words
        else pa.array(chance.gamma(2.0, 1000.0, count))
        if pa.types.is_floating(field.type)
        else pa.array(["value"] * count)
        for field in HISTORY
    ]
    return pa.table(columns, schema=HISTORY)
