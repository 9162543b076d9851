"""While the database is away: words are kept, and whoever wrote them is told once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.listeners import posting
from bot.listeners.incoming import Said
from bot.listeners.surface import Surface, Thread
from bot.words import sentence
from media.plan import Fact
from storage.inbox import Event
from storage.threads import ThreadWorker

_log = logging.getLogger(__name__)
_late: set[asyncio.Task[None]] = set()


async def in_time(work: Coroutine[Any, Any, None], seconds: float) -> None:
    """Wait for work. Raises TimeoutError when it is not done by then, and lets it go on: to call
    it off would take as long as the database needs to hear of that.
    """
    task = asyncio.create_task(work)
    done, _ = await asyncio.wait((task,), timeout=seconds)
    if not done:
        _late.add(task)
        task.add_done_callback(_ended)
        raise TimeoutError
    task.result()


def _ended(task: asyncio.Task[None]) -> None:
    _late.discard(task)
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.warning("What came late failed: %s", type(error).__name__)


class Outages:
    """Puts off what cannot be recorded now. Slack delivers it again, but only for some minutes."""

    def __init__(self, surface: Surface, worker: ThreadWorker) -> None:
        self._surface = surface
        self._worker = worker

    async def put_off(self, thread: Thread, event: Event) -> None:
        """Answer a message once it can be recorded; its writer knows by one sentence."""
        if not await self._worker.keep(event):
            return
        _log.warning("The database is away: a message waits for it")
        user = Said.read(event.body).user
        text = sentence(Fact(code="put_off"), await self._surface.people.language(user))
        try:
            await posting.whisper(self._surface.client, thread.channel, user, text, thread.root)
        except SlackApiError:
            _log.warning("An outage could not be told")
