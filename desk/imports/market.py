"""Catalog, inventory and rates files."""

from __future__ import annotations

from codecs import BOM_UTF8
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import ValidationError

from desk.imports.columns import RowProblem, Sieve, read_columns
from media.catalog import Catalog
from media.errors import InvalidInput
from media.inventory import Cell
from media.words import CHANNELS, FORMATS
from storage.inventory import StockRow
from storage.rates import Rate


def read_catalog(path: Path) -> Catalog:
    """The catalog of a JSON file. Raises InvalidInput naming the first field that is wrong."""
    try:
        return Catalog.model_validate_json(path.read_bytes().removeprefix(BOM_UTF8))
    except OSError as error:
        raise InvalidInput(
            f"{path} cannot be read ({error.strerror}).", "Check the path."
        ) from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InvalidInput(
            f"{path.name}: {where or 'the file'}: {first['msg']}.",
            "The form is described in docs/imports.md.",
        ) from None


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
        known = pc.is_in(column, value_set=pa.array(allowed))
        sieve.refuse(pc.invert(known), f"{name} is not one of {', '.join(allowed)}")
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
        is_code = pc.match_substring_regex(column, "^[A-Z]{3}$")
        sieve.refuse(pc.invert(is_code), f"{name} is not an ISO 4217 code")
    kept = pa.table([days, bases, quotes, texts], names=list(needed)).filter(sieve.kept())
    rows = zip(*(column.to_pylist() for column in kept.columns), strict=True)
    return [Rate(day, base, quote, Decimal(rate)) for day, base, quote, rate in rows], (
        sieve.problems()
    )
