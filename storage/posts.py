"""Where a surface has shown something, so that it can be updated or followed up later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Index, Integer, Table, Text, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert

from storage.bookings import BOOKINGS, LAST_CHANGE
from storage.repository import Repository
from storage.schema import key, metadata, moment, stamp, text

POSTS = Table(
    "posts",
    metadata,
    key("tenant"),
    key("channel"),
    key("ts"),
    Column("thread_ts", Text),
    text("kind"),
    text("plan"),
    Column("version", Integer, nullable=False),
    stamp("posted_at"),
    moment("shows", nullable=True),
)
_AT_A_TIME = 8
_VERY_MOMENT = timedelta(seconds=5)
Index("ix_posts_plan", POSTS.c.tenant, POSTS.c.plan)


@dataclass(frozen=True, slots=True)
class Post:
    """One message of ours about a plan version. `kind` is the surface's word for what it shows."""

    channel: str
    ts: str
    thread_ts: str | None
    kind: str
    plan: str
    version: int


class Posts(Repository):
    """Messages that show plans: cards, requests, progress."""

    async def remember(self, tenant: str, post: Post, shows: datetime | None = None) -> None:
        """Note a post, or what an edited one shows now: for a booking, its change of `shows`."""
        shown = {name: getattr(post, name) for name in ("thread_ts", "kind", "plan", "version")}
        shown["shows"] = shows
        statement = insert(POSTS).values(
            shown | {"tenant": tenant, "channel": post.channel, "ts": post.ts}
        )
        await self._db.execute(
            statement.on_conflict_do_update(constraint=POSTS.primary_key, set_=shown)
        )

    async def of_plan(self, tenant: str, plan: str, *, kind: str | None = None) -> list[Post]:
        """The posts about a plan, of one kind or all, newest first."""
        query = select(*(POSTS.c[name] for name in Post.__slots__)).where(
            POSTS.c.tenant == tenant, POSTS.c.plan == plan
        )
        if kind is not None:
            query = query.where(POSTS.c.kind == kind)
        newest_first = query.order_by(POSTS.c.posted_at.desc(), POSTS.c.ts.desc())
        return [Post(*row) for row in await self._db.execute(newest_first)]

    async def bookings_behind(self, tenant: str) -> list[tuple[str, int]]:
        """Plan and version of the bookings that have changed since a post has shown them, where a
        card of theirs was posted at all; a few at a time, the newest first. A change of this very
        moment is left to who made it.
        """
        same = (
            POSTS.c.tenant == BOOKINGS.c.tenant,
            POSTS.c.plan == BOOKINGS.c.plan,
            POSTS.c.version == BOOKINGS.c.version,
        )
        shown = select(func.max(POSTS.c.shows)).where(*same, POSTS.c.kind == "booking")
        newest = shown.scalar_subquery()
        query = select(BOOKINGS.c.plan, BOOKINGS.c.version).where(
            BOOKINGS.c.tenant == tenant,
            exists().where(*same, POSTS.c.kind == "card"),
            or_(newest.is_(None), newest < LAST_CHANGE),
            func.now() - LAST_CHANGE > _VERY_MOMENT,
        )
        some = query.order_by(LAST_CHANGE.desc()).limit(_AT_A_TIME)
        return [(plan, version) for plan, version in await self._db.execute(some)]
