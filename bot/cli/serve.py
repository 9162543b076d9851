"""`serve`: the bot, configured from the environment."""

from __future__ import annotations

import typer

from bot.cli.console import run


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve() -> None:
    """Run the bot: Socket Mode with SLACK_APP_TOKEN, else signed HTTP events on PORT."""
    from bot.serving import serve_forever
    from bot.settings import read_settings

    run(serve_forever(read_settings()))
