"""The database goes away under people's hands: one sentence, nothing lost, and it goes on."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from bot.house import House
from bot.listeners.outages import in_time
from sandbox.slack.people import ANA, BRAZIL_SALES, RITA
from tests.bot.scenarios.office import BRIEF, Office, at_work, said
from tests.databases import away
from tests.wires import wire_to_database

WAITS = "no need to write again"
AGAIN = "Please try again in a minute."


async def test_what_is_written_meanwhile_is_answered_once_afterwards(
    office: Office, house: House
) -> None:
    card = await office.asks(BRIEF)
    thread = card["thread_ts"]
    with away(office.settings.database_url):
        await office.hands.say("@Flightplan at most 40% audio", thread_ts=thread)
        await office.until(thread, WAITS)
        await asyncio.sleep(1.5)
    edited = await office.until(thread, "Changed since version 1")
    await office.slack.idle()
    texts = [said(message) for message in await office.messages(thread)]
    assert sum(WAITS in text for text in texts) == 1
    assert sum("Changed since" in text for text in texts) == 1
    assert "edited" in edited


async def test_a_command_meanwhile_is_answered_under_its_root(office: Office, house: House) -> None:
    with away(office.settings.database_url):
        await office.hands.act(
            "command",
            user=RITA.id,
            channel=BRAZIL_SALES.id,
            command="/plan",
            text=BRIEF.removeprefix("@Flightplan "),
        )
        [root] = [m for m in await office.hands.see() if "Nike: R$ 250k" in said(m)]
        await office.until(root["ts"], WAITS)
    await office.until(root["ts"], "Why this plan")


async def test_a_button_says_that_it_is_to_be_pressed_again(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    with away(office.settings.database_url):
        begin = time.monotonic()
        await office.presses("Approve", card, user=ANA.id)
        told = await office.until(card["thread_ts"], AGAIN, user=ANA.id)
        assert told["is_ephemeral"] and time.monotonic() - begin < 5
    await office.presses("Approve", card, user=ANA.id)
    await office.until(card["thread_ts"], "Everything is booked")


async def test_a_button_does_not_wait_for_a_database_that_hangs(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.serving._PATIENCE", 1.0)
    with wire_to_database(str(office.settings.database_url)) as (wire, address):
        behind = replace(
            office, settings=office.settings.model_copy(update={"database_url": address})
        )
        async with at_work(behind):
            card = await office.asks(BRIEF)
            with wire.silent():
                await office.presses("Approve", card, user=ANA.id)
                async with asyncio.timeout(10):
                    await office.until(card["thread_ts"], AGAIN, user=ANA.id)
            await office.presses("Approve", card, user=ANA.id)
            await office.until(card["thread_ts"], "Everything is booked")
    names = [campaign["name"] for campaign in office.ads.spotify.store.all("campaign")]
    assert len(names) == len(set(names))


async def test_a_booking_goes_on_where_it_was(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    office.ads.faults("spotify").latency = 0.1
    await office.presses("Approve", card, user=ANA.id)
    await office.until(card["thread_ts"], "Being booked")
    with away(office.settings.database_url):
        await asyncio.sleep(2)
    office.ads.faults("spotify").latency = 0.0
    await office.until(card["thread_ts"], "Everything is booked")
    names = [campaign["name"] for campaign in office.ads.spotify.store.all("campaign")]
    assert len(names) == len(set(names))


async def test_what_takes_too_long_is_not_called_off() -> None:
    proceed, done = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        await proceed.wait()
        done.set()

    with pytest.raises(TimeoutError):
        await in_time(slow(), 0.01)
    proceed.set()
    await asyncio.wait_for(done.wait(), 5)
