"""Campaign history files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from desk.imports.codes import refuse_no_country, refuse_no_currency, refuse_withdrawn
from desk.imports.columns import read_columns
from desk.imports.report import RowProblem
from desk.imports.separators import refuse_grouped
from desk.imports.sieve import Sieve
from media.errors import InvalidInput
from media.history import HISTORY
from media.words import CHANNELS, FORMATS
from optimizer.forecast.doubts import doubtful, unpriced

_NEEDED = ("campaign_id", "market", "currency", "format", "start", "spend", "impressions")
_LONGEST = 500
"""Characters of a name that is looked up: Postgres's indexes hold no longer ones."""
_MOST = 1e15
"""More people, views or money than the world has."""
_WORDS = {pa.string(): "text", pa.float64(): "a number", pa.date32(): "a date (YYYY-MM-DD)"}
_NUMBERS = [field.name for field in HISTORY if field.type == pa.float64()]
_COUNTS = [name for name in _NUMBERS if name not in ("spend", "budget", "age_min", "age_max")]
Columns = dict[str, pa.Array]


@dataclass(frozen=True, slots=True)
class Campaigns:
    """The good rows of a file in the columns of media.history.HISTORY.

    `problems` are the rows left out. Of the good ones forecasts learn nothing from those that are
    `unpriced`, and leave figures out of those that are `doubtful`.
    """

    table: pa.Table
    problems: tuple[RowProblem, ...]
    unpriced: tuple[RowProblem, ...]
    doubtful: tuple[RowProblem, ...]


def read_history(
    path: Path, mapping: Mapping[str, str] | None = None
) -> tuple[pa.Table, tuple[RowProblem, ...]]:
    """The table and the problems of `read_campaigns`."""
    read = read_campaigns(path, mapping)
    return read.table, read.problems


def read_campaigns(path: Path, mapping: Mapping[str, str] | None = None) -> Campaigns:
    """Past campaigns, and what was wrong with the others.

    `mapping` gives our name for theirs. Raises InvalidInput for a file or mapping of no use.
    """
    for ours in (mapping or {}).values():
        if ours not in HISTORY.names:
            raise InvalidInput(
                f"History has no column “{ours}”.", f"Map to one of {', '.join(HISTORY.names)}."
            )
    sieve = Sieve(read_columns(path, _NEEDED, mapping, HISTORY.names))
    columns = {
        field.name: sieve.typed(field.name, field.type, _WORDS[field.type]) for field in HISTORY
    }
    columns["channel"] = pc.fill_null(columns["channel"], "self_serve")
    for name in ("gender", "objective"):
        columns[name] = pc.utf8_upper(columns[name])
    refuse_grouped(sieve, _NUMBERS, _COUNTS)
    _refuse_words(sieve, columns)
    _refuse_numbers(sieve, columns)
    sieve.refuse_earlier(columns["campaign_id"], "campaign_id")
    table = pa.table(columns, schema=HISTORY)
    return Campaigns(
        table.filter(sieve.kept()),
        sieve.problems(),
        sieve.told(unpriced(table)),
        sieve.told(doubtful(table)),
    )


def _refuse_words(sieve: Sieve, columns: Columns) -> None:
    for name in _NEEDED:
        sieve.refuse(pc.is_null(columns[name]), f"{name} is empty")
    for name, allowed in (("format", FORMATS), ("channel", CHANNELS)):
        sieve.refuse_unless_known(name, columns[name], allowed, f"one of {', '.join(allowed)}")
    refuse_no_country(sieve, "market", columns["market"])
    refuse_no_currency(sieve, "currency", columns["currency"])
    refuse_withdrawn(sieve, "currency", columns["currency"], columns["start"])
    sieve.refuse(pc.less(columns["end"], columns["start"]), "end is before start")
    sieve.refuse(pc.less(columns["age_max"], columns["age_min"]), "age_max is under age_min")
    for name in ("campaign_id", "advertiser"):
        length = pc.utf8_length(columns[name])
        sieve.refuse(pc.greater(length, _LONGEST), f"{name} is over {_LONGEST} characters long")


def _refuse_numbers(sieve: Sieve, columns: Columns) -> None:
    for name in _NUMBERS:
        column = columns[name]
        finite = pc.and_(pc.is_finite(column), pc.greater_equal(column, 0.0))
        sieve.refuse(pc.invert(finite), f"{name} is negative or not finite")
        sieve.refuse(pc.greater(column, _MOST), f"{name} is over {_MOST:,.0f}")
