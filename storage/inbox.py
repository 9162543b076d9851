"""The durable inbox: every message recorded once, answered once, in the order of its thread.

    queued -> working -> answered -> done        (or given_up, after which the thread goes on)

A worker holds a message by a lease. When it dies the lease runs out and another worker takes the
message over in the state it was left in: `working` means think again, `answered` means the turn is
stored and only has to be shown again. A message is offered only when all earlier ones of its
thread are done, so whoever records or finishes a message tries to claim the thread's next one,
and nothing has to poll.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from pydantic import JsonValue
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    and_,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.sql.dml import Update

from media.errors import Conflict
from storage.repository import Repository
from storage.schema import metadata, moment, stamp, text

MessageState = Literal["queued", "working", "answered", "done", "given_up"]

INBOX = Table(
    "inbox",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    text("tenant"),
    text("event_id"),
    text("channel"),
    Column("ts", Text),
    text("thread"),
    text("position"),
    Column("body", JSONB, nullable=False),
    Column("state", Text, nullable=False, server_default="queued"),
    Column("turn", Integer),
    Column("placeholder", Text),
    Column("owner", Text),
    moment("leased_until", nullable=True),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("problem", Text),
    stamp("received_at"),
    moment("done_at", nullable=True),
    UniqueConstraint("tenant", "event_id"),
    UniqueConstraint("tenant", "channel", "ts"),
)
_IS_OPEN = INBOX.c.state.in_(("queued", "working", "answered"))
Index("ix_inbox_open", INBOX.c.thread, INBOX.c.position, INBOX.c.id, postgresql_where=_IS_OPEN)


@dataclass(frozen=True, slots=True)
class Event:
    """What a surface received. `ts` is the message's own, None for events without a message.

    `thread` names the session that the answer belongs to and within which order matters.
    """

    tenant: str
    event_id: str
    channel: str
    thread: str
    ts: str | None = None
    body: dict[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """A recorded event, as its worker sees it. `turn` is set once the answer is stored."""

    id: int
    tenant: str
    event_id: str
    channel: str
    ts: str | None
    thread: str
    body: dict[str, JsonValue]
    state: MessageState
    turn: int | None
    placeholder: str | None
    attempts: int
    received_at: datetime


_MESSAGE = tuple(INBOX.c[name] for name in Message.__slots__)


class LeaseLost(Conflict):
    """The worker no longer holds the message: its lease ran out and another one has it."""


class Inbox(Repository):
    """Messages that wait, are worked on, or were answered."""

    async def record(self, event: Event) -> bool:
        """Whether the event is new: not known by its id, nor by its message's channel and ts."""
        statement = insert(INBOX).values(
            tenant=event.tenant,
            event_id=event.event_id,
            channel=event.channel,
            ts=event.ts,
            thread=event.thread,
            position=event.ts or func.to_char(func.extract("epoch", func.now()), _AS_TS),
            body=event.body,
        )
        return (await self._db.execute(statement.on_conflict_do_nothing())).rowcount == 1

    async def body(self, tenant: str, channel: str, ts: str) -> dict[str, JsonValue] | None:
        """What was recorded of a message; None for one that never came."""
        query = select(INBOX.c.body).where(
            INBOX.c.tenant == tenant, INBOX.c.channel == channel, INBOX.c.ts == ts
        )
        found: dict[str, JsonValue] | None = (await self._db.execute(query)).scalar_one_or_none()
        return found

    async def claim(self, thread: str, *, owner: str, seconds: float) -> Message | None:
        """The earliest open message of a thread, leased to `owner`; None when there is none,
        or when another worker's lease on it still runs.
        """
        earliest = (
            select(INBOX.c.id)
            .where(INBOX.c.thread == thread, _IS_OPEN)
            .order_by(INBOX.c.position, INBOX.c.id)
            .limit(1)
        )
        statement = (
            update(INBOX)
            .where(INBOX.c.id == earliest.scalar_subquery(), _is_free())
            .values(
                owner=owner,
                leased_until=_after(seconds),
                attempts=INBOX.c.attempts + 1,
                state=func.replace(INBOX.c.state, "queued", "working"),
            )
            .returning(*_MESSAGE)
        )
        row = (await self._db.execute(statement)).one_or_none()
        return None if row is None else Message(*row)

    async def renew(self, message_id: int, *, owner: str, seconds: float) -> None:
        """Keep the lease for longer. Raises LeaseLost."""
        await self._held(_hold(message_id, owner).values(leased_until=_after(seconds)))

    async def postpone(self, message_id: int, *, owner: str, seconds: float) -> None:
        """Let go of a message, to be taken up again after so many seconds. Raises LeaseLost."""
        await self._held(_hold(message_id, owner).values(leased_until=_after(seconds), owner=None))

    async def set_placeholder(self, message_id: int, *, owner: str, ts: str) -> None:
        """Note which post the answer will replace. Raises LeaseLost."""
        await self._held(_hold(message_id, owner).values(placeholder=ts))

    async def answered(self, message_id: int, *, owner: str, turn: int) -> None:
        """The answer is stored as turn number `turn` (in this same transaction), not yet shown.

        Raises LeaseLost, which undoes the transaction.
        """
        await self._held(_hold(message_id, owner).values(state="answered", turn=turn))

    async def done(self, message_id: int, *, owner: str) -> None:
        """The answer is shown: the thread's next message may come. Raises LeaseLost."""
        await self._held(_finish(message_id, owner, "done"))

    async def give_up(self, message_id: int, *, owner: str, problem: str) -> None:
        """Leave the message unanswered for good, so that the thread goes on. Raises LeaseLost."""
        await self._held(_finish(message_id, owner, "given_up").values(problem=problem))

    async def forsaken(self) -> list[str]:
        """Threads with open messages that nobody works on: a worker died, or is about to claim."""
        held = INBOX.alias()
        is_held = select(held.c.id).where(
            held.c.thread == INBOX.c.thread, held.c.leased_until > func.now()
        )
        query = select(INBOX.c.thread).where(_IS_OPEN, ~is_held.exists()).distinct()
        return list(await self._db.scalars(query))

    async def prune(self, *, days: float) -> int:
        """Forget messages that were done so many days ago; gives back how many."""
        long_ago = INBOX.c.done_at < func.now() - func.make_interval(0, 0, 0, 0, 0, 0, days * 86400)
        return (await self._db.execute(delete(INBOX).where(long_ago))).rowcount

    async def _held(self, statement: Update) -> None:
        if (await self._db.execute(statement)).rowcount == 0:
            raise LeaseLost("Another worker has taken this message over.", "Nothing is lost.")


_AS_TS = "FM0000000000.000000"


def _after(seconds: float) -> ColumnElement[datetime]:
    return func.now() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)


def _is_free() -> ColumnElement[bool]:
    return and_(_IS_OPEN, or_(INBOX.c.leased_until.is_(None), INBOX.c.leased_until <= func.now()))


def _hold(message_id: int, owner: str) -> Update:
    return update(INBOX).where(INBOX.c.id == message_id, INBOX.c.owner == owner, _IS_OPEN)


def _finish(message_id: int, owner: str, state: MessageState) -> Update:
    return _hold(message_id, owner).values(
        state=state, leased_until=None, owner=None, done_at=func.now()
    )
