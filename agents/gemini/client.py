"""The one adapter around google-genai: a prompt and a schema in, a checked answer or nothing out.

Whatever goes wrong (the service, the line, the form of the answer, the clock) becomes an outcome
word, never an exception: a plan must not depend on a model. The library takes most of a second to
import, so it is loaded on the first question, in a thread.
"""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from agents.gemini.failures import Outcome, Unusable, outcome_of
from media.conversation import TokenUse

if TYPE_CHECKING:
    import httpx
    from google.genai import Client
    from google.genai.types import (
        GenerateContentConfigDict,
        GenerateContentResponse,
        ThinkingConfigDict,
    )
    from google.oauth2.credentials import Credentials

T = TypeVar("T", bound=BaseModel)
_log = logging.getLogger(__name__)

_SOCKET_TIMEOUT = 15
"""Seconds. The library sends its timeout to the service, which refuses any below 10 s; our own
deadline is kept on this side, and this one only frees sockets."""
_BLOCKED = frozenset(
    ("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "LANGUAGE")
)


@dataclass(frozen=True, slots=True)
class GeminiSettings:
    """Where the model is and what a question may cost.

    Either `api_key`, or a Vertex `project` and `location` (with the machine's own credentials, or
    `access_token`). `deadline_seconds` is for a whole round; `max_tokens` caps one answer.
    """

    model: str
    api_key: str | None = field(default=None, repr=False)
    project: str | None = None
    location: str | None = None
    access_token: str | None = field(default=None, repr=False)
    base_url: str | None = None
    deadline_seconds: float = 2.5
    max_tokens: int = 2048


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is asked: `name` with its version for the books, the instructions, and the data."""

    name: str
    instructions: str
    data: str


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """The checked value, or None when there is none; `use` says why and what it cost."""

    value: T | None
    use: TokenUse


@dataclass(frozen=True, slots=True)
class _Connection:
    """The library's client over our own pool: its own aiohttp session warns and hides retries."""

    client: Client
    pool: httpx.AsyncClient

    async def close(self) -> None:
        await self.pool.aclose()
        self.client.close()


@dataclass(slots=True)
class _Cost:
    input_tokens: int = 0
    output_tokens: int = 0


class Gemini:
    """A model behind one connection pool. Close it when done."""

    def __init__(self, settings: GeminiSettings) -> None:
        self.settings = settings
        self._opening: asyncio.Task[_Connection] | None = None

    async def ask(
        self, prompt: Prompt, schema: type[T], *, deadline: float | None = None
    ) -> Answer[T]:
        """The model's answer as `schema`, within `deadline` seconds (the settings' by default).

        Never raises for anything that the service, the network or the answer does.
        """
        started, cost = time.monotonic(), _Cost()
        seconds = self.settings.deadline_seconds if deadline is None else deadline
        value, outcome = None, "ok"
        try:
            async with asyncio.timeout(seconds):
                value = await self._value(prompt, schema, cost)
        except Exception as error:  # the library lets errors of many other libraries through
            outcome = outcome_of(error)
            _log.warning(
                "%s: no answer to %s: %s", self.settings.model, prompt.name, outcome, exc_info=True
            )
        use = TokenUse(
            model=self.settings.model,
            prompt=prompt.name,
            input_tokens=cost.input_tokens,
            output_tokens=cost.output_tokens,
            seconds=time.monotonic() - started,
            outcome=outcome,
        )
        return Answer(value, use)

    async def check(self) -> Outcome:
        """Look the model up, which costs nothing: "ok", or why it would not answer."""
        try:
            async with asyncio.timeout(_SOCKET_TIMEOUT):
                connection = await self._connected()
                await connection.client.aio.models.get(model=self.settings.model)
        except Exception as error:  # as above
            return outcome_of(error)
        return "ok"

    async def open(self) -> None:
        """Load the library and connect ahead of the first question."""
        await self._connected()

    async def close(self) -> None:
        """Close the connections."""
        if self._opening is None:
            return
        opened = (await asyncio.gather(self._opening, return_exceptions=True))[0]
        self._opening = None
        if not isinstance(opened, BaseException):
            await opened.close()

    async def _value(self, prompt: Prompt, schema: type[T], cost: _Cost) -> T:
        connection = await self._connected()
        response = await connection.client.aio.models.generate_content(
            model=self.settings.model,
            contents=prompt.data,
            config=_config(self.settings, prompt, schema),
        )
        _count(response, cost)
        return schema.model_validate_json(_text(response))

    async def _connected(self) -> _Connection:
        """The connection; several first questions at once share one, and outlast each other."""
        if self._opening is None or _failed(self._opening):
            self._opening = asyncio.create_task(asyncio.to_thread(_connect, self.settings))
        return await asyncio.shield(self._opening)


def _failed(opening: asyncio.Task[_Connection]) -> bool:
    return opening.done() and (opening.cancelled() or opening.exception() is not None)


def _connect(settings: GeminiSettings) -> _Connection:
    import httpx
    from google.genai import Client
    from google.genai.types import HttpOptions, HttpRetryOptions

    pool = httpx.AsyncClient(timeout=_SOCKET_TIMEOUT, follow_redirects=True)
    options = HttpOptions(
        base_url=settings.base_url,
        timeout=_SOCKET_TIMEOUT * 1000,
        retry_options=HttpRetryOptions(attempts=1),
        httpx_async_client=pool,
    )
    if settings.project is None:
        return _Connection(
            Client(api_key=settings.api_key, vertexai=False, http_options=options), pool
        )
    client = Client(
        vertexai=True,
        project=settings.project,
        location=settings.location,
        credentials=_credentials(settings.access_token),
        http_options=options,
    )
    return _Connection(client, pool)


def _credentials(token: str | None) -> Credentials | None:
    from google.oauth2.credentials import Credentials

    return None if token is None else Credentials(token)  # type: ignore[no-untyped-call]


def _config(
    settings: GeminiSettings, prompt: Prompt, schema: type[BaseModel]
) -> GenerateContentConfigDict:
    config: GenerateContentConfigDict = {
        "system_instruction": prompt.instructions,
        "response_mime_type": "application/json",
        "response_json_schema": _json_schema(schema),
        "max_output_tokens": settings.max_tokens,
        "automatic_continuation": False,
        "automatic_function_calling": {"disable": True},
    }
    thinking = _thinking(settings.model)
    return config if thinking is None else {**config, "thinking_config": thinking}


@cache
def _json_schema(schema: type[BaseModel]) -> dict[str, Any]:
    return schema.model_json_schema()


def _thinking(model: str) -> ThinkingConfigDict | None:
    """As little thinking as the model's generation allows: it costs time and output tokens."""
    from google.genai.types import ThinkingLevel

    name = model.rpartition("/")[2]
    if name.startswith(("gemini-1", "gemini-2.0")):
        return None
    if name.startswith("gemini-2.5"):
        return {"thinking_budget": 128 if "pro" in name else 0}
    return {"thinking_level": ThinkingLevel.LOW if "pro" in name else ThinkingLevel.MINIMAL}


def _count(response: GenerateContentResponse, cost: _Cost) -> None:
    usage = response.usage_metadata
    if usage is not None:
        cost.input_tokens = usage.prompt_token_count or 0
        cost.output_tokens = (usage.candidates_token_count or 0) + (usage.thoughts_token_count or 0)


def _text(response: GenerateContentResponse) -> str:
    """The text of a complete answer. Raises Unusable when it is blocked, cut off or empty."""
    if not response.candidates:
        raise Unusable("blocked")
    candidate = response.candidates[0]
    reason = "STOP" if candidate.finish_reason is None else candidate.finish_reason.value
    if reason != "STOP":
        raise Unusable(_reason(reason))
    parts = candidate.content.parts if candidate.content else None
    text = "".join(part.text or "" for part in parts or () if not part.thought)
    if not text.lstrip().startswith("{"):
        raise Unusable("prose" if text.strip() else "empty")
    return text


def _reason(finish: str) -> Literal["cut_off", "blocked", "stopped"]:
    if finish == "MAX_TOKENS":
        return "cut_off"
    return "blocked" if finish in _BLOCKED else "stopped"
