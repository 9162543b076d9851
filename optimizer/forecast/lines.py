"""Lines as arrays: past campaigns and queries in one form, names as 64-bit hashes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from optimizer.forecast.query import LineQuery
from optimizer.forecast.words import Words

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]

YOUNGEST, OLDEST = 13.0, 60.0
"""Open ages are read as these, and ages beyond them count as them."""
USUAL_DAYS = 28.0
"""Length of a flight whose end is unknown."""
LEAST = 1e-6
"""Less money than this counts as this: a micro, the least that is paid with."""
NAMES = (
    "market", "currency", "format", "channel", "advertiser", "buyer", "objective", "gender",
    "targeting",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines by position. `spend` is in the common currency, `start` counts days since 1970.

    `words` are the targeting names, `called` the words of the advertiser's name; `open` is 1 for a
    campaign without an end.
    """

    market: Keys
    currency: Keys
    format: Keys
    channel: Keys
    advertiser: Keys
    buyer: Keys
    objective: Keys
    gender: Keys
    targeting: Keys
    words: Words
    called: Words
    start: Floats
    days: Floats
    open: Keys
    age_min: Floats
    age_max: Floats
    spend: Floats

    def __len__(self) -> int:
        return len(self.market)

    @property
    def own(self) -> Keys:
        """1 where the advertiser buys for itself, without an agency."""
        return np.asarray(self.advertiser == self.buyer, np.uint64)

    def take(self, rows: Ints) -> Lines:
        """The lines at these positions, in this order."""
        plain: dict[str, Any] = {f.name: getattr(self, f.name) for f in fields(self)}
        for name, value in plain.items():
            plain[name] = value.take(rows) if isinstance(value, Words) else value[rows]
        return Lines(**plain)


@lru_cache(maxsize=200_000)
def key(name: str | None) -> int:
    """A stable 64-bit hash of a name; nothing and the empty name are the same."""
    return int.from_bytes(hashlib.blake2b((name or "").encode(), digest_size=8).digest(), "little")


def crossed(*columns: Keys) -> Keys:
    """One key for each combination of keys; columns are broadcast against each other."""
    result: Keys = np.array([0x243F6A8885A308D3], np.uint64)
    for column in columns:
        result = (result ^ column) * np.uint64(0x9E3779B97F4A7C15)
        result ^= result >> np.uint64(29)
    return result


def from_history(table: pa.Table, to_common: Callable[[pa.Table], Floats]) -> Lines:
    """Past campaigns; `to_common` gives what turns each row's money into the common currency."""
    start = _days(table["start"])
    end = _days(table["end"])
    lasting = np.where(np.isnan(end), USUAL_DAYS, end - start + 1)
    return Lines(
        **{name: _keys(table[name]) for name in NAMES if name not in ("gender", "targeting")},
        gender=_keys(table["gender"], _gender),
        targeting=_keys(table["targeting"], canonical),
        words=_words(table["targeting"], names),
        called=_words(table["advertiser"], called),
        start=start,
        days=np.maximum(1.0, lasting),
        open=np.isnan(end).astype(np.uint64),
        age_min=_age(floats(table["age_min"]), YOUNGEST),
        age_max=_age(floats(table["age_max"]), OLDEST),
        spend=np.maximum(floats(table["spend"]) * to_common(table), LEAST),
    )


def from_queries(queries: Sequence[LineQuery], to_common: Floats) -> Lines:
    """Candidate lines; `to_common` turns each one's money into the common currency."""
    interests = [sorted(query.interests) for query in queries]
    start = np.array([query.start.toordinal() - 719_163 for query in queries], float)
    end = np.array([query.end.toordinal() - 719_163 for query in queries], float)
    asked = {
        name: _hashed([getattr(query, name) for query in queries])
        for name in NAMES
        if name not in ("gender", "targeting")
    }
    return Lines(
        **asked,
        gender=_hashed([_gender(query.gender) for query in queries]),
        targeting=_hashed([";".join(names) for names in interests]),
        words=_listed(interests),
        called=_listed([called(query.advertiser) for query in queries]),
        start=start,
        days=np.maximum(1.0, end - start + 1),
        open=np.zeros(len(queries), np.uint64),
        age_min=_age(np.array([_or_nan(query.age_min) for query in queries]), YOUNGEST),
        age_max=_age(np.array([_or_nan(query.age_max) for query in queries]), OLDEST),
        spend=np.maximum(np.array([query.spend for query in queries], float) * to_common, LEAST),
    )


def floats(column: pa.ChunkedArray) -> Floats:
    """Numbers of a column, NaN where unknown."""
    return np.asarray(pc.cast(column, pa.float64()).to_numpy(), float)


def canonical(targeting: str | None) -> str:
    """Targeting names in alphabetical order, joined by `;`."""
    return ";".join(names(targeting))


def names(targeting: str | None) -> list[str]:
    """The sorted targeting names of a cell such as `fitness;travel`."""
    return sorted({word.strip() for word in (targeting or "").split(";")} - {""})


@lru_cache(maxsize=50_000)
def called(advertiser: str | None) -> tuple[str, ...]:
    """The sorted words of an advertiser's name: they hint at its kind when it is not known."""
    return tuple(sorted(set(re.findall(r"\w{3,}", (advertiser or "").casefold()))))


def _gender(name: str | None) -> str:
    return name or "ALL"


def _hashed(values: Sequence[str | None]) -> Keys:
    return np.array([key(value) for value in values], np.uint64)


def _keys(column: pa.ChunkedArray, clean: Callable[[str | None], str | None] = lambda v: v) -> Keys:
    codes, uniques = _codes(column)
    return _hashed([clean(value) for value in uniques])[codes]


def _codes(column: pa.ChunkedArray) -> tuple[Ints, list[str | None]]:
    strings = pc.fill_null(pc.cast(column, pa.string()), "")
    encoded: Any = pc.dictionary_encode(strings).combine_chunks()
    return encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_pylist()


def _words(column: pa.ChunkedArray, split: Callable[[str | None], Sequence[str]]) -> Words:
    codes, uniques = _codes(column)
    return _listed([split(value) for value in uniques]).take(codes)


def _listed(lists: Sequence[Sequence[str]]) -> Words:
    ends = np.concatenate([[0], np.cumsum([len(words) for words in lists])]).astype(np.int64)
    return Words(_hashed([word for words in lists for word in words]), ends)


def _days(column: pa.ChunkedArray) -> Floats:
    return floats(pc.cast(pc.cast(column, pa.date32()), pa.int32()))


def _age(ages: Floats, unknown: float) -> Floats:
    return np.clip(np.where(np.isnan(ages), unknown, ages), YOUNGEST, OLDEST)


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else float(value)
