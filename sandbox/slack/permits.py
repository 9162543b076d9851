"""Permits that an interaction hands to the app: trigger ids and response URLs, both short-lived."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.slack.errors import SlackError
from sandbox.slack.ids import new_id, new_secret
from sandbox.slack.store import Channel
from sandbox.slack.validation import limits

Clock = Callable[[], float]


@dataclass(slots=True)
class _Trigger:
    user_id: str
    issued: float
    used: bool = False


class Triggers:
    """Trigger ids: one view each, within three seconds."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._issued: dict[str, _Trigger] = {}

    def issue(self, user_id: str) -> str:
        """A trigger for what that person just did."""
        trigger_id = f"{new_id('', 12)}.{new_id('', 11)}.{new_secret()}"
        self._issued[trigger_id] = _Trigger(user_id, self._clock())
        return trigger_id

    def redeem(self, trigger_id: str) -> str:
        """Whose trigger it is; raises when unknown, used or older than three seconds."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._clock() - trigger.issued > limits.TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")
        trigger.used = True
        return trigger.user_id


@dataclass(slots=True)
class ResponseUrl:
    """Leave to answer in a channel for a while, about a message or out of a command."""

    channel: Channel
    user_id: str
    message_ts: str | None
    thread_ts: str | None
    expires: float
    uses_left: int = limits.RESPONSE_URL_USES


class ResponseUrls:
    """Response URLs: five uses within thirty minutes."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._issued: dict[str, ResponseUrl] = {}

    def issue(
        self,
        channel: Channel,
        user_id: str,
        *,
        message_ts: str | None = None,
        thread_ts: str | None = None,
    ) -> str:
        """The token at the end of a new response URL."""
        token = new_secret()
        expires = self._clock() + limits.RESPONSE_URL_SECONDS
        self._issued[token] = ResponseUrl(channel, user_id, message_ts, thread_ts, expires)
        return token

    def use(self, token: str) -> ResponseUrl:
        """Counts one use; raises `used_url` or `expired_url`."""
        url = self._issued.get(token)
        if url is None or self._clock() > url.expires:
            raise SlackError("expired_url", status=404)
        if url.uses_left == 0:
            raise SlackError("used_url", status=404)
        url.uses_left -= 1
        return url
