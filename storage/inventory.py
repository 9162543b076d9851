"""Avails: what is sellable, sold and held per market, format, channel and day.

Market data (catalog, inventory, rates, history, fits) belongs to the business that runs
Flightplan and is shared by all its workspaces.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Select, Table, func, select
from sqlalchemy import text as sql
from sqlalchemy.sql.elements import ColumnElement

from media.inventory import Cell, Stock
from media.words import AdFormat, Channel
from storage.bulk import copy_rows, make_incoming
from storage.repository import Repository
from storage.schema import key, metadata

INVENTORY = Table(
    "inventory",
    metadata,
    key("market"),
    key("format"),
    key("channel"),
    Column("day", Date, primary_key=True),
    Column("sellable", BigInteger, nullable=False),
    Column("sold", BigInteger, nullable=False, server_default="0"),
    Column("held", BigInteger, nullable=False, server_default="0"),
    CheckConstraint("sellable >= 0 AND sold >= 0 AND held >= 0", name="counts"),
)
_FILE = ("market", "format", "channel", "day", "sellable", "sold")
_CELL = tuple(INVENTORY.c[name] for name in ("market", "format", "channel", "day"))
_STOCK = tuple(INVENTORY.c[name] for name in ("sellable", "sold", "held"))


@dataclass(frozen=True, slots=True)
class StockRow:
    """One row of an inventory file, in impressions."""

    cell: Cell
    sellable: int
    sold: int


Product = tuple[str, AdFormat, Channel]
"""A market, a format and a channel: a cell without its day."""


class Inventory(Repository):
    """What exists and what of it is still unsold. Holds are in `storage.holds`."""

    async def load(self, rows: Iterable[StockRow]) -> int:
        """Set sellable and sold of cells, leaving holds; gives back the number of cells.

        The file is the authority on what is sold. Of several rows of one cell the last counts.
        """
        latest = {row.cell: row for row in rows}
        await make_incoming(self._db, "incoming_inventory", INVENTORY, _FILE)
        records = ((*values(cell), row.sellable, row.sold) for cell, row in latest.items())
        await copy_rows(self._db, "incoming_inventory", _FILE, records)
        await self._db.execute(_MERGE)
        return len(latest)

    async def by_day(
        self, start: date, end: date, *, markets: Collection[str] | None = None
    ) -> dict[Cell, Stock]:
        """Stock of every cell from `start` to `end`, both included."""
        rows = await self._db.execute(_between(select(*_CELL, *_STOCK), start, end, markets))
        return {Cell(*row[:4]): Stock(*row[4:]) for row in rows}

    async def totals(
        self, start: date, end: date, *, markets: Collection[str] | None = None
    ) -> dict[Product, Stock]:
        """Stock summed over the days from `start` to `end`, both included."""
        query = select(*_CELL[:3], *(_sum(column) for column in _STOCK)).group_by(*_CELL[:3])
        rows = await self._db.execute(_between(query, start, end, markets))
        return {(row[0], row[1], row[2]): Stock(*row[3:]) for row in rows}

    async def span(self) -> tuple[date, date] | None:
        """The first and last day that there is inventory for; None when there is none."""
        query = select(func.min(INVENTORY.c.day), func.max(INVENTORY.c.day))
        first, last = (await self._db.execute(query)).one()
        return None if first is None else (first, last)


_MERGE = sql(
    "INSERT INTO inventory AS i (market, format, channel, day, sellable, sold)"
    " SELECT market, format, channel, day, sellable, sold FROM incoming_inventory"
    " ORDER BY market, format, channel, day"
    " ON CONFLICT (market, format, channel, day)"
    " DO UPDATE SET sellable = excluded.sellable, sold = excluded.sold"
)


def values(cell: Cell) -> tuple[str, str, str, date]:
    """A cell in the order of the primary key, which is also the order in which cells are locked."""
    return cell.market, cell.format, cell.channel, cell.day


def _sum(column: ColumnElement[int]) -> ColumnElement[int]:
    return func.sum(column).cast(BigInteger)


def _between(
    query: Select[*tuple[Any, ...]], start: date, end: date, markets: Collection[str] | None
) -> Select[*tuple[Any, ...]]:
    query = query.where(INVENTORY.c.day.between(start, end))
    return query if markets is None else query.where(INVENTORY.c.market.in_(list(markets)))
