"""Settings that are wrong are named, with what they should be; a secret is never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.serving import serving
from bot.settings import Settings, read_settings
from media.errors import NotReady


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("PORT", "abc", "a number up to 65535"),
        ("PORT", "99999", "a number up to 65535"),
        ("LOG_LEVEL", "chatty", "DEBUG, INFO"),
        ("GEMINI_DEADLINE", "fast", "seconds"),
        ("DATABASE_URL", "mysql://me:secret@host/x", "postgresql://"),
        ("REDIS_URL", "localhost:6379", "redis://"),
        ("SLACK_API_URL", "slack.com", "https://"),
        ("SPOTIFY_ADS_URL", "nonsense", "https://"),
    ],
)
def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, remedy: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(NotReady) as refused:
        read_settings()
    assert name in str(refused.value)
    assert remedy in str(refused.value)
    assert value not in str(refused.value)


def test_a_level_may_be_written_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "debug")
    assert read_settings().log_level == "DEBUG"


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(flightplan_home=tmp_path / "file" / "home")
    with pytest.raises(NotReady, match="cannot be made"):
        _ = settings.home


async def test_a_slack_that_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, database_url: str, redis_url: str, storage_key: str
) -> None:
    for name, value in {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "FLIGHTPLAN_KEY": storage_key,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(NotReady, match="Slack cannot be reached"):
        async with serving(read_settings()):
            raise AssertionError("it serves without Slack")
