"""The script: which reply or fault a call gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from pydantic import JsonValue

from sandbox.gemini.requests import Asked

Fault = Literal[
    "429",
    "503",
    "timeout",
    "dropped",
    "not_http_json",
    "cut_off",
    "schema_break",
    "safety_block",
    "safety_stop",
    "prose",
    "false_quotes",
    "invented_ids",
    "injected",
]
"""What can go wrong: in the service, in the form of the answer, or in what it claims."""

FAULTS: tuple[Fault, ...] = get_args(Fault)

Content = JsonValue | Callable[[Asked], JsonValue]


@dataclass(slots=True)
class Reply:
    """How to answer the next `times` calls (None: all) whose words or path contain `matching`.

    `content` is the answer: text as it is, other values as JSON, or made from the call. None is
    an empty answer that fits the call's schema. `latency` is in seconds.
    """

    content: Content = None
    latency: float = 0.0
    fault: Fault | None = None
    matching: str = ""
    times: int | None = None
    retry_after: float = 1.0
    seed: int = 1

    def fits(self, call: Asked) -> bool:
        """Whether this reply is meant for the call and not used up."""
        wanted = self.matching in call.words or self.matching in call.path
        return wanted and self.times != 0

    def use(self) -> None:
        """Count one use."""
        if self.times is not None:
            self.times -= 1

    def value(self, call: Asked) -> JsonValue:
        """The answer's content for the call."""
        return self.content(call) if callable(self.content) else self.content


def next_reply(script: list[Reply], call: Asked) -> Reply:
    """The first reply of the script that fits; without one, a plain empty answer."""
    for reply in script:
        if reply.fits(call):
            reply.use()
            return reply
    return Reply()
