"""`doctor`: is everything configured and reachable?"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from bot.cli.console import marked, output, run
from media.errors import FlightplanError, OutsideError

if TYPE_CHECKING:
    from ads.protocol import AdsApi
    from bot.settings import Settings
    from storage.store import Storage

Outcome = tuple[bool | None, str]
"""Whether it is good (None: optional and not set), and what is to be said."""
Check = Awaitable[Outcome]

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
_SECONDS = 10
"""How long a service may take to answer."""
_SPOTIFY = "SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET and SPOTIFY_REFRESH_TOKEN"
_SET_BY = {
    "spotify": _SPOTIFY,
    "spotify_reserved": _SPOTIFY,
    "adcp_guaranteed": "ADCP_GUARANTEED_URL and ADCP_TOKEN",
    "adcp_exchange": "ADCP_EXCHANGE_URL and ADCP_TOKEN",
}
_GEMINI = {
    "refused": "the key or the model's name is refused. Check GEMINI_API_KEY (or the Vertex "
    "project and its credentials) and GEMINI_MODEL.",
    "rate_limited": "the quota is used up. Raise it, or wait.",
    "unreachable": "cannot be reached. Check the network and GEMINI_BASE_URL.",
}
_GEMINI_ELSE = "no answer. Check GEMINI_BASE_URL, and try again later."


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
    for room in ("ads", "agents"):
        logging.getLogger(room).addHandler(logging.NullHandler())
    found = await asyncio.gather(
        _house(settings), _all(("Slack", _slack(settings)), ("Gemini", _gemini(settings)))
    )
    return [finding for part in found for finding in part]


async def _all(*checks: tuple[str, Check]) -> list[Finding]:
    return await asyncio.gather(*(_one(what, check) for what, check in checks))


async def _one(what: str, check: Check) -> Finding:
    """The outcome of a check."""
    from aiohttp import ClientError

    try:
        async with asyncio.timeout(_SECONDS):
            good, says = await check
    except FlightplanError as error:
        good, says = False, str(error)
    except TimeoutError:
        good, says = False, f"no answer within {_SECONDS} s. Check the address and the network."
    except (OSError, ClientError) as error:
        good, says = False, f"cannot be reached ({type(error).__name__}). Check the address."
    return Finding(what, good, says)


async def _house(settings: Settings) -> list[Finding]:
    """Storage, and the sellers, whose sign-ins are kept there."""
    from bot.house import open_registry, open_storage

    async with AsyncExitStack() as stack:
        try:
            storage, _ = await stack.enter_async_context(open_storage(settings))
        except FlightplanError as error:
            later = Finding("Ads APIs", None, "not asked: their sign-ins are kept in storage")
            return [Finding("Storage", False, str(error)), later]
        registry = await stack.enter_async_context(open_registry(settings, storage))
        sellers = [(f"Seller {key}", _seller(registry.api(key))) for key in registry.sellers]
        unset = Finding("Ads APIs", None, "none configured; plans can be made but not booked")
        found = await _all(("Storage", _stock(storage, settings)), *sellers)
        return found if sellers else [*found, unset]


async def _stock(storage: Storage, settings: Settings) -> Outcome:
    async with storage.transaction() as tx:
        state = await tx.history.state()
        catalog = await tx.catalogs.current_id()
    where = "your servers" if settings.database_url else f"embedded, under {settings.home}"
    if catalog is None:
        return False, f"{where}; empty. Load data with `flightplan catalog import FILE`."
    return True, f"{where}; {state.campaigns:,} past campaigns"


async def _seller(api: AdsApi) -> Outcome:
    try:
        await api.check()
    except OutsideError as error:
        return False, f"{error.message} Check {_SET_BY[api.seller]}, and the network."
    return True, "answers, and accepts our sign-in"


async def _slack(settings: Settings) -> Outcome:
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


async def _gemini(settings: Settings) -> Outcome:
    from bot.house import gemini_of

    model = gemini_of(settings)
    if model is None:
        return None, "not configured; briefs are read without a model"
    try:
        outcome = await model.check()
    finally:
        await model.close()
    if outcome == "ok":
        return True, f"{settings.gemini_model} answers, deadline {settings.gemini_deadline:g} s"
    return False, f"{settings.gemini_model}: {_GEMINI.get(outcome, _GEMINI_ELSE)}"
