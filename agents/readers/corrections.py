"""Corrections inside one message: "30k, sorry, 40k", "18+ no scusate 21+"."""

from __future__ import annotations

from functools import cache

from agents.readers.message import Message
from agents.readers.phrases import Phrases, words

_NEAR = 14
"""How many tokens may stand between what was said first and what is meant."""


def corrects(message: Message, last: int, first: int) -> bool:
    """Whether words of correction stand between token `last` and token `first`."""
    if not 0 < first - last <= _NEAR:
        return False
    return next(iter(_sorry().find(message.tokens[last + 1 : first])), None) is not None


def corrected_by(message: Message, first: int) -> bool:
    """Whether words of correction stand right before token `first` ("sorry, I meant women")."""
    return (
        next(iter(_sorry().find(message.tokens[max(0, first - _RIGHT) : first])), None) is not None
    )


_RIGHT = 4
"""How many tokens before a value its correction may begin."""


@cache
def _sorry() -> Phrases[str]:
    return Phrases((w, "sorry") for w in words("edits")["sorry"])
