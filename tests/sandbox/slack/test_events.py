from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import SlackWorkspace
from sandbox.slack.people import (
    AGENCY_SHARED,
    BOT_USER_ID,
    BRAZIL_SALES,
    PETRA,
    RANDOM,
    RITA,
    direct_channel_id,
)
from sandbox.slack.posting import Draft
from tests.sandbox.slack.world import Bot, Hands, connected


async def test_a_mention_reaches_the_app_as_slack_writes_it(bot: Bot, hands: Hands) -> None:
    ts = await hands.say("@Flightplan R$ 250k & <b>")
    await bot.heard.wait_for(1)
    body = bot.heard.bodies[0]
    assert body["event"]["type"] == "app_mention"
    assert body["event"]["text"] == f"<@{BOT_USER_ID}> R$ 250k &amp; &lt;b&gt;"
    assert body["event"]["ts"] == ts
    assert body["authorizations"][0]["user_id"] == BOT_USER_ID


async def test_only_subscribed_events_are_delivered(
    slack: SlackWorkspace, bot: Bot, hands: Hands
) -> None:
    await hands.say("nothing for the app here")
    await slack.idle()
    assert bot.heard.bodies == []


async def test_a_mention_arrives_twice_where_message_channels_is_on(
    manifest_with: Callable[..., Path],
) -> None:
    manifest = manifest_with(scopes=("channels:history",), events=("message.channels",))
    async with SlackWorkspace.start(manifest=manifest) as slack, connected(slack) as bot:
        await _say(slack, f"<@{BOT_USER_ID}> hello")
        await bot.heard.wait_for(2)
    assert {body["event"]["type"] for body in bot.heard.bodies} == {"message", "app_mention"}
    assert len({body["event"]["ts"] for body in bot.heard.bodies}) == 1
    assert len({body["event_id"] for body in bot.heard.bodies}) == 2


async def test_a_direct_message_is_no_mention(
    slack: SlackWorkspace, bot: Bot, hands: Hands
) -> None:
    await hands.say("@Flightplan hello", channel=direct_channel_id(RITA.id))
    await slack.idle()
    assert [body["event"]["type"] for body in bot.heard.bodies] == ["message"]
    assert bot.heard.bodies[0]["event"]["channel_type"] == "im"


async def test_a_reply_names_its_thread(bot: Bot, hands: Hands) -> None:
    root = await hands.say("a brief")
    await hands.say("@Flightplan plan this", thread_ts=root)
    await bot.heard.wait_for(1)
    assert bot.heard.bodies[0]["event"]["thread_ts"] == root


async def test_the_apps_own_messages_come_back_marked_as_a_bots(
    slack: SlackWorkspace, bot: Bot, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel=RITA.id, text="hello")
    await slack.idle()
    assert bot.heard.bodies[0]["event"]["bot_id"]
    assert bot.heard.bodies[0]["event"]["user"] == BOT_USER_ID


async def test_a_lost_acknowledgement_brings_the_event_again(
    slack: SlackWorkspace, bot: Bot, hands: Hands
) -> None:
    slack.faults.drop_acks = 1
    await hands.say("@Flightplan hello")
    await slack.idle()
    assert len(bot.heard.bodies) == 2
    assert len({body["event_id"] for body in bot.heard.bodies}) == 1


async def test_an_event_may_come_again_although_it_was_acknowledged(
    slack: SlackWorkspace, bot: Bot, hands: Hands
) -> None:
    slack.faults.redeliver = 1
    await hands.say("@Flightplan hello")
    await slack.idle()
    assert len(bot.heard.bodies) == 2


async def test_an_event_without_a_listener_is_tried_again_and_given_up(
    slack: SlackWorkspace, hands: Hands
) -> None:
    async with connected(slack, acknowledge=False) as bot:
        slack.sockets._ack_seconds = 0.2
        await hands.say("@Flightplan hello")
        await slack.idle()
        assert len(bot.heard.bodies) == 3


async def test_the_app_comes_back_after_its_sockets_are_cut(
    slack: SlackWorkspace, bot: Bot, hands: Hands
) -> None:
    await slack.sockets.disconnect("refresh_requested")
    await asyncio.wait_for(slack.sockets.connected(), 15)
    await hands.say("@Flightplan still there?")
    await bot.heard.wait_for(1)


async def test_mentioning_the_app_where_it_is_no_member_offers_to_invite_it(
    slack: SlackWorkspace, bot: Bot, hands: Hands
) -> None:
    await hands.say("@Flightplan hello", channel=RANDOM.id)
    await slack.idle()
    notice = (await hands.see(RANDOM.id))[-1]
    assert notice["is_ephemeral"]
    assert notice["invite"] == BOT_USER_ID
    assert bot.heard.bodies == []
    await hands.act("invite", user=RITA.id, channel=RANDOM.id)
    await hands.say("@Flightplan hello", channel=RANDOM.id)
    await bot.heard.wait_for(1)


async def test_strangers_in_shared_channels_are_marked(bot: Bot, hands: Hands) -> None:
    await hands.say("@Flightplan prices?", user=PETRA.id, channel=AGENCY_SHARED.id)
    await bot.heard.wait_for(1)
    assert bot.heard.bodies[0]["is_ext_shared_channel"]
    assert bot.heard.bodies[0]["event"]["user_team"] == PETRA.team_id


@pytest.mark.parametrize("tab", ["home", "messages"])
async def test_opening_the_app_is_an_event(bot: Bot, hands: Hands, tab: str) -> None:
    await hands.act("visit", user=RITA.id, tab=tab)
    await bot.heard.wait_for(1)
    assert bot.heard.bodies[0]["event"]["tab"] == tab


async def test_pressing_stop_ends_the_stream_and_tells_the_app(
    bot: Bot, hands: Hands, client: AsyncWebClient
) -> None:
    root = await hands.say("a brief")
    stream = await client.chat_startStream(
        channel=BRAZIL_SALES.id, thread_ts=root, recipient_user_id=RITA.id, recipient_team_id="T"
    )
    await client.agents_sessions_setStatus(
        channel_id=BRAZIL_SALES.id, thread_ts=root, status="processing"
    )
    assert (await hands.thread(root))["session"]["stoppable"]
    await hands.act("stop", user=RITA.id, channel=BRAZIL_SALES.id, thread_ts=root)
    await bot.heard.wait_for(1, "agent_session_stopped")
    stopped = bot.heard.events("agent_session_stopped")[0]
    assert stopped["streaming_message_ts"] == [stream["ts"]]


async def _say(slack: SlackWorkspace, text: str) -> None:
    core = slack.workspace.core
    slack.workspace.posts.by_person(RITA, core.channel(BRAZIL_SALES.id), Draft(text=text))
