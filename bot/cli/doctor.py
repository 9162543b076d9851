"""`doctor`: is everything configured and reachable?"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from bot.cli.console import marked, output, run
from media.errors import FlightplanError

if TYPE_CHECKING:
    from bot.settings import Settings

NEEDED_SCOPES = frozenset(
    (
        "app_mentions:read",
        "assistant:write",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
        "users:read.email",
    )
)
"""Bot scopes of manifests/slack.yaml."""


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one check; `good` None means that it is optional and not set."""

    what: str
    good: bool | None
    says: str


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor")(doctor)


def doctor() -> None:
    """Check configuration, reachability and scopes; exit code 1 when something needs mending."""
    findings = run(_examine())
    marks = {True: ("✓", "green"), False: ("✗", "red"), None: ("–", "dim")}
    for finding in findings:
        output.print(marked(*marks[finding.good], f"{finding.what}: {finding.says}"))
    if any(finding.good is False for finding in findings):
        raise typer.Exit(1)


async def _examine() -> list[Finding]:
    from bot.settings import read_settings

    settings = read_settings()
    checks: list[tuple[str, Callable[[Settings], Awaitable[tuple[bool | None, str]]]]] = [
        ("Storage", _storage),
        ("Slack", _slack),
        ("Gemini", _gemini),
        ("Ads APIs", _ads),
    ]
    return [await _one(what, check, settings) for what, check in checks]


async def _one(
    what: str, check: Callable[[Settings], Awaitable[tuple[bool | None, str]]], settings: Settings
) -> Finding:
    try:
        good, says = await check(settings)
    except FlightplanError as error:
        good, says = False, str(error)
    except (OSError, TimeoutError) as error:
        good, says = False, f"cannot be reached ({type(error).__name__}). Check the address."
    return Finding(what, good, says)


async def _storage(settings: Settings) -> tuple[bool | None, str]:
    from bot.house import open_storage

    async with open_storage(settings) as (storage, _), storage.transaction() as tx:
        state = await tx.history.state()
        catalog = await tx.catalogs.current_id()
    where = "your servers" if settings.database_url else f"embedded, under {settings.home}"
    if catalog is None:
        return False, f"{where}; empty. Load data with `flightplan catalog import FILE`."
    return True, f"{where}; {state.campaigns:,} past campaigns"


async def _slack(settings: Settings) -> tuple[bool | None, str]:
    if settings.slack_bot_token is None:
        return False, "SLACK_BOT_TOKEN is not set. Install the app (README) and set it."
    from slack_sdk.errors import SlackApiError
    from slack_sdk.web.async_client import AsyncWebClient

    client = AsyncWebClient(
        token=settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url
    )
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        return False, f"refused the token: {error.response['error']}. Install the app again."
    granted = set((answer.headers.get("x-oauth-scopes") or "").replace(" ", "").split(","))
    if missing := NEEDED_SCOPES - granted:
        return False, f"scopes are missing: {', '.join(sorted(missing))}. Install the app again."
    if settings.slack_app_token is None and settings.slack_signing_secret is None:
        return False, "neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET is set."
    return True, f"connected to {answer['team']} as {answer['user']}"


async def _gemini(settings: Settings) -> tuple[bool | None, str]:
    if settings.gemini_api_key is None and settings.vertex_project is None:
        return None, "not configured; briefs are read without a model"
    return True, f"{settings.gemini_model}, deadline {settings.gemini_deadline:g} s"


async def _ads(settings: Settings) -> tuple[bool | None, str]:
    sellers = {
        "Spotify": settings.spotify_refresh_token is not None,
        "AdCP guaranteed": settings.adcp_guaranteed_url is not None,
        "AdCP exchange": settings.adcp_exchange_url is not None,
    }
    connected = [name for name, is_set in sellers.items() if is_set]
    if not connected:
        return None, "none configured; plans can be made but not booked"
    return True, ", ".join(connected)
