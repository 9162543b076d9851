"""Permission: what was ruled out is allowed again ("video is fine after all", "Video ist ok")."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import Token

_NEAR = 5
"""How many words may stand between what is allowed and the word that allows it."""


def lets_in(message: Message, first: int, last: int) -> set[str]:
    """How the words around tokens [first, last] let it in: they allow, free or bring it "back"."""
    piece = [message.tokens[i] for i in piece_around(message, first, last)]
    return tags_of(piece, "permit", "frees", "back") - {"not"}


def tags_of(piece: Sequence[Token], *tags: str) -> set[str]:
    """Which `tags` of words that lift the tokens have, "not" where they deny them.

    A "not" inside a wording is part of it ("ya no es problema").
    """
    hits = [*_table(*tags).find(piece)]
    known = {i for hit in hits for i in range(hit.first, hit.last + 1)}
    denied = any(token.fold in _NOT and i not in known for i, token in enumerate(piece))
    found = {hit.entry for hit in hits}
    return found | {"not"} if found and denied else found


def piece_around(message: Message, first: int, last: int, near: int = _NEAR) -> range:
    """The tokens around [first, last] up to a mark, at most `near` to either side."""
    low, high = first, last
    while low > max(0, first - near) and not _divides(message, low - 1):
        low -= 1
    while high < min(len(message.tokens) - 1, last + near) and not _divides(message, high + 1):
        high += 1
    return range(low, high + 1)


def _divides(message: Message, i: int) -> bool:
    return message.tokens[i].kind == "break" or message.fold(i) in _MARKS


_MARKS = frozenset(",.;!?:")
_NOT = folded("guards", "exchanges_not")


@cache
def _table(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("lifting")[tag])
