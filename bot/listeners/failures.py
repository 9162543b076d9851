"""The last resort of all listeners: a number for the person, the details for the log."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError

from bot.listeners import posting
from bot.listeners.surface import Surface, Thread
from bot.payloads import Malformed
from bot.words import sentence
from media.errors import FlightplanError
from media.plan import Fact
from storage.database import is_away

_log = logging.getLogger(__name__)
_AGAIN = frozenset({"view_submission", "event_callback"})
_TOO_LATE = frozenset({"expired_trigger_id", "trigger_expired", "exchanged_trigger_id"})


class Failures:
    """Bolt's error handler; the arguments' names are Bolt's."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    async def __call__(
        self, error: Exception, body: dict[str, Any], response: BoltResponse | None
    ) -> BoltResponse | None:
        """Tell whoever acted. A form stays open with what was typed: Slack asks to try again. An
        event that went wrong before it was acknowledged is delivered again.
        """
        if isinstance(error, Malformed):
            _log.warning("What was delivered cannot be read: %s", error)
            return None if response is None else BoltResponse(status=200)
        await self._tell(body, error)
        if response is None:
            return None
        return BoltResponse(status=500 if body.get("type") in _AGAIN else 200)

    async def _tell(self, body: dict[str, Any], error: Exception) -> None:
        container = body.get("container") or {}
        user = (body.get("user") or {}).get("id") or body.get("user_id")
        channel = container.get("channel_id") or body.get("channel_id") or user
        root = container.get("thread_ts") or container.get("message_ts")
        said = _said(error)
        if not user or not channel:
            return
        try:
            text = said(await self._language(user, body, channel, root))
            await posting.whisper(self._surface.client, channel, user, text, root)
        except SlackApiError:
            _log.warning("A failure could not be told")

    async def _language(
        self, user: str, body: dict[str, Any], channel: str, root: str | None
    ) -> str:
        tenant = (body.get("team") or {}).get("id")
        thread = Thread(tenant, channel, root) if tenant and root else None
        return await self._surface.language(user, thread)


def _said(error: Exception) -> Callable[[str], str]:
    """What is said of it in a language. A refusal is as plain here as where it was expected."""
    if isinstance(error, FlightplanError):
        return partial(posting.plainly, error)
    return partial(sentence, _fact(error))


def _fact(error: Exception) -> Fact:
    if isinstance(error, SlackApiError) and error.response["error"] in _TOO_LATE:
        return Fact(code="too_late")
    if is_away(error):
        _log.error("The database is away: %s", type(error).__name__)
        return Fact(code="storage_away")
    number = uuid.uuid4().hex[:8]
    _log.error("A listener failed; its number is %s", number, exc_info=error)
    return Fact(code="failed", values={"id": number})
