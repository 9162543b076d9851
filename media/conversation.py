"""A conversation as it is kept: its messages, its Briefs over time, what was answered."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from media.brief import Brief
from media.plan import Fact

TurnKind = Literal["question", "plan", "answer", "refusal"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class TokenUse(_Part):
    """What one model call cost."""

    model: str
    prompt: str
    input_tokens: int = Field(ge=0)
    output_tokens: int = Field(ge=0)
    seconds: float = Field(ge=0)
    outcome: str


class Turn(_Part):
    """One message and what became of it: the Brief after it, and what a model cost."""

    message: str
    author: str
    kind: TurnKind
    brief: Brief
    language: str = "en"
    said: tuple[Fact, ...] = ()
    plan_version: int | None = None
    uses: tuple[TokenUse, ...] = ()


class Conversation(_Part):
    """One thread. `id` is opaque; `asked` names the slots of a question still open;
    `begun_in` is the language of whoever begins, for words that belong to none.
    """

    id: str
    tenant: str
    today: date
    turns: tuple[Turn, ...] = ()
    plan_id: str | None = None
    asked: tuple[str, ...] = ()
    begun_in: str = "en"
    updated_at: datetime | None = None

    @property
    def messages(self) -> list[str]:
        """All messages so far, in order: what evidence refers to."""
        return [turn.message for turn in self.turns]

    @property
    def language(self) -> str:
        """What was spoken last."""
        return self.turns[-1].language if self.turns else self.begun_in

    @property
    def brief(self) -> Brief:
        """The Brief as it stands."""
        return self.turns[-1].brief if self.turns else Brief()
