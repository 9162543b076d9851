"""Rows whose country or currency there is not, or was not on their day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from desk.imports.sieve import Sieve, quoted
from media.catalog import Market
from media.codes import countries, currencies, now_called

_COUNTRY, _CURRENCY = "an ISO 3166 country", "an ISO 4217 currency"


def refuse_no_country(sieve: Sieve, name: str, column: pa.Array) -> None:
    """Mark the rows whose market is no country of today, with its name of today if it has one."""
    sieve.refuse_unless_known(
        name, column, countries(), _COUNTRY, lambda row: _told(str(column[row]))
    )


def refuse_no_currency(sieve: Sieve, name: str, column: pa.Array) -> None:
    """Mark the rows whose currency never was one. What is withdrawn may stand in the past."""
    sieve.refuse_unless_known(name, column, currencies(), _CURRENCY)


def refuse_withdrawn(sieve: Sieve, name: str, column: pa.Array, days: pa.Array) -> None:
    """Mark the rows of a day on which their currency was money no more."""
    last = currencies()
    for code in pc.unique(column).to_pylist():
        if code in last and last[code] < date.max:
            later = pc.greater(days, pa.scalar(last[code], pa.date32()))
            detail = f"{quoted(code)} until {last[code]}"
            mask = pc.and_(pc.equal(column, code), later)
            sieve.refuse(mask, f"{name} was withdrawn before", detail)


def market_problems(market: Market, day: date) -> Iterator[tuple[str, str]]:
    """Fields of a catalog's market that name no country, or no money of that day, and why."""
    if market.country not in countries():
        yield "country", f"{_told(market.country)} is not {_COUNTRY}"
    if currencies().get(market.currency, date.min) < day:
        yield "currency", f"{quoted(market.currency)} is not {_CURRENCY} of today"


def _told(code: str) -> str:
    """A code, with its names of today if it has some."""
    successors = " and ".join(now_called(code))
    return f"{quoted(code)}, today {successors}" if successors else quoted(code)
