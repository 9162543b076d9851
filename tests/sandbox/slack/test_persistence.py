from __future__ import annotations

from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import SlackWorkspace
from sandbox.slack.people import BRAZIL_SALES, RITA
from tests.sandbox.slack.world import MANIFEST


async def test_a_restart_shows_the_conversation_again(tmp_path: Path) -> None:
    async with SlackWorkspace.start(manifest=MANIFEST, state_dir=tmp_path) as slack:
        token = slack.bot_token
        client = AsyncWebClient(token=token, base_url=slack.api_url)
        before = await client.chat_postMessage(channel=BRAZIL_SALES.id, text="a plan")
        await client.files_upload_v2(channel=BRAZIL_SALES.id, filename="p.csv", content="a,b")
        home = {"type": "home", "blocks": [{"type": "divider"}]}
        await client.views_publish(user_id=RITA.id, view=home)
    async with SlackWorkspace.start(manifest=MANIFEST, state_dir=tmp_path) as slack:
        assert slack.bot_token == token
        client = AsyncWebClient(token=token, base_url=slack.api_url)
        after = await client.chat_postMessage(channel=BRAZIL_SALES.id, text="another")
        store = slack.workspace.core.store
        roots = store.roots(BRAZIL_SALES.id)
        assert roots[0].body["text"] == "a plan"
        file_id = roots[1].body["files"][0]["id"]
        assert slack.workspace.files.get(file_id)[1] == b"a,b"
        assert store.home(RITA.id) is not None
        assert after["ts"] > before["ts"]
