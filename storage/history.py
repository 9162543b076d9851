"""Past campaigns: millions of rows in by COPY, out as an Arrow table or as figures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Double,
    Index,
    Select,
    Table,
    Text,
    TextClause,
    func,
    select,
)
from sqlalchemy import text as sql

from media.errors import InvalidInput
from storage.bulk import copy_csv, copy_out, make_incoming
from storage.repository import Repository
from storage.schema import key, metadata, stamp

if TYPE_CHECKING:
    import pyarrow as pa

_TEXTS = ("advertiser", "buyer", "market", "currency", "format", "channel", "objective")
_NUMBERS = (
    *("spend", "impressions", "clicks", "completed_views", "reach", "age_min", "age_max"),
    *("budget", "booked_impressions", "reach_2", "reach_3", "reach_4", "reach_5"),
)
_AT_ONCE = 100_000
"""Rows that are in memory as text at the same time."""

CAMPAIGNS = Table(
    "campaigns",
    metadata,
    key("campaign_id"),
    *(Column(name, Text) for name in _TEXTS),
    Column("start", Date, nullable=False),
    Column("end", Date),
    *(Column(name, Double) for name in _NUMBERS),
    Column("gender", Text),
    Column("targeting", Text),
    stamp("loaded_at"),
)
Index("ix_campaigns_cell", CAMPAIGNS.c.market, CAMPAIGNS.c.format, CAMPAIGNS.c.start.desc())
Index("ix_campaigns_advertiser", func.lower(CAMPAIGNS.c.advertiser), CAMPAIGNS.c.start.desc())
Index("ix_campaigns_start", CAMPAIGNS.c.start.desc())


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which campaigns: every field that is set must match; dates are of the campaign's start."""

    advertiser: str | None = None
    market: str | None = None
    format: str | None = None
    channel: str | None = None
    objective: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HistoryFigures:
    """Sums over campaigns of one currency; money in units of it."""

    currency: str
    campaigns: int
    spend: float
    impressions: float
    clicks: float
    completed_views: float
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class HistoryState:
    """How much history there is, and when it last changed: tells whether a fit is out of date."""

    campaigns: int
    changed_at: datetime | None


class History(Repository):
    """The campaigns of the past, one row each, known by their campaign id."""

    async def load(self, table: pa.Table) -> int:
        """Add or replace campaigns, in the columns of `media.history.HISTORY`.

        Loading the same file twice changes nothing. Loads come one after the other, so that a later
        one is always stamped later. Gives back the number of rows. Raises InvalidInput for a row
        without id or start.
        """
        ordered = _checked(table)
        await self._db.execute(sql("LOCK TABLE campaigns IN SHARE ROW EXCLUSIVE MODE"))
        await make_incoming(self._db, "incoming_campaigns", CAMPAIGNS, ordered.column_names)
        for start in range(0, ordered.num_rows, _AT_ONCE):
            part = _as_csv(ordered.slice(start, _AT_ONCE))
            await copy_csv(self._db, "incoming_campaigns", ordered.column_names, part)
        await self._db.execute(sql("SET LOCAL work_mem = '256MB'"))
        await self._db.execute(_merge(ordered.column_names))
        return int(ordered.num_rows)

    async def read(
        self, where: HistoryFilter | None = None, *, last: int | None = None
    ) -> pa.Table:
        """Campaigns as a table of `media.history.HISTORY`, latest start first."""
        from media.history import HISTORY

        query = _matching(select(*(CAMPAIGNS.c[name] for name in HISTORY.names)), where)
        query = query.order_by(CAMPAIGNS.c.start.desc(), CAMPAIGNS.c.campaign_id).limit(last)
        return _from_csv(await copy_out(self._db, query))

    async def figures(self, where: HistoryFilter | None = None) -> list[HistoryFigures]:
        """Sums of the campaigns that match, one row a currency, by spend."""
        c = CAMPAIGNS.c
        sums = [_total(c[n]) for n in ("spend", "impressions", "clicks", "completed_views")]
        last = func.max(func.coalesce(c.end, c.start))
        query = select(c.currency, func.count(), *sums, func.min(c.start), last)
        query = query.group_by(c.currency)
        rows = await self._db.execute(_matching(query, where).order_by(sums[0].desc()))
        return [HistoryFigures(*row) for row in rows]

    async def state(self) -> HistoryState:
        """How many campaigns there are and when the last one was loaded."""
        query = select(func.count(), func.max(CAMPAIGNS.c.loaded_at)).select_from(CAMPAIGNS)
        return HistoryState(*(await self._db.execute(query)).one())

    async def advertisers(self) -> list[str]:
        """All advertisers of the history, by name."""
        names = select(CAMPAIGNS.c.advertiser).where(CAMPAIGNS.c.advertiser.is_not(None))
        return list(await self._db.scalars(names.distinct().order_by(CAMPAIGNS.c.advertiser)))


def _total(column: ColumnElement[float]) -> ColumnElement[float]:
    return func.coalesce(func.sum(column), 0.0)


def _matching(
    query: Select[*tuple[Any, ...]], where: HistoryFilter | None
) -> Select[*tuple[Any, ...]]:
    chosen = where or HistoryFilter()
    for name in ("market", "format", "channel", "objective"):
        if (value := getattr(chosen, name)) is not None:
            query = query.where(CAMPAIGNS.c[name] == value)
    if chosen.advertiser is not None:
        query = query.where(func.lower(CAMPAIGNS.c.advertiser) == chosen.advertiser.lower())
    if chosen.since is not None:
        query = query.where(CAMPAIGNS.c.start >= chosen.since)
    if chosen.until is not None:
        query = query.where(CAMPAIGNS.c.start <= chosen.until)
    return query


def _checked(table: pa.Table) -> pa.Table:
    from media.history import HISTORY

    for name in ("campaign_id", "start"):
        if table.column(name).null_count:
            raise InvalidInput(
                "Some campaigns have no {column}.", "Fill the column in.", column=name
            )
    return table.select(HISTORY.names).cast(HISTORY)


def _as_csv(table: pa.Table) -> io.BytesIO:
    from pyarrow import csv

    target = io.BytesIO()
    csv.write_csv(table, target, csv.WriteOptions(include_header=False))
    target.seek(0)
    return target


def _from_csv(data: bytes) -> pa.Table:
    from pyarrow import csv

    from media.history import HISTORY

    if not data:
        return HISTORY.empty_table()
    return csv.read_csv(
        io.BytesIO(data),
        csv.ReadOptions(column_names=HISTORY.names),
        csv.ParseOptions(newlines_in_values=True),
        csv.ConvertOptions(
            column_types=HISTORY,
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
        ),
    )


def _merge(names: Sequence[str]) -> TextClause:
    columns = ", ".join(f'"{name}"' for name in names)
    old, new = (", ".join(f'{row}."{name}"' for name in names[1:]) for row in ("c", "excluded"))
    changed = ", ".join(f'"{name}" = excluded."{name}"' for name in names[1:])
    return sql(
        f"INSERT INTO campaigns AS c ({columns}, loaded_at)"
        f" SELECT DISTINCT ON (campaign_id) {columns}, clock_timestamp() FROM incoming_campaigns"
        " ORDER BY campaign_id, ctid DESC"
        f" ON CONFLICT (campaign_id) DO UPDATE SET {changed}, loaded_at = excluded.loaded_at"
        f" WHERE ({old}) IS DISTINCT FROM ({new})"
    )
