"""`doctor`: what is set, what is missing, what to do."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from sandbox.ads import CLIENT_ID, CLIENT_SECRET, AdsSandbox
from sandbox.gemini import GeminiSandbox
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


@pytest.fixture(scope="module")
def outside() -> Iterator[dict[str, str]]:
    """Sellers and a model, running beside the command; the variables that name them."""
    started, stop, told = threading.Event(), asyncio.Event(), {}

    async def live() -> None:
        told["loop"] = asyncio.get_running_loop()
        async with AsyncExitStack() as stack:
            ads = await stack.enter_async_context(AdsSandbox.start())
            gemini = await stack.enter_async_context(GeminiSandbox.start())
            told["variables"] = {
                "SPOTIFY_ADS_URL": ads.spotify_address,
                "SPOTIFY_ACCOUNTS_URL": ads.accounts_address,
                "SPOTIFY_CLIENT_ID": CLIENT_ID,
                "SPOTIFY_CLIENT_SECRET": CLIENT_SECRET,
                "SPOTIFY_REFRESH_TOKEN": ads.sign_in()[1],
                "ADCP_EXCHANGE_URL": ads.mcp_address("adcp_exchange"),
                "GEMINI_BASE_URL": gemini.base_url,
                "GEMINI_API_KEY": "key",
            }
            started.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: asyncio.run(live()))
    thread.start()
    started.wait()
    yield told["variables"]
    told["loop"].call_soon_threadsafe(stop.set)
    thread.join()


@pytest.mark.usefixtures("on_engines")
def test_what_is_configured_is_asked(
    flightplan: Flightplan, monkeypatch: pytest.MonkeyPatch, outside: dict[str, str]
) -> None:
    for name, value in outside.items():
        monkeypatch.setenv(name, value)
    found = flightplan("doctor")
    for seller in ("spotify", "spotify_reserved", "adcp_exchange"):
        assert f"✓ Seller {seller}: answers, and accepts our sign-in" in found.out
    assert "✓ Gemini: gemini-3-flash answers" in found.out


@pytest.mark.usefixtures("on_engines")
def test_what_does_not_answer_or_refuses_us_is_said_with_what_to_check(
    flightplan: Flightplan, monkeypatch: pytest.MonkeyPatch, outside: dict[str, str]
) -> None:
    for name, value in outside.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("SPOTIFY_REFRESH_TOKEN", "revoked")
    monkeypatch.setenv("ADCP_EXCHANGE_URL", "http://127.0.0.1:9/mcp")
    monkeypatch.setenv("GEMINI_MODEL", "nobody-1")
    found = flightplan("doctor")
    assert found.code == 1
    assert "✗ Seller spotify: Spotify no longer accepts our sign-in. Check SPOTIFY_" in found.out
    assert "✗ Seller adcp_exchange: The seller does not answer. Check ADCP_EXCHANGE" in found.out
    assert "✗ Gemini: nobody-1: the key or the model's name is refused" in found.out
    assert "Traceback" not in found.errors
