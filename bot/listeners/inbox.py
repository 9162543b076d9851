"""The durable inbox in front of Bolt: recorded first, acknowledged then, answered in order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.response import BoltResponse

from bot.listeners.edits import Edits, edit_of
from bot.listeners.incoming import Payload, event_of, is_direct, is_for_us, mentions, thread_of
from bot.listeners.outages import Outages, in_time
from storage.database import is_away
from storage.store import Storage
from storage.threads import ThreadWorker

_SECONDS = 2.5
"""How long recording may take: Slack waits for three."""


class InboxMiddleware:
    """Records a person's message before Slack hears that we have it.

    Slack delivers again what it did not see acknowledged, and sends a mention twice; the inbox
    knows both. What cannot be recorded now is not acknowledged, and whoever wrote it is told. All
    else goes on to the listeners.
    """

    def __init__(
        self, storage: Storage, worker: ThreadWorker, edits: Edits, outages: Outages
    ) -> None:
        self._storage = storage
        self._worker = worker
        self._edits = edits
        self._outages = outages

    async def __call__(
        self, body: dict[str, Any], context: Any, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        """Bolt's middleware; the arguments' names are Bolt's."""
        bot_user = context.get("bot_user_id") or ""
        if body.get("type") != "event_callback":
            return await next()
        if body["event"].get("type") not in ("message", "app_mention"):
            return await next()
        try:
            await in_time(self._take(body, bot_user), _SECONDS)
        except Exception as error:
            if not (isinstance(error, TimeoutError) or is_away(error)):
                raise
            if is_for_us(body, bot_user) and names_us(body, bot_user):
                await self._outages.put_off(thread_of(body), event_of(body))
            return BoltResponse(status=503)
        return BoltResponse(status=200)

    async def _take(self, body: Payload, bot_user: str) -> None:
        edit = edit_of(body)
        if not await self._received(body, bot_user) and edit is not None:
            await self._edits.tell(edit)

    async def _received(self, body: Payload, bot_user: str) -> bool:
        """Whether it is a message to us that we did not have."""
        if not is_for_us(body, bot_user) or not await self._is_ours(body, bot_user):
            return False
        return await self._worker.receive(event_of(body))

    async def _is_ours(self, body: Payload, bot_user: str) -> bool:
        """In a channel's thread a message without a mention is ours once we have answered there."""
        if names_us(body, bot_user):
            return True
        return await self._storage.conversation(thread_of(body).id) is not None


def names_us(body: Payload, bot_user: str) -> bool:
    """Whether a message is to us whatever its thread is."""
    return is_direct(body["event"]) or mentions(body["event"], bot_user)
