"""CSV and Parquet files as columns, and typed columns with the rows that do not fit."""

from __future__ import annotations

import csv as plain_csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from media.errors import InvalidInput

_NULLS = ("", "NULL", "null", "N/A", "n/a", "\\N")
_NO_NUMBER = ("NA", "NaN", "nan", "None", "none", "-")
"""Empty where a number or date is due; as text, NA is Namibia."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was left out; `row` counts the file's rows, a CSV header being row 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file."""

    file: str
    rows: int
    loaded: int
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """A file's table, the number of each of its rows in the file, and rows that have no table form.

    Columns of a CSV file are text, those of a Parquet file have its types.
    """

    table: pa.Table
    numbers: list[int]
    problems: tuple[RowProblem, ...] = ()


def read_columns(
    path: Path,
    needed: Sequence[str],
    mapping: Mapping[str, str] | None = None,
    further: Sequence[str] = (),
) -> Columns:
    """The file with its columns renamed by `mapping` (theirs -> ours).

    Raises InvalidInput for a file that cannot be read, and for columns that are missing, or that
    are `needed` or `further` ones and stand there twice.
    """
    read = _read(path)
    names = [name.strip() for name in read.table.column_names]
    if unknown := set(mapping or ()) - set(names):
        raise InvalidInput(
            f"{path.name} has no column “{min(unknown)}” to map.",
            f"Its columns are {', '.join(names)}.",
        )
    renamed = [(mapping or {}).get(name, name) for name in names]
    _check_names(path, renamed, needed, further)
    return Columns(read.table.rename_columns(renamed), read.numbers, read.problems)


def _check_names(
    path: Path, names: Sequence[str], needed: Sequence[str], further: Sequence[str]
) -> None:
    doubles = [name for name in {*needed, *further} if names.count(name) > 1]
    if doubles:
        raise InvalidInput(
            f"{path.name} has the column “{min(doubles)}” twice.", "Rename one of them."
        )
    missing = [name for name in needed if name not in names]
    if missing:
        raise InvalidInput(
            f"{path.name} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}.",
            "Add it, or map yours with --map theirs=ours.",
        )


def _read(path: Path) -> Columns:
    try:
        if path.suffix.lower() in (".parquet", ".pq"):
            from pyarrow import parquet

            table = parquet.read_table(path)
            return Columns(table, list(range(1, table.num_rows + 1)))
        return _read_csv(path)
    except FileNotFoundError:
        raise InvalidInput(f"There is no file {path}.", "Check the path.") from None
    except (pa.ArrowException, OSError, UnicodeDecodeError, plain_csv.Error) as error:
        reason = str(error).splitlines()[0][:200]
        raise InvalidInput(
            f"{path.name} cannot be read: {reason}", "Save it as CSV (UTF-8) or Parquet."
        ) from None


def _read_csv(path: Path) -> Columns:
    from pyarrow import csv

    delimiter, names, alone = _header(path)
    if alone:
        return Columns(pa.table([pa.array([], pa.string())] * len(names), names=names), [])
    ragged: list[csv.InvalidRow] = []

    def leave_out(row: csv.InvalidRow) -> str:
        ragged.append(row)
        return "skip"

    table = csv.read_csv(
        path,
        # Only one thread knows the numbers of the rows it leaves out.
        csv.ReadOptions(use_threads=False),
        csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=leave_out,
        ),
        csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            null_values=_NULLS,
        ),
    )
    left_out = {row.number for row in ragged}
    numbers = [n for n in range(2, table.num_rows + len(left_out) + 2) if n not in left_out]
    problems = tuple(
        RowProblem(
            row.number, f"has {row.actual_columns} values for {row.expected_columns} columns"
        )
        for row in ragged
    )
    return _without_swallowed(_without_blanks(Columns(table, numbers, problems)), delimiter)


def _header(path: Path) -> tuple[str, list[str], bool]:
    """The delimiter, the names of the columns, and whether nothing follows them."""
    with io.TextIOWrapper(pa.input_stream(str(path)), encoding="utf-8-sig") as file:
        line, alone = file.readline().rstrip("\n"), not file.read(1)
    delimiter = max(",;\t", key=line.count)
    names = next(plain_csv.reader([line], delimiter=delimiter), [])
    if not any(name.strip() for name in names):
        raise InvalidInput(f"{path.name} is empty.", "The first line names the columns.")
    return delimiter, names, alone


def _without_blanks(read: Columns) -> Columns:
    """Rows in which nothing stands are no rows."""
    counts = [pc.cast(pc.is_valid(column), pa.int64()) for column in read.table.columns]
    filled = counts[0]
    for count in counts[1:]:
        filled = pc.add(filled, count)
    mask = pc.greater(filled, 0)
    kept = [number for number, keep in zip(read.numbers, mask.to_pylist(), strict=True) if keep]
    return Columns(read.table.filter(mask), kept, read.problems)


def _without_swallowed(read: Columns, delimiter: str) -> Columns:
    """A quotation mark that is never closed takes in the rows below it."""
    row = rf"\n[^\n]*({delimiter}[^\n]*){{{max(read.table.num_columns - 1, 1)}}}"
    found = pa.array([False] * read.table.num_rows, pa.bool_())
    for column in read.table.columns:
        if pa.types.is_string(column.type) and pc.any(pc.match_substring(column, "\n")).as_py():
            holds = pc.fill_null(pc.match_substring_regex(column, row), False)
            found = pc.or_(found, holds.combine_chunks())
    places = set(pc.indices_nonzero(found).to_pylist())
    kept = [number for place, number in enumerate(read.numbers) if place not in places]
    open_ = [
        RowProblem(read.numbers[place], "holds further rows: a quotation mark is not closed")
        for place in sorted(places)
    ]
    return Columns(read.table.filter(pc.invert(found)), kept, (*read.problems, *open_))


class Sieve:
    """Typed columns of one file; rows that do not fit are collected with their first reason."""

    def __init__(self, columns: Columns) -> None:
        self._table = columns.table
        self._numbers = columns.numbers
        self._unreadable = columns.problems
        self._bad: dict[int, str] = {}

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
        empty = pc.is_in(trimmed, value_set=pa.array(_NULLS))
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
            return self._table[name].combine_chunks().cast(to)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            return None

    def _cast(self, row: int, text: str | None, to: pa.DataType, name: str, what: str) -> Any:
        if text is None:
            return None
        for way in ((to,), (_WIDER.get(to, to), to)):
            try:
                return _through(text, way)
            except (pa.ArrowInvalid, OverflowError):
                continue
        self._bad.setdefault(row, f"{name} “{text[:40]}” is not {what}")
        return None

    def refuse(self, mask: pa.Array, reason: str | Callable[[int], str]) -> None:
        """Mark the rows where `mask` is true."""
        for row in pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist():
            self._bad.setdefault(row, reason if isinstance(reason, str) else reason(row))

    def refuse_earlier(self, ids: pa.Array, name: str) -> None:
        """Mark the good rows that a later good row of the same id replaces."""
        texts = ids.to_pylist()
        good = np.flatnonzero(self.kept()).tolist()
        last = {texts[row]: row for row in good}
        for row in good:
            if (later := last[texts[row]]) != row:
                number = self._numbers[later]
                self._bad[row] = f"{name} “{texts[row][:40]}” stands again in row {number}"

    def kept(self) -> pa.Array:
        """A mask of the rows without a problem."""
        good = [True] * self._table.num_rows
        for row in self._bad:
            good[row] = False
        return pa.array(good, pa.bool_())

    def problems(self) -> tuple[RowProblem, ...]:
        """The rows left out, in file order."""
        found = [RowProblem(self._numbers[row], reason) for row, reason in self._bad.items()]
        return tuple(sorted([*self._unreadable, *found], key=lambda problem: problem.row))


_WIDER = {pa.int64(): pa.float64(), pa.date32(): pa.timestamp("s")}
"""“1000.0” is a whole number, and midnight is a date."""
_FIRST_DAY, _LAST_DAY = (pa.scalar(day, pa.date32()) for day in (date.min, date.max))
"""The days that Python and Postgres both know."""


def _through(text: str, types: Sequence[pa.DataType]) -> Any:
    value = pa.scalar(text)
    for to in types:
        value = value.cast(to)
    return value.as_py()
