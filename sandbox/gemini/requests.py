"""What a call asks for. Both spellings of a key are understood, as the real endpoint does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import JsonValue


@dataclass(frozen=True, slots=True)
class Asked:
    """One call: where it came in, what it said, and when (seconds of the event loop's clock)."""

    path: str
    model: str
    system: str
    text: str
    schema: Mapping[str, JsonValue] | None
    thinking: Mapping[str, JsonValue]
    max_tokens: int | None
    headers: Mapping[str, str]
    at: float

    @property
    def words(self) -> str:
        """The system instruction and the contents, for matching."""
        return f"{self.system}\n{self.text}"


class BadRequest(Exception):
    """The request breaks the protocol; the text is what the endpoint says."""


def asked(path: str, model: str, body: JsonValue, headers: Mapping[str, str], at: float) -> Asked:
    """The call in a request's body. Raises BadRequest when it has no contents."""
    if not isinstance(body, dict) or not _list(body.get("contents")):
        raise BadRequest("* GenerateContentRequest.contents: contents is not specified")
    config = _object(_either(body, "generationConfig"))
    limit = _either(config, "maxOutputTokens")
    return Asked(
        path=path,
        model=model,
        system=_texts([_either(body, "systemInstruction")]),
        text=_texts(_list(body["contents"])),
        schema=_object(_either(config, "responseJsonSchema")) or None,
        thinking=_object(_either(config, "thinkingConfig")),
        max_tokens=limit if isinstance(limit, int) else None,
        headers=headers,
        at=at,
    )


def _either(data: Mapping[str, JsonValue], key: str) -> JsonValue:
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in key)
    return data.get(key, data.get(snake))


def _object(value: JsonValue) -> dict[str, JsonValue]:
    return value if isinstance(value, dict) else {}


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _texts(contents: Sequence[JsonValue]) -> str:
    parts = (part for content in contents for part in _list(_object(content).get("parts")))
    return "\n".join(str(_object(part).get("text", "")) for part in parts)
