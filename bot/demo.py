"""The demo: the house and the outside world in one process, over state that lasts.

The one module of the product that imports the sandbox. It seeds an empty database through the same
import commands that a customer uses, and runs the bot exactly as `serve` does. What a first start
leaves unfinished, the next one does again: a market counts once its forecasts are fitted, and the
set-up once the last of its people has roles.
"""

from __future__ import annotations

import asyncio
import fcntl
import signal
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path

from pydantic import SecretStr

from bot.cli.console import errors
from bot.cli.imports import import_files
from bot.house import House, open_storage
from bot.serving import serving
from bot.settings import Settings, read_settings
from media.accounts import AdAccount, Assets
from media.approvals import Limit, Role
from media.errors import NotReady
from media.words import Channel
from sandbox.ads import CLIENT_ID, CLIENT_SECRET, AdsSandbox, account_id, asset_ids, from_truth
from sandbox.market import Truth, generate
from sandbox.slack import SlackWorkspace
from sandbox.slack.people import ADAM, ANA, RITA, TEAM_ID

_SEED = 7
_BY = "demo"
_PEOPLE: tuple[tuple[str, str, tuple[Role, ...]], ...] = (
    (RITA.id, RITA.name, ("rep",)),
    (ANA.id, ANA.name, ("approver",)),
    (ADAM.id, ADAM.name, ("admin", "approver")),
)
_LIMITS = {"BRL": 2_000_000, "USD": 500_000, "EUR": 500_000, "GBP": 400_000, "MXN": 8_000_000}
_ADVERTISERS = {"Nike": ("BRL", "ADV_6_44"), "Heineken": ("EUR", "ADV_15_139")}
_SELLERS: tuple[tuple[Channel, str], ...] = (
    ("self_serve", "spotify"),
    ("direct", "spotify_reserved"),
    ("direct", "adcp_guaranteed"),
    ("programmatic", "adcp_exchange"),
)


async def run_demo(port: int) -> None:
    """Run until Ctrl-C; raises NotReady when the port or the folder is in use."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    running = asyncio.create_task(_run(port))
    told = asyncio.create_task(stop.wait())
    await asyncio.wait((running, told), return_when=asyncio.FIRST_COMPLETED)
    told.cancel()
    if running.cancel():
        errors.print("\nStopping …")
    with suppress(asyncio.CancelledError):
        await running


async def _run(port: int) -> None:
    settings = read_settings()
    async with AsyncExitStack() as stack:
        stack.enter_context(_alone(settings.home))
        outside = await _outside(stack, settings, port)
        storage, addresses = await stack.enter_async_context(open_storage(settings))
        on_engines = {
            "database_url": addresses.database_url,
            "redis_url": addresses.redis_url,
        }
        async with storage.transaction() as tx:
            is_empty = await tx.fits.current_id() is None
        if is_empty:
            await _seed_market(settings.home / "market", settings.model_copy(update=on_engines))
        house = await stack.enter_async_context(serving(outside.model_copy(update=on_engines)))
        await set_up(house)
        _welcome(port)
        await asyncio.Event().wait()


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """The kernel lets go of the lock when the process ends, however it ends."""
    with (home / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotReady(
                f"A demo is running on {home} already.",
                "Open its page, or set FLIGHTPLAN_HOME to another folder.",
            ) from None
        yield


async def _seed_market(folder: Path, settings: Settings) -> None:
    errors.print("Seeding a market with 5,000 past campaigns …")
    files = await asyncio.to_thread(generate, folder, seed=_SEED, today=date.today())
    await import_files(
        [files.catalog], lambda importer, path: importer.catalog(path, by=_BY), settings=settings
    )
    await import_files(
        [files.inventory], lambda importer, path: importer.inventory(path), settings=settings
    )
    await import_files(
        [files.rates], lambda importer, path: importer.rates(path), settings=settings
    )
    await import_files(
        [files.history],
        lambda importer, path: importer.history(path),
        refit=True,
        settings=settings,
    )


async def _outside(stack: AsyncExitStack, settings: Settings, port: int) -> Settings:
    """Start the local Slack and Ads APIs; the settings that point at them."""
    home = settings.home / "sandbox"
    home.mkdir(parents=True, exist_ok=True)
    try:
        slack = await stack.enter_async_context(
            SlackWorkspace.start(manifest=_manifest(), state_dir=home / "slack", port=port)
        )
        ads = await stack.enter_async_context(
            AdsSandbox.start(port + 1, home / "ads", deliver=from_truth(Truth.drawn(_SEED)))
        )
    except NotReady:
        raise NotReady(
            f"Port {port} or {port + 1} is taken.",
            "Stop what runs there, or choose another: flightplan demo --port N.",
        ) from None
    _, refresh, _ = ads.sign_in()
    return settings.model_copy(
        update={
            "slack_api_url": slack.api_url,
            "slack_bot_token": SecretStr(slack.bot_token),
            "slack_app_token": SecretStr(slack.app_token),
            "slack_signing_secret": SecretStr(slack.signing_secret),
            "spotify_ads_url": ads.spotify_address,
            "spotify_accounts_url": ads.accounts_address,
            "spotify_page": f"{ads.address}/spotify",
            "spotify_client_id": CLIENT_ID,
            "spotify_client_secret": SecretStr(CLIENT_SECRET),
            "spotify_refresh_token": SecretStr(refresh),
            "adcp_guaranteed_url": ads.mcp_address("adcp_guaranteed"),
            "adcp_guaranteed_page": f"{ads.address}/adcp_guaranteed",
            "adcp_exchange_url": ads.mcp_address("adcp_exchange"),
            "adcp_exchange_page": f"{ads.address}/adcp_exchange",
            "port": 0,
        }
    )


def _manifest() -> Path:
    return Path(__file__).parent.parent / "manifests" / "slack.yaml"


async def set_up(house: House) -> None:
    """Limits, two advertisers with accounts, and roles, once, as an admin would set them."""
    known = {member.user for member in await house.desk.members(TEAM_ID)}
    if {user for user, _, _ in _PEOPLE} <= known:
        return
    await _set_limits(house)
    for name, (currency, category) in _ADVERTISERS.items():
        await _set_advertiser(house, name, currency, category)
    for user, name, roles in _PEOPLE:
        await house.desk.set_roles(TEAM_ID, user, roles, _BY, name)


async def _set_limits(house: House) -> None:
    limits = tuple(
        Limit(role=role, currency=currency, amount=units * 1_000_000)
        for currency, units in _LIMITS.items()
        for role in ("approver", "admin")
    )
    policy = await house.desk.policy(TEAM_ID)
    await house.desk.change_policy(TEAM_ID, policy.model_copy(update={"limits": limits}), _BY)


async def _set_advertiser(house: House, name: str, currency: str, category: str) -> None:
    await house.desk.set_category(TEAM_ID, name, category, _BY)
    for channel, seller in _SELLERS:
        account = AdAccount(
            channel=channel,
            seller=seller,
            account_id=account_id(seller, currency),
            currency=currency,
        )
        await house.desk.set_account(TEAM_ID, name, account, _BY)
    assets = Assets(
        tagline=f"{name}, now playing",
        clickthrough=f"https://{name.lower()}.example",
        files=asset_ids(currency),
    )
    await house.desk.set_assets(TEAM_ID, name, assets, _BY)


def _welcome(port: int) -> None:
    errors.print(
        f"\n[bold green]Flightplan is running.[/] Open [bold]http://127.0.0.1:{port}/[/]\n"
        f"  Booked campaigns: http://127.0.0.1:{port + 1}/spotify\n"
        "  Ctrl-C stops everything; the next start finds it all again.\n",
        markup=True,
    )
