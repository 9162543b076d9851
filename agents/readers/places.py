"""Places: countries, trade regions, regions and cities, wanted or not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from agents.readers.codes import read_codes
from agents.readers.currencies import homes
from agents.readers.gazetteer import Place, country, names
from agents.readers.message import Message, Operator
from agents.readers.phrases import Hit, Phrases, folded, words
from agents.readers.place_lists import (
    after_state,
    beside,
    cities_called,
    implied,
    listed_homes,
    regional,
    second_time,
)
from agents.readers.place_senses import advertised, greeted, spelt_otherwise, written_otherwise
from agents.readers.spoken import spoken_codes
from agents.readers.traits import people_words

_PRONOUN_CONTEXT = folded("guards", "places_pronoun_context")
_COMMON = folded("guards", "places_common")
_IN = folded("guards", "places_in")
_STATE_CUES = folded("guards", "places_state_cues")


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place at tokens [first, last] and what should happen to it."""

    place: Place
    first: int
    last: int
    operator: Operator


def read_places(message: Message, known: frozenset[str]) -> list[PlaceSpan]:
    """All places of a message; `known` are countries of the Brief so far, for homonyms."""
    hits = _plain_hits(message, known)
    homes_of_money = homes(message)
    named = known | {
        c
        for hit in hits
        for p in hit.entry[:1]
        if p.level in ("country", "trade") and all(o.level != "region" for o in hit.entry)
        for c in p.countries
    }
    hits = [hit for hit in hits if not advertised(message, hit, named)]
    listed = listed_homes(message, hits)
    spelt = [
        hit
        for n, hit in enumerate(hits)
        if not spelt_otherwise(message, hit, hits[n - 1].last if n else -9)
    ]
    sure = named | implied(spelt, frozenset(listed.values()), homes_of_money)
    spans: list[Hit[Place]] = []
    previous = -9
    for n, hit in enumerate(hits):
        near = [*hits[max(0, n - 1) : n], *hits[n + 1 : n + 2]]
        stated = any(beside(message, hit, other) for other in near if regional(other))
        if second_time(message, hit, spans):
            hit = replace(hit, entry=cities_called(message, hit) or hit.entry)
        stated = stated or after_state(message, hit, spans)
        home = frozenset(filter(None, (listed.get(hit.first),)))
        place = _choose(message, hit, Known(sure | home, homes_of_money, stated), previous)
        if place is not None:
            spans.append(Hit(hit.first, hit.last, place))
            previous = hit.last
    placed = sure | {
        c for h in spans if h.entry.level in ("region", "city") for c in h.entry.countries
    }
    message.spoken = spoken_codes(message, spans)
    for code in message.spoken:
        message.claim(code.first, code.last)
    spans += read_codes(message, spans, placed | homes_of_money)
    spans = [h for h in spans if not _spelled_out(message, h, spans)]
    spans.sort(key=lambda hit: hit.first)
    inside = {i for hit in spans for i in range(hit.first, hit.last + 1)}
    alone = not known and len(spans) == 1
    found = [
        PlaceSpan(h.entry, h.first, h.last, _operator(message, h, inside, homes_of_money, alone))
        for h in spans
    ]
    for span in found:
        message.claim(span.first, span.last)
    return found


def _operator(
    message: Message, hit: Hit[Place], inside: set[int], paid: frozenset[str], alone: bool
) -> Operator:
    """What should happen to a place; "no Brasil", "no Sudeste" are Portuguese for "in the"."""
    if message.fold(hit.first - 1) == "no" and _amount_at(message, hit.first - 2):
        return ""
    if message.fold(hit.first - 1) == "no" and hit.entry.countries == ("BR",):
        spelled = message.fold(hit.last) == "brasil"
        if "BR" in paid or (spelled and (alone or not _turned(message, hit.first - 2))):
            return ""
    return message.operator(hit.first, hit.last, inside.__contains__)


def _amount_at(message: Message, i: int) -> bool:
    """Whether an amount ends at token i: "150k no México" is Portuguese for "in"."""
    if i < 1:
        return False
    token, before = message.tokens[i], message.tokens[i - 1]
    scaled = before.kind == "number" and token.fold in ("k", "m", "mil", "mi", "%")
    return scaled or token.kind == "number"


def _turned(message: Message, i: int) -> bool:
    """Whether a pause or "but" stands at token i ("LATAM, no Brasil"): then "no" is a negation."""
    return i < 0 or message.tokens[i].kind in ("sign", "break") or message.fold(i) in _BUT


_BUT = frozenset(("pero", "y", "con", "but", "and", "with"))


@dataclass(frozen=True, slots=True)
class Known:
    """What tells homonyms apart: sure countries, those of the money, a region beside."""

    countries: frozenset[str]
    money: frozenset[str]
    region_beside: bool = False


def _spelled_out(message: Message, hit: Hit[Place], spans: list[Hit[Place]]) -> bool:
    """Whether a trade region's members follow in brackets or a list ("Nordics (SE, NO)")."""
    inside = ("(", ":", "=", "-")
    return (
        hit.entry.level == "trade"
        and message.fold(hit.last + 1) in inside
        and any(h.first == hit.last + 2 and h.entry.level == "country" for h in spans)
    )


def _plain_hits(message: Message, known: frozenset[str]) -> list[Hit[tuple[Place, ...]]]:
    found = [
        h
        for h in names().find(message.tokens)
        if message.free(h.first, h.last) and h.first not in message.signature
    ]
    found += [
        Hit(i, i, (country(t.fold.upper()),))
        for i, t in enumerate(message.tokens)
        if t.kind == "flag"
    ]
    alone = not found and not known
    found += [
        Hit(h.first, h.last, (country(h.entry),))
        for h in _demonyms().find(message.tokens)
        if message.free(h.first, h.last)
        and (_market_named(message, h) or (alone and _people_named(message, h)))
    ]
    return sorted(found, key=lambda h: h.first)


@cache
def _demonyms() -> Phrases[str]:
    return Phrases((w, code) for code, ws in words("demonyms").items() for w in ws)


_MARKET_WORDS = folded("guards", "places_market_words")


def _market_named(message: Message, hit: Hit[str]) -> bool:
    near = {message.fold(hit.last + 1), message.fold(hit.first - 1)}
    return bool(near & _MARKET_WORDS)


def _people_named(message: Message, hit: Hit[str]) -> bool:
    """ "Brazilian women", "mujeres mexicanas", "Italian millennials", "mexicanos 18-24"."""
    behind = hit.last + 1
    if message.fold(behind) in people_words() or message.fold(hit.first - 1) in people_words():
        return True
    number = message.tokens[behind] if behind < len(message.tokens) else None
    return number is not None and number.kind == "number" and message.fold(behind + 1) in ("-", "+")


def _choose(
    message: Message, hit: Hit[tuple[Place, ...]], known: Known, previous: int
) -> Place | None:
    """The place that is meant by a name, None when no place is."""
    if written_otherwise(message, hit, previous) or greeted(message, hit):
        return None
    best, sure = hit.entry[0], known.countries
    if best.level in ("country", "trade"):
        return _country(message, hit, sure | known.money)
    if known.region_beside or _state_cued(message, hit):
        region = next((p for p in hit.entry if p.level == "region"), None)
        if region is not None:
            return region
    if len(known.money) <= _FEW_PAYERS:
        sure = sure | known.money
    near = [p for p in hit.entry if p.countries[0] in sure]
    paid = [p for p in hit.entry if p.countries[0] in known.money]
    best = near[0] if near else paid[0] if paid else best
    if best.level == "region":
        return best if _region_ok(message, hit, bool(near)) else None
    name = message.folds(hit.first, hit.last)
    return best if _city_ok(message, hit, best, name, bool(near), previous) else None


_FEW_PAYERS = 3
"""A currency of so few countries names them ("CHF": Switzerland and Liechtenstein)."""


def _country(message: Message, hit: Hit[tuple[Place, ...]], sure: frozenset[str]) -> Place | None:
    best, name = hit.entry[0], message.folds(hit.first, hit.last)
    if name in ("us", "u s") and not _is_country_us(message, hit):
        return None
    local = [p for p in hit.entry[1:] if p.countries[0] in sure]
    if local and best.countries[0] not in sure:
        return local[0]
    return best if _country_ok(message, hit, name) else None


def _state_cued(message: Message, hit: Hit[tuple[Place, ...]]) -> bool:
    """Whether "state", "estado de", "Bundesland" stands beside the name."""
    if message.fold(hit.last + 1) in _STATE_CUES or message.fold(hit.first - 1) in _STATE_CUES:
        return True
    linked = message.fold(hit.first - 1) in folded("guards", "places_choose")
    return linked and message.fold(hit.first - 2) in _STATE_CUES


def _region_ok(message: Message, hit: Hit[tuple[Place, ...]], near: bool) -> bool:
    name = message.folds(hit.first, hit.last)
    if message.tokens[hit.first].capital:
        return True
    ordinary = name in folded("fillers", "words")
    return not ordinary and (len(name) > 5 or (near and len(name) >= 3))


def _country_ok(message: Message, hit: Hit[tuple[Place, ...]], name: str) -> bool:
    token = message.tokens[hit.first]
    if token.kind == "flag":
        return True
    if (
        hit.first > 0
        and message.tokens[hit.first].glued
        and message.fold(hit.first - 1) in ("@", "#")
    ):
        return False
    after = message.tokens[hit.last + 1] if hit.last + 1 < len(message.tokens) else None
    if after is not None and after.glued and after.fold == "$":
        return False
    if name in folded("guards", "places_country_ok"):
        return token.capital or message.fold(hit.first - 1) in _IN
    return len(name) > 3 or token.text.isupper() or name in folded("guards", "places_country_ok_2")


_DOLLARS = folded("guards", "places_dollars")


def _is_country_us(message: Message, hit: Hit[tuple[Place, ...]]) -> bool:
    token = message.tokens[hit.first]
    after = message.tokens[hit.last + 1] if hit.last + 1 < len(message.tokens) else None
    if after is not None and after.fold == "$" and after.glued:
        return False
    if message.fold(hit.last + 1) in _DOLLARS or message.fold(hit.first - 1) in _DOLLARS:
        return False
    if hit.last > hit.first or token.text.isupper():
        return True
    if hit.first and not message.free(hit.first - 1, hit.first - 1):
        return True
    previous = message.fold(hit.first - 1)
    if (
        previous in {"", *folded("guards", "places_is_country_us")}
        or message.tokens[hit.first - 1].kind == "break"
    ):
        return True
    return previous in ("and", "for", "from", "across") and (
        after is None
        or after.fold in folded("guards", "places_is_country_us_2")
        or after.kind in ("break", "number")
    )


def _city_ok(
    message: Message,
    hit: Hit[tuple[Place, ...]],
    place: Place,
    name: str,
    near: bool,
    previous: int,
) -> bool:
    token = message.tokens[hit.first]
    cued = (
        message.fold(hit.first - 1) in _IN
        or (previous >= 0 and hit.first - previous <= 2)
        or (
            message.fold(hit.first - 1) == ":"
            and message.fold(hit.first - 2) in _IN | folded("guards", "places_city_ok")
        )
    )
    if name in _COMMON:
        return token.capital and (cued or near) and (near or place.size >= 300)
    if len(name) <= 3 and not token.text.isupper() and not cued:
        return False
    if not token.capital:
        return place.size >= 400 or (near and cued and place.size >= 60)
    if near:
        return place.size >= 100 or cued or place.size >= 60
    return (
        place.size >= 900
        or (cued and place.size >= 150)
        or (place.size >= 400 and place.countries[0] in _SOLD)
    )


_SOLD = frozenset(words("guards")["places_sold"])
