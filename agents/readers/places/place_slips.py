"""Slips of the finger in names of cities and regions: "Brimingham", "Barcelna", "Pennsylvannia"."""

from __future__ import annotations

from functools import cache, lru_cache

from agents.readers.names.name_words import ordinary
from agents.readers.places.place_lists import Company, Named
from agents.readers.text.gazetteer import Place, names, spoken_names
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded
from agents.readers.text.slips import one_slip, slips
from agents.readers.text.spelling import known_words
from agents.readers.text.tokens import tokenise

_SHORTEST = 6
_LONG = 7
"""From so many letters on a misspelt name counts by itself."""
_LARGE = 300
"""How large a city must be, in thousand people, that its misspelt name counts by itself."""
_INSIDE = folded("place_words", "inside")


def misspelt(message: Message, hits: list[Named]) -> list[Named]:
    """Names with one slip, beside other places, behind "in", or large and alone in their piece."""
    found = []
    taken = {i for hit in hits for i in range(hit.first, hit.last + 1)}
    for i, token in enumerate(message.tokens):
        if token.kind != "word" or len(token.fold) < _SHORTEST or i in taken:
            continue
        if message.free(i, i) and (token.capital or message.small) and _meant(token.fold):
            found.append(Hit(i, i, _meant(token.fold)))
    company = Company([*hits, *found])
    return [hit for hit in found if _placed(message, hit, company, alone=not hits)]


def _placed(message: Message, hit: Named, company: Company, alone: bool) -> bool:
    i, place = hit.first, hit.entry[0]
    if company.beside(message, i, i) or message.fold(i - 1) in _INSIDE:
        return True
    large = place.size >= _LARGE or place.level == "region"
    return alone and large and len(message.fold(i)) >= _LONG and message.alone(i, i)


@lru_cache(maxsize=4096)
def _meant(word: str) -> tuple[Place, ...]:
    """The places of the one name that is one slip away; none when the word is known."""
    if word in known_words() or word in ordinary():
        return ()
    near = {name for slip in slips(word) for name in _index().get(slip, ())}
    found = {name for name in near if one_slip(word, name, mistaken=len(word) > _LONG)}
    entries = {hit.entry for name in found if (hit := names().at(tokenise(name), 0)) is not None}
    return entries.pop() if len(entries) == 1 else ()


@cache
def _index() -> dict[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for name in spoken_names():
        if len(name) >= _SHORTEST and name.isascii() and name.isalpha():
            for slip in slips(name):
                index.setdefault(slip, []).append(name)
    return {slip: tuple(found) for slip, found in index.items()}
