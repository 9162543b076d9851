from datetime import date, timedelta

from media.inventory import Cell, Stock
from storage.inventory import StockRow
from storage.store import Storage

DAY = date(2027, 1, 1)


def rows(market: str, days: int, *, sold: int = 10) -> list[StockRow]:
    cells = (Cell(market, "audio", "direct", DAY + timedelta(days=n)) for n in range(days))
    return [StockRow(cell, 100, sold) for cell in cells]


async def test_avails_are_summed_over_the_days_of_a_flight(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert await tx.inventory.load(rows("BR", 10) + rows("MX", 10)) == 20
        end = DAY + timedelta(days=4)
        totals = await tx.inventory.totals(DAY, end, markets=["BR"])
        by_day = await tx.inventory.by_day(DAY, end)
        assert await tx.inventory.span() == (DAY, DAY + timedelta(days=9))
    assert totals == {("BR", "audio", "direct"): Stock(500, 50)}
    assert len(by_day) == 10


async def test_loading_the_same_file_twice_changes_nothing(storage: Storage) -> None:
    async with storage.transaction() as tx:
        await tx.inventory.load(rows("AR", 3))
        await tx.inventory.load(rows("AR", 3))
        assert await tx.inventory.totals(DAY, DAY, markets=["AR"]) == {
            ("AR", "audio", "direct"): Stock(100, 10)
        }


async def test_the_last_row_of_a_cell_counts(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert await tx.inventory.load(rows("CL", 1) + rows("CL", 1, sold=55)) == 1
        stock = await tx.inventory.by_day(DAY, DAY, markets=["CL"])
    assert [s.sold for s in stock.values()] == [55]


async def test_nothing_is_sold_where_nothing_was_imported(storage: Storage) -> None:
    async with storage.transaction() as tx:
        assert await tx.inventory.totals(DAY, DAY, markets=["QQ"]) == {}
        assert await tx.inventory.totals(DAY, DAY, markets=[]) == {}
