from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import SlackWorkspace
from sandbox.slack.errors import SlackError
from sandbox.slack.people import ANA, BRAZIL_SALES, RITA
from sandbox.slack.permits import ResponseUrls, Triggers
from tests.sandbox.slack.world import Bot, Hands, Payload

PLAIN = {"type": "plain_text"}
BUTTONS = [
    {
        "type": "actions",
        "block_id": "row",
        "elements": [
            {
                "type": "button",
                "action_id": "approve",
                "value": "plan-7",
                "text": PLAIN | {"text": "Approve"},
            },
            {
                "type": "static_select",
                "action_id": "goal",
                "options": [{"text": PLAIN | {"text": "Reach"}, "value": "reach"}],
            },
        ],
    }
]


def modal(title: str = "Adjust", **more: Any) -> Payload:
    return {
        "type": "modal",
        "callback_id": "adjust",
        "title": PLAIN | {"text": title},
        "submit": PLAIN | {"text": "Go"},
        "blocks": [
            {
                "type": "input",
                "block_id": "budget",
                "label": PLAIN | {"text": "Budget"},
                "element": {
                    "type": "number_input",
                    "action_id": "amount",
                    "is_decimal_allowed": False,
                    "min_value": "100",
                },
            }
        ],
        **more,
    }


@pytest.fixture
async def card(client: AsyncWebClient) -> str:
    posted = await client.chat_postMessage(channel=BRAZIL_SALES.id, text="A plan", blocks=BUTTONS)
    return str(posted["ts"])


async def press(hands: Hands, card: str, action: str = "approve", **more: Any) -> Payload:
    wish = {"user": ANA.id, "channel": BRAZIL_SALES.id, "ts": card, "block_id": "row"}
    return await hands.act("click", **wish, action_id=action, **more)


async def test_a_button_says_who_pressed_what_where(bot: Bot, hands: Hands, card: str) -> None:
    bodies: list[Payload] = []

    @bot.app.action("approve")
    async def approve(ack: Any, body: Payload) -> None:
        bodies.append(body)
        await ack()

    assert (await press(hands, card))["ok"]
    assert bodies[0]["user"]["id"] == ANA.id
    assert bodies[0]["actions"][0]["value"] == "plan-7"
    assert bodies[0]["message"]["ts"] == card


async def test_a_menus_choice_is_the_apps_own_option(bot: Bot, hands: Hands, card: str) -> None:
    chosen: list[Payload] = []

    @bot.app.action("goal")
    async def goal(ack: Any, action: Payload) -> None:
        chosen.append(action["selected_option"])
        await ack()

    await press(hands, card, "goal", value="reach")
    assert chosen[0]["value"] == "reach"
    assert not (await press(hands, card, "goal", value="forged"))["ok"]


async def test_an_unanswered_button_tells_the_person(hands: Hands, card: str) -> None:
    answer = await press(hands, card)
    assert answer["message"] == "We had some trouble connecting. Try again?"


async def test_the_response_url_answers_only_the_person_or_changes_the_message(
    bot: Bot, hands: Hands, card: str
) -> None:
    @bot.app.action("approve")
    async def approve(ack: Any, respond: Any) -> None:
        await ack()
        await respond("Only for you")
        await respond(text="Approved", replace_original=True)

    await press(hands, card)
    await asyncio.sleep(0.2)
    mine, others = await hands.see(user=ANA.id), await hands.see(user=RITA.id)
    assert mine[-1]["text"] == "Only for you"
    assert [each["text"] for each in others] == ["Approved"]


async def open_modal(bot: Bot, hands: Hands, card: str) -> Payload:
    @bot.app.action("approve")
    async def approve(ack: Any, body: Payload, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=modal())

    await press(hands, card)
    async with asyncio.timeout(5):
        while not (stack := await hands.modals(ANA.id)):
            await asyncio.sleep(0.01)
    return stack[-1]


async def submit(hands: Hands, view: Payload, amount: str | None) -> Payload:
    answers = {"budget": {"amount": amount}}
    return await hands.act("submit", user=ANA.id, view_id=view["id"], answers=answers)


async def test_inputs_are_checked_before_the_app_hears_of_them(
    bot: Bot, hands: Hands, card: str
) -> None:
    view = await open_modal(bot, hands, card)
    assert "required" in (await submit(hands, view, None))["errors"]["budget"]
    assert "at least 100" in (await submit(hands, view, "99"))["errors"]["budget"]
    assert "valid number" in (await submit(hands, view, "nan"))["errors"]["budget"]


@pytest.mark.parametrize(
    ("acknowledgement", "titles"),
    [
        ({}, []),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": modal("Second")}, ["Second"]),
        ({"response_action": "push", "view": modal("On top")}, ["Adjust", "On top"]),
    ],
)
async def test_the_app_decides_what_follows_a_submission(
    bot: Bot, hands: Hands, card: str, acknowledgement: Payload, titles: list[str]
) -> None:
    states: list[Payload] = []

    @bot.app.view("adjust")
    async def adjust(ack: Any, view: Payload) -> None:
        states.append(view["state"]["values"])
        await ack(**acknowledgement)

    view = await open_modal(bot, hands, card)
    assert await submit(hands, view, "250") == {"ok": True, "errors": {}}
    assert states == [{"budget": {"amount": {"type": "number_input", "value": "250"}}}]
    assert [each["title"]["text"] for each in await hands.modals(ANA.id)] == titles


async def test_the_apps_complaints_stand_under_the_inputs(
    bot: Bot, hands: Hands, card: str
) -> None:
    @bot.app.view("adjust")
    async def adjust(ack: Any) -> None:
        await ack(response_action="errors", errors={"budget": "Too much"})

    view = await open_modal(bot, hands, card)
    assert (await submit(hands, view, "250"))["errors"] == {"budget": "Too much"}
    assert await hands.modals(ANA.id) == [view]


async def test_a_view_changed_meanwhile_is_not_overwritten(
    bot: Bot, hands: Hands, card: str, client: AsyncWebClient
) -> None:
    view = await open_modal(bot, hands, card)
    await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Newer"))
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await client.views_update(view_id=view["id"], hash=view["hash"], view=modal("Older"))


async def test_at_most_three_modals_stand_on_each_other(slack: SlackWorkspace) -> None:
    modals = slack.workspace.modals
    modals.open(ANA.id, modal())
    modals.push(ANA.id, modal())
    modals.push(ANA.id, modal())
    with pytest.raises(SlackError, match="push_limit_reached"):
        modals.push(ANA.id, modal())


async def test_a_slash_command_is_answered_in_its_acknowledgement(bot: Bot, hands: Hands) -> None:
    @bot.app.command("/plan")
    async def plan(ack: Any, command: Payload) -> None:
        await ack(f"Planning {command['text']}")

    await command(hands, "/plan", "for @Ana")
    said = (await hands.see())[-1]
    assert said["text"] == f"Planning for <@{ANA.id}>"
    assert said["is_ephemeral"]


async def test_a_command_that_nobody_answers_fails_visibly(hands: Hands) -> None:
    await command(hands, "/plan", "anything")
    assert "operation_timeout" in (await hands.see())[-1]["text"]


async def test_an_unknown_command_is_said_to_be_one(hands: Hands) -> None:
    await command(hands, "/nothing", "")
    assert (await hands.see())[-1]["text"] == "/nothing is not a valid command."


async def command(hands: Hands, name: str, text: str) -> None:
    await hands.act("command", user=RITA.id, channel=BRAZIL_SALES.id, command=name, text=text)


def test_a_trigger_opens_one_view_within_three_seconds() -> None:
    now = [0.0]
    triggers = Triggers(clock=lambda: now[0])
    first, second = triggers.issue(RITA.id), triggers.issue(RITA.id)
    assert triggers.redeem(first) == RITA.id
    with pytest.raises(SlackError, match="exchanged_trigger_id"):
        triggers.redeem(first)
    now[0] = 3.1
    with pytest.raises(SlackError, match="expired_trigger_id"):
        triggers.redeem(second)


async def test_a_response_url_is_good_five_times_and_thirty_minutes(
    slack: SlackWorkspace,
) -> None:
    now = [0.0]
    urls = ResponseUrls(clock=lambda: now[0])
    channel = slack.workspace.core.channel(BRAZIL_SALES.id)
    token, late = urls.issue(channel, RITA.id), urls.issue(channel, RITA.id)
    for _ in range(5):
        urls.use(token)
    with pytest.raises(SlackError, match="used_url"):
        urls.use(token)
    now[0] = 30 * 60 + 1
    with pytest.raises(SlackError, match="expired_url"):
        urls.use(late)


async def test_a_made_up_response_url_is_refused(slack: SlackWorkspace) -> None:
    async with httpx.AsyncClient() as http:
        response = await http.post(f"{slack.base_url}/response/A/none", json={"text": "hi"})
    assert response.status_code == 404
