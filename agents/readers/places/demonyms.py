"""Countries named by their people: "the German market", "Brazilian women", "mexicanos de 18"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agents.readers.findings.traits import people_words
from agents.readers.places.place_lists import Company, Named
from agents.readers.text.gazetteer import country
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words

_MARKETS = folded("guards", "places_market_words") | folded("place_words", "markets")
_FLIGHTS = folded("guards", "places_flight_words")
_AGED = folded("place_words", "aged")


def named_by_people(message: Message, alone: bool, known: frozenset[str]) -> list[Named]:
    """Adjectives and nouns beside a word for a market or, when no place is named, for people.

    Of `known` countries, those of the Brief, beside a word for their flight as well.
    """
    hits = [h for h in _demonyms().find(message.tokens) if message.free(h.first, h.last)]
    named = [
        h
        for h in hits
        if _market_named(message, h)
        or (h.entry in known and _flight_named(message, h))
        or (alone and _people_named(message, h))
    ]
    company = Company(named)
    named += [
        h
        for h in hits
        if h.first not in company.starts and company.beside(message, h.first, h.last)
    ]  # "British and Irish mums"
    return [Hit(h.first, h.last, (country(h.entry),)) for h in named]


@cache
def _demonyms() -> Phrases[str]:
    return Phrases(
        (form, code) for code, ws in words("demonyms").items() for w in ws for form in _forms(w)
    )


def _forms(wording: str) -> Iterator[str]:
    """The wording, and how German declines it ("deutscher Markt", "polnischen Kunden")."""
    yield wording
    if wording.endswith(("sche", "eizer")):
        yield from (wording + ending for ending in ("r", "n", "s", "m"))


def _market_named(message: Message, hit: Hit[str]) -> bool:
    near = {message.fold(hit.last + 1), message.fold(hit.first - 1)}
    return bool(near & _MARKETS)


def _flight_named(message: Message, hit: Hit[str]) -> bool:
    near = {message.fold(hit.last + 1), message.fold(hit.first - 1)}
    return bool(near & _FLIGHTS)


def _people_named(message: Message, hit: Hit[str]) -> bool:
    """ "Brazilian women", "mujeres mexicanas", "Italian millennials", "mexicanos 18-24"."""
    behind = hit.last + 1
    if message.fold(behind) in people_words() or message.fold(hit.first - 1) in people_words():
        return True
    linked = message.fold(behind) in _AGED
    number = message.tokens[behind + linked] if behind + linked < len(message.tokens) else None
    if number is None or number.kind != "number":
        return False
    return linked or message.fold(behind + 1) in ("-", "+")
