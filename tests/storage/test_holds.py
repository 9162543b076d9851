import asyncio
import random
from collections import Counter
from datetime import date, timedelta

import pytest

from media.errors import Conflict, SoldOut
from media.inventory import Cell, Stock
from media.words import FORMATS
from storage.holds import Hold
from storage.inventory import StockRow
from storage.store import Storage

DAY = date(2027, 1, 1)


def cell(market: str, day: int = 0, fmt: int = 0) -> Cell:
    return Cell(market, FORMATS[fmt], "direct", DAY + timedelta(days=day))


async def stocked(storage: Storage, *cells: Cell, sellable: int = 100, sold: int = 0) -> None:
    async with storage.transaction() as tx:
        await tx.inventory.load(StockRow(c, sellable, sold) for c in cells)


async def stock_of(storage: Storage, market: str) -> dict[Cell, Stock]:
    async with storage.transaction() as tx:
        return await tx.inventory.by_day(DAY, DAY + timedelta(days=400), markets=[market])


async def reserve(storage: Storage, plan: str, *holds: Hold) -> None:
    async with storage.transaction() as tx:
        await tx.holds.reserve("T1", plan, 1, holds)


async def test_a_plan_holds_sells_and_releases(storage: Storage) -> None:
    first, second = cell("AA"), cell("AA", day=1)
    await stocked(storage, first, second, sold=10)
    await reserve(
        storage, "life", Hold("l1", first, 20), Hold("l1", second, 30), Hold("l2", first, 5)
    )
    assert await stock_of(storage, "AA") == {first: Stock(100, 10, 25), second: Stock(100, 10, 30)}
    async with storage.transaction() as tx:
        assert await tx.holds.sell("T1", "life", 1, ["l1"]) == 50
    assert await stock_of(storage, "AA") == {first: Stock(100, 30, 5), second: Stock(100, 40, 0)}
    async with storage.transaction() as tx:
        assert await tx.holds.release("T1", "life", 1) == 55
        assert await tx.holds.release("T1", "life", 1) == 0
        assert await tx.holds.of("T1", "life", 1) == []
    assert await stock_of(storage, "AA") == {first: Stock(100, 10, 0), second: Stock(100, 10, 0)}


async def test_a_plan_gets_all_or_nothing(storage: Storage) -> None:
    free, short = cell("BB"), cell("BB", day=1)
    await stocked(storage, free)
    await stocked(storage, short, sellable=5)
    with pytest.raises(SoldOut, match=r"audio in BB \(direct\) has 5 impressions left"):
        await reserve(storage, "half", Hold("l1", free, 10), Hold("l1", short, 6))
    assert all(stock.held == 0 for stock in (await stock_of(storage, "BB")).values())


async def test_what_is_not_in_the_inventory_is_sold_out(storage: Storage) -> None:
    with pytest.raises(SoldOut, match="0 impressions left"):
        await reserve(storage, "nowhere", Hold("l1", cell("ZZ"), 1))


async def test_a_version_holds_once_and_again_after_a_release(storage: Storage) -> None:
    await stocked(storage, cell("CC"))
    hold = Hold("l1", cell("CC"), 60)
    outcomes = await asyncio.gather(
        *(reserve(storage, "twice", hold) for _ in range(5)), return_exceptions=True
    )
    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 4
    async with storage.transaction() as tx:
        await tx.holds.release("T1", "twice", 1)
    await reserve(storage, "twice", hold)


async def test_imports_leave_holds_alone(storage: Storage) -> None:
    await stocked(storage, cell("DD"))
    await reserve(storage, "kept", Hold("l1", cell("DD"), 40))
    await stocked(storage, cell("DD"), sellable=120, sold=30)
    assert await stock_of(storage, "DD") == {cell("DD"): Stock(120, 30, 40)}
    with pytest.raises(SoldOut):
        await reserve(storage, "late", Hold("l1", cell("DD"), 51))


async def test_a_thousand_concurrent_approvals_oversell_nothing(storage: Storage) -> None:
    cells = [cell("EE", day, fmt) for day in range(10) for fmt in range(4)]
    await stocked(storage, *cells, sellable=10_000)
    chance = random.Random(7)
    taken: Counter[Cell] = Counter()
    refused = 0

    async def approve(number: int) -> None:
        nonlocal refused
        wanted = [
            Hold(f"l{i}", c, chance.randint(50, 150))
            for i, c in enumerate(chance.sample(cells, chance.randint(3, 12)))
        ]
        try:
            await reserve(storage, f"plan{number}", *wanted)
        except SoldOut:
            refused += 1
        else:
            taken.update({hold.cell: hold.impressions for hold in wanted})
            if number % 10 == 0:
                async with storage.transaction() as tx:
                    await tx.holds.release("T1", f"plan{number}", 1)
                taken.subtract({hold.cell: hold.impressions for hold in wanted})

    await asyncio.gather(*map(approve, range(1000)))
    stock = await stock_of(storage, "EE")
    assert {c: s.held for c, s in stock.items()} == {c: taken[c] for c in cells}
    assert all(s.held <= s.sellable for s in stock.values())
    assert refused > 100
    assert sum(s.held for s in stock.values()) > 0.8 * 40 * 10_000
