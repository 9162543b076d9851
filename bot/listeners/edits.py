"""Messages that are edited after we have them: what was first written counts, and we say so."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from slack_sdk.errors import SlackApiError

from bot.listeners import posting
from bot.listeners.incoming import TYPED, Payload, Said, words_of
from bot.listeners.surface import Surface, Thread
from bot.words import sentence
from media.plan import Fact

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Edit:
    """New words of a message that somebody wrote."""

    thread: Thread
    ts: str
    user: str
    words: str


def edit_of(body: Payload) -> Edit | None:
    """The edit that an event tells of: as a changed message, or as a mention once more.

    Slack tells of link previews, of our own updates and of threads without their root in the same
    way; those are none.
    """
    event = body["event"]
    message = event.get("message") if event.get("subtype") == "message_changed" else event
    if not message or not message.get("edited") or message.get("bot_id"):
        return None
    if message.get("subtype") not in TYPED or not message.get("user"):
        return None
    root = message.get("thread_ts") or message["ts"]
    thread = Thread(body["team_id"], event["channel"], root)
    return Edit(thread, message["ts"], message["user"], words_of(message))


class Edits:
    """Tells whoever edits a message how to go on; nothing is read or answered a second time."""

    def __init__(self, surface: Surface) -> None:
        self._surface = surface

    async def tell(self, edit: Edit) -> None:
        """Once a message within some minutes, and only where its words have changed."""
        async with self._surface.storage.transaction() as tx:
            recorded = await tx.inbox.body(edit.thread.tenant, edit.thread.channel, edit.ts)
        if recorded is None or Said.read(recorded).text == edit.words:
            return
        if await self._surface.storage.cache.is_first_time(f"edit:{edit.thread.id}:{edit.ts}"):
            await self._whisper(edit)

    async def _whisper(self, edit: Edit) -> None:
        language = await self._surface.language(edit.user, edit.thread)
        text = sentence(Fact(code="edited"), language)
        client, thread = self._surface.client, edit.thread
        try:
            await posting.whisper(client, thread.channel, edit.user, text, thread.root)
        except SlackApiError as error:
            _log.warning("An edit's author could not be told: %s", error.response["error"])
