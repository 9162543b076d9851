"""Conversations: one row a thread, one immutable row a turn."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, func, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from media.conversation import Conversation, Turn
from media.errors import Conflict
from storage.repository import Repository
from storage.schema import key, metadata, stamp, text

CONVERSATIONS = Table(
    "conversations",
    metadata,
    key("id"),
    Column("tenant", Text, nullable=False, index=True),
    Column("today", Date, nullable=False),
    Column("plan_id", Text, index=True),
    Column("asked", JSONB, nullable=False),
    stamp("updated_at"),
)

TURNS = Table(
    "turns",
    metadata,
    Column("conversation", ForeignKey(CONVERSATIONS.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    text("author"),
    Column("body", JSONB, nullable=False),
    stamp("created_at"),
)


class Conversations(Repository):
    """The lasting copy of every thread; Redis holds only what can be read from here."""

    async def get(self, conversation_id: str) -> Conversation | None:
        """A conversation with all its turns, or None when nothing was said yet."""
        query = select(CONVERSATIONS).where(CONVERSATIONS.c.id == conversation_id)
        row = (await self._db.execute(query)).mappings().one_or_none()
        if row is None:
            return None
        return Conversation(
            **{**row, "asked": tuple(row["asked"])}, turns=await self._turns(row["id"])
        )

    async def append(
        self,
        conversation: Conversation,
        turn: Turn,
        *,
        plan_id: str | None = None,
        asked: Iterable[str] = (),
    ) -> Conversation:
        """Add the next turn to the conversation as the caller knows it, and give it back.

        `plan_id` None keeps the plan it has. Raises Conflict when somebody added a turn first.
        """
        open_slots = tuple(asked)
        await self._begin(conversation)
        await self._insert(conversation, turn)
        kept = plan_id or conversation.plan_id
        updated_at = await self._touch(conversation.id, kept, open_slots)
        return conversation.model_copy(
            update={
                "turns": (*conversation.turns, turn),
                "plan_id": kept,
                "asked": open_slots,
                "updated_at": updated_at,
            }
        )

    async def of_plan(self, tenant: str, plan_id: str) -> Conversation | None:
        """The conversation that a plan was made in."""
        query = select(CONVERSATIONS.c.id).where(
            CONVERSATIONS.c.tenant == tenant, CONVERSATIONS.c.plan_id == plan_id
        )
        found = (await self._db.execute(query.limit(1))).scalar_one_or_none()
        return None if found is None else await self.get(found)

    async def _begin(self, conversation: Conversation) -> None:
        values = {"tenant": conversation.tenant, "today": conversation.today, "asked": []}
        statement = insert(CONVERSATIONS).values(id=conversation.id, **values)
        await self._db.execute(statement.on_conflict_do_nothing())

    async def _insert(self, conversation: Conversation, turn: Turn) -> None:
        statement = insert(TURNS).values(
            conversation=conversation.id,
            number=len(conversation.turns),
            author=turn.author,
            body=turn.model_dump(mode="json"),
        )
        known = await self._count(conversation.id) == len(conversation.turns)
        if not known or (await self._db.execute(statement.on_conflict_do_nothing())).rowcount == 0:
            raise Conflict("Another message was answered first.", "Send it again.")

    async def _count(self, conversation_id: str) -> int:
        query = select(func.count()).where(TURNS.c.conversation == conversation_id)
        return (await self._db.execute(query)).scalar_one()

    async def _touch(
        self, conversation_id: str, plan_id: str | None, asked: tuple[str, ...]
    ) -> datetime:
        statement = (
            update(CONVERSATIONS)
            .where(CONVERSATIONS.c.id == conversation_id)
            .values(plan_id=plan_id, asked=list(asked), updated_at=func.now())
            .returning(CONVERSATIONS.c.updated_at)
        )
        written: datetime = (await self._db.execute(statement)).scalar_one()
        return written

    async def _turns(self, conversation_id: str) -> tuple[Turn, ...]:
        query = (
            select(TURNS.c.body)
            .where(TURNS.c.conversation == conversation_id)
            .order_by(TURNS.c.number)
        )
        return tuple(Turn.model_validate(body) for body in await self._db.scalars(query))
