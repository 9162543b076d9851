"""The thread hears of its booking: one post a plan version, updated as the sellers answer."""

from __future__ import annotations

import asyncio
import logging

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.cards.blocks import Card
from bot.cards.booking import booking_card
from bot.listeners import posting
from bot.listeners.surface import Thread
from bot.words.catalog import LANGUAGES
from desk.booking.records import view
from desk.results import BookingView
from storage.posts import Post
from storage.store import Storage

_log = logging.getLogger(__name__)
_SPACING = 1.2
"""Seconds between two updates of one post; Slack allows about fifty a minute."""
_CLOSING = 3.0
_CATCHING_UP = 10.0
"""Seconds between two looks at what could not be shown."""

Key = tuple[str, int]
"""A plan and its version."""


class BookingPosts:
    """Hears of every change of a booking and shows how it stands by then, in the thread of its
    plan, or to whoever asked for the plan when that thread is gone.

    It exists before the rooms that it is told by, so it is given storage and tenant by `open`;
    what changed earlier, or could not be shown, is caught up with.
    """

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._storage: Storage | None = None
        self._tenant = ""
        self._changed: set[Key] = set()
        self._showing: dict[Key, asyncio.Task[None]] = {}
        self._catching_up: asyncio.Task[None] | None = None

    def open(self, storage: Storage, tenant: str) -> None:
        """Begin to show what has changed and what changes."""
        self._storage, self._tenant = storage, tenant
        self._catching_up = asyncio.create_task(self._catch_up(storage))

    async def close(self) -> None:
        """Stop after what is being sent; what takes too long is shown after the next start."""
        if self._catching_up is not None:
            self._catching_up.cancel()
            await asyncio.gather(self._catching_up, return_exceptions=True)
        showing = list(self._showing.values())
        if showing:
            _, late = await asyncio.wait(showing, timeout=_CLOSING)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def __call__(self, changed: BookingView) -> None:
        """Hear of a change; how the booking stands is shown, soon."""
        self._begin((changed.plan.id, changed.plan.version))

    async def _catch_up(self, storage: Storage) -> None:
        """Show what is behind again and again: Slack was in trouble, or we were not there."""
        while True:
            try:
                async with storage.transaction() as tx:
                    behind = await tx.posts.bookings_behind(self._tenant)
                for key in behind:
                    self._begin(key)
            except Exception:
                _log.exception("Nobody could look which bookings are not shown; it is tried again")
            await asyncio.sleep(_CATCHING_UP)

    def _begin(self, key: Key) -> None:
        self._changed.add(key)
        if self._storage is not None and key not in self._showing:
            self._showing[key] = asyncio.create_task(self._drain(self._storage, key))

    async def _drain(self, storage: Storage, key: Key) -> None:
        try:
            while key in self._changed:
                self._changed.remove(key)
                await self._show(storage, *key)
                await asyncio.sleep(_SPACING)
        except Exception:
            _log.warning("A booking could not be shown; it is tried again", exc_info=True)
        finally:
            del self._showing[key]

    async def _show(self, storage: Storage, plan: str, version: int) -> None:
        async with storage.transaction() as tx:
            shows = await tx.bookings.last_change(self._tenant, plan, version)
            booking = await view(tx, self._tenant, plan, version)
            posts = await tx.posts.of_plan(self._tenant, plan)
            conversation = await tx.conversations.of_plan(self._tenant, plan)
            asked = await tx.approvals.latest(self._tenant, plan)
        card = booking_card(booking, conversation.language if conversation else LANGUAGES[0])
        mine = [post for post in posts if post.version == version and post.thread_ts is not None]
        shown = next((post for post in mine if post.kind == "booking"), None)
        beside = shown or next((post for post in mine if post.kind == "card"), None)
        if beside is None or asked is None:
            return
        thread = Thread(self._tenant, beside.channel, beside.thread_ts or beside.ts)
        try:
            ts = await self._say(thread, shown, card)
        except SlackApiError as error:
            if error.response["error"] not in posting.NOWHERE:
                raise
            thread, ts = await posting.tell(self._client, self._tenant, asked.requested_by, card)
        async with storage.transaction() as tx:
            post = Post(thread.channel, ts, thread.root, "booking", plan, version)
            await tx.posts.remember(self._tenant, post, shows)

    async def _say(self, thread: Thread, shown: Post | None, card: Card) -> str:
        if shown is not None:
            return await posting.replace(self._client, thread, shown.ts, card)
        return await posting.post(self._client, thread, card)
