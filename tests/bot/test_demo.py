"""A first start that was interrupted is completed by the next; two demos do not mix."""

from __future__ import annotations

import asyncio
import fcntl
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
from pydantic import SecretStr

from bot.demo import run_demo
from bot.demo_setup import set_up
from bot.house import House, open_house, open_storage
from bot.settings import Settings
from media.errors import NotReady
from sandbox.ads import CLIENT_ID, CLIENT_SECRET, AdsSandbox
from sandbox.slack.people import ADAM, ANA, RITA, TEAM_ID


@pytest.fixture
async def house(
    database_url: str, redis_url: str, storage_key: str, tmp_path: Path
) -> AsyncIterator[House]:
    async with AdsSandbox.start() as ads:
        settings = Settings(
            flightplan_home=tmp_path,
            flightplan_key=SecretStr(storage_key),
            database_url=database_url,
            redis_url=redis_url,
            spotify_ads_url=ads.spotify_address,
            spotify_accounts_url=ads.accounts_address,
            spotify_client_id=CLIENT_ID,
            spotify_client_secret=SecretStr(CLIENT_SECRET),
            spotify_refresh_token=SecretStr(ads.sign_in()[1]),
            adcp_exchange_url=ads.mcp_address("adcp_exchange"),
            adcp_guaranteed_url=ads.mcp_address("adcp_guaranteed"),
        )
        async with open_house(settings, durable=False) as opened:
            yield opened


async def test_a_set_up_that_was_cut_off_is_completed_and_a_whole_one_is_left_alone(
    house: House,
) -> None:
    for person, roles in ((RITA, ["rep"]), (ANA, ["approver"]), (ADAM, ["admin"])):
        await house.desk.set_roles(TEAM_ID, person.id, roles, "demo", person.name)
    await set_up(house)
    assert (await house.desk.policy(TEAM_ID)).limits
    nike = await house.desk.advertiser(TEAM_ID, "Nike")
    assert {account.seller for account in nike.accounts} == set(house.desk.sellers)
    assert nike.assets.files
    await house.desk.set_roles(TEAM_ID, ADAM.id, [], RITA.id)
    await house.desk.remove_account(TEAM_ID, "Nike", "direct", "adcp_guaranteed", ADAM.id)
    await set_up(house)
    assert not (await house.desk.member(TEAM_ID, ADAM.id)).roles
    nike = await house.desk.advertiser(TEAM_ID, "Nike")
    assert "adcp_guaranteed" not in {account.seller for account in nike.accounts}


async def test_one_folder_has_one_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLIGHTPLAN_HOME", str(tmp_path))
    with (tmp_path / "demo.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(NotReady, match="A demo is running on"):
            await run_demo(0)


@pytest.mark.parametrize("offset", [0, 1])
async def test_a_port_in_use_is_named_before_anything_is_made(
    offset: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLIGHTPLAN_HOME", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1] - offset
        with pytest.raises(NotReady, match=f"Port {port} or {port + 1} is taken"):
            await run_demo(port)
    assert not (tmp_path / "postgres").exists()


async def test_who_is_interrupted_while_the_engines_start_leaves_none_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def start() -> None:
        async with open_storage(Settings(flightplan_home=tmp_path)):
            await asyncio.Event().wait()

    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    starting = asyncio.create_task(start())
    while not (tmp_path / "postgres.new").exists():
        await asyncio.sleep(0.01)
    starting.cancel()
    await asyncio.wait((starting,))
    ours = (each for each in psutil.process_iter(["cmdline"]) if _names(each, tmp_path))
    assert list(ours) == []


def _names(process: psutil.Process, folder: Path) -> bool:
    return any(str(folder) in word for word in process.info["cmdline"] or ())
