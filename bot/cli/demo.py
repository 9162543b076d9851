"""`demo`: the whole house on this machine, with a local Slack workspace in the browser."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.console import run

Port = Annotated[int, typer.Option(min=1, max=65_534, help="Port of the workspace page.")]
"""The one after it is the Ads APIs'."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(port: Port = 3900) -> None:
    """Start everything: engines, a seeded market, local Slack and Ads APIs, and the bot."""
    from bot.demo import run_demo

    run(run_demo(port))
