"""Clients who are on the phone: "heb picnic aan de lijn", "j'ai sosh au téléphone".

Such a name may be any word, written in any way; people and pronouns are none.
"""

from __future__ import annotations

from functools import cache

from agents.readers.names.name_words import PEOPLE, Name, advertiser
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words

_LONGEST = 3
"""How many tokens the name has at most."""
_CUE = 4
"""How many tokens the words before it have at most."""


def name_on_line(message: Message) -> Name | None:
    """What stands between "I have" and "on the phone", if it is no person."""
    for hit in _on_line().find(message.tokens):
        for first in range(hit.first - 1, max(0, hit.first - _LONGEST) - 1, -1):
            if not _nameable(message, first):
                break
            if _having().before(message.tokens, first, _CUE) is not None:
                return advertiser(message, first, hit.first - 1, 0.9)
    return None


def _nameable(message: Message, i: int) -> bool:
    token = message.tokens[i]
    plain = token.kind == "word" or token.glued
    return plain and message.free(i, i) and token.fold not in PEOPLE | _NOBODY


_NOBODY = folded("everyday", "pronouns") | folded("names", "label") | folded("names", "nobody")


@cache
def _on_line() -> Phrases[str]:
    return Phrases((w, "line") for w in words("names")["on_line"])


@cache
def _having() -> Phrases[str]:
    return Phrases((w, "have") for w in words("names")["having"])
