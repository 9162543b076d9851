"""The main job as a newcomer sees it: a brief in Slack becomes a booked plan."""

from __future__ import annotations

import asyncio
import json
import urllib.request
from collections.abc import Awaitable, Callable

from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import Demo

BRIEF = (
    "@Flightplan Nike: R$ 250k to reach 18-34 runners in Brazil in Q1, mostly audio, "
    "self-serve and programmatic, protect video inventory"
)
WAIT = 60_000
SELLERS = ("spotify", "adcp_exchange", "adcp_guaranteed")


async def enter(browser: Browser, demo: Demo, user: str) -> Page:
    page = await browser.new_page(viewport={"width": 1500, "height": 1300})
    await page.goto(f"{demo.page}/?user={user}&channel=brazil-sales")
    await page.wait_for_selector("body[data-ready]")
    return page


async def open_thread(page: Page) -> None:
    await page.get_by_test_id("thread-link").last.click(timeout=WAIT)


async def reply(page: Page, text: str) -> None:
    await page.get_by_test_id("thread-composer").fill(text)
    await page.keyboard.press("Enter")


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 60) -> None:
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.2)


def booked_campaigns(demo: Demo) -> str:
    pages = []
    for seller in SELLERS:
        address = f"{demo.booked}/_sandbox/campaigns/{seller}"
        with urllib.request.urlopen(address, timeout=5) as answer:
            pages.append(json.dumps(json.load(answer), ensure_ascii=False))
    return "\n".join(pages)


async def test_a_brief_is_planned_edited_approved_and_booked(browser: Browser, demo: Demo) -> None:
    rita = await enter(browser, demo, "rita")
    await rita.get_by_test_id("composer").fill(BRIEF)
    await rita.get_by_test_id("composer-send").click()
    await open_thread(rita)
    approve = rita.get_by_role("button", name="Approve")
    await expect(approve.last).to_be_visible(timeout=WAIT)
    await expect(rita.get_by_text("R$250,000").first).to_be_visible()

    await reply(rita, "@Flightplan make it 300k")
    await expect(rita.get_by_text("R$300,000").first).to_be_visible(timeout=WAIT)
    assert "Nike" not in booked_campaigns(demo)

    ana = await enter(browser, demo, "ana")
    await open_thread(ana)
    await ana.get_by_role("button", name="Approve").last.click(timeout=WAIT)
    await ana.get_by_test_id("confirm-ok").click()
    await expect(ana.get_by_text("Everything is booked")).to_be_visible(timeout=WAIT)
    assert "Nike" in booked_campaigns(demo)

    await reply(rita, "@Flightplan new brief: Adidas, R$ 80k, Brazil, Q2")
    await expect(rita.get_by_text("Write the new brief outside this thread")).to_be_visible(
        timeout=WAIT
    )


async def test_a_rep_cannot_approve_their_own_plan(browser: Browser, demo: Demo) -> None:
    rita = await enter(browser, demo, "rita")
    await rita.get_by_test_id("composer").fill(
        "@Flightplan Nike: R$ 90k in Brazil in February for women 25-44, only audio, self-serve"
    )
    before = await rita.get_by_test_id("thread-link").count()
    await rita.get_by_test_id("composer-send").click()

    async def answered() -> bool:
        return await rita.get_by_test_id("thread-link").count() > before

    await until(answered)
    await open_thread(rita)
    await rita.get_by_role("button", name="Approve").last.click(timeout=WAIT)
    await rita.get_by_test_id("confirm-ok").click()
    await expect(rita.get_by_text("You need the approver role")).to_be_visible(timeout=WAIT)
