"""Where the commands print: results to standard output, everything else to standard error."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any, TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

Result = TypeVar("Result")

output = Console(soft_wrap=False)
errors = Console(stderr=True)


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run an async command."""
    return asyncio.run(work)


def progress() -> Progress:
    """A progress bar on standard error; silent where it is not a terminal."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=errors,
        disable=not sys.stderr.isatty(),
        transient=True,
    )
