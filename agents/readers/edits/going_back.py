"""One step back in any words: "scrap that", "leave it as it was", "doch nicht, wie vorher".

A piece of the message goes back when it says nothing else. So "same targeting as before" or
"forget Ireland" go nowhere: they name something, and another reader takes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from agents.readers.rules.degrees import complained
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, words
from agents.readers.text.pieces import JOINTS, MARKS, split_at

_LETTERS = {
    "whole": "w", "before": "b", "former": "f", "thing": "t", "verb": "v", "keep": "k", "loose": "o"
}  # fmt: skip
_BACK = re.compile(r"[to]*(?:w|vo*t|k[tko]*[bf]|b)[wtobfvk]*")
_DROPS = re.compile(r"o*vo*to*")
_SHORT = 12
"""How many tokens a piece that only goes back may have."""


def steps_back(message: Message) -> list[Hit[str]]:
    """The pieces that take the last change back, each as an intent's hit."""
    return [Hit(first, last, "undo") for first, last in _backward(message)]


def goes_back(message: Message, hit: Hit[str]) -> bool:
    """Whether a step back says so, and does not only let something be ("never mind")."""
    inside = message.tokens[hit.first : hit.last + 1]
    return next(iter(_explicit().find(inside)), None) is not None


@cache
def _explicit() -> Phrases[str]:
    return Phrases((w, "back") for tag in ("explicit", "before") for w in words("undo")[tag])


def _backward(message: Message) -> Iterator[tuple[int, int]]:
    start = 0
    for piece in split_at(message, 0, len(message.tokens) - 1, MARKS):
        smaller = [piece] if _back(message, *piece) else split_at(message, *piece, JOINTS)
        for part in smaller:
            if _back(message, *part) and not _of_complaint(message, start, part):
                yield part
        start = piece[0]


def _of_complaint(message: Message, start: int, piece: tuple[int, int]) -> bool:
    """ "Too much video, drop it": what is dropped is the video, not the last change.

    The complaint stands between token `start` and the piece.
    """
    drops = _DROPS.fullmatch(_spelled(message, *piece)) is not None
    return drops and complained(message, start, piece[0] - 1)


def _back(message: Message, first: int, last: int) -> bool:
    return last - first < _SHORT and _BACK.fullmatch(_spelled(message, first, last)) is not None


def _spelled(message: Message, first: int, last: int) -> str:
    """One letter a wording; "x" for words that no step back is made of."""
    piece, letters, i = message.tokens[first : last + 1], "", 0
    while i < len(piece):
        hit = _table().at(piece, i)
        letters += _LETTERS[hit.entry] if hit else "x"
        i = hit.last + 1 if hit else i + 1
    return letters


@cache
def _table() -> Phrases[str]:
    return Phrases((w, tag) for tag in _LETTERS for w in words("undo")[tag])
