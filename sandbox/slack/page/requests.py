"""What the page sends, as pydantic models: who does what, where."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Raw = str | list[str] | None


class _Request(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    user: str


class Say(_Request):
    """A message typed into a channel, a thread or a direct conversation."""

    channel: str
    text: str = ""
    thread_ts: str | None = None
    files: tuple[str, ...] = ()


class Edit(_Request):
    """A new text for a message of one's own; none deletes it."""

    channel: str
    ts: str
    text: str | None = None


class Command(_Request):
    """A slash command."""

    channel: str
    command: str
    text: str = ""


class Click(_Request):
    """A button pressed or a menu chosen, in a message or in a view."""

    block_id: str
    action_id: str
    value: Raw = None
    channel: str | None = None
    ts: str | None = None
    view_id: str | None = None
    answers: dict[str, dict[str, Raw]] = Field(default_factory=dict)


class Submit(_Request):
    """A modal submitted."""

    view_id: str
    answers: dict[str, dict[str, Raw]] = Field(default_factory=dict)


class Close(_Request):
    """A modal closed by hand; `cleared` closes the whole stack."""

    view_id: str
    cleared: bool = False


class Visit(_Request):
    """The app opened, on one of its tabs."""

    tab: Literal["home", "messages"]


class Language(_Request):
    """The language that a person reads Slack in from now on."""

    locale: str


class Stop(_Request):
    """Stop pressed while the app is at work."""

    channel: str
    thread_ts: str


class Invite(_Request):
    """The app invited into a channel."""

    channel: str


class SetFaults(BaseModel):
    """Fault switches by hand; what is absent stays as it is."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    drop_acks: int | None = None
    redeliver: int | None = None
    latency: float | None = None
    fail_method: str | None = None
    fail_error: str = "internal_error"
    fail_times: int = 1
    rate_limit: int | None = None
    retry_after: int = 1
    disconnect: Literal["abrupt", "refresh_requested", "warning"] | None = None
    clear: bool = False
