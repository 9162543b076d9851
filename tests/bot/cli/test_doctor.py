"""`doctor`: what is set, what is missing, what to do."""

from __future__ import annotations

import pytest

from tests.bot.cli.conftest import Flightplan


@pytest.mark.usefixtures("on_engines")
def test_an_empty_house_names_the_next_steps(flightplan: Flightplan) -> None:
    found = flightplan("doctor")
    assert found.code == 1
    assert "flightplan catalog import" in found.out
    assert "SLACK_BOT_TOKEN is not set" in found.out
    assert "Gemini: not configured" in found.out


def test_half_a_configuration_is_refused(
    flightplan: Flightplan, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    found = flightplan("doctor")
    assert found.code == 1
    assert "Only one of DATABASE_URL and REDIS_URL is set" in found.out


@pytest.mark.usefixtures("on_engines")
def test_a_database_that_is_not_there_is_said(
    flightplan: Flightplan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    found = flightplan("doctor")
    assert found.code == 1
    assert "✗ Storage: The database cannot be reached: " in found.out
    assert "Traceback" not in found.errors
