"""`catalog|inventory|rates|history import`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.console import errors, marked, progress, run
from bot.cli.left_out import print_left_out
from media.errors import InvalidInput

if TYPE_CHECKING:
    from bot.settings import Settings
    from desk.importing import Importer
    from desk.imports.report import ImportReport

Files = Annotated[list[Path], typer.Argument(help="Files to load, in this order.")]


def register(app: typer.Typer) -> None:
    """Add the four groups."""
    for name, what, command in (
        ("catalog", "What can be sold where (JSON).", _catalog),
        ("inventory", "Sellable and sold impressions per cell and day (CSV).", _inventory),
        ("rates", "Exchange rates by date (CSV).", _rates),
        ("history", "Past campaigns, from which forecasts learn (CSV or Parquet).", _history),
    ):
        group = typer.Typer(help=what, no_args_is_help=True)
        group.command("import")(command)
        group.callback()(_only_a_group)
        app.add_typer(group, name=name)


def _only_a_group() -> None:
    """Keeps `import` a word of its own."""


def _catalog(files: Files) -> None:
    """Load a catalog: markets, products per format and channel, interests. It replaces the last."""
    run(import_files(files, lambda importer, path: importer.catalog(path, by="command line")))


def _inventory(files: Files) -> None:
    """Load inventory: market,format,channel,date,sellable,sold."""
    run(import_files(files, lambda importer, path: importer.inventory(path)))


def _rates(files: Files) -> None:
    """Load exchange rates: date,base,quote,rate."""
    run(import_files(files, lambda importer, path: importer.rates(path)))


def _history(
    files: Files,
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", help="Your column name for ours, as theirs=ours. Repeatable."),
    ] = None,
) -> None:
    """Load past campaigns and fit the forecasts on them. The same file twice changes nothing."""
    columns = dict(_pair(text) for text in mapping or [])
    run(import_files(files, lambda importer, path: importer.history(path, columns), refit=True))


def _pair(text: str) -> tuple[str, str]:
    theirs, equals, ours = text.partition("=")
    if not (theirs and equals and ours):
        raise InvalidInput(f"“{text}” is no column mapping.", "Write it as theirs=ours.")
    return theirs, ours


async def import_files(
    files: list[Path],
    load: Callable[[Importer, Path], Awaitable[ImportReport]],
    *,
    refit: bool = False,
    settings: Settings | None = None,
) -> None:
    """Load files one after the other, with progress, and report what was left out.

    With `refit`, forecasts are fitted on what was loaded, also when a later file is refused.
    """
    from bot.house import open_storage
    from bot.settings import read_settings
    from desk.importing import Importer

    async with open_storage(settings or read_settings()) as (storage, _):
        importer = Importer(storage)
        with progress() as bar:
            task = bar.add_task("Loading", total=len(files) + refit)
            try:
                for number, path in enumerate(files):
                    bar.update(task, description=f"Loading {path.name}", completed=number)
                    _print(await load(importer, path))
            except InvalidInput:
                if refit and number > 0:
                    await importer.refit()
                raise
            if refit:
                bar.update(task, description="Fitting forecasts", completed=len(files))
                await importer.refit()


def _print(report: ImportReport) -> None:
    errors.print(marked("✓", "green", f"{report.file}: {report.loaded:,} rows loaded"))
    print_left_out(report.problems, "left out")
    print_left_out(report.unpriced, "loaded of which forecasts learn nothing")
    print_left_out(report.doubtful, "loaded with figures that forecasts do not believe")
