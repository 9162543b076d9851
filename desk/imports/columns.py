"""CSV and Parquet files as columns of text, and typed columns with the rows that do not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from media.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Why a row was left out; `row` is its line in the file, the header being line 1."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file."""

    file: str
    rows: int
    loaded: int
    problems: tuple[RowProblem, ...] = ()


def read_columns(
    path: Path, needed: Sequence[str], mapping: Mapping[str, str] | None = None
) -> pa.Table:
    """The file's table with its columns renamed by `mapping` (theirs -> ours).

    CSV columns are all text. Raises InvalidInput for a file that cannot be read or lacks columns.
    """
    table = _read(path)
    renamed = [(mapping or {}).get(name, name).strip() for name in table.column_names]
    duplicates = {name for name in renamed if renamed.count(name) > 1}
    if duplicates:
        raise InvalidInput(
            f"{path.name} has the column “{min(duplicates)}” twice.", "Rename one of them."
        )
    table = table.rename_columns(renamed)
    missing = [name for name in needed if name not in renamed]
    if missing:
        raise InvalidInput(
            f"{path.name} lacks the column{'s' if len(missing) > 1 else ''} {', '.join(missing)}.",
            "Add it, or map yours with --map theirs=ours.",
        )
    return table


def _read(path: Path) -> pa.Table:
    try:
        if path.suffix.lower() in (".parquet", ".pq"):
            from pyarrow import parquet

            return parquet.read_table(path)
        return _read_csv(path)
    except FileNotFoundError:
        raise InvalidInput(f"There is no file {path}.", "Check the path.") from None
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0][:200]
        raise InvalidInput(
            f"{path.name} cannot be read: {reason}", "Save it as CSV (UTF-8) or Parquet."
        ) from None


def _read_csv(path: Path) -> pa.Table:
    from pyarrow import csv

    with path.open(encoding="utf-8-sig", errors="replace") as file:
        header = file.readline()
    delimiter = max(",;\t", key=header.count)
    names = [name.strip().strip('"') for name in header.rstrip("\r\n").split(delimiter)]
    if not any(names):
        raise InvalidInput(f"{path.name} is empty.", "The first line names the columns.")
    return csv.read_csv(
        path,
        parse_options=csv.ParseOptions(
            delimiter=delimiter,
            newlines_in_values=True,
            invalid_row_handler=lambda row: "skip",
        ),
        convert_options=csv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True
        ),
    )


class Sieve:
    """Typed columns of one table; rows that do not fit are collected with their first reason."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table
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
        texts = self.texts(name)
        try:
            return texts.cast(to)
        except pa.ArrowInvalid:
            return pa.array(
                [self._cast(n, text, to, name, what) for n, text in enumerate(texts.to_pylist())],
                to,
            )

    def _cast(self, row: int, text: str | None, to: pa.DataType, name: str, what: str) -> Any:
        try:
            return None if text is None else pa.scalar(text).cast(to).as_py()
        except pa.ArrowInvalid:
            self._bad.setdefault(row, f"{name} “{text[:40] if text else ''}” is not {what}")
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
        return tuple(RowProblem(row + 2, reason) for row, reason in sorted(self._bad.items()))
