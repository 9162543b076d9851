"""The durable inbox in front of Bolt: recorded first, acknowledged then, answered in order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.response import BoltResponse

from bot.listeners.edits import Edits, edit_of
from bot.listeners.incoming import Payload, is_direct, is_for_us, mentions, said, thread_of
from storage.store import Storage
from storage.threads import ThreadWorker


class InboxMiddleware:
    """Records a person's message before Slack hears that we have it.

    Slack delivers again what it did not see acknowledged, and sends a mention twice; the inbox
    knows both. Everything else goes on to the listeners.
    """

    def __init__(self, storage: Storage, worker: ThreadWorker, edits: Edits) -> None:
        self._storage = storage
        self._worker = worker
        self._edits = edits

    async def __call__(
        self, body: dict[str, Any], context: Any, next: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse | None:
        """Bolt's middleware; the arguments' names are Bolt's."""
        bot_user = context.get("bot_user_id") or ""
        if body.get("type") != "event_callback":
            return await next()
        if body["event"].get("type") not in ("message", "app_mention"):
            return await next()
        edit = edit_of(body)
        if not await self._received(body, bot_user) and edit is not None:
            await self._edits.tell(edit)
        return BoltResponse(status=200)

    async def _received(self, body: Payload, bot_user: str) -> bool:
        """Whether it is a message to us that we did not have."""
        if not is_for_us(body, bot_user) or not await self._is_ours(body, bot_user):
            return False
        event = said(body).event(thread_of(body), body["event_id"], body["event"]["ts"])
        return await self._worker.receive(event)

    async def _is_ours(self, body: Payload, bot_user: str) -> bool:
        """In a channel's thread a message without a mention is ours once we have answered there."""
        event = body["event"]
        if is_direct(event) or mentions(event, bot_user):
            return True
        return await self._storage.conversation(thread_of(body).id) is not None
