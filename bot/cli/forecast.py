"""`forecast backtest`: how good the forecasts are on campaigns they have not seen."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Literal

import typer

from bot.cli.console import errors, output, progress


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

    from desk.imports.history import read_history
    from optimizer.forecast import backtest as judge

    table, problems = read_history(history)
    if problems:
        errors.print(f"[yellow]![/] {len(problems):,} rows left out", highlight=False)
    with progress() as bar:
        task = bar.add_task("Fitting and judging", total=None)
        report = judge(
            table,
            split,
            _day(cut),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if as_json:
        typer.echo(report.model_dump_json(indent=2))
        return
    header, *rows = report.rows()
    shown = Table(*header, title=f"Held out by {split}: {report.campaigns:,} campaigns")
    for row in rows:
        shown.add_row(*row)
    output.print(shown)


def _day(cut: datetime | None) -> date | None:
    return None if cut is None else cut.date()
