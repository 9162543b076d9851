"""The `flightplan` command."""

from __future__ import annotations

import sys

import typer

from bot.cli import admin, demo, doctor, forecast, imports, planning, serve
from bot.cli.console import errors, marked
from bot.cli.streams import discard_output, no_room, written_out
from media.errors import FlightplanError

app = typer.Typer(
    name="flightplan",
    help="Turn a sales rep's message into an optimised media plan, and book it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

demo.register(app)
serve.register(app)
planning.register(app)
imports.register(app)
forecast.register(app)
admin.register(app)
doctor.register(app)


def main() -> None:
    """Run a command; what goes wrong is one sentence and exit code 2, never a traceback."""
    try:
        with written_out():
            app()
    except FlightplanError as error:
        errors.print(marked("✗", "bold red", str(error)), soft_wrap=True)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        discard_output()
        sys.exit(0)
    except Exception as error:
        reason = no_room(error)
        if reason is None:
            raise
        discard_output()
        told = f"Nothing more can be written: {reason}. Make room, or write elsewhere."
        errors.print(marked("✗", "bold red", told), soft_wrap=True)
        sys.exit(2)


if __name__ == "__main__":
    main()
