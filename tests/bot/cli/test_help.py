"""What a newcomer sees first."""

from __future__ import annotations

import pytest
from typer.main import get_command

from bot.cli.main import app
from tests.bot.cli.conftest import Flightplan

STABLE = (
    "demo serve plan read allocate eval doctor"
    " catalog inventory rates history forecast roles accounts audit"
)
GROUPS = {
    "catalog": {"import"},
    "inventory": {"import"},
    "rates": {"import"},
    "history": {"import"},
    "forecast": {"backtest"},
    "audit": {"verify", "export"},
}


def test_all_commands_have_their_stable_names(flightplan: Flightplan) -> None:
    root = get_command(app)
    assert set(STABLE.split()) <= set(root.commands)  # type: ignore[attr-defined]
    for group, commands in GROUPS.items():
        assert set(root.commands[group].commands) == commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", STABLE.split())
def test_every_command_explains_itself(flightplan: Flightplan, command: str) -> None:
    shown = flightplan(command, "--help")
    assert shown.code == 0
    assert "Usage: flightplan" in shown.out
    described = get_command(app).commands[command].help  # type: ignore[attr-defined]
    assert described
    assert len(described) > 15


@pytest.mark.parametrize("words", [["fly"], ["plan", "--fast"], ["history", "import"]])
def test_a_slip_is_answered_with_the_usage_and_code_2(
    flightplan: Flightplan, words: list[str]
) -> None:
    refused = flightplan(*words)
    assert refused.code == 2
    assert "Usage: flightplan" in refused.errors
    assert "Traceback" not in refused.errors


@pytest.mark.parametrize("port", ["0", "-1", "65535", "http"])
def test_a_port_that_is_none_is_refused(flightplan: Flightplan, port: str) -> None:
    refused = flightplan("demo", "--port", port)
    assert refused.code == 2
    assert "--port" in refused.errors
