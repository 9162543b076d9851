"""Conversations as people have them, through the workspace and the whole bot."""

from __future__ import annotations

import asyncio

import pytest
import redis.asyncio

from bot.house import House
from sandbox.slack.people import AGENCY_SHARED, ANA, BRAZIL_SALES, RITA, direct_channel_id
from tests.bot.scenarios.office import BRIEF, Office, at_work, said


async def test_a_brief_becomes_a_card_and_an_edit_shows_the_change(
    office: Office, house: House
) -> None:
    card = await office.asks(BRIEF)
    assert "R$250,000" in said(card)
    assert "Mention me in this thread" in said(card)
    edited = await office.asks("@Flightplan make it 300k", thread=card["thread_ts"])
    assert "Changed since version 1" in said(edited)
    assert "R$300,000" in said(edited)
    assert "Mention me" not in said(edited)


async def test_what_is_missing_is_asked_for_once(office: Office, house: House) -> None:
    question = await office.asks("@Flightplan we want to reach runners in Brazil")
    assert "budget" in said(question).lower()
    plan = await office.asks("@Flightplan R$ 80k", thread=question["thread_ts"])
    assert "R$80,000" in said(plan)


async def test_two_quick_messages_are_answered_in_order(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    root = card["thread_ts"]
    await office.hands.say("@Flightplan make it 100k", thread_ts=root)
    await office.hands.say("@Flightplan make it 120k", thread_ts=root)
    last = await office.until(root, "version 3")
    assert "R$120,000" in said(last)
    answers = [m for m in await office.messages(root) if m.get("user") != RITA.id]
    assert [
        next(x for x in ("R$250,000", "R$100,000", "R$120,000") if f"Brazil  ·  {x}" in said(m))
        for m in answers
    ] == ["R$250,000", "R$100,000", "R$120,000"]


async def test_a_redelivered_event_is_answered_once(office: Office, house: House) -> None:
    office.slack.faults.redeliver = 2
    card = await office.asks(BRIEF)
    await office.slack.idle()
    await asyncio.sleep(0.5)
    assert len(await office.messages(card["thread_ts"])) == 2


async def test_an_emptied_redis_loses_nothing(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    async with redis.asyncio.Redis.from_url(str(office.settings.redis_url)) as client:
        await client.flushdb()
    edited = await office.asks("@Flightplan add Argentina", thread=card["thread_ts"])
    assert "Argentina" in said(edited)
    assert "Changed since version 1" in said(edited)


async def test_what_was_said_to_a_stopped_bot_is_answered_when_it_is_back(office: Office) -> None:
    async with at_work(office):
        card = await office.asks(BRIEF)
    await office.hands.say("@Flightplan make it 300k", thread_ts=card["thread_ts"])
    async with at_work(office):
        edited = await office.until(card["thread_ts"], "version 2")
    assert "R$300,000" in said(edited)


async def test_a_command_plans_where_the_bot_is_a_member(office: Office, house: House) -> None:
    await office.hands.act(
        "command",
        user=RITA.id,
        channel=BRAZIL_SALES.id,
        command="/plan",
        text="100k BRL in Brazil next month",
    )
    async with asyncio.timeout(30):
        while not (roots := [m for m in await office.hands.see() if "100k BRL" in said(m)]):
            await asyncio.sleep(0.1)
    card = await office.answer(roots[-1]["ts"], 1)
    assert "R$100,000" in said(card)


async def commands(office: Office, text: str, **where: str) -> None:
    wish = {"user": RITA.id, "channel": BRAZIL_SALES.id} | where
    await office.hands.act("command", command="/plan", text=text, **wish)


@pytest.mark.parametrize("text", ["", "help", "hilfe"])
async def test_help_on_the_command_is_for_one_person(
    office: Office, house: House, text: str
) -> None:
    await commands(office, text)
    shown = (await office.hands.see())[-1]
    assert "budget" in said(shown).lower()
    assert shown["is_ephemeral"]


async def test_a_command_shows_no_plan_where_another_company_reads(
    office: Office, house: House
) -> None:
    await commands(office, "100k BRL in Brazil next month", channel=AGENCY_SHARED.id)
    seen = await office.hands.see(channel=AGENCY_SHARED.id)
    assert [m for m in seen if not m.get("is_ephemeral")] == []
    assert "shared with another company" in said(seen[-1])


async def test_a_command_is_answered_privately_where_slack_hides_the_readers(
    office: Office, house: House
) -> None:
    direct = direct_channel_id(RITA.id)
    office.slack.faults.fail("conversations.info", "missing_scope")
    await commands(office, "100k BRL in Brazil next month")
    assert "direct message" in said((await office.hands.see())[-1])
    (root,) = [m for m in await office.hands.see(channel=direct) if "100k BRL" in said(m)]
    assert "R$100,000" in said(await office.answer(root["ts"], 1, channel=direct))


async def test_whom_a_command_names_is_named(office: Office, house: House) -> None:
    await commands(office, "40k BRL in Brazil next month, cc @Ana")
    (root,) = [m for m in await office.hands.see() if "40k BRL" in said(m)]
    assert f"cc <@{ANA.id}>" in root["text"]
    await office.answer(root["ts"], 1)


async def test_a_file_is_said_to_be_unread(office: Office, house: House) -> None:
    direct = direct_channel_id(RITA.id)
    kept = await office.hands.http.post(
        "/_workspace/attach", params={"name": "brief.pdf", "user": RITA.id}, content=b"%PDF"
    )
    files = [kept.json()["file"]["id"]]
    wish = {"user": RITA.id, "channel": direct, "files": files}
    for text in ("", "40k BRL in Brazil next month"):
        root = (await office.hands.act("say", **wish, text=text))["ts"]
        assert "do not read files" in said(await office.answer(root, 1, channel=direct))
