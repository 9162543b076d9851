"""Codes: two or three capital letters that stand for a country or a region ("DE", "TX", "NSW")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from agents.readers.places.code_letters import (
    REGIONED,
    codelike,
    country_codes,
    group,
    names_state,
    shouting,
    three_letters,
)
from agents.readers.places.code_places import LINKS, Neighbours, between_figures, goes_on, listed
from agents.readers.places.place_lists import Company
from agents.readers.text.gazetteer import Place, country, region_codes
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded, words


def read_codes(message: Message, spans: list[Hit[Place]], sure: frozenset[str]) -> list[Hit[Place]]:
    """Countries and regions written as codes; `spans` are the places so far, `sure` countries."""
    taken = {i for hit in spans for i in range(hit.first, hit.last + 1)}
    found = [hit for hit in _joined_pairs(message) if hit.first not in taken]
    taken |= {hit.first for hit in found}
    found += [hit for hit in _lists(message) if hit.first not in taken]
    found += [hit for hit in _behind_amounts(message) if hit.first not in taken]
    taken |= {hit.first for hit in found}
    near = Neighbours([*spans, *found])
    if shouting(message):
        return found
    found += _threes(message, [*spans, *found])
    taken |= {hit.first for hit in found}
    for i in range(len(message.tokens)):
        if i not in taken and codelike(message, i):
            place = _place(message, i, near, sure)
            if place is not None:
                found.append(Hit(i, i, place))
                near.add(found[-1])
    return found


def _joined_pairs(message: Message) -> list[Hit[Place]]:
    """Small letters count when two codes are joined: "us + ca", "de/at"."""
    pairs = words("codes")["joined"]
    found: dict[int, Hit[Place]] = {}
    for i in range(1, len(message.tokens) - 1):
        if (
            message.fold(i) in ("+", "/", "&")
            and message.fold(i - 1) in pairs
            and message.fold(i + 1) in pairs
        ):
            for k in (i - 1, i + 1):
                if message.free(k, k):
                    code = message.fold(k).upper()
                    found[k] = Hit(k, k, country("GB" if code == "UK" else code))
    return list(found.values())


def _lists(message: Message) -> list[Hit[Place]]:
    """A piece that is nothing but codes: "de, at, ch", "fr be nl", and "D" for Germany."""
    found = []
    for first, last in _pieces(message):
        run = [i for i in range(first, last + 1) if message.fold(i) not in LINKS]
        if [message.tokens[i].text for i in run] in (["D"], ["D", "A"], ["D", "CH"]):
            codes = {"D": "DE", "A": "AT", "CH": "CH"}
            found += [Hit(i, i, country(codes[message.tokens[i].text])) for i in run]
        elif _uniform(message, run) and all(
            message.fold(i) in words("codes")["joined"] for i in run
        ):
            found += [Hit(i, i, country(_iso(message.fold(i)))) for i in run]
    return found


def _behind_amounts(message: Message) -> list[Hit[Place]]:
    """Small letters right behind an amount and before dates: "80k usd us march"."""
    small = words("codes")["behind_amounts"]
    return [
        Hit(i, i, country(_iso(token.fold)))
        for i, token in enumerate(message.tokens)
        if token.fold in small and message.free(i, i) and between_figures(message, i)
    ]


_LISTED = 3
"""So many small-letter codes in a row are no words."""


def _uniform(message: Message, run: list[int]) -> bool:
    """Whether the codes are listed one way: all side by side, or all with a sign between.

    A list names each of them once, all large or all small; "in UK in May" is none.
    """
    gaps = {b - a for a, b in pairwise(run)}
    cases = {message.tokens[i].text.islower() for i in run}
    codes = {message.fold(i) for i in run}
    return len(run) >= _LISTED and len(codes) == len(run) and len(gaps) == len(cases) == 1


def _iso(code: str) -> str:
    return "GB" if code == "uk" else code.upper()


def _pieces(message: Message) -> Iterator[tuple[int, int]]:
    """Runs of words and list signs between the numbers, claimed words and sentence ends."""
    first = None
    for i in range(len(message.tokens) + 1):
        inside = i < len(message.tokens) and message.free(i, i) and _codeish(message, i)
        if inside and first is None:
            first = i
        elif not inside and first is not None:
            yield first, i - 1
            first = None


def _codeish(message: Message, i: int) -> bool:
    if message.fold(i) in LINKS:
        return True
    after = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    if after is not None and after.glued and (after.fold == "$" or after.kind == "number"):
        return False
    return message.tokens[i].kind == "word" and len(message.tokens[i].text) <= 2


def _threes(message: Message, spans: list[Hit[Place]]) -> list[Hit[Place]]:
    """Three letters of sports and of ISO, listed with another country: "NED + BEL", "GER/AUT"."""
    table = three_letters()
    taken = {hit.first for hit in spans}
    codes = [
        Hit(i, i, country(table[t.text]))
        for i, t in enumerate(message.tokens)
        if t.text in table and message.free(i, i) and i not in taken
    ]
    company = Company([*codes, *(h for h in spans if h.entry.level in ("country", "trade"))])
    return [hit for hit in codes if company.beside(message, hit.first, hit.last)]


def _place(message: Message, i: int, near: Neighbours, sure: frozenset[str]) -> Place | None:
    code = message.tokens[i].text
    city = near.city_before(i)
    if city is not None and message.fold(i - 1) == "," and names_state(code, city):
        message.claim(i, i)
        return None
    if code == "NI" and sure & {"GB", "IE"}:
        return region_codes("GB")["NIR"]
    region = _inside(message, i, code, sure) or _region(message, i, code, sure)
    if region is None and code in group("plain_states") and not sure - {"US"}:
        region = region_codes("US")[code]
    if region is not None:
        return region
    known = _iso(code.lower()) in sure and not goes_on(message, i)
    return country(_iso(code.lower())) if known or _is_country(message, code, i, near) else None


def _region(message: Message, i: int, code: str, sure: frozenset[str]) -> Place | None:
    for home in REGIONED:
        regions = region_codes(home)
        if home not in sure or code not in regions:
            continue
        if code in group("words") and not _among(message, i, regions):
            continue
        if code in sure or (
            code in country_codes()
            and home != "US"
            and not _among(message, i, regions)
            and code not in group("seldom_countries")
        ):
            continue
        if code == "CA" and not _among(message, i, regions):
            continue
        return regions[code]
    return None


def _inside(message: Message, i: int, code: str, sure: frozenset[str]) -> Place | None:
    """A region of the country that is named: "US ex CA", "só SC", "Canada (ON)"."""
    operator = message.operator(i, i, lambda k: k == i)
    inside = message.fold(i - 1) in folded("place_words", "inside") | {"("}
    if operator not in ("not", "remove", "only") and not inside:
        return None
    homes = [home for home in REGIONED if home in sure]
    found = [region_codes(home)[code] for home in homes if code in region_codes(home)]
    return found[0] if len(found) == 1 and code not in sure else None


def _among(message: Message, i: int, regions: dict[str, Place]) -> bool:
    """Whether another region code of the country stands beside it."""
    near = [
        message.tokens[k].text
        for k in range(max(0, i - 4), min(len(message.tokens), i + 5))
        if k != i
    ]
    return any(code in regions and code not in group("words") for code in near)


def _is_country(message: Message, code: str, i: int, near: Neighbours) -> bool:
    if code not in country_codes():
        return False
    if code not in group("not_countries"):
        return True
    return code in group("listed_countries") and listed(message, i, near)
