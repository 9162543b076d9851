"""Numbers as they are written where a point groups thousands: “80.000” is eighty thousand there."""

from __future__ import annotations

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from desk.imports.sieve import Sieve, words_of

_GROUPED = r"^-?\d{1,3}(\.\d{3}){2,}(,\d+)?$|^-?\d{1,3}(\.\d{3})*,(\d{1,2}|\d{4,})$"
"""Cannot be read with a decimal point, and can with a decimal comma."""
_EITHER = r"^-?\d{1,3}\.\d{3}$"
_WHOLE = r"^\d{1,3}$"
"""A count below a thousand is written the same in both."""


def refuse_grouped(sieve: Sieve, numbers: Collection[str], counts: Collection[str]) -> None:
    """Mark numbers such as “80.000” in a file whose points group thousands.

    That shows where a number of any column has several points or a decimal comma, or where a
    column of `counts`, which have no decimals, holds nothing else.
    """
    texts = {name: sieve.texts(name) for name in numbers}
    shown = any(_any(column, _GROUPED) for column in texts.values())
    if shown or any(_all_grouped(texts[name]) for name in counts):
        for name, column in texts.items():
            reason = f"{name} may be thousands with a point: write it without"
            sieve.refuse(_like(column, _EITHER), reason, words_of(column))


def _all_grouped(column: pa.Array) -> bool:
    known = column.drop_null()
    plain = pc.or_(_like(known, _EITHER), _like(known, _WHOLE))
    return _any(known, _EITHER) and bool(pc.all(plain).as_py())


def _any(column: pa.Array, pattern: str) -> bool:
    return bool(pc.any(_like(column, pattern)).as_py())


def _like(column: pa.Array, pattern: str) -> pa.Array:
    return pc.match_substring_regex(column, pattern)
