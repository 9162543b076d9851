"""Replies on the wire: candidates, counts of tokens, finish reasons, blocks and errors."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass

from pydantic import JsonValue

from sandbox.gemini.inventions import INJECTIONS, empty, invented
from sandbox.gemini.requests import Asked
from sandbox.gemini.script import Reply

PROSE = "Sure! Here is what I found: the advertiser wants to spend about 40,000 dollars."
_FALSE_QUOTES = ("nine million dollars", "only podcasts please", "all of Antarctica", "tomorrow")


@dataclass(frozen=True, slots=True)
class Answer:
    """The text of a candidate and why it ended; no text at all is a blocked prompt."""

    text: str | None
    finish: str = "STOP"


def answer(call: Asked, reply: Reply) -> Answer:
    """What the model says to a call that the service itself does not fail."""
    text = _text(call, reply)
    match reply.fault:
        case "safety_block":
            return Answer(None)
        case "safety_stop":
            return Answer("", "SAFETY")
        case "cut_off":
            return Answer(text[: max(len(text) * 2 // 3, 1)], "MAX_TOKENS")
    return Answer(text)


def body(call: Asked, said: Answer) -> dict[str, JsonValue]:
    """A GenerateContentResponse."""
    prompt_tokens = _tokens(call.words)
    output_tokens = _tokens(said.text or "")
    usage: dict[str, JsonValue] = {
        "promptTokenCount": prompt_tokens,
        "candidatesTokenCount": output_tokens,
        "totalTokenCount": prompt_tokens + output_tokens,
    }
    shared: dict[str, JsonValue] = {"usageMetadata": usage, "modelVersion": call.model}
    if said.text is None:
        return {"promptFeedback": {"blockReason": "SAFETY"}, **shared}
    content: JsonValue = {"role": "model", "parts": [{"text": said.text}]}
    candidate: JsonValue = {"content": content, "finishReason": said.finish, "index": 0}
    return {"candidates": [candidate], **shared}


def error(status: int, name: str, message: str) -> dict[str, JsonValue]:
    """An error as Google's services write it."""
    return {"error": {"code": status, "message": message, "status": name}}


def _text(call: Asked, reply: Reply) -> str:
    draw = random.Random(reply.seed)
    schema = call.schema or {}
    match reply.fault:
        case "prose":
            return PROSE
        case "schema_break":
            return json.dumps({"result": [{"value": "everything"}], "nothing_found": "maybe"})
        case "false_quotes":
            return json.dumps(invented(schema, draw, _FALSE_QUOTES))
        case "invented_ids":
            return json.dumps(invented(schema, draw, call.text.split() or [""]))
        case "injected":
            return json.dumps(invented(schema, draw, INJECTIONS, INJECTIONS))
    value = reply.value(call)
    value = empty(call.schema) if value is None else value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _tokens(text: str) -> int:
    """About what a tokeniser would count: four characters a token."""
    return -(-len(text) // 4)
