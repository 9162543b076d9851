"""Each person is answered in their own language, a thread in the one that is spoken there."""

from __future__ import annotations

import asyncio

from bot.house import House
from sandbox.slack.people import ADAM, ANA, BRAZIL_SALES, RANDOM, RITA, direct_channel_id
from tests.bot.scenarios.office import Office, button_of, said

GERMAN = "@Flightplan Nike: 250.000 R$ für Brasilien im nächsten Monat, vor allem Audio"


async def reads(office: Office, user: str, locale: str) -> None:
    await office.hands.act("language", user=user, locale=locale)


async def test_home_and_its_forms_speak_the_language_of_whoever_looks(
    office: Office, house: House
) -> None:
    await reads(office, ADAM.id, "de-DE")
    home = await office.home(ADAM.id)
    assert "Wartet auf Freigabe" in said(home)
    for label, title in {"Rollen": "Rollen", "Limits und Regeln": "Limits und Regeln"}.items():
        block, element = button_of(home, label)
        wish = {"block_id": block, "action_id": element["action_id"], "view_id": home["id"]}
        await office.hands.act("click", user=ADAM.id, **wish)
        form = await office.form(ADAM.id)
        assert form["title"]["text"] == title
        assert form["submit"]["text"] == "Speichern"
        await office.hands.act("close", user=ADAM.id, view_id=form["id"], cleared=True)
    assert "Waiting for approval" in said(await office.home(ANA.id))


async def test_a_command_is_refused_in_the_language_of_whoever_gave_it(
    office: Office, house: House
) -> None:
    await reads(office, RITA.id, "pt-BR")
    where = {"user": RITA.id, "command": "/plan"}
    await office.hands.act("command", channel=BRAZIL_SALES.id, text="", **where)
    assert "orçamento" in said((await office.hands.see())[-1])
    await office.hands.act("command", channel=RANDOM.id, text="Nike 100k BRL BR", **where)
    assert "mensagem direta" in said((await office.hands.see(channel=RANDOM.id))[-1])
    direct = direct_channel_id(RITA.id)
    (root,) = await office.hands.see(channel=direct)
    answer = await office.answer(root["ts"], 1, channel=direct)
    assert "alcança" in said(answer), "no word of the brief belongs to a language"


async def test_a_form_leaves_the_language_of_its_thread_alone(office: Office, house: House) -> None:
    card = await office.asks(GERMAN)
    await office.presses("Anpassen", card)
    form = await office.form(RITA.id)
    answers = {"budget": {"budget": "300.000"}}
    await office.hands.act("submit", user=RITA.id, view_id=form["id"], answers=answers)
    changed = await office.answer(card["thread_ts"], 2)
    assert f"<@{RITA.id}> hat gewählt: Budget: 300.000" in said(changed)
    assert "Geändert seit Version 1" in said(changed)


async def test_the_ways_to_begin_are_offered_in_the_language_of_whoever_begins(
    office: Office, house: House
) -> None:
    await reads(office, ANA.id, "de-DE")
    await office.hands.act("visit", user=ANA.id, tab="messages")
    path = f"/_workspace/channels/{direct_channel_id(ANA.id)}/messages"
    async with asyncio.timeout(10):
        while (await prompts_at(office, path))[0] != "Kampagne planen":
            await asyncio.sleep(0.05)


async def prompts_at(office: Office, path: str) -> list[str]:
    answer = await office.hands.http.get(path, params={"user": ANA.id})
    return [each["title"] for each in answer.json()["prompts"]]
