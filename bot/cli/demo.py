"""`demo`: the whole house on this machine, with a local Slack workspace in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.console import run


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    port: Annotated[int, typer.Option(help="Port of the workspace page.")] = 3900,
) -> None:
    """Start everything: engines, a seeded market, local Slack and Ads APIs, and the bot."""
    from bot.demo import run_demo

    run(run_demo(port))
