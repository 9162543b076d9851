"""One parallel round: every specialist that unexplained words concern is asked at once."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel, JsonValue

from agents.gemini.accept import Turn
from agents.gemini.answers import Claim, SpecialistAnswer
from agents.gemini.client import Answer, Prompt
from agents.gemini.prompts import instructions
from agents.gemini.specialists import Specialist, concerned
from media.conversation import TokenUse

T = TypeVar("T", bound=BaseModel)
LONGEST_MESSAGE = 8_000
"""Code points of a message that a model is shown; what stands behind is left to the readers."""


class Asks(Protocol):
    """A model, or a shelf of its answers in front of it."""

    async def ask(
        self, prompt: Prompt, schema: type[T], *, deadline: float | None = None
    ) -> Answer[T]:
        """The answer, or why there is none; never raises."""
        ...


@dataclass(frozen=True, slots=True)
class Round:
    """What the specialists claim, and what each call cost."""

    claims: tuple[Claim, ...]
    uses: tuple[TokenUse, ...]


async def consult(model: Asks, turn: Turn, *, deadline: float) -> Round:
    """Ask about the unexplained words of a turn; `deadline` is in seconds, for all together.

    A specialist that fails or is late claims nothing; the others' claims stand. Without
    unexplained words nobody is asked.
    """
    asked = [
        _ask(model, specialist, turn, deadline)
        for specialist in concerned(turn.reading.unexplained)
    ]
    answers = await asyncio.gather(*asked)
    claims = (claim for a in answers if a.value is not None for claim in a.value.claims())
    return Round(tuple(claims), tuple(answer.use for answer in answers))


async def _ask(
    model: Asks, specialist: Specialist, turn: Turn, deadline: float
) -> Answer[SpecialistAnswer]:
    answer = await model.ask(prompt_for(specialist, turn), specialist.answer, deadline=deadline)
    return Answer(answer.value, answer.use)


def prompt_for(specialist: Specialist, turn: Turn) -> Prompt:
    """A specialist's instructions, and one JSON object with everything it may know.

    The Brief goes in without its evidence: earlier messages are not repeated to the model. Inside
    JSON strings no text of a message can pass for anything but data.
    """
    told = instructions(specialist.name)
    data: dict[str, JsonValue] = {
        "brief": turn.context.brief.model_dump(
            mode="json", exclude={"evidence", "assumed", "missing"}, exclude_defaults=True
        ),
        "today": str(turn.context.today),
        "message": turn.message[:LONGEST_MESSAGE],
        "unexplained": [
            span.text for span in turn.reading.unexplained if span.end <= LONGEST_MESSAGE
        ],
        "look_ups": _look_ups(specialist, turn),
    }
    return Prompt(told.name, told.text, json.dumps(data, ensure_ascii=False))


def _look_ups(specialist: Specialist, turn: Turn) -> dict[str, JsonValue]:
    return {
        path.rpartition("/")[2]: {
            id: wordings[0] if wordings else id
            for id, wordings in turn.look_ups.wordings(path).items()
        }
        for path in specialist.paths
    }
