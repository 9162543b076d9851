"""Where the commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any, TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from bot.cli.streams import open_closed

open_closed()

Result = TypeVar("Result")

_PIPED = 120
"""Columns where nobody's terminal says how many there are."""


# Most of what is printed are others' words: brackets, colons and numbers in them are no markup.
_plain = partial(Console, markup=False, emoji=False, highlight=False)
output = _plain(soft_wrap=False, width=None if sys.stdout.isatty() else _PIPED)
errors = _plain(stderr=True)


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run an async command."""
    return asyncio.run(work)


def marked(mark: str, style: str, text: str) -> Text:
    """A text behind a coloured mark."""
    return Text.assemble((mark, style), " ", text)


def table(title: str, words: Sequence[str], numbers: Sequence[str]) -> Table:
    """An empty table: columns of words, which may wrap, then of numbers, which may not."""
    made = Table(title=title, box=SIMPLE_HEAD, padding=(0, 1))
    for name in words:
        made.add_column(name, overflow="fold")
    for name in numbers:
        made.add_column(name, justify="right", no_wrap=True)
    return made


def progress() -> Progress:
    """A progress bar on standard error; silent where it is not a terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
        disable=not sys.stderr.isatty(),
        transient=True,
    )
