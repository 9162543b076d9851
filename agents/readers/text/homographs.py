"""Operators of one language that are spelt like another word of a second one."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.text.phrases import Hit
from agents.readers.text.tokens import Token

_PORTUGUESE_IN = frozenset(("no", "na", "nos", "nas", "em"))


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
        return languages[0] == "pt" or _in_portuguese(tokens, hit)
    return False


def _still(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """German "still, more" ("nimm noch Podcast"), and no "nor", which has a partner."""
    others = {token.fold for i, token in enumerate(tokens) if i != hit.first}
    return not others & {"weder", "noch"}


def _in_portuguese(tokens: Sequence[Token], hit: Hit[str]) -> bool:
    """ "Mas no Chile": "but in", and not the Spanish "más"."""
    behind = tokens[hit.last + 1 : hit.last + 2]
    return any(token.fold in _PORTUGUESE_IN for token in behind)
