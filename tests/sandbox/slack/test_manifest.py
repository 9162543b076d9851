from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.slack.errors import ManifestError
from sandbox.slack.manifest import Manifest
from tests.sandbox.slack.world import MANIFEST


def test_the_manifest_asks_for_least_privilege() -> None:
    manifest = Manifest.read(MANIFEST)
    assert set(manifest.scopes) == {
        "app_mentions:read",
        "assistant:write",
        "channels:read",
        "chat:write",
        "commands",
        "files:write",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
        "users:read.email",
    }
    assert set(manifest.settings.event_subscriptions.bot_events) == {
        "agent_session_stopped",
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.im",
        "tokens_revoked",
    }


def test_an_event_without_its_scope_is_refused(manifest_with: Callable[..., Path]) -> None:
    with pytest.raises(ManifestError, match="needs the scope channels:history"):
        Manifest.read(manifest_with(events=("message.channels",)))
