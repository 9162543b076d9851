"""Permission: what was ruled out is allowed again ("video is fine after all", "Video ist ok")."""

from __future__ import annotations

from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words

_NEAR = 5
"""How many words may stand between what is allowed and the word that allows it."""


def permits(message: Message, first: int, last: int) -> bool:
    """Whether the words around tokens [first, last] allow it, in the same piece of a sentence."""
    piece = [message.tokens[i] for i in piece_around(message, first, last)]
    return next(iter(_permissions().find(piece)), None) is not None


def piece_around(message: Message, first: int, last: int) -> range:
    """The tokens around [first, last] up to a mark, a few to either side."""
    low, high = first, last
    while low > max(0, first - _NEAR) and not _divides(message, low - 1):
        low -= 1
    while high < min(len(message.tokens) - 1, last + _NEAR) and not _divides(message, high + 1):
        high += 1
    return range(low, high + 1)


def _divides(message: Message, i: int) -> bool:
    return message.tokens[i].kind == "break" or message.fold(i) in _MARKS


_MARKS = frozenset(",.;!?:")


@cache
def _permissions() -> Phrases[str]:
    return Phrases((w, "permit") for w in words("lifting")["permit"])
