"""The demo: the house and the outside world in one process, over state that lasts.

With `demo_setup` the only module of the product that imports the sandbox. It seeds an empty
database through the same import commands that a customer uses, and runs the bot exactly as `serve`
does. What a first start leaves unfinished, the next one does again: a market counts once its
forecasts are fitted.
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
from bot.demo_setup import BY, set_up
from bot.house import open_storage
from bot.serving import serving
from bot.settings import Settings, read_settings
from media.errors import NotReady
from sandbox.ads import CLIENT_ID, CLIENT_SECRET, AdsSandbox, from_truth
from sandbox.market import Truth, generate
from sandbox.slack import SlackWorkspace

_SEED = 7


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
        [files.catalog], lambda importer, path: importer.catalog(path, by=BY), settings=settings
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


def _welcome(port: int) -> None:
    errors.print(
        f"\n[bold green]Flightplan is running.[/] Open [bold]http://127.0.0.1:{port}/[/]\n"
        f"  Booked campaigns: http://127.0.0.1:{port + 1}/spotify\n"
        "  Ctrl-C stops everything; the next start finds it all again.\n",
        markup=True,
    )
