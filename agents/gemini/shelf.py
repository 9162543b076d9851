"""The shelf: answers that were paid for once are taken from storage the next time."""

from __future__ import annotations

import asyncio
import time
import unicodedata
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from agents.gemini.client import Answer, Gemini, Prompt
from agents.gemini.failures import Outcome
from agents.gemini.ports import OpenBooks
from media.canonical import digest
from media.conversation import TokenUse

T = TypeVar("T", bound=BaseModel)


class Shelf:
    """A model behind its kept answers; the same question in other white space is the same."""

    def __init__(self, model: Gemini, open_books: OpenBooks) -> None:
        self._model = model
        self._open = open_books

    async def ask(
        self, prompt: Prompt, schema: type[T], *, deadline: float | None = None
    ) -> Answer[T]:
        """The kept answer (outcome "cached", no tokens), or the model's, which is then kept."""
        key, started = self.key(prompt, schema), time.monotonic()
        seconds = self._model.settings.deadline_seconds if deadline is None else deadline
        try:
            async with asyncio.timeout(seconds):
                kept = await self._kept(key, schema)
        except TimeoutError:
            return Answer(None, self._unpaid(prompt, "timeout"))
        if kept is not None:
            return Answer(kept, self._unpaid(prompt, "cached"))
        left = max(seconds - (time.monotonic() - started), 0.0)
        answer = await self._model.ask(prompt, schema, deadline=left)
        if answer.value is not None:
            async with self._open() as books:
                body = answer.value.model_dump_json()
                await books.model_answers.put(key, body, model=self._model.settings.model)
        return answer

    def key(self, prompt: Prompt, schema: type[BaseModel]) -> str:
        """A digest of everything that went in: text, schema, model, instructions, look-ups."""
        return digest(
            {
                "model": self._model.settings.model,
                "prompt": prompt.name,
                "instructions": prompt.instructions,
                "data": " ".join(unicodedata.normalize("NFC", prompt.data).split()),
                "schema": schema.model_json_schema(),
            }
        )

    async def _kept(self, key: str, schema: type[T]) -> T | None:
        async with self._open() as books:
            body = await books.model_answers.get(key)
        try:
            return None if body is None else schema.model_validate_json(body)
        except ValidationError:
            return None

    def _unpaid(self, prompt: Prompt, outcome: Outcome) -> TokenUse:
        return TokenUse(
            model=self._model.settings.model,
            prompt=prompt.name,
            input_tokens=0,
            output_tokens=0,
            seconds=0,
            outcome=outcome,
        )
