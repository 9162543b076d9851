"""Exchange rates by date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Column, Date, Numeric, Table, func, select
from sqlalchemy import text as sql

from media.errors import NotReady
from storage.bulk import copy_rows, make_incoming
from storage.repository import Repository
from storage.schema import key, metadata

RATES = Table(
    "rates",
    metadata,
    key("base"),
    key("quote"),
    Column("date", Date, primary_key=True),
    Column("rate", Numeric, nullable=False),
)
_FILE = ("base", "quote", "date", "rate")


@dataclass(frozen=True, slots=True)
class Rate:
    """On `date`, one unit of `base` costs `rate` units of `quote`."""

    date: date
    base: str
    quote: str
    rate: Decimal


class Rates(Repository):
    """The rates that were imported; between two dates the earlier one holds."""

    async def load(self, rates: Iterable[Rate]) -> int:
        """Set rates, replacing those of the same day and pair; gives back how many."""
        latest = {(r.base, r.quote, r.date): r.rate for r in rates}
        await make_incoming(self._db, "incoming_rates", RATES, _FILE)
        rows = ((*pair, rate) for pair, rate in latest.items())
        await copy_rows(self._db, "incoming_rates", _FILE, rows)
        await self._db.execute(_MERGE)
        return len(latest)

    async def rate(self, base: str, quote: str, on: date) -> Decimal:
        """Units of `quote` for one of `base`, by the newest rate up to that day.

        Inverse and crossed rates (over one other currency) count; of several ways the one with
        the newest dates wins, the direct one first. Raises NotReady when there is none.
        """
        if base == quote:
            return Decimal(1)
        found = await self._db.execute(_NEWEST, {"base": base, "quote": quote, "day": on})
        rate = found.scalar_one_or_none()
        if rate is None:
            raise NotReady(
                "There is no exchange rate from {base} to {quote} up to {day}.",
                "Import one with `flightplan rates import`.",
                base=base,
                quote=quote,
                day=on,
            )
        return Decimal(rate)

    async def all(self) -> list[Rate]:
        """Every rate as imported, by pair and date."""
        query = select(*(RATES.c[name] for name in Rate.__slots__))
        rows = await self._db.execute(query.order_by(RATES.c.base, RATES.c.quote, RATES.c.date))
        return [Rate(*row) for row in rows]

    async def state(self) -> str:
        """Changes whenever a rate comes or changes."""
        return str((await self._db.execute(_STATE)).scalar_one())

    async def count(self) -> int:
        """How many rates there are."""
        return (await self._db.execute(select(func.count()).select_from(RATES))).scalar_one()


_STATE = sql(
    "SELECT count(*) || ':' || coalesce(sum(hashtextextended(r::text, 0)), 0) FROM rates r"
)
_MERGE = sql(
    "INSERT INTO rates (base, quote, date, rate) SELECT base, quote, date, rate"
    " FROM incoming_rates ON CONFLICT (base, quote, date) DO UPDATE SET rate = excluded.rate"
)
_NEWEST = sql(
    "WITH latest AS (SELECT DISTINCT ON (base, quote) base, quote, date, rate FROM rates"
    " WHERE date <= :day ORDER BY base, quote, date DESC),"
    " both_ways AS (SELECT base, quote, date, rate FROM latest"
    " UNION ALL SELECT quote, base, date, 1 / rate FROM latest),"
    " ways AS (SELECT 0 AS hops, date, rate FROM both_ways WHERE base = :base AND quote = :quote"
    " UNION ALL SELECT 1, least(f.date, t.date), f.rate * t.rate FROM both_ways f"
    " JOIN both_ways t ON t.base = f.quote AND t.quote = :quote WHERE f.base = :base)"
    " SELECT rate FROM ways ORDER BY date DESC, hops LIMIT 1"
)
