"""Countries by half their names while a plan is being spoken of: "drop Lux", "add Neth"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agents.readers.names.name_words import ordinary
from agents.readers.places.code_letters import shouting, three_letters
from agents.readers.places.place_lists import Company
from agents.readers.text.gazetteer import Place, country, country_spellings
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, month_names, words
from agents.readers.text.tokens import fold

_SHORTEST = 3
"""How many letters at the least are taken for the beginning of a name."""
_INSIDE = folded("place_words", "inside")


def read_short(
    message: Message, spans: list[Hit[Place]], known: frozenset[str]
) -> list[Hit[Place]]:
    """Short names of countries; `known` are those of the Brief, `spans` the places so far.

    The beginning of a name will do for a country of the Brief.
    """
    if shouting(message):
        return []
    taken = {i for hit in spans for i in range(hit.first, hit.last + 1)}
    hits = [h for h in _candidates(message, known) if h.first not in taken]
    company = Company([*hits, *(Hit(h.first, h.last, h.entry.code) for h in spans)])
    return [
        Hit(h.first, h.last, country(h.entry))
        for h in hits
        if (known and _commanded(message, h))
        or company.beside(message, h.first, h.last)
        or (h.entry in known and _spoken_of(message, h))
    ]


def _candidates(message: Message, known: frozenset[str]) -> Iterator[Hit[str]]:
    begun = _beginnings(known)
    for i, token in enumerate(message.tokens):
        if token.kind != "word" or not message.free(i, i) or _hyphened(message, i):
            continue
        hit = _short_names().at(message.tokens, i)
        if hit is None and token.fold in begun:
            hit = Hit(i, i, begun[token.fold])
        if hit is not None and _written(message, hit, known):
            yield hit


def _hyphened(message: Message, i: int) -> bool:
    """Whether it is a part of a longer word ("Per-view", "Aus- und Einsteiger")."""
    behind = message.tokens[i + 1 : i + 2]
    return any(token.glued and token.fold == "-" for token in behind)


def _written(message: Message, hit: Hit[str], known: frozenset[str]) -> bool:
    """Whether it is written like a name; small letters will do for what stands and is no word."""
    if message.tokens[hit.first].capital:
        return hit.first > 0 or hit.entry in known
    return hit.entry in known and message.fold(hit.first) not in ordinary()


def _commanded(message: Message, hit: Hit[str]) -> bool:
    return message.operator(hit.first, hit.last, lambda _: False) != ""


def _spoken_of(message: Message, hit: Hit[str]) -> bool:
    """Whether a piece is about it: "Lux 20k", "in Lux only until May"."""
    inside = message.fold(hit.first - 1) in _INSIDE
    return inside or message.alone(hit.first, hit.last)


def _beginnings(known: frozenset[str]) -> dict[str, str]:
    """What the names of one of the countries alone begin with."""
    found: dict[str, set[str]] = {}
    for code in known:
        for name in country_spellings(code):
            for end in range(_SHORTEST, len(name)):
                found.setdefault(name[:end], set()).add(code)
    return {start: codes.pop() for start, codes in found.items() if len(codes) == 1}


@cache
def _short_names() -> Phrases[str]:
    lines = [(w, code) for code, ws in words("short_countries").items() for w in ws]
    codes = three_letters().items()
    return Phrases([*lines, *((w, code) for w, code in codes if fold(w) not in month_names())])
