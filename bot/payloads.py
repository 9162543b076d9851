"""What Slack delivers, in the shape that our listeners read, and in characters that can be kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, Field, ValidationError

_UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""Characters that Postgres does not take: nothing, and halves of a pair."""
Value = TypeVar("Value")


class Malformed(ValueError):
    """What no Slack, and no card or form of ours, sends: nobody is there to be told of it."""


class _Known(BaseModel):
    id: str


class _Option(BaseModel):
    value: str


class _Answer(BaseModel):
    value: str | None = None
    selected_date: str | None = None
    selected_user: str | None = None
    selected_option: _Option | None = None
    selected_options: list[_Option] | None = None


class _State(BaseModel):
    values: dict[str, dict[str, _Answer]]


class _Element(BaseModel):
    initial_value: str | None = None


class _Block(BaseModel):
    type: str
    block_id: str = ""
    element: _Element | None = None


class _View(_Known):
    private_metadata: str = ""
    blocks: list[_Block]
    state: _State


class _Text(BaseModel):
    text: str = ""


class _Action(BaseModel):
    action_id: str
    value: str | None = None
    text: _Text | None = None


class _Container(BaseModel):
    message_ts: str | None = None
    channel_id: str | None = None
    thread_ts: str | None = None


class _Click(BaseModel):
    team: _Known
    user: _Known
    actions: list[_Action] = Field(min_length=1)
    container: _Container | None = None
    trigger_id: str


class _Submission(BaseModel):
    team: _Known
    user: _Known
    view: _View


class _Command(BaseModel):
    command: str
    team_id: str
    user_id: str
    channel_id: str
    trigger_id: str
    text: str = ""


class _Event(BaseModel):
    type: str


class _Callback(BaseModel):
    team_id: str
    event_id: str
    event: _Event


class _Written(BaseModel):
    ts: str
    user: str | None = None
    text: str | None = None
    thread_ts: str | None = None


class _Message(_Written):
    channel: str
    message: _Written | None = None


class _Opened(BaseModel):
    user: str
    channel: str


class _Stopped(BaseModel):
    channel: str
    thread_ts: str


class _Revoked(BaseModel):
    tokens: dict[str, list[str] | None] = {}


_DELIVERIES: Mapping[str, type[BaseModel]] = {
    "block_actions": _Click,
    "view_submission": _Submission,
    "event_callback": _Callback,
}
_EVENTS: Mapping[str, type[BaseModel]] = {
    "message": _Message,
    "app_mention": _Message,
    "app_home_opened": _Opened,
    "agent_session_stopped": _Stopped,
    "tokens_revoked": _Revoked,
}


def check(body: Mapping[str, Any]) -> None:
    """Raises Malformed unless what our listeners read of a delivery is there and of its type."""
    try:
        shape = _Command if "command" in body else _DELIVERIES.get(str(body.get("type")))
        if shape is not None:
            shape.model_validate(body)
        if shape is _Callback and body["event"]["type"] in _EVENTS:
            _EVENTS[body["event"]["type"]].model_validate(body["event"])
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Malformed(f"{body.get('type')}: {where}: {first['msg']}") from None


def keepable(value: Value) -> Value:
    """The same without characters that nobody can keep."""
    if isinstance(value, str):
        return _UNKEPT.sub("", value)  # type: ignore[return-value]
    if isinstance(value, list):
        return [keepable(each) for each in value]  # type: ignore[return-value]
    if isinstance(value, dict):
        return {keepable(name): keepable(each) for name, each in value.items()}  # type: ignore[return-value]
    return value
