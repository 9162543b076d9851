"""A workspace, a real Bolt app connected to it, and hands that act on the page's API."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import pytest
import yaml
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.slack import SlackWorkspace
from tests.sandbox.slack.world import MANIFEST, Bot, Hands, connected


@pytest.fixture
async def slack() -> AsyncIterator[SlackWorkspace]:
    async with SlackWorkspace.start(manifest=MANIFEST, retry_delays=(0.0, 0.05)) as workspace:
        yield workspace


@pytest.fixture
async def hands(slack: SlackWorkspace) -> AsyncIterator[Hands]:
    async with httpx.AsyncClient(base_url=slack.base_url) as http:
        yield Hands(http)


@pytest.fixture
def client(slack: SlackWorkspace) -> AsyncWebClient:
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


@pytest.fixture
async def bot(slack: SlackWorkspace) -> AsyncIterator[Bot]:
    async with connected(slack) as made:
        yield made


@pytest.fixture
def manifest_with(tmp_path: Path) -> Callable[..., Path]:
    """The manifest with more scopes and events than it has."""

    def write(*, scopes: tuple[str, ...] = (), events: tuple[str, ...] = ()) -> Path:
        content = yaml.safe_load(MANIFEST.read_text())
        content["oauth_config"]["scopes"]["bot"] += scopes
        content["settings"]["event_subscriptions"]["bot_events"] += events
        path = tmp_path / "manifest.yaml"
        path.write_text(yaml.safe_dump(content))
        return path

    return write
