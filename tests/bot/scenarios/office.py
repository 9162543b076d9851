"""A whole office: the bot as it serves, a Slack workspace, sellers, and people who act."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from pydantic import SecretStr

from bot.house import House
from bot.serving import serving
from bot.settings import Settings
from media.accounts import AdAccount
from media.approvals import Limit
from media.money import MICROS
from media.words import Channel
from sandbox.ads import CLIENT_ID, CLIENT_SECRET, AdsSandbox, account_id
from sandbox.slack import SlackWorkspace
from sandbox.slack.people import ADAM, ANA, BRAZIL_SALES, RITA, TEAM_ID
from tests.sandbox.slack.world import MANIFEST, Hands, Payload

BRIEF = "@Flightplan Nike: R$ 250k to reach 18-34 runners in Brazil next month, mostly audio"
SELLERS: tuple[tuple[Channel, str], ...] = (
    ("self_serve", "spotify"),
    ("direct", "spotify_reserved"),
    ("direct", "adcp_guaranteed"),
    ("programmatic", "adcp_exchange"),
)
PATIENCE = 60.0
GLANCE = 0.25
"""Seconds between two looks at a thread: a look costs time that the bot would answer in."""


@dataclass
class Office:
    """What the people of a test can do and see."""

    slack: SlackWorkspace
    ads: AdsSandbox
    hands: Hands
    settings: Settings

    async def asks(self, text: str, *, thread: str | None = None, **where: str) -> Payload:
        """Rita writes; the answer that came into the thread, once it is whole."""
        before = len(await self.messages(thread, **where)) if thread else 1
        ts = await self.hands.say(text, thread_ts=thread, **where)
        return await self.answer(thread or ts, before + (1 if thread else 0), **where)

    async def answer(self, thread: str, number: int, **where: str) -> Payload:
        """The message of this number in a thread (the root is 0), when it is no placeholder."""
        async with asyncio.timeout(PATIENCE):
            while True:
                messages = await self.messages(thread, **where)
                if len(messages) > number and is_whole(messages[number]):
                    return messages[number]
                await asyncio.sleep(GLANCE)

    async def messages(self, thread: str, **where: str) -> list[Payload]:
        """A thread, with its root."""
        seen: list[Payload] = (await self.hands.thread(thread, **where))["messages"]
        return seen

    async def presses(
        self, label: str, message: Payload, *, user: str = RITA.id, channel: str = BRAZIL_SALES.id
    ) -> None:
        """Press a button of a message, as it reads now."""
        thread = message.get("thread_ts") or message["ts"]
        (now,) = (
            m for m in await self.messages(thread, channel=channel) if m["ts"] == message["ts"]
        )
        block, element = button_of(now, label)
        await self.hands.act(
            "click",
            user=user,
            channel=channel,
            ts=message["ts"],
            block_id=block,
            action_id=element["action_id"],
            value=element.get("value"),
        )

    async def presses_as_shown(
        self, label: str, shown: Payload, *, user: str = RITA.id, times: int = 1, **where: str
    ) -> None:
        """Press a button of a message as somebody has it before them still; `thread_ts` when it
        stands there as a copy. One press, delivered so many times.
        """
        block, element = button_of(shown, label)
        root = where.get("thread_ts", shown.get("thread_ts") or shown["ts"])
        press = {
            "type": "block_actions",
            "team": {"id": TEAM_ID},
            "user": {"id": user},
            "trigger_id": self.slack.workspace.triggers.issue(user),
            "container": {
                "type": "message",
                "channel_id": BRAZIL_SALES.id,
                "message_ts": where.get("ts", shown["ts"]),
                "thread_ts": root,
            },
            "actions": [{**element, "block_id": block}],
        }
        for _ in range(times):
            await self.slack.workspace.dispatcher.request("interactive", press)

    async def home(self, user: str) -> Payload:
        """Somebody's Home, once it is published."""
        await self.hands.act("visit", user=user, tab="home")
        async with asyncio.timeout(PATIENCE):
            while True:
                answer = await self.hands.http.get("/_workspace/home", params={"user": user})
                if view := answer.json()["view"]:
                    return dict(view)
                await asyncio.sleep(0.05)

    async def form(self, user: str) -> Payload:
        """The form that is open before somebody."""
        async with asyncio.timeout(PATIENCE):
            while not (stack := await self.hands.modals(user)):
                await asyncio.sleep(0.05)
        return dict(stack[-1])

    async def until(self, thread: str, words: str, **where: str) -> Payload:
        """The message of a thread that says so, when it does."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for message in await self.messages(thread, **where):
                    if words in said(message):
                        return message
                await asyncio.sleep(GLANCE)


def said(message: Payload) -> str:
    """Everything that a message shows, as text."""
    shown = {name: message.get(name) for name in ("text", "blocks", "files")}
    return json.dumps(shown, ensure_ascii=False)


def is_whole(message: Payload) -> bool:
    """Whether this is an answer and not what stands there while one is made."""
    return "edited" in message or "files" in message


def button_of(message: Payload, label: str) -> tuple[str, dict[str, Any]]:
    """The block and the element of a button."""
    for block in message.get("blocks", []):
        for element in block.get("elements", []):
            if element.get("type") == "button" and element["text"]["text"] == label:
                return block["block_id"], element
    raise AssertionError(f"no button {label!r} in {said(message)}")


@asynccontextmanager
async def open_office(
    database_url: str, redis_url: str, key: str, home: Path
) -> AsyncIterator[Office]:
    """The outside world; the bot joins it with `at_work`."""
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(
            SlackWorkspace.start(
                manifest=MANIFEST, rate_limits=False, retry_delays=(0.2, 3.0, 9.0, 30.0)
            )
        )
        ads = await stack.enter_async_context(AdsSandbox.start())
        http = await stack.enter_async_context(httpx.AsyncClient(base_url=slack.base_url))
        _, refresh, _ = ads.sign_in()
        settings = Settings(
            flightplan_home=home,
            flightplan_key=SecretStr(key),
            database_url=database_url,
            redis_url=redis_url,
            slack_api_url=slack.api_url,
            slack_bot_token=SecretStr(slack.bot_token),
            slack_app_token=SecretStr(slack.app_token),
            spotify_ads_url=ads.spotify_address,
            spotify_accounts_url=ads.accounts_address,
            spotify_client_id=CLIENT_ID,
            spotify_client_secret=SecretStr(CLIENT_SECRET),
            spotify_refresh_token=SecretStr(refresh),
            adcp_exchange_url=ads.mcp_address("adcp_exchange"),
            adcp_guaranteed_url=ads.mcp_address("adcp_guaranteed"),
            port=0,
            worker="office",
        )
        yield Office(slack, ads, Hands(http), settings)


@asynccontextmanager
async def at_work(office: Office) -> AsyncIterator[House]:
    """The bot, connected, with roles and an advertiser set up."""
    async with serving(office.settings) as house:
        if office.settings.slack_app_token is None:
            address = f"http://127.0.0.1:{office.settings.port}/slack/events"
            await office.slack.use_request_url(address)
        else:
            await asyncio.wait_for(office.slack.sockets.connected(), 10)
        await _set_up(house)
        yield house


async def _set_up(house: House) -> None:
    desk = house.desk
    await desk.set_roles(TEAM_ID, RITA.id, ["rep"], "test", RITA.name)
    await desk.set_roles(TEAM_ID, ANA.id, ["approver"], "test", ANA.name)
    await desk.set_roles(TEAM_ID, ADAM.id, ["admin"], "test", ADAM.name)
    limits = (Limit(role="approver", currency="BRL", amount=2_000_000 * MICROS),)
    rules = await desk.policy(TEAM_ID)
    await desk.change_policy(TEAM_ID, rules.model_copy(update={"limits": limits}), "test")
    await desk.set_category(TEAM_ID, "Nike", "ADV_6_44", "test")
    for channel, seller in SELLERS:
        account = AdAccount(
            channel=channel, seller=seller, account_id=account_id(seller, "BRL"), currency="BRL"
        )
        await desk.set_account(TEAM_ID, "Nike", account, "test")
