"""Operators of one language that are spelt like another word of a second one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.text.phrases import Hit, words
from agents.readers.text.tokens import Token, fold

_PORTUGUESE_IN = frozenset(("no", "na", "nos", "nas", "em"))


def is_foreign(tokens: Sequence[Token], hit: Hit[str], language: str) -> bool:
    """Whether a word of command is an everyday word of the language that is spoken.

    "Auf Lager" is no Dutch "lower"; right before a figure Swedish "min" is still a minimum.
    """
    if hit.first != hit.last or tokens[hit.first].fold not in _everyday(language):
        return False
    behind = tokens[hit.last + 1 : hit.last + 2]
    return tokens[hit.first].fold != "min" or not any(t.kind in ("number", "sign") for t in behind)


@cache
def _everyday(language: str) -> frozenset[str]:
    return frozenset(fold(w) for w in words("homographs").get(language, ()))


def means_else(tokens: Sequence[Token], hit: Hit[str], languages: tuple[str, str]) -> bool:
    """Whether an operator is no operator here.

    `languages` are those of the message, empty when no word tells, and of the conversation.
    """
    said = " ".join(token.fold for token in tokens[hit.first : hit.last + 1])
    if said == "noch":
        return languages[0] == "de" and _still(tokens, hit)
    if said == "que":
        return "fr" not in languages
    if tokens[hit.first].text.casefold() == "mas" and hit.entry == "mostly":
        return _in_portuguese(tokens, hit)
    return False


def _still(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """German "still, more" ("nimm noch Podcast"), and no "nor", which has a partner."""
    others = {token.fold for i, token in enumerate(tokens) if i != hit.first}
    return not others & {"weder", "noch"}


def _in_portuguese(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "Mas no Chile": "but in", and not the Spanish "más"."""
    behind = tokens[hit.last + 1 : hit.last + 2]
    return any(token.fold in _PORTUGUESE_IN for token in behind)
