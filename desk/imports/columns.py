"""CSV and Parquet files as columns of text or of the types that they have."""

from __future__ import annotations

import csv as plain_csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from desk.imports.report import RowProblem
from media.errors import InvalidInput

_TOO_LONG = "straddling object"
"""What Arrow calls a row that is longer than what it reads at once."""
NULLS = ("", "NULL", "null", "N/A", "n/a", "\\N")


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
            f"Its first line is “{', '.join(names)[:200]}”: add what lacks, or map yours with"
            " --map theirs=ours.",
        )


def _read(path: Path) -> Columns:
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods", ".numbers"):
        raise InvalidInput(f"{path.name} is a workbook.", "Save its sheet as CSV (UTF-8).")
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
        if _TOO_LONG in reason:
            raise InvalidInput(
                f"{path.name} has a row of over a million characters from line {_opened(path)} on.",
                "A quotation mark is not closed there: close it or take it out.",
            ) from None
        raise InvalidInput(
            f"{path.name} cannot be read: {reason}", "Save it as CSV (UTF-8) or Parquet."
        ) from None


def _opened(path: Path) -> int:
    """The line with the last quotation mark that opens and is not closed in its own line."""
    open_, last = False, 1
    with io.TextIOWrapper(pa.input_stream(str(path)), encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.count('"') % 2:
                open_, last = not open_, last if open_ else number
    return last


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
            null_values=NULLS,
        ),
    )
    left_out = {row.number for row in ragged}
    numbers = [n for n in range(2, table.num_rows + len(left_out) + 2) if n not in left_out]
    problems = tuple(
        RowProblem(
            row.number,
            "has not one value a column",
            f"{row.actual_columns} values, {row.expected_columns} columns",
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
