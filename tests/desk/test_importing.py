"""Imports on a real database: the same file twice changes nothing, new ones count at once."""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desk.importing import Importer
from desk.imports.history import read_history
from media.errors import InvalidInput, NotReady
from media.inventory import Cell, Stock
from storage.holds import Hold
from storage.store import Storage

HISTORY = """campaign_id,market,currency,format,start,end,spend,impressions,advertiser
c1,BR,BRL,audio,2026-01-05,2026-01-31,1000.50,80000,Nike
c2,BR,BRL,video,2026-02-05,2026-02-28,2000,90000,Nike
c3,BR,BRL,radio,2026-02-05,2026-02-28,2000,90000,Nike
"""
INVENTORY = """market,format,channel,date,sellable,sold
BR,audio,direct,2027-01-01,1000,250
BR,audio,direct,2027-01-02,1000,0
"""
CATALOG = """{"as_of": "2026-11-01", "products": [], "markets": [{"country": "BR", "name": "Brazil",
"currency": "BRL", "population": 1000, "ages": [], "genders": {}}]}"""
DAY = date(2027, 1, 1)
CELL = Cell("BR", "audio", "direct", DAY)


def saved(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text)
    return path


async def test_history_twice_changes_nothing(storage: Storage, tmp_path: Path) -> None:
    path = saved(tmp_path, "history.csv", HISTORY)
    importer = Importer(storage)
    first = await importer.history(path)
    assert (first.rows, first.loaded, [p.row for p in first.problems]) == (3, 2, [4])
    async with storage.transaction() as tx:
        before = await tx.history.state()
    await importer.history(path)
    async with storage.transaction() as tx:
        assert await tx.history.state() == before


async def test_a_corrected_row_replaces_the_one_of_its_id(storage: Storage, tmp_path: Path) -> None:
    importer = Importer(storage)
    await importer.history(saved(tmp_path, "history.csv", HISTORY))
    await importer.history(saved(tmp_path, "again.csv", HISTORY.replace("1000.50", "1100")))
    async with storage.transaction() as tx:
        rows = (await tx.history.read()).to_pylist()
    assert {row["campaign_id"]: row["spend"] for row in rows} == {"c1": 1100.0, "c2": 2000.0}


async def test_of_two_rows_with_one_id_the_last_counts(storage: Storage, tmp_path: Path) -> None:
    doubled = HISTORY.replace("c2,BR", "c1,BR")
    await Importer(storage).history(saved(tmp_path, "doubled.csv", doubled))
    async with storage.transaction() as tx:
        rows = (await tx.history.read()).to_pylist()
    assert next(row["format"] for row in rows if row["campaign_id"] == "c1") == "video"


async def test_inventory_sets_what_is_sold_and_leaves_holds(
    storage: Storage, tmp_path: Path
) -> None:
    importer, path = Importer(storage), saved(tmp_path, "inventory.csv", INVENTORY)
    assert (await importer.inventory(path)).loaded == 2
    async with storage.transaction() as tx:
        await tx.holds.reserve("T1", "p1", 1, [Hold("l1", CELL, 100)])
    newer = saved(tmp_path, "newer.csv", INVENTORY.replace("250", "300"))
    await importer.inventory(newer)
    await importer.inventory(newer)
    async with storage.transaction() as tx:
        stock = await tx.inventory.by_day(DAY, DAY)
    assert stock == {CELL: Stock(sellable=1000, sold=300, held=100)}


async def test_the_newest_rate_up_to_a_day_holds(storage: Storage, tmp_path: Path) -> None:
    text = "date,base,quote,rate\n2026-11-01,USD,BRL,5\n2026-11-10,USD,BRL,6\n"
    report = await Importer(storage).rates(saved(tmp_path, "rates.csv", text))
    assert report.loaded == 2
    async with storage.transaction() as tx:
        assert await tx.rates.rate("USD", "BRL", date(2026, 11, 9)) == 5
        assert await tx.rates.rate("BRL", "USD", date(2026, 12, 1)) == pytest.approx(Decimal(1) / 6)


async def test_a_catalog_replaces_the_one_before_in_whole(storage: Storage, tmp_path: Path) -> None:
    importer = Importer(storage)
    await importer.catalog(saved(tmp_path, "one.json", CATALOG), by="U1")
    async with storage.transaction() as tx:
        first = await tx.catalogs.current_id()
    await importer.catalog(saved(tmp_path, "same.json", CATALOG), by="U2")
    async with storage.transaction() as tx:
        assert await tx.catalogs.current_id() == first
    later = CATALOG.replace("1000", "2000")
    await importer.catalog(saved(tmp_path, "later.json", later), by="U1")
    async with storage.transaction() as tx:
        current = await tx.catalogs.current()
    assert current is not None
    assert current.market("BR").population == 2000


async def test_a_file_that_does_not_fit_changes_nothing(storage: Storage, tmp_path: Path) -> None:
    importer = Importer(storage)
    await importer.catalog(saved(tmp_path, "one.json", CATALOG), by="U1")
    with pytest.raises(InvalidInput, match=r"population: Input should be greater than 0"):
        await importer.catalog(saved(tmp_path, "bad.json", CATALOG.replace("1000", "-1")), by="U1")
    async with storage.transaction() as tx:
        current = await tx.catalogs.current()
    assert current is not None
    assert current.market("BR").population > 0


async def test_a_refit_without_history_names_the_command(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.execute("DELETE FROM campaigns")
    with pytest.raises(NotReady, match="flightplan history import"):
        await Importer(storage).refit()


async def test_forecasts_are_fitted_again_only_when_what_they_learn_from_has_changed(
    storage: Storage, tmp_path: Path
) -> None:
    importer = Importer(storage)
    history = saved(tmp_path, "history.csv", HISTORY)
    await importer.history(history)
    await importer.refit()
    await importer.history(history)
    assert not await importer.refit()
    rates = "date,base,quote,rate\n2026-11-11,USD,BRL,7\n"
    await importer.rates(saved(tmp_path, "rates.csv", rates))
    assert await importer.refit()
    await importer.catalog(saved(tmp_path, "new.json", CATALOG.replace("1000", "3000")), by="U1")
    assert await importer.refit()
    await importer.history(saved(tmp_path, "newer.csv", HISTORY.replace("2000", "2500")))
    assert await importer.refit()
    assert not await importer.refit()


async def test_campaigns_that_come_while_forecasts_are_fitted_are_learnt_next(
    storage: Storage, tmp_path: Path
) -> None:
    importer = Importer(storage)
    await importer.history(saved(tmp_path, "history.csv", HISTORY))
    table, _ = read_history(saved(tmp_path, "newer.csv", HISTORY.replace("2000", "3000")))
    async with storage.transaction() as tx:
        await tx.history.load(table)
        await importer.refit()
    assert await importer.refit()


async def test_imports_and_refits_at_once_end_with_a_fit_of_the_newest(
    storage: Storage, tmp_path: Path
) -> None:
    importer = Importer(storage)

    async def imported(number: int) -> None:
        text = HISTORY.replace("c2", f"n{number}").replace("1000.50", str(500 + number))
        await importer.history(saved(tmp_path, f"{number}.csv", text))
        await importer.refit()

    await asyncio.gather(*(imported(number) for number in range(4)))
    assert not await importer.refit()
