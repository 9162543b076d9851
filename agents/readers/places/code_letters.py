"""What capital letters can mean: a country, a state, a city, or no place at all."""

from __future__ import annotations

from functools import cache

from agents.readers.numbers.currency_words import COMMON_CODES
from agents.readers.text.gazetteer import Place, country, names, region_codes, states_of
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded, words
from agents.readers.text.tokens import tokenise
from media.codes import countries

REGIONED = ("US", "CA", "AU", "BR", "DE")
"""Countries whose regions people write as letters."""


@cache
def group(name: str) -> frozenset[str]:
    """A group of codes that are told apart in the table of codes."""
    return frozenset(code.upper() for code in words("codes")[name])


@cache
def _cities() -> dict[str, tuple[Place, ...]]:
    """Codes of states that stand for their city too, in a list of cities: NY, SP, DC."""
    pairs = (pair.partition("=") for pair in words("codes")["cities"])
    hits = ((code, names().at(tokenise(name), 0)) for code, _, name in pairs)
    return {code: tuple(p for p in hit.entry if p.level == "city")[:1] for code, hit in hits if hit}


def code_names(message: Message) -> list[Hit[tuple[Place, ...]]]:
    """Codes with all that they could mean, for the lists that they stand in."""
    if shouting(message):
        return []
    found = []
    for i, token in enumerate(message.tokens):
        if codelike(message, i):
            places = _meanings(token.text)
            if _behind_its_city(message, i):
                continue
            if any(place.level == "region" for place in places):
                found.append(Hit(i, i, places))
    return found


def names_state(code: str, city: Place) -> bool:
    """Whether the letters can say in which state a city lies; of the United States it is known."""
    home = city.countries[0]
    if code in _cities() and home == "BR":
        return False
    return code in (states_of(city) or region_codes(home))


def _behind_its_city(message: Message, i: int) -> bool:
    """ "Austin, TX", "Toronto ON": the letters only say where the city lies."""
    last = i - 2 if message.fold(i - 1) in (",", "(") else i - 1
    hits = (names().at(message.tokens, k) for k in range(max(0, last - 3), last + 1))
    hit = next((h for h in hits if h is not None and h.last == last), None)
    if hit is None:
        return False
    cities = [p for p in hit.entry if p.level == "city" and p.countries[0] in REGIONED]
    return any(names_state(message.tokens[i].text, city) for city in cities)


@cache
def _meanings(code: str) -> tuple[Place, ...]:
    regions = (region_codes(home).get(code) for home in REGIONED)
    nation = (country("GB" if code == "UK" else code),) if country_written(code) else ()
    return (*nation, *_cities().get(code, ()), *(place for place in regions if place is not None))


def country_written(code: str) -> bool:
    """Whether people write the country with these letters."""
    seldom = code in group("not_countries") and code not in group("listed_countries")
    return code in country_codes() and not seldom


def ambiguous(code: str) -> bool:
    """Whether capital letters are rather a word than a region ("OK", "PR")."""
    return code in group("words")


@cache
def country_codes() -> frozenset[str]:
    """All codes of countries, and UK."""
    return countries() | {"UK"}


@cache
def three_letters() -> dict[str, str]:
    """Countries by three letters, of sports and of ISO."""
    pairs = (pair.partition("=") for pair in words("codes")["three"])
    return {code: place for code, _, place in pairs}


def shouting(message: Message) -> bool:
    """Whether so much is written in capitals that they say nothing."""
    codes = three_letters().keys() | COMMON_CODES
    loud = sum(t.text.isupper() and len(t.text) > 2 and t.text not in codes for t in message.tokens)
    return loud > len(message.tokens) / 3


def codelike(message: Message, i: int) -> bool:
    """Whether token i can be a code of a place: two or three capitals not explained otherwise."""
    token = message.tokens[i]
    if len(token.text) not in (2, 3) or not (
        token.text.isascii() and token.text.isalpha() and token.text.isupper()
    ):
        return False
    after = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if after is not None and after.glued and (after.fold == "$" or after.kind == "number"):
        return False
    if token.glued and i and message.tokens[i - 1].kind == "number":
        return False
    if {message.fold(i - 1), message.fold(i + 1)} & folded("guards", "places_dollars"):
        return False
    if token.text == "CA" and message.fold(i - 1) in ("de", "d'affaires", "un"):
        return False
    if after is not None and after.kind == "number" and token.text in group("before_numbers"):
        return False
    return message.free(i, i)
