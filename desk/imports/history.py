"""Campaign history files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from desk.imports.columns import RowProblem, Sieve, read_columns
from media.errors import InvalidInput
from media.history import HISTORY
from media.words import CHANNELS, FORMATS

_NEEDED = ("campaign_id", "market", "currency", "format", "start", "spend", "impressions")
_LONGEST = 500
"""Characters of a name that is looked up: Postgres's indexes hold no longer ones."""
_MOST = 1e15
"""More people, views or money than the world has."""
_WORDS = {pa.string(): "text", pa.float64(): "a number", pa.date32(): "a date (YYYY-MM-DD)"}


def read_history(
    path: Path, mapping: Mapping[str, str] | None = None
) -> tuple[pa.Table, tuple[RowProblem, ...]]:
    """Campaigns in the columns of media.history.HISTORY, and the rows that were left out.

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
    for name in ("campaign_id", "market", "currency", "start", "spend", "impressions"):
        sieve.refuse(pc.is_null(columns[name]), f"{name} is empty")
    for name, allowed in (("format", FORMATS), ("channel", CHANNELS)):
        known = pc.is_in(columns[name], value_set=pa.array(allowed))
        sieve.refuse(pc.invert(known), f"{name} is not one of {', '.join(allowed)}")
    sieve.refuse(_unlike(columns["market"], "^[A-Z]{2}$"), "market is not an ISO 3166 code")
    sieve.refuse(_unlike(columns["currency"], "^[A-Z]{3}$"), "currency is not an ISO 4217 code")
    sieve.refuse(pc.less(columns["end"], columns["start"]), "end is before start")
    for field in HISTORY:
        if field.type == pa.float64():
            column = columns[field.name]
            finite = pc.and_(pc.is_finite(column), pc.greater_equal(column, 0.0))
            sieve.refuse(pc.invert(finite), f"{field.name} is negative or not finite")
            sieve.refuse(pc.greater(column, _MOST), f"{field.name} is over {_MOST:,.0f}")
    for name in ("campaign_id", "advertiser"):
        length = pc.utf8_length(columns[name])
        sieve.refuse(pc.greater(length, _LONGEST), f"{name} is over {_LONGEST} characters long")
    sieve.refuse_earlier(columns["campaign_id"], "campaign_id")
    table = pa.table(columns, schema=HISTORY)
    return table.filter(sieve.kept()), sieve.problems()


def _unlike(column: pa.Array, pattern: str) -> pa.Array:
    return pc.invert(pc.match_substring_regex(column, pattern))
