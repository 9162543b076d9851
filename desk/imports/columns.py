"""CSV and Parquet files as columns, and typed columns with the rows that do not fit."""

from __future__ import annotations

import csv as plain_csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    path: Path, needed: Sequence[str], mapping: Mapping[str, str] | None = None
) -> Columns:
    """The file with its columns renamed by `mapping` (theirs -> ours).

    Raises InvalidInput for a file that cannot be read, and for columns that are missing or double.
    """
    read = _read(path)
    names = [name.strip() for name in read.table.column_names]
    if unknown := set(mapping or ()) - set(names):
        raise InvalidInput(
            f"{path.name} has no column “{min(unknown)}” to map.",
            f"Its columns are {', '.join(names)}.",
        )
    renamed = [(mapping or {}).get(name, name) for name in names]
    _check_names(path, renamed, needed)
    return Columns(read.table.rename_columns(renamed), read.numbers, read.problems)


def _check_names(path: Path, names: Sequence[str], needed: Sequence[str]) -> None:
    doubles = {name for name in names if names.count(name) > 1}
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
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0][:200]
        raise InvalidInput(
            f"{path.name} cannot be read: {reason}", "Save it as CSV (UTF-8) or Parquet."
        ) from None


def _read_csv(path: Path) -> Columns:
    from pyarrow import csv

    delimiter, names = _header(path)
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
    return _without_blanks(Columns(table, numbers, problems))


def _header(path: Path) -> tuple[str, list[str]]:
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        line = file.readline().rstrip("\r\n")
    delimiter = max(",;\t", key=line.count)
    names = next(plain_csv.reader([line], delimiter=delimiter), [])
    if not any(name.strip() for name in names):
        raise InvalidInput(f"{path.name} is empty.", "The first line names the columns.")
    return delimiter, names


def _without_blanks(read: Columns) -> Columns:
    """Rows in which nothing stands are no rows."""
    counts = [pc.cast(pc.is_valid(column), pa.int64()) for column in read.table.columns]
    filled = counts[0]
    for count in counts[1:]:
        filled = pc.add(filled, count)
    mask = pc.greater(filled, 0)
    kept = [number for number, keep in zip(read.numbers, mask.to_pylist(), strict=True) if keep]
    return Columns(read.table.filter(mask), kept, read.problems)


class Sieve:
    """Typed columns of one file; rows that do not fit are collected with their first reason."""

    def __init__(self, columns: Columns) -> None:
        self._table = columns.table
        self._numbers = columns.numbers
        self._unreadable = columns.problems
        self._bad: dict[int, str] = {}

    def texts(self, name: str) -> pa.Array:
        """A column as text, empty text being null."""
        if name not in self._table.column_names:
            return pa.nulls(self._table.num_rows, pa.string())
        column = self._table[name].combine_chunks().cast(pa.string())
        trimmed = pc.utf8_trim_whitespace(column)
        return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)

    def typed(self, name: str, to: pa.DataType, what: str) -> pa.Array:
        """A column cast to a type; what does not cast is null and a problem of its row."""
        if to == pa.string():
            return self.texts(name)
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
            except pa.ArrowInvalid:
                continue
        self._bad.setdefault(row, f"{name} “{text[:40]}” is not {what}")
        return None

    def refuse(self, mask: pa.Array, reason: str | Callable[[int], str]) -> None:
        """Mark the rows where `mask` is true."""
        for row in pc.indices_nonzero(pc.fill_null(mask, False)).to_pylist():
            self._bad.setdefault(row, reason if isinstance(reason, str) else reason(row))

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


def _through(text: str, types: Sequence[pa.DataType]) -> Any:
    value = pa.scalar(text)
    for to in types:
        value = value.cast(to)
    return value.as_py()
