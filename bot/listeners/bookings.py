"""The thread hears of its booking: one post a plan version, updated as the sellers answer."""

from __future__ import annotations

import asyncio
import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.booking import booking_card
from bot.listeners import posting
from bot.listeners.surface import Thread
from desk.results import BookingView
from storage.posts import Post
from storage.store import Storage

_log = logging.getLogger(__name__)
_SPACING = 1.2
"""Seconds between two updates of one post; Slack allows about fifty a minute."""
_CLOSING = 3.0

Key = tuple[str, int]


class BookingPosts:
    """Hears of every change of a booking and shows the newest state of each.

    It exists before the rooms that it is told by, so it is given storage and tenant by `open`;
    what it hears earlier waits.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._storage: Storage | None = None
        self._tenant = ""
        self._newest: dict[Key, BookingView] = {}
        self._showing: dict[Key, asyncio.Task[None]] = {}

    def open(self, storage: Storage, tenant: str) -> None:
        """Begin to show what was heard."""
        self._storage, self._tenant = storage, tenant
        for key in self._newest:
            self._begin(key)

    async def close(self) -> None:
        """Stop after what is being sent; what takes too long is dropped."""
        showing = list(self._showing.values())
        if showing:
            _, late = await asyncio.wait(showing, timeout=_CLOSING)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def __call__(self, view: BookingView) -> None:
        """Hear of a change; the newest one is shown, soon."""
        key = view.plan.id, view.plan.version
        self._newest[key] = view
        if self._storage is not None:
            self._begin(key)

    def _begin(self, key: Key) -> None:
        if key not in self._showing:
            self._showing[key] = asyncio.create_task(self._drain(key))

    async def _drain(self, key: Key) -> None:
        try:
            while (view := self._newest.pop(key, None)) is not None:
                await self._show(view)
                await asyncio.sleep(_SPACING)
        except SlackApiError as error:
            _log.warning("A booking could not be shown: %s", error.response["error"])
        except Exception:
            _log.exception("A booking could not be shown")
        finally:
            del self._showing[key]

    async def _show(self, view: BookingView) -> None:
        assert self._storage is not None
        async with self._storage.transaction() as tx:
            posts = await tx.posts.of_plan(self._tenant, view.plan.id)
            conversation = await tx.conversations.of_plan(self._tenant, view.plan.id)
        language = conversation.turns[-1].language if conversation else "en"
        card = booking_card(view, language)
        mine = [post for post in posts if post.version == view.plan.version]
        shown = next((post for post in mine if post.kind == "booking"), None)
        if shown is not None:
            return await posting.update(self._client, shown.channel, shown.ts, card)
        beside = next((post for post in mine if post.kind == "card"), None)
        if beside is None or beside.thread_ts is None:
            return None
        thread = Thread(self._tenant, beside.channel, beside.thread_ts)
        ts = await posting.post(self._client, thread, card)
        async with self._storage.transaction() as tx:
            await tx.posts.remember(
                self._tenant,
                Post(thread.channel, ts, thread.root, "booking", view.plan.id, view.plan.version),
            )
        return None
