from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import SlackWorkspace
from sandbox.slack.people import BOT_USER_ID, BRAZIL_SALES, OTTO, PETRA, RANDOM, RITA
from sandbox.slack.rates import RateLimiter
from tests.sandbox.slack.world import Hands


async def test_arguments_may_come_as_json_form_or_query(slack: SlackWorkspace) -> None:
    headers = {"authorization": f"Bearer {slack.bot_token}"}
    say = {"channel": BRAZIL_SALES.id, "text": "hi"}
    blocks = [{"type": "divider"}]
    async with httpx.AsyncClient(base_url=slack.api_url, headers=headers) as http:
        as_json = await http.post("chat.postMessage", json=say | {"blocks": blocks})
        as_form = await http.post("chat.postMessage", data=say | {"blocks": json.dumps(blocks)})
        as_query = await http.get("chat.postMessage", params=say | {"blocks": json.dumps(blocks)})
    for response in (as_json, as_form, as_query):
        assert response.json()["message"]["blocks"][0]["type"] == "divider"


@pytest.mark.parametrize(("token", "error"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth")])
async def test_tokens_are_checked(slack: SlackWorkspace, token: str, error: str) -> None:
    async with httpx.AsyncClient(base_url=slack.api_url) as http:
        response = await http.post("auth.test", data={"token": token})
    assert response.json() == {"ok": False, "error": error}


async def test_the_app_token_opens_connections_and_nothing_else(slack: SlackWorkspace) -> None:
    client = AsyncWebClient(token=slack.app_token, base_url=slack.api_url)
    assert (await client.apps_connections_open(app_token=slack.app_token))["url"].startswith("ws:")
    with pytest.raises(SlackApiError, match="not_allowed_token_type"):
        await client.auth_test()


async def test_an_unknown_method_is_said_to_be_one(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        await client.api_call("plans.make")


async def test_what_the_manifest_does_not_ask_for_is_refused(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.conversations_history(channel=BRAZIL_SALES.id)
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "channels:history"
    assert "im:history" in refused.value.response["provided"]
    for call in (
        client.conversations_list(types="im"),
        client.reactions_add(channel=BRAZIL_SALES.id, name="eyes", timestamp="1.0"),
        client.files_info(file="F1"),
    ):
        with pytest.raises(SlackApiError, match="missing_scope"):
            await call


async def test_more_scopes_open_more_methods(manifest_with: Callable[..., Path]) -> None:
    manifest = manifest_with(scopes=("channels:history", "reactions:write"))
    async with SlackWorkspace.start(manifest=manifest) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        posted = await client.chat_postMessage(channel=BRAZIL_SALES.id, text="hi")
        await client.reactions_add(channel=BRAZIL_SALES.id, name="eyes", timestamp=posted["ts"])
        history = await client.conversations_history(channel=BRAZIL_SALES.id, limit=1)
        info = await client.conversations_info(channel=BRAZIL_SALES.id)
    assert history["messages"][0]["reactions"][0]["name"] == "eyes"
    assert info["channel"]["is_member"]


async def test_the_app_writes_only_where_it_is_a_member(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await client.chat_postMessage(channel=RANDOM.id, text="hi")
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client.chat_postMessage(channel="C0NOWHERE", text="hi")


async def test_a_thread_gathers_its_replies(client: AsyncWebClient, hands: Hands) -> None:
    root = await hands.say("a brief")
    reply = await client.chat_postMessage(channel=BRAZIL_SALES.id, thread_ts=root, text="a plan")
    await client.chat_update(channel=BRAZIL_SALES.id, ts=reply["ts"], text="a better plan")
    seen = (await hands.thread(root))["messages"]
    assert [each["text"] for each in seen] == ["a brief", "a better plan"]
    assert seen[0]["reply_count"] == 1
    assert seen[1]["edited"]["user"] == BOT_USER_ID
    await client.chat_delete(channel=BRAZIL_SALES.id, ts=reply["ts"])
    assert len((await hands.thread(root))["messages"]) == 1


async def test_only_own_messages_can_be_changed(client: AsyncWebClient, hands: Hands) -> None:
    theirs = await hands.say("mine")
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await client.chat_update(channel=BRAZIL_SALES.id, ts=theirs, text="not yours")
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel=BRAZIL_SALES.id, ts="1.000001", text="nothing there")


async def test_an_ephemeral_message_shows_to_one_person(
    client: AsyncWebClient, hands: Hands
) -> None:
    await client.chat_postEphemeral(channel=BRAZIL_SALES.id, user=RITA.id, text="psst")
    assert [each["text"] for each in await hands.see()] == ["psst"]
    assert await hands.see(user=OTTO.id) == []
    with pytest.raises(SlackApiError, match="user_not_in_channel"):
        await client.chat_postEphemeral(channel=BRAZIL_SALES.id, user=PETRA.id, text="psst")


async def test_people_are_described_with_what_decides_over_them(client: AsyncWebClient) -> None:
    guest = (await client.users_info(user=OTTO.id))["user"]
    stranger = (await client.users_info(user=PETRA.id))["user"]
    found = (await client.users_lookupByEmail(email=RITA.email))["user"]
    assert guest["is_restricted"]
    assert stranger["is_stranger"]
    assert found["id"] == RITA.id
    assert found["profile"]["email"] == RITA.email


async def test_a_stream_grows_and_ends_with_buttons(client: AsyncWebClient, hands: Hands) -> None:
    root = await hands.say("a brief")
    stream = await client.chat_stream(
        channel=BRAZIL_SALES.id,
        thread_ts=root,
        recipient_user_id=RITA.id,
        recipient_team_id="T0FLIGHTHQ",
        buffer_size=1,
    )
    await stream.append(markdown_text="**Audio** ")
    growing = (await hands.thread(root))["messages"][-1]
    await stream.append(markdown_text="first")
    task = {"type": "task_update", "id": "1", "title": "Book", "status": "in_progress"}
    await stream.append(chunks=[task])
    await stream.append(chunks=[task | {"status": "complete"}])
    button = {"type": "button", "action_id": "a", "text": {"type": "plain_text", "text": "OK"}}
    await stream.stop(blocks=[{"type": "actions", "elements": [button]}])
    done = (await hands.thread(root))["messages"][-1]
    assert growing["streaming_state"] == "in_progress"
    assert growing["text"] == "**Audio** "
    assert done["text"] == "**Audio** first"
    assert [each["type"] for each in done["blocks"]] == ["markdown", "task_card", "actions"]
    assert done["blocks"][1]["status"] == "complete"
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        await client.chat_appendStream(channel=BRAZIL_SALES.id, ts=done["ts"], markdown_text="x")


async def test_a_stream_ends_by_itself_after_five_minutes(
    slack: SlackWorkspace, client: AsyncWebClient, hands: Hands
) -> None:
    root = await hands.say("a brief")
    where = {"channel": BRAZIL_SALES.id}
    started = await client.chat_startStream(
        **where, thread_ts=root, recipient_user_id=RITA.id, recipient_team_id="T0FLIGHTHQ"
    )
    slack.workspace.streams._clock = lambda: time.monotonic() + 301
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        await client.chat_appendStream(**where, ts=started["ts"], markdown_text="late")
    await client.chat_update(**where, ts=started["ts"], text="finished by an update")


async def test_streams_in_channels_name_their_recipient(
    client: AsyncWebClient, hands: Hands
) -> None:
    root = await hands.say("a brief")
    with pytest.raises(SlackApiError, match="missing_recipient_user_id"):
        await client.chat_startStream(channel=BRAZIL_SALES.id, thread_ts=root)


async def test_a_file_is_uploaded_shared_and_downloaded(
    slack: SlackWorkspace, client: AsyncWebClient, hands: Hands
) -> None:
    root = await hands.say("a brief")
    content = "market,budget\nBR,250000\n"
    uploaded = await client.files_upload_v2(
        channel=BRAZIL_SALES.id, thread_ts=root, filename="plan.csv", content=content
    )
    shared = (await hands.thread(root))["messages"][-1]["files"][0]
    assert shared["id"] == uploaded["file"]["id"]
    download = await hands.http.get(f"/_workspace/files/{shared['id']}")
    assert download.text == content
    assert "plan.csv" in download.headers["content-disposition"]
    assert (await hands.http.get(shared["url_private"])).status_code != 200


async def test_an_upload_must_have_the_announced_length(client: AsyncWebClient) -> None:
    begun = await client.files_getUploadURLExternal(filename="plan.csv", length=10)
    async with httpx.AsyncClient() as http:
        assert (await http.post(begun["upload_url"], content=b"short")).status_code == 400
    with pytest.raises(SlackApiError, match="file_not_found"):
        await client.files_completeUploadExternal(files=[{"id": begun["file_id"]}])


async def test_the_status_goes_when_the_app_answers(client: AsyncWebClient, hands: Hands) -> None:
    root = await hands.say("a brief")
    await client.assistant_threads_setStatus(
        channel_id=BRAZIL_SALES.id, thread_ts=root, status="is thinking..."
    )
    assert (await hands.thread(root))["session"]["status"] == "is thinking..."
    await client.chat_postMessage(channel=BRAZIL_SALES.id, thread_ts=root, text="a plan")
    assert (await hands.thread(root))["session"]["status"] == ""


async def test_at_most_four_prompts_are_suggested(client: AsyncWebClient) -> None:
    prompts = [{"title": f"{n}", "message": "m"} for n in range(5)]
    direct = (await client.conversations_open(users=RITA.id))["channel"]["id"]
    await client.assistant_threads_setSuggestedPrompts(channel_id=direct, prompts=prompts[:4])
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.assistant_threads_setSuggestedPrompts(channel_id=direct, prompts=prompts)


async def test_calls_over_the_rate_are_told_when_to_come_back(
    slack: SlackWorkspace, client: AsyncWebClient, hands: Hands
) -> None:
    root = await hands.say("a brief")
    where = {"channel": BRAZIL_SALES.id, "thread_ts": root}
    to = {"recipient_user_id": RITA.id, "recipient_team_id": "T0FLIGHTHQ"}
    for _ in range(20):
        await client.chat_startStream(**where, **to)
    with pytest.raises(SlackApiError) as refused:
        await client.chat_startStream(**where, **to)
    assert refused.value.response.status_code == 429
    assert 1 <= int(refused.value.response.headers["retry-after"]) <= 60


def test_a_rate_recovers_after_its_window() -> None:
    now = [0.0]
    rates = RateLimiter(clock=lambda: now[0])
    for _ in range(50):
        rates.admit("chat.update", "C1")
    now[0] = 60.1
    rates.admit("chat.update", "C1")


async def test_faults_fail_delay_and_limit_the_next_calls(
    slack: SlackWorkspace, client: AsyncWebClient
) -> None:
    slack.faults.fail("chat.postMessage", "fatal_error")
    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.chat_postMessage(channel=BRAZIL_SALES.id, text="hi")
    slack.faults.rate_limit(1, retry_after=1)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await client.auth_test()
    slack.faults.latency = 0.2
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(client.auth_test(), 0.1)


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_oauth_gives_the_token_for_a_code_once(slack: SlackWorkspace) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    redirect = "http://127.0.0.1/oauth"
    async with httpx.AsyncClient(base_url=slack.base_url) as http:
        asked = {"client_id": slack.client_id, "state": "s", "redirect_uri": redirect}
        response = await http.get("/oauth/v2/authorize", params=asked)
    code = httpx.URL(response.headers["location"]).params["code"]
    keys = {"client_id": slack.client_id, "client_secret": slack.client_secret, "code": code}
    assert (await client.oauth_v2_access(**keys))["access_token"] == slack.bot_token
    with pytest.raises(SlackApiError, match="invalid_code"):
        await client.oauth_v2_access(**keys)
