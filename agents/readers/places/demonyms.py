"""Countries named by their people: "the German market", "Brazilian women", "mexicanos de 18"."""

from __future__ import annotations

from collections.abc import Iterable

from agents.readers.findings.traits import people_words
from agents.readers.places.place_lists import Company, Named
from agents.readers.text.demonyms import demonyms
from agents.readers.text.gazetteer import country
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded

_MARKETS = folded("guards", "places_market_words") | folded("place_words", "markets")
_FLIGHTS = folded("guards", "places_flight_words")
_MONEY = folded("lifting", "bounds") | folded("lifting", "ceilings") | folded("money", "budget")
_AGED = folded("place_words", "aged")


def named_by_people(
    message: Message, places: Iterable[Named], known: frozenset[str]
) -> list[Named]:
    """Adjectives and nouns beside a word for a market or, when no place is named, for people.

    Of `known` countries, those of the Brief, beside a word for their flight or money as well;
    with a sign beside one of the `places` ("Swiss + Germany").
    """
    listed = list(places)
    alone = not listed and not known
    hits = [h for h in demonyms().find(message.tokens) if message.free(h.first, h.last)]
    named = [
        h
        for h in hits
        if _market_named(message, h)
        or (h.entry in known and _part_named(message, h))
        or (alone and _people_named(message, h))
        or _added(message, h, listed)
    ]
    company = Company(named)
    named += [
        h
        for h in hits
        if h.first not in company.starts and company.beside(message, h.first, h.last)
    ]  # "British and Irish mums"
    return [Hit(h.first, h.last, (country(h.entry),)) for h in named]


def _added(message: Message, hit: Hit[str], places: Iterable[Named]) -> bool:
    """Whether a plus sign joins a word in capitals to a country, and nothing goes on from it."""
    plus = [p for p in places if p.entry[0].level == "country"]
    before = any(_plus(message, p.last, hit.first) for p in plus)
    behind = any(_plus(message, hit.last, p.first) for p in plus)
    return message.tokens[hit.first].capital and (behind or (before and _closes(message, hit)))


def _plus(message: Message, last: int, first: int) -> bool:
    return first - last == 2 and message.fold(last + 1) in ("+", "&")


def _closes(message: Message, hit: Hit[str]) -> bool:
    following = message.tokens[hit.last + 1 : hit.last + 2]
    return not following or following[0].kind != "word"


def _market_named(message: Message, hit: Hit[str]) -> bool:
    near = {message.fold(hit.last + 1), message.fold(hit.first - 1)}
    return bool(near & _MARKETS)


def _part_named(message: Message, hit: Hit[str]) -> bool:
    """ "The Irish dates", "the Austrian minimum", "el mínimo colombiano"."""
    near = {message.fold(hit.last + 1), message.fold(hit.first - 1)}
    return bool(near & (_FLIGHTS | _MONEY))


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
