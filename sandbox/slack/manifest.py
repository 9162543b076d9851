"""The app manifest: the scopes, events and commands that the workspace grants, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from sandbox.slack.errors import ManifestError

# What an event subscription needs, from the event's own reference page.
EVENT_SCOPES: Mapping[str, str | None] = {
    "agent_session_stopped": "assistant:write",
    "app_home_opened": None,
    "app_mention": "app_mentions:read",
    "app_uninstalled": None,
    "member_joined_channel": "channels:read",
    "message.channels": "channels:history",
    "message.im": "im:history",
    "tokens_revoked": None,
}


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class SlashCommand(_Part):
    """A slash command, with the hint that the composer shows."""

    command: str = Field(pattern=r"^/[a-z0-9_-]{1,31}$")
    description: str = Field(max_length=2000)
    usage_hint: str = Field(default="", max_length=1000)
    should_escape: bool = False


class SuggestedPrompt(_Part):
    """A prompt offered in an empty conversation with the app."""

    title: str
    message: str


class _AgentView(_Part):
    agent_description: str = Field(max_length=300)
    suggested_prompts: tuple[SuggestedPrompt, ...] = Field(default=(), max_length=4)


class _BotUser(_Part):
    display_name: str = Field(max_length=80)


class _AppHome(_Part):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = False


class _Features(_Part):
    bot_user: _BotUser
    app_home: _AppHome = _AppHome()
    slash_commands: tuple[SlashCommand, ...] = Field(default=(), max_length=50)
    agent_view: _AgentView | None = None


class _Display(_Part):
    name: str = Field(max_length=35)
    description: str = Field(default="", max_length=140)
    background_color: str = "#2c2d30"


class _Scopes(_Part):
    bot: tuple[str, ...] = ()


class _OAuth(_Part):
    scopes: _Scopes = _Scopes()


class _Events(_Part):
    request_url: str | None = None
    bot_events: tuple[str, ...] = ()


class _Interactivity(_Part):
    is_enabled: bool = False


class _Settings(_Part):
    event_subscriptions: _Events = _Events()
    interactivity: _Interactivity = _Interactivity()
    socket_mode_enabled: bool = False
    token_rotation_enabled: bool = False


class Manifest(_Part):
    """The parts of an app manifest that change how a workspace behaves."""

    display_information: _Display
    features: _Features
    oauth_config: _OAuth = _OAuth()
    settings: _Settings = _Settings()

    @classmethod
    def read(cls, path: Path) -> Manifest:
        """The manifest in a YAML or JSON file; raises ManifestError where Slack would refuse it."""
        try:
            return cls.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        except ValidationError as error:
            raise ManifestError(f"{path.name}: {error}") from error

    @model_validator(mode="after")
    def _every_event_has_its_scope(self) -> Manifest:
        for event in self.settings.event_subscriptions.bot_events:
            if event not in EVENT_SCOPES:
                raise ValueError(f"the sandbox does not know the event {event}")
            needed = EVENT_SCOPES[event]
            if needed and needed not in self.scopes:
                raise ValueError(f"the event {event} needs the scope {needed}")
        if self.features.slash_commands and "commands" not in self.scopes:
            raise ValueError("slash commands need the scope commands")
        return self

    @property
    def bot_name(self) -> str:
        """The bot user's display name."""
        return self.features.bot_user.display_name

    @property
    def scopes(self) -> tuple[str, ...]:
        """The bot token's scopes."""
        return self.oauth_config.scopes.bot

    @property
    def rotates_tokens(self) -> bool:
        """Whether tokens expire and are refreshed."""
        return self.settings.token_rotation_enabled

    def grants(self, scope: str) -> bool:
        """Whether the bot token has `scope`."""
        return scope in self.scopes

    def subscribes(self, event: str) -> bool:
        """Whether the app asked for `event`."""
        return event in self.settings.event_subscriptions.bot_events

    def command(self, name: str) -> SlashCommand | None:
        """The slash command of that name, if the app has it."""
        return next((each for each in self.features.slash_commands if each.command == name), None)
