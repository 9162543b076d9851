"""Messages that are edited or deleted after they were written."""

from __future__ import annotations

import asyncio

import pytest

from bot.house import House
from sandbox.slack.people import ANA, BRAZIL_SALES, RITA, direct_channel_id
from tests.bot.scenarios.office import BRIEF, Office, said
from tests.sandbox.slack.world import Payload

NOTICE = "what you first wrote"


async def edit(office: Office, ts: str, text: str | None, channel: str = BRAZIL_SALES.id) -> None:
    await office.hands.act("edit", user=RITA.id, channel=channel, ts=ts, text=text)


async def thread_after(office: Office, ts: str, channel: str = BRAZIL_SALES.id) -> list[Payload]:
    """The thread when everything was delivered, and what was being thought about is said."""
    await office.slack.idle()
    await asyncio.sleep(0.5)
    return await office.messages(ts, channel=channel)


async def test_an_edit_is_answered_with_a_notice_once(office: Office, house: House) -> None:
    office.slack.faults.redeliver = 9
    root = (await office.asks(BRIEF))["thread_ts"]
    await edit(office, root, BRIEF.replace("250k", "300k"))
    told = await office.until(root, NOTICE)
    assert told["is_ephemeral"]
    await edit(office, root, BRIEF.replace("250k", "350k"))
    messages = await thread_after(office, root)
    assert len(messages) == 3
    assert "R$250,000" in said(messages[1])


async def test_an_edit_in_a_direct_message_is_told_too(office: Office, house: House) -> None:
    direct = direct_channel_id(RITA.id)
    root = (await office.asks("40k BRL in Brazil next month", channel=direct))["thread_ts"]
    await edit(office, root, "50k BRL in Brazil next month", direct)
    await office.until(root, NOTICE, channel=direct)


async def test_the_same_words_again_are_no_edit(office: Office, house: House) -> None:
    root = (await office.asks(BRIEF))["thread_ts"]
    await edit(office, root, BRIEF)
    assert len(await thread_after(office, root)) == 2


async def test_a_mention_that_is_edited_in_is_answered(office: Office, house: House) -> None:
    ts = await office.hands.say(BRIEF.removeprefix("@Flightplan "))
    await edit(office, ts, BRIEF)
    assert "R$250,000" in said(await office.answer(ts, 1))


async def test_a_deleted_message_keeps_nobody_busy(
    office: Office, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="bot")
    root = await office.hands.say(BRIEF)
    await edit(office, root, None)
    async with asyncio.timeout(30):
        while not any("no thread any more" in record.message for record in caplog.records):
            await asyncio.sleep(0.1)
    assert "Traceback" not in caplog.text
    card = await office.asks(BRIEF)
    second = await office.hands.say("@Flightplan thanks", thread_ts=card["thread_ts"])
    await office.answer(card["thread_ts"], 3)
    await edit(office, second, None)
    edited = await office.asks("@Flightplan make it 300k", thread=card["thread_ts"])
    assert "R$300,000" in said(edited)


async def test_a_booking_whose_thread_is_gone_is_told_to_whoever_asked(
    office: Office, house: House
) -> None:
    card = await office.asks(BRIEF)
    office.slack.faults.fail("chat.postMessage", "thread_not_found")
    await office.presses("Approve", card, user=ANA.id)
    async with asyncio.timeout(60):
        while not any(" lines" in said(m) for m in await to_rita(office)):
            await asyncio.sleep(0.1)
    assert len(await to_rita(office)) == 1


async def to_rita(office: Office) -> list[Payload]:
    return await office.hands.see(channel=direct_channel_id(RITA.id))
