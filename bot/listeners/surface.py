"""What every listener needs: Slack's client and people, storage, the desk, the agents, the
worker's name.
"""

from __future__ import annotations

from dataclasses import dataclass

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from agents.orchestrator import Orchestrator
from bot.listeners.people import People
from bot.payloads import Malformed
from desk.desk import Desk
from storage.database import is_away
from storage.store import Storage


@dataclass(frozen=True, slots=True)
class Surface:
    """The rooms that listeners call. `owner` names this replica in the inbox."""

    client: AsyncWebClient
    people: People
    storage: Storage
    desk: Desk
    orchestrator: Orchestrator
    owner: str

    async def language(self, user: str, thread: Thread | None = None) -> str:
        """What was last spoken in a thread, for its buttons and forms too; else what the person
        reads.
        """
        spoken = await self._spoken(thread) if thread else None
        return spoken or await self.people.language(user)

    async def _spoken(self, thread: Thread) -> str | None:
        """None as well when nobody can look, since outages are told of too."""
        try:
            conversation = await self.storage.conversation(thread.id)
        except SQLAlchemyError as error:
            if not is_away(error):
                raise
            return None
        return conversation.language if conversation else None


@dataclass(frozen=True, slots=True)
class Thread:
    """A thread in Slack, and the conversation's id that stands for it."""

    tenant: str
    channel: str
    root: str

    @property
    def id(self) -> str:
        """The conversation's id."""
        return f"{self.tenant}:{self.channel}:{self.root}"

    @property
    def is_direct(self) -> bool:
        """Whether it is in a direct conversation with us."""
        return self.channel.startswith("D")

    @classmethod
    def read(cls, conversation_id: str) -> Thread:
        """The thread of a conversation. Raises Malformed for one of another surface."""
        parts = conversation_id.split(":")
        if len(parts) != 3:
            raise Malformed(f"a conversation's id: {conversation_id[:80]!r}")
        return cls(*parts)
