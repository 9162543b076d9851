"""Typed columns of a file, and the rows that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from desk.imports.columns import NULLS, Columns
from desk.imports.report import RowProblem
from media.errors import InvalidInput

_NO_NUMBER = ("NA", "NaN", "nan", "None", "none", "-")
"""Empty where a number or date is due; as text, NA is Namibia."""


class Sieve:
    """Typed columns of one file; rows that do not fit are collected with their first reason."""

    def __init__(self, columns: Columns) -> None:
        self._table = columns.table
        self._numbers = columns.numbers
        self._unreadable = columns.problems
        self._bad: dict[int, tuple[str, str]] = {}

    def texts(self, name: str) -> pa.Array:
        """A column as text, empty text being null. Raises InvalidInput where it cannot be text."""
        if name not in self._table.column_names:
            return pa.nulls(self._table.num_rows, pa.string())
        column = self._table[name].combine_chunks()
        try:
            trimmed = pc.utf8_trim_whitespace(column.cast(pa.string()))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            raise InvalidInput(
                f"The column “{name}” holds {column.type} that is no text.", "Save it as text."
            ) from None
        self.refuse(pc.match_substring(trimmed, "\0"), f"{name} holds a null character")
        empty = pc.is_in(trimmed, value_set=pa.array(NULLS))
        return pc.if_else(empty, pa.scalar(None, pa.string()), trimmed)

    def typed(self, name: str, to: pa.DataType, what: str) -> pa.Array:
        """A column cast to a type; what does not cast is null and a problem of its row."""
        if to == pa.string():
            return self.texts(name)
        column = self._cast_all(name, to, what)
        if to == pa.date32():
            outside = pc.or_(pc.less(column, _FIRST_DAY), pc.greater(column, _LAST_DAY))
            self.refuse(outside, f"{name} is not {what} of the years 1 to 9999")
        return column

    def _cast_all(self, name: str, to: pa.DataType, what: str) -> pa.Array:
        if (as_it_is := self._direct(name, to)) is not None:
            return as_it_is
        texts = self.texts(name)
        empty = pc.is_in(texts, value_set=pa.array(_NO_NUMBER))
        texts = pc.if_else(empty, pa.scalar(None, pa.string()), texts)
        try:
            return texts.cast(to)
        except pa.ArrowInvalid:
            return pa.array(
                [self._cast(n, text, to, name, what) for n, text in enumerate(texts.to_pylist())],
                to,
            )

    def _direct(self, name: str, to: pa.DataType) -> pa.Array | None:
        """A Parquet column whose own type casts without loss."""
        if name not in self._table.column_names or pa.types.is_string(self._table[name].type):
            return None
        try:
            cast = self._table[name].combine_chunks().cast(to)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            return None
        unknown = pc.is_null(cast, nan_is_null=True)
        return pc.if_else(unknown, pa.scalar(None, to), cast)

    def _cast(self, row: int, text: str | None, to: pa.DataType, name: str, what: str) -> Any:
        if text is None:
            return None
        for way in ((to,), (_WIDER.get(to, to), to)):
            try:
                return _through(text, way)
            except (pa.ArrowInvalid, OverflowError):
                continue
        self._bad.setdefault(row, (f"{name} is not {what}", quoted(text)))
        return None

    def refuse(self, mask: pa.Array, reason: str, detail: str | Callable[[int], str] = "") -> None:
        """Mark the rows where `mask` is true; `detail` is particular to them all, or to each."""
        for row in _places(mask):
            told = detail if isinstance(detail, str) else detail(row)
            self._bad.setdefault(row, (reason, told))

    def refuse_unless_known(
        self,
        name: str,
        column: pa.Array,
        known: Collection[str],
        what: str,
        detail: Callable[[int], str] | None = None,
    ) -> None:
        """Mark the rows whose word is none of the known ones."""
        strange = pc.invert(pc.is_in(column, value_set=pa.array(list(known), pa.string())))
        self.refuse(strange, f"{name} is not {what}", detail or words_of(column))

    def refuse_earlier(self, ids: pa.Array, name: str) -> None:
        """Mark the good rows that a later good row of the same id replaces."""
        texts = ids.to_pylist()
        good = np.flatnonzero(self.kept()).tolist()
        last = {texts[row]: row for row in good}
        for row in good:
            if (later := last[texts[row]]) != row:
                again = f"{quoted(texts[row])} in row {self._numbers[later]}"
                self._bad[row] = (f"{name} stands again further down", again)

    def kept(self) -> pa.Array:
        """A mask of the rows without a problem."""
        good = [True] * self._table.num_rows
        for row in self._bad:
            good[row] = False
        return pa.array(good, pa.bool_())

    def problems(self) -> tuple[RowProblem, ...]:
        """The rows left out, in file order."""
        found = [RowProblem(self._numbers[row], *why) for row, why in self._bad.items()]
        return tuple(sorted([*self._unreadable, *found], key=lambda problem: problem.row))

    def told(self, masks: Mapping[str, Any]) -> tuple[RowProblem, ...]:
        """The good rows where a mask is true, by its name, in file order."""
        kept = self.kept()
        found = [
            RowProblem(self._numbers[row], reason)
            for reason, mask in masks.items()
            for row in _places(pc.and_kleene(mask, kept))
        ]
        return tuple(sorted(found, key=lambda problem: problem.row))


_WIDER = {pa.int64(): pa.float64(), pa.date32(): pa.timestamp("s")}
"""“1000.0” is a whole number, and midnight is a date."""
_FIRST_DAY, _LAST_DAY = (pa.scalar(day, pa.date32()) for day in (date.min, date.max))
"""The days that Python and Postgres both know."""


def words_of(column: pa.Array) -> Callable[[int], str]:
    """What stands in each row, quoted."""
    return lambda row: quoted(column[row])


def quoted(text: object) -> str:
    """The start of a text in quotation marks."""
    return f"“{str(text)[:40]}”"


def _places(mask: Any) -> list[int]:
    return list(pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist())


def _through(text: str, types: Sequence[pa.DataType]) -> Any:
    value = pa.scalar(text)
    for to in types:
        value = value.cast(to)
    return value.as_py()
