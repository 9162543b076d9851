"""Holds: inventory that approved plans take before it is booked, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Date, Index, Integer, Table, Text, TextClause
from sqlalchemy import text as sql

from media.errors import Conflict, SoldOut
from media.inventory import Cell
from media.sentences import Place, Sentence
from media.words import CHANNEL_WORDS
from storage.inventory import values
from storage.repository import Repository
from storage.schema import key, metadata, stamp

HOLDS = Table(
    "holds",
    metadata,
    key("tenant"),
    key("plan"),
    Column("version", Integer, primary_key=True, autoincrement=False),
    key("line"),
    key("market"),
    key("format"),
    key("channel"),
    Column("day", Date, primary_key=True),
    Column("impressions", BigInteger, nullable=False),
    Column("state", Text, nullable=False, server_default="held"),
    stamp("created_at"),
)
Index("ix_holds_cell", *(HOLDS.c[name] for name in ("market", "format", "channel", "day")))


@dataclass(frozen=True, slots=True)
class Hold:
    """Impressions that a line takes from one cell."""

    line: str
    cell: Cell
    impressions: int


class Holds(Repository):
    """Inventory taken by plan versions.

    Cells are always locked in the order of their key, so that transactions wait for each other
    and never deadlock; a plan gets all it needs or nothing.
    """

    async def reserve(self, tenant: str, plan: str, version: int, holds: Sequence[Hold]) -> None:
        """Hold all of it. Raises SoldOut when any cell has too little unsold, naming the first,
        and Conflict when the version holds inventory already.
        """
        await self._lock_plan(tenant, plan, version)
        if await self.of(tenant, plan, version):
            raise Conflict("This plan holds its inventory already.", "Nothing needs to be done.")
        needs = _per_cell(holds)
        _refuse_short(needs, await self._lock_cells(needs))
        await self._db.execute(_TAKE, _columns(needs))
        lines, cells = _columns_with_lines(holds)
        owner = {"tenant": tenant, "plan": plan, "version": version, "lines": lines}
        await self._db.execute(_KEEP, owner | cells)

    async def sell(
        self, tenant: str, plan: str, version: int, lines: Collection[str] | None = None
    ) -> int:
        """Turn the holds of some lines (or all) into sold; gives back the impressions."""
        return await self._settle(_SELL, tenant, plan, version, lines)

    async def release(
        self, tenant: str, plan: str, version: int, lines: Collection[str] | None = None
    ) -> int:
        """Give back what some lines (or all) hold or have bought; gives back the impressions."""
        return await self._settle(_RELEASE, tenant, plan, version, lines)

    async def lock(self, cells: Iterable[Cell]) -> None:
        """Lock cells before several steps that change them, so that no other order of locks
        can stand across.
        """
        await self._lock_cells(dict.fromkeys(cells, 0))

    async def of(self, tenant: str, plan: str, version: int) -> list[Hold]:
        """What a version holds or has bought."""
        rows = await self._db.execute(_OF, {"tenant": tenant, "plan": plan, "version": version})
        return [Hold(row[0], Cell(*row[1:5]), row[5]) for row in rows]

    async def _lock_plan(self, tenant: str, plan: str, version: int) -> None:
        await self._db.execute(_LOCK_PLAN, {"name": f"{tenant} {plan} {version}"})

    async def _lock_cells(self, needs: Mapping[Cell, int]) -> dict[Cell, int]:
        rows = await self._db.execute(_LOCK_CELLS, _columns(needs))
        return {Cell(*row[:4]): row[4] for row in rows}

    async def _settle(
        self,
        statement: TextClause,
        tenant: str,
        plan: str,
        version: int,
        lines: Collection[str] | None,
    ) -> int:
        await self._lock_plan(tenant, plan, version)
        chosen = {
            "tenant": tenant,
            "plan": plan,
            "version": version,
            "lines": None if lines is None else list(lines),
        }
        await self._db.execute(_LOCK_HELD, chosen)
        return int((await self._db.execute(statement, chosen)).scalar_one())


def _refuse_short(needs: Mapping[Cell, int], unsold: Mapping[Cell, int]) -> None:
    for cell, count in sorted(needs.items(), key=lambda need: values(need[0])):
        free = max(0, unsold.get(cell, 0))
        if free < count:
            raise SoldOut(
                "{format} in {place} ({channel}) has {free} impressions left on {day}, "
                "and the plan needs {count}.",
                "Plan again with what is left.",
                format=Sentence(cell.format),
                place=Place(cell.market),
                channel=Sentence(CHANNEL_WORDS[cell.channel]),
                day=cell.day,
                free=free,
                count=count,
            )


def _per_cell(holds: Sequence[Hold]) -> Counter[Cell]:
    needs: Counter[Cell] = Counter()
    for hold in holds:
        needs[hold.cell] += hold.impressions
    return needs


def _columns(needs: Mapping[Cell, int]) -> dict[str, list[object]]:
    """Cells and counts as one array per column, for `unnest`."""
    rows = [(*values(cell), count) for cell, count in needs.items()]
    return dict(zip(_NAMES, map(list, zip(*rows, strict=True)), strict=True))


def _columns_with_lines(holds: Sequence[Hold]) -> tuple[list[str], dict[str, list[object]]]:
    rows: Counter[tuple[str, Cell]] = Counter()
    for hold in holds:
        rows[hold.line, hold.cell] += hold.impressions
    cells = [(*values(cell), count) for (_, cell), count in rows.items()]
    columns = dict(zip(_NAMES, map(list, zip(*cells, strict=True)), strict=True))
    return [line for line, _ in rows], columns


_NAMES = ("markets", "formats", "channels", "days", "counts")
_CELLS = (
    "unnest(CAST(:markets AS text[]), CAST(:formats AS text[]), CAST(:channels AS text[]),"
    " CAST(:days AS date[]), CAST(:counts AS bigint[]))"
)
_SAME_CELL = (
    "i.market = n.market AND i.format = n.format AND i.channel = n.channel AND i.day = n.day"
)
_MINE = (
    "tenant = :tenant AND plan = :plan AND version = :version"
    " AND (CAST(:lines AS text[]) IS NULL OR line = ANY(CAST(:lines AS text[])))"
)
_LOCK_PLAN = sql("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
_LOCK_CELLS = sql(
    "SELECT i.market, i.format, i.channel, i.day, i.sellable - i.sold - i.held"
    f" FROM inventory i JOIN {_CELLS} AS n (market, format, channel, day, count) ON {_SAME_CELL}"
    " ORDER BY i.market, i.format, i.channel, i.day FOR UPDATE OF i"
)
_LOCK_HELD = sql(
    "SELECT 1 FROM inventory i WHERE EXISTS"
    f" (SELECT FROM holds n WHERE {_MINE} AND {_SAME_CELL})"
    " ORDER BY i.market, i.format, i.channel, i.day FOR UPDATE OF i"
)
_TAKE = sql(
    "UPDATE inventory i SET held = i.held + n.count"
    f" FROM {_CELLS} AS n (market, format, channel, day, count) WHERE {_SAME_CELL}"
)
_KEEP = sql(
    "INSERT INTO holds (tenant, plan, version, line, market, format, channel, day, impressions)"
    " SELECT :tenant, :plan, :version, n.* FROM unnest(CAST(:lines AS text[]),"
    " CAST(:markets AS text[]), CAST(:formats AS text[]), CAST(:channels AS text[]),"
    " CAST(:days AS date[]), CAST(:counts AS bigint[])) AS n"
)
_SELL = sql(
    f"WITH moved AS (UPDATE holds SET state = 'sold' WHERE {_MINE} AND state = 'held' RETURNING *),"
    " n AS (SELECT market, format, channel, day, sum(impressions) AS count FROM moved"
    " GROUP BY market, format, channel, day),"
    " stocked AS (UPDATE inventory i SET held = i.held - n.count, sold = i.sold + n.count"
    f" FROM n WHERE {_SAME_CELL})"
    " SELECT coalesce(sum(impressions), 0) FROM moved"
)
_RELEASE = sql(
    f"WITH gone AS (DELETE FROM holds WHERE {_MINE} RETURNING *),"
    " n AS (SELECT market, format, channel, day,"
    " coalesce(sum(impressions) FILTER (WHERE state = 'held'), 0) AS held,"
    " coalesce(sum(impressions) FILTER (WHERE state = 'sold'), 0) AS sold"
    " FROM gone GROUP BY market, format, channel, day),"
    " stocked AS (UPDATE inventory i SET held = i.held - n.held,"
    f" sold = greatest(0, i.sold - n.sold) FROM n WHERE {_SAME_CELL})"
    " SELECT coalesce(sum(impressions), 0) FROM gone"
)
_OF = sql(
    "SELECT line, market, format, channel, day, impressions FROM holds"
    " WHERE tenant = :tenant AND plan = :plan AND version = :version"
    " ORDER BY line, market, format, channel, day"
)
