"""Cards that are older than what happened since, copies of cards, and presses delivered twice."""

from __future__ import annotations

import asyncio

import pytest

from bot.house import House
from sandbox.slack.people import ADAM, ANA, RITA, TEAM_ID
from tests.bot.scenarios.office import BRIEF, Office, said
from tests.sandbox.slack.world import Payload

OTHER = "@Flightplan Nike: R$ 90k video in Brazil next month"


async def told(office: Office, card: Payload, user: str) -> list[str]:
    """What only this person reads in the thread of a card."""
    seen = await office.messages(card["thread_ts"], user=user)
    return [said(message) for message in seen if message.get("is_ephemeral")]


async def test_an_older_versions_buttons_decide_nothing(office: Office, house: House) -> None:
    first = await office.asks(BRIEF)
    await office.asks("@Flightplan at most 40% audio", thread=first["thread_ts"])
    for label in ("Approve", "Reject"):
        await office.presses_as_shown(label, first, user=ANA.id)
    async with asyncio.timeout(10):
        while len(await told(office, first, ANA.id)) < 2:
            await asyncio.sleep(0.1)
    for text in await told(office, first, ANA.id):
        assert "A newer version has replaced this plan. Look at the newest card" in text
    assert await office.hands.modals(ANA.id) == []
    assert office.ads.spotify.store.all("campaign") == []


async def test_after_a_decision_everybody_hears_who_was_first(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    await office.presses("Approve", card, user=ANA.id)
    await office.until(card["thread_ts"], "Everything is booked")
    await office.presses_as_shown("Approve", card, user=ANA.id)
    await office.until(card["thread_ts"], f"already approved by <@{ANA.id}>", user=ANA.id)
    await office.presses_as_shown("Reject", card, user=ADAM.id)
    await office.until(card["thread_ts"], f"already approved by <@{ANA.id}>", user=ADAM.id)
    assert await office.hands.modals(ADAM.id) == []


async def test_a_press_that_is_delivered_again_is_one(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    await office.presses_as_shown("Alternatives", card, times=3)
    await office.presses_as_shown("Approve", card, user=ANA.id, times=3)
    await office.until(card["thread_ts"], "Everything is booked")
    seen = [said(message) for message in await office.messages(card["thread_ts"])]
    assert sum("Side by side" in text for text in seen) == 1
    assert await told(office, card, ANA.id) == []


async def test_a_form_that_is_delivered_again_is_one(office: Office, house: House) -> None:
    card = await office.asks(BRIEF)
    await office.presses("Reject", card, user=ANA.id)
    form = await office.form(ANA.id)
    view = form | {"state": {"values": {"reason": {"reason": {"value": "Too dear"}}}}}
    given = {
        "type": "view_submission",
        "team": {"id": TEAM_ID},
        "user": {"id": ANA.id},
        "trigger_id": "given.once",
        "view": view,
    }
    answers = [
        await office.slack.workspace.dispatcher.request("interactive", given) for _ in range(2)
    ]
    assert answers == [{}, {}]
    await office.until(card["thread_ts"], "Too dear")


async def test_copies_change_no_other_plan(office: Office, house: House) -> None:
    card, other = await office.asks(BRIEF), await office.asks(OTHER)
    await office.presses("Alternatives", card)
    compared = await office.until(card["thread_ts"], "Side by side")
    for label, copied in (("Use: Reach", compared), ("Adjust", card)):
        await office.presses_as_shown(label, copied, thread_ts=other["thread_ts"])
    async with asyncio.timeout(10):
        while len(await told(office, other, RITA.id)) < 2:
            await asyncio.sleep(0.1)
    assert all("This is a copy." in text for text in await told(office, other, RITA.id))
    later = await office.asks("@Flightplan thanks", thread=other["thread_ts"])
    assert "Changed since" not in said({"text": await office.messages(other["thread_ts"])})
    assert later


async def test_an_old_card_offers_the_alternatives_of_now(office: Office, house: House) -> None:
    first = await office.asks(BRIEF)
    await office.asks("@Flightplan at most 40% audio", thread=first["thread_ts"])
    await office.presses_as_shown("Alternatives", first)
    compared = await office.until(first["thread_ts"], "Side by side")
    await office.presses("Use: Reach", compared)
    await office.until(first["thread_ts"], "Changed since version 2")


async def test_what_an_earlier_version_showed_says_so(
    office: Office, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    card = await office.asks(BRIEF)
    block, element = next(
        (b, e) for b in card["blocks"] if b["type"] == "actions" for e in b["elements"]
    )
    element["action_id"] = "gone_with_version_0"
    await office.presses_as_shown(element["text"]["text"], {**card, "blocks": [block]})
    await office.until(card["thread_ts"], "An earlier version of me showed this")
    view = {"id": "V0", "type": "modal", "callback_id": "gone", "blocks": []}
    view |= {"state": {"values": {}}}
    people = {"team": {"id": TEAM_ID}, "user": {"id": RITA.id}}
    request = office.slack.workspace.dispatcher.request
    given = {"type": "view_submission", "trigger_id": "1.gone", **people, "view": view}
    answer = await request("interactive", given)
    assert "An earlier version of me showed this" in said({"text": answer})
    closed = {"type": "view_closed", "trigger_id": "2.gone", **people, "view": view}
    assert await request("interactive", closed) == {}
    assert not [each for each in caplog.records if "Unhandled" in each.getMessage()]
