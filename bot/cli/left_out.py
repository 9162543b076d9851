"""Rows of a file that do not count, said by reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.cli.console import errors, marked

if TYPE_CHECKING:
    from desk.imports.report import Reason, RowProblem


def print_left_out(problems: Sequence[RowProblem], what: str) -> None:
    """How many rows `what`, then a line a reason, the most frequent first; nothing if none."""
    from desk.imports.report import by_reason

    if not problems:
        return
    count = len({problem.row for problem in problems})
    rows = "row" if count == 1 else "rows"
    errors.print(marked("!", "yellow", f"{count:,} {rows} {what}:"))
    for reason in by_reason(problems):
        errors.print(f"    {_said(reason)}", soft_wrap=True)


def _said(reason: Reason) -> str:
    more = ", …" if reason.count > len(reason.rows) else ""
    where = f"row{'s' if reason.count > 1 else ''} {', '.join(map(str, reason.rows))}{more}"
    details = f" ({', '.join(reason.details)})" if reason.details else ""
    return f"{reason.count:,} × {reason.reason}{details}: {where}"
