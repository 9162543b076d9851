"""Catalog, inventory and rates files."""

from __future__ import annotations

from codecs import BOM_UTF8
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import ValidationError

from desk.imports.codes import market_problems, refuse_no_country, refuse_no_currency
from desk.imports.columns import read_columns
from desk.imports.report import RowProblem
from desk.imports.separators import refuse_grouped
from desk.imports.sieve import Sieve
from media.catalog import Catalog
from media.errors import InvalidInput
from media.inventory import Cell
from media.words import CHANNELS, FORMATS
from storage.inventory import StockRow
from storage.rates import Rate


def read_catalog(path: Path) -> Catalog:
    """The catalog of a JSON file. Raises InvalidInput naming the first field that is wrong."""
    try:
        catalog = Catalog.model_validate_json(path.read_bytes().removeprefix(BOM_UTF8))
    except OSError as error:
        raise InvalidInput(
            f"{path} cannot be read ({error.strerror}).", "Check the path."
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise _wrong(path, where or "the file", first["msg"]) from None
    for number, market in enumerate(catalog.markets):
        for field, problem in market_problems(market, catalog.as_of):
            raise _wrong(path, f"markets.{number}.{field}", problem)
    return catalog


def _wrong(path: Path, where: str, what: str) -> InvalidInput:
    return InvalidInput(
        f"{path.name}: {where}: {what}.", "The form is described in docs/imports.md."
    )


def read_inventory(path: Path) -> tuple[list[StockRow], tuple[RowProblem, ...]]:
    """Rows `market,format,channel,date,sellable,sold`, in impressions."""
    needed = ("market", "format", "channel", "date", "sellable", "sold")
    sieve = Sieve(read_columns(path, needed))
    days = sieve.typed("date", pa.date32(), "a date (YYYY-MM-DD)")
    counts = [sieve.typed(name, pa.int64(), "a whole number") for name in needed[4:]]
    names = [sieve.texts(name) for name in needed[:3]]
    for name, column in zip(needed, [*names, days, *counts], strict=True):
        sieve.refuse(pc.is_null(column), f"{name} is empty")
    for name, column, allowed in (("format", names[1], FORMATS), ("channel", names[2], CHANNELS)):
        sieve.refuse_unless_known(name, column, allowed, f"one of {', '.join(allowed)}")
    refuse_no_country(sieve, "market", names[0])
    refuse_grouped(sieve, needed[4:], needed[4:])
    for name, column in zip(needed[4:], counts, strict=True):
        sieve.refuse(pc.less(column, 0), f"{name} is negative")
    kept = pa.table(dict(zip(needed, [*names, days, *counts], strict=True))).filter(sieve.kept())
    rows = [
        StockRow(Cell(market, form, channel, day), sellable, sold)
        for market, form, channel, day, sellable, sold in zip(
            *(column.to_pylist() for column in kept.columns), strict=True
        )
    ]
    return rows, sieve.problems()


def read_rates(path: Path) -> tuple[list[Rate], tuple[RowProblem, ...]]:
    """Rows `date,base,quote,rate`: one unit of base buys `rate` units of quote."""
    needed = ("date", "base", "quote", "rate")
    sieve = Sieve(read_columns(path, needed))
    days = sieve.typed("date", pa.date32(), "a date (YYYY-MM-DD)")
    numbers = sieve.typed("rate", pa.float64(), "a number")
    bases, quotes, texts = (sieve.texts(name) for name in ("base", "quote", "rate"))
    for name, column in zip(needed, (days, bases, quotes, numbers), strict=True):
        sieve.refuse(pc.is_null(column), f"{name} is empty")
    positive = pc.and_(pc.is_finite(numbers), pc.greater(numbers, 0.0))
    sieve.refuse(pc.invert(positive), "rate is not positive")
    for name, column in (("base", bases), ("quote", quotes)):
        refuse_no_currency(sieve, name, column)
    refuse_grouped(sieve, ["rate"], [])
    kept = pa.table([days, bases, quotes, texts], names=list(needed)).filter(sieve.kept())
    rows = zip(*(column.to_pylist() for column in kept.columns), strict=True)
    return [Rate(day, base, quote, Decimal(rate)) for day, base, quote, rate in rows], (
        sieve.problems()
    )
