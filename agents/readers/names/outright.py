"""Advertisers that are words of the trade, named outright: "client: March", "for the brand First".

Anywhere else such a word is what it says, so that these are looked for before dates and goals.
"""

from __future__ import annotations

from agents.readers.names.name_runs import is_boundary
from agents.readers.names.name_words import ENDS, Name, advertiser, is_known, name_cues
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded

_SIGNS = frozenset(":=")
_OPENING = frozenset("\"“«„'‘*_")
_CLOSING = frozenset("\"”»“'’*_")
_NOBODY = folded("guards", "names_nobody")
"""What stands behind a label where the name is still to come ("client: new")."""


def named_outright(message: Message) -> Name | None:
    """The one capitalised word that makes up a piece behind a label's sign or an outright cue."""
    for hit in name_cues("label").find(message.tokens):
        sign, start = message.fold(hit.last + 1), _unquoted(message, hit.last + 2)
        if sign in _SIGNS and _named(message, start) and not _ends(message, start):
            return advertiser(message, start, start)
    for hit in name_cues("outright").find(message.tokens):
        start = _unquoted(message, hit.last + 1)
        if _named(message, start):
            return advertiser(message, start, start)
    return None


def _unquoted(message: Message, i: int) -> int:
    return i + (message.fold(i) in _OPENING)


def _ends(message: Message, i: int) -> bool:
    """Whether the word is a label itself ("Client: Brand: Nike")."""
    return message.fold(i) in ENDS or message.fold(i + 1) == ":"


def _named(message: Message, i: int) -> bool:
    if i >= len(message.tokens):
        return False
    token, behind = message.tokens[i], i + 1
    behind += message.fold(behind) in _CLOSING
    closed = behind >= len(message.tokens) or is_boundary(message, behind)
    named = token.kind == "word" and token.capital and closed
    return named and is_known(token.fold) and token.fold not in _NOBODY
