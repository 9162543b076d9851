"""Names that brackets explain: "Kind (the snack bars)", "Vuelta Móvil (telefonía)"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.names.name_cues import cue_before
from agents.readers.names.name_runs import begins_sentence, name_up_to
from agents.readers.names.name_words import ENDS, Name, advertiser, is_wording
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import Token

_GLOSS = 10
"""How many tokens the explanation has at most."""
_LONGEST = 3
_SIGNS = frozenset("-&'")
"""Signs inside names ("Dumont-Lacroix")."""
_GREETINGS = folded("everyday", "greetings")
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
    """Whether an article opens the brackets, or they name a trade, and only words stand there."""
    folds = [t.fold for t in inside]
    if ")" not in folds:
        return False
    said = inside[: folds.index(")")]
    if not all(t.kind == "word" or t.fold == "," for t in said):
        return False
    opened = len(said) > 1 and folds[0] in _OPENERS
    return opened or next(_trades().find(said), None) is not None


@cache
def _trades() -> Phrases[str]:
    """What advertisers sell or are."""
    tables = (words(name) for name in ("categories", "fields"))
    return Phrases((w, tag) for table in tables for tag, ws in table.items() for w in ws)


def _first(message: Message, last: int) -> int | None:
    """Where the name that ends at token `last` begins: a sentence, or what "for" introduces."""
    joined = name_up_to(message, last) if message.fold(last - 1) in _SIGNS else None
    first = last if joined is None else joined
    while first > max(0, last - _LONGEST) and _named(message, first - 1):
        first -= 1
    greeted = message.fold(first - 1) == "," and message.fold(0) in _GREETINGS
    stands = greeted or begins_sentence(message, first) or cue_before(message, first)
    return first if stands and _nameable(message, first) else None


def _named(message: Message, i: int) -> bool:
    token = message.tokens[i]
    return token.kind == "word" and token.capital and token.fold not in ENDS


def _nameable(message: Message, i: int) -> bool:
    token = message.tokens[i]
    if token.kind != "word" or not token.capital or not message.free(i, i):
        return False
    said = token.fold in ENDS or is_wording(message, i)
    return not said and places().at(message.tokens, i) is None
