"""Names that brackets explain: "Kind (the snack bars)", "Always (die Binden)"."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.names.name_cues import cue_before
from agents.readers.names.name_runs import begins_sentence
from agents.readers.names.name_words import ENDS, Name, advertiser, is_wording, ordinary
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from agents.readers.text.tokens import Token

_GLOSS = 7
"""How many tokens the explanation has at most."""
_LONGEST = 3
_OPENERS = folded("guards", "glossed_openers")
"""Articles and the like, which what explains a name begins with."""


def glossed(message: Message) -> Name | None:
    """The first name before brackets that say what it is; None when there is none."""
    for i in range(1, len(message.tokens)):
        if message.fold(i) != "(" or not _explains(message.tokens[i + 1 : i + _GLOSS]):
            continue
        first = _first(message, i - 1)
        if first is not None:
            return advertiser(message, first, i - 1, 0.9)
    return None


def _explains(inside: Sequence[Token]) -> bool:
    """Whether an article opens the brackets, and nothing but words stands in them."""
    folds = [t.fold for t in inside]
    if not folds or folds[0] not in _OPENERS or ")" not in folds:
        return False
    said = inside[: folds.index(")")]
    return len(said) > 1 and all(t.kind == "word" for t in said)


def _first(message: Message, last: int) -> int | None:
    """Where the name that ends at token `last` begins: a sentence, or what "for" introduces."""
    first = last
    while first > max(0, last - _LONGEST) and _named(message, first - 1):
        first -= 1
    stands = begins_sentence(message, first) or cue_before(message, first)
    return first if stands and _nameable(message, first) else None


def _named(message: Message, i: int) -> bool:
    token = message.tokens[i]
    return token.kind == "word" and token.capital and token.fold not in ordinary()


def _nameable(message: Message, i: int) -> bool:
    token = message.tokens[i]
    if token.kind != "word" or not token.capital or not message.free(i, i):
        return False
    said = token.fold in ENDS or is_wording(message, i)
    return not said and places().at(message.tokens, i) is None
