"""`forecast backtest`: how good the forecasts are on campaigns they have not seen."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.cli.console import output, progress
from bot.cli.left_out import print_left_out

if TYPE_CHECKING:
    from desk.imports.report import RowProblem
    from optimizer.forecast import Report


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Judge the forecasts.", no_args_is_help=True)
    group.command("backtest")(backtest)
    group.callback()(_only_a_group)
    app.add_typer(group, name="forecast")


def _only_a_group() -> None:
    """Keeps `backtest` a word of its own."""


def backtest(
    history: Annotated[Path, typer.Option(help="Campaigns, CSV or Parquet, as history import.")],
    split: Annotated[
        Literal["random", "advertiser", "time"], typer.Option(help="What is held out.")
    ],
    cut: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="For --split time: hold out from this date on."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Fit on a part of the history and judge on the rest, against plain baselines."""
    from rich.table import Table

    from desk.imports.history import read_campaigns
    from optimizer.forecast import backtest as judge

    read = read_campaigns(history)
    left_out = (*read.problems, *read.unpriced)
    print_left_out(left_out, "left out")
    with progress() as bar:
        task = bar.add_task("Fitting and judging", total=None)
        report = judge(
            read.table,
            split,
            _day(cut),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if as_json:
        typer.echo(_as_json(report, left_out))
        return
    header, *rows = report.rows()
    shown = Table(*header, title=f"Held out by {split}: {report.campaigns:,} campaigns")
    for row in rows:
        shown.add_row(*row)
    output.print(shown)


def _as_json(report: Report, left_out: Sequence[RowProblem]) -> str:
    """The report, and the rows left out by reason."""
    from desk.imports.report import by_reason

    reasons = [asdict(reason) for reason in by_reason(left_out)]
    return json.dumps({**json.loads(report.model_dump_json()), "left_out": reasons}, indent=2)


def _day(cut: datetime | None) -> date | None:
    return None if cut is None else cut.date()
