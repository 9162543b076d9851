from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request

from sandbox.slack import SlackWorkspace
from sandbox.slack.errors import SlackError
from sandbox.slack.http_events import SignedHttp
from tests.sandbox.slack.world import Bot, Hands, bot_for


@asynccontextmanager
async def _served(bot: Bot, seen: list[dict[str, str]]) -> AsyncIterator[str]:
    async def events(request: web.Request) -> web.Response:
        seen.append(dict(request.headers))
        return await to_aiohttp_response(
            await bot.app.async_dispatch(await to_bolt_request(request))
        )

    application = web.Application()
    application.router.add_post("/slack/events", events)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    finally:
        await runner.cleanup()


async def test_events_arrive_signed_once_the_request_url_is_verified(
    slack: SlackWorkspace, hands: Hands
) -> None:
    bot = bot_for(slack)
    async with _served(bot, []) as url:
        await slack.use_request_url(url)
        await hands.say("@Flightplan hello")
        await bot.heard.wait_for(1, "app_mention")


async def test_a_slow_or_failing_app_gets_retry_headers(
    slack: SlackWorkspace, hands: Hands
) -> None:
    bot, seen = bot_for(slack, acknowledge=False), list[dict[str, str]]()
    async with _served(bot, seen) as url:
        await slack.use_request_url(url)
        await hands.say("@Flightplan hello")
        await slack.idle()
    retries = [{k.lower(): v for k, v in headers.items()} for headers in seen[2:]]
    assert [each["x-slack-retry-num"] for each in retries] == ["1", "2"]
    assert {each["x-slack-retry-reason"] for each in retries} == {"http_error"}


async def test_a_wrong_signature_is_refused_by_bolt(slack: SlackWorkspace) -> None:
    async with _served(bot_for(slack), []) as url:
        forged = SignedHttp(url, "not the secret")
        with pytest.raises(SlackError, match="url_verification_failed"):
            await forged.verify("token")
        await forged.close()


async def test_buttons_and_commands_travel_as_forms(slack: SlackWorkspace, hands: Hands) -> None:
    bot = bot_for(slack)
    heard = asyncio.Event()

    @bot.app.command("/plan")
    async def plan(ack, command) -> None:  # type: ignore[no-untyped-def]
        assert command["text"] == "R$ 10k"
        await ack("On it.")
        heard.set()

    async with _served(bot, []) as url:
        await slack.use_request_url(url)
        await hands.act(
            "command",
            user="U0RITASALES",
            channel="C0BRAZILSAL",
            command="/plan",
            text="R$ 10k",
        )
        await asyncio.wait_for(heard.wait(), 5)
    assert (await hands.see())[-1]["text"] == "On it."


async def test_an_unreachable_url_is_not_taken(slack: SlackWorkspace) -> None:
    with pytest.raises(SlackError, match="url_verification_failed"):
        await slack.use_request_url("http://127.0.0.1:9/slack/events")
