"""The page itself, in a real browser. Skipped where no Chromium is installed."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Page, async_playwright, expect
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import SlackWorkspace
from sandbox.slack.people import ANA, BRAZIL_SALES, OTTO, RITA
from tests.sandbox.slack.world import Bot, Payload

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

PLAIN = {"type": "plain_text"}


def button(text: str, action: str, **more: Any) -> Payload:
    return {"type": "button", "action_id": action, "text": PLAIN | {"text": text}, **more}


def number(value: float) -> Payload:
    return {"type": "raw_number", "value": value, "text": f"R$ {value:,.0f}"}


def word(text: str) -> Payload:
    return {"type": "raw_text", "text": text}


CONFIRM = {
    "title": PLAIN | {"text": "Book it?"},
    "text": PLAIN | {"text": "It will be booked."},
    "confirm": PLAIN | {"text": "Book"},
    "deny": PLAIN | {"text": "Not yet"},
}
LINES = [[word("Format"), word("Budget")]] + [
    [word(f"Line {n}"), number(n * 1000)] for n in range(1, 9)
]
CARD = [
    {"type": "header", "text": PLAIN | {"text": "Runners in Brazil"}},
    {
        "type": "section",
        "fields": [{"type": "mrkdwn", "text": "*Reach*\n4.1M &lt;@U0RITASALES&gt;"}],
    },
    {"type": "data_table", "caption": "Lines", "page_size": 5, "rows": LINES},
    {
        "type": "data_visualization",
        "title": "Budget by format",
        "chart": {"type": "pie", "segments": [{"label": "Audio", "value": 7}]},
    },
    {
        "type": "actions",
        "elements": [
            button("Approve", "approve", style="primary", confirm=CONFIRM),
            button("Adjust", "adjust"),
        ],
    },
]
MODAL = {
    "type": "modal",
    "callback_id": "adjust",
    "title": PLAIN | {"text": "Adjust the plan"},
    "submit": PLAIN | {"text": "Re-plan"},
    "blocks": [
        {
            "type": "input",
            "block_id": "budget",
            "label": PLAIN | {"text": "Budget"},
            "element": {
                "type": "number_input",
                "action_id": "amount",
                "is_decimal_allowed": False,
            },
        }
    ],
}


@pytest.fixture
async def page(slack: SlackWorkspace) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1400, "height": 900})
        mistakes: list[str] = []
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        await page.goto(f"{slack.base_url}/?user=rita&channel=brazil-sales")
        await page.wait_for_selector("body[data-ready]")
        yield page
        await browser.close()
        assert mistakes == []


@pytest.fixture
def planner(bot: Bot) -> Bot:
    """An app that answers a mention with a card in the thread."""
    listeners = bot.app._async_listeners
    listeners.clear()

    @bot.app.event("app_mention")
    async def plan(event: Payload, say: Any) -> None:
        await say(text="A plan", thread_ts=event["ts"], blocks=CARD)

    @bot.app.event({"type": "message"})
    async def fine(ack: Any) -> None:
        await ack()

    @bot.app.action("approve")
    async def approve(ack: Any, respond: Any, body: Payload) -> None:
        await ack()
        await respond(text=f"Approved by <@{body['user']['id']}>", replace_original=True, blocks=[])

    @bot.app.action("adjust")
    async def adjust(ack: Any, body: Payload, client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=MODAL)

    @bot.app.view("adjust")
    async def submitted(ack: Any, view: Payload) -> None:
        amount = view["state"]["values"]["budget"]["amount"]["value"]
        if int(amount) > 1000:
            await ack(response_action="errors", errors={"budget": "Over the limit"})
        else:
            await ack()

    return bot


async def brief(page: Page) -> None:
    box = page.get_by_test_id("composer")
    await box.press_sequentially("@Flight")
    await box.press("Enter")
    await box.press_sequentially("R$ 250k for runners & <b>")
    await box.press("Enter")
    await page.get_by_test_id("thread-link").click()
    await page.get_by_role("button", name="Approve").wait_for()


async def test_a_brief_is_answered_with_a_card_in_its_thread(planner: Bot, page: Page) -> None:
    await brief(page)
    thread = page.get_by_test_id("thread-messages")
    await expect(thread.get_by_test_id("message")).to_have_count(2)
    await expect(thread).to_contain_text("@Flightplan R$ 250k for runners & <b>")
    await expect(thread).to_contain_text("Runners in Brazil")
    await expect(thread).to_contain_text("Budget by format")
    await expect(thread.locator("svg[role=img], .data_visualization svg").first).to_be_visible()


async def test_escaped_mentions_stay_text(planner: Bot, page: Page) -> None:
    await brief(page)
    card = page.get_by_test_id("thread-messages").get_by_test_id("message").last
    await expect(card.locator(".mention")).to_have_count(0)


async def test_a_data_table_pages_and_sorts(planner: Bot, page: Page) -> None:
    await brief(page)
    table = page.get_by_test_id("thread-messages").locator(".table-block")
    await expect(table.locator("tbody tr")).to_have_count(5)
    await expect(table).to_contain_text("1–5 of 8")
    await table.get_by_role("button", name="Next rows").click()
    await expect(table.locator("tbody tr")).to_have_count(3)
    await table.get_by_role("columnheader", name="Budget").click()
    await table.get_by_role("columnheader", name="Budget").click()
    await expect(table.locator("tbody tr").first).to_contain_text("R$ 8,000")


async def test_approving_asks_first_and_updates_the_card_for_everybody(
    planner: Bot, page: Page
) -> None:
    await brief(page)
    await page.get_by_role("button", name="Approve").click()
    await page.get_by_test_id("confirm-deny").click()
    await page.get_by_role("button", name="Approve").click()
    await page.get_by_test_id("confirm-ok").click()
    await expect(page.get_by_test_id("thread-messages")).to_contain_text("Approved by @Rita")


async def test_a_modal_shows_complaints_and_closes_when_accepted(planner: Bot, page: Page) -> None:
    await brief(page)
    await page.get_by_role("button", name="Adjust").click()
    modal = page.get_by_test_id("modal")
    await modal.get_by_test_id("modal-submit").click()
    await expect(modal.get_by_test_id("field-error")).to_contain_text("required")
    await modal.locator("[data-action-id=amount]").fill("5000")
    await modal.get_by_test_id("modal-submit").click()
    await expect(modal.get_by_test_id("field-error")).to_have_text("Over the limit")
    await modal.locator("[data-action-id=amount]").fill("500")
    await modal.get_by_test_id("modal-submit").click()
    await expect(modal).to_have_count(0)


async def test_switching_person_shows_what_that_person_may_see(
    client: AsyncWebClient, page: Page
) -> None:
    await client.chat_postEphemeral(channel=BRAZIL_SALES.id, user=RITA.id, text="only for Rita")
    await expect(page.get_by_test_id("messages")).to_contain_text("only for Rita")
    await page.get_by_test_id("user-picker").select_option(OTTO.id)
    await expect(page.get_by_test_id("channel-random")).to_have_count(0)
    await expect(page.get_by_test_id("messages")).not_to_contain_text("only for Rita")
    await page.get_by_test_id("user-picker").select_option(ANA.id)
    await expect(page.get_by_test_id("channel-random")).to_be_visible()


async def test_a_stream_grows_under_the_readers_eyes(client: AsyncWebClient, page: Page) -> None:
    root = await client.chat_postMessage(channel=BRAZIL_SALES.id, text="a root")
    where = {"channel": BRAZIL_SALES.id}
    stream = await client.chat_startStream(
        **where,
        thread_ts=root["ts"],
        recipient_user_id=RITA.id,
        recipient_team_id="T0FLIGHTHQ",
        markdown_text="**Audio**",
    )
    await page.get_by_test_id("thread-link").click()
    thread = page.get_by_test_id("thread-messages")
    await expect(thread.get_by_test_id("streaming")).to_be_visible()
    await client.chat_appendStream(**where, ts=stream["ts"], markdown_text=" carries the reach")
    await expect(thread).to_contain_text("Audio carries the reach")
    await client.chat_stopStream(**where, ts=stream["ts"])
    await expect(thread.get_by_test_id("streaming")).to_have_count(0)


async def test_a_file_can_be_looked_into_and_downloaded(client: AsyncWebClient, page: Page) -> None:
    await client.files_upload_v2(
        channel=BRAZIL_SALES.id, filename="plan.csv", content='format,budget\n"a, b",1\n'
    )
    card = page.get_by_test_id("file")
    await expect(card.locator("tbody td").first).to_have_text("a, b")
    async with page.expect_download() as download:
        await card.get_by_test_id("file-download").click()
    assert (await download.value).suggested_filename == "plan.csv"


async def test_the_home_tab_and_a_command(planner: Bot, page: Page) -> None:
    done = asyncio.Event()

    @planner.app.event("app_home_opened")
    async def home(event: Payload, client: AsyncWebClient) -> None:
        if event["tab"] == "home":
            view = {"type": "home", "blocks": [CARD[0]]}
            await client.views_publish(user_id=event["user"], view=view)

    @planner.app.command("/plan")
    async def plan(ack: Any, command: Payload) -> None:
        await ack(f"Planning {command['text']}")
        done.set()

    await page.get_by_test_id("channel-app").click()
    await expect(page.get_by_test_id("prompt")).to_have_count(4)
    await page.get_by_test_id("tab-home").click()
    await expect(page.get_by_test_id("home")).to_contain_text("Runners in Brazil")
    await page.get_by_test_id("tab-messages").click()
    await page.get_by_test_id("composer").fill("/plan R$ 10k")
    await page.get_by_test_id("composer-send").click()
    await asyncio.wait_for(done.wait(), 5)
    await expect(page.get_by_test_id("messages")).to_contain_text("Planning R$ 10k")
    await expect(page.get_by_test_id("messages")).to_contain_text("Only visible to you")
