"""The methods of the Web API by name, each with the scope and the kind of token it asks for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from sandbox.slack.errors import SlackError
from sandbox.slack.store import Channel
from sandbox.slack.wire import Payload
from sandbox.slack.workspace import Workspace

Access = Literal["bot", "app", "anyone"]


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method: its arguments and the workspace it is about."""

    workspace: Workspace
    arguments: Payload
    token: str

    def text(self, name: str, default: str = "") -> str:
        """A string argument, `default` when absent."""
        value = self.arguments.get(name)
        return default if value is None else str(value)

    def optional(self, name: str) -> str | None:
        """A string argument, None when absent or empty."""
        return self.text(name) or None

    def required(self, name: str, error: str = "invalid_arguments") -> str:
        """A string argument that must be there; raises `error`."""
        value = self.text(name)
        if not value:
            raise missing_argument(name) if error == "invalid_arguments" else SlackError(error)
        return value

    def flag(self, name: str) -> bool:
        """A yes-or-no argument in any of its spellings."""
        return self.text(name).lower() in ("true", "1")

    def number(self, name: str, default: int) -> int:
        """A whole number; raises `invalid_arguments`."""
        try:
            return int(self.text(name) or default)
        except ValueError:
            raise missing_argument(name) from None

    def objects(self, name: str, error: str = "invalid_arguments") -> list[Payload]:
        """A list of objects, empty when absent; raises `error` for anything else."""
        value = self.arguments.get(name) or []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise SlackError(error)
        return value

    def object(self, name: str) -> Payload | None:
        """One object, None when absent."""
        value = self.arguments.get(name)
        return value if isinstance(value, dict) else None

    def channel(self, name: str = "channel") -> Channel:
        """The channel of that argument; raises `channel_not_found`."""
        return self.workspace.core.channel(self.required(name, "channel_not_found"))

    def channel_of_app(self, name: str = "channel") -> Channel:
        """The channel of that argument, of which the app is a member."""
        return self.workspace.core.channel_of_app(self.required(name, "channel_not_found"))

    def need(self, scope: str) -> None:
        """Raises `missing_scope` unless the manifest asks for `scope`."""
        manifest = self.workspace.core.manifest
        if not manifest.grants(scope):
            provided = ",".join(manifest.scopes)
            raise SlackError("missing_scope", extra={"needed": scope, "provided": provided})


Handler = Callable[[Call], Awaitable[Payload]]


@dataclass(frozen=True, slots=True)
class Method:
    """A method of the Web API."""

    handler: Handler
    scope: str | None
    access: Access


METHODS: dict[str, Method] = {}


def method(
    name: str, scope: str | None = None, access: Access = "bot"
) -> Callable[[Handler], Handler]:
    """Registers a method under its name."""

    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(handler, scope, access)
        return handler

    return register


def missing_argument(name: str) -> SlackError:
    """Slack's answer to a call without a required argument."""
    return SlackError.with_messages("invalid_arguments", [f"missing required field: {name}"])
