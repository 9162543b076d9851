"""Which place a name means, with what the message says of countries; none when none is meant."""

from __future__ import annotations

from agents.readers.names.name_words import ordinary
from agents.readers.places.place_evidence import Given
from agents.readers.places.place_lists import LISTING, Named
from agents.readers.places.place_openers import is_opener
from agents.readers.places.place_senses import greeted, hangs_on_name, met, of_club
from agents.readers.text.gazetteer import Place
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded, words

_COMMON = folded("guards", "places_common")
_IN = folded("guards", "places_in")
_STATE_CUES = folded("guards", "places_state_cues")


def choose(message: Message, hit: Named, given: Given, previous: int) -> Place | None:
    """The place that is meant by a name, None when no place is."""
    if any(other(message, hit) for other in (met, greeted, hangs_on_name, of_club)):
        return None
    if hit.first in given.listed:
        return given.listed[hit.first]
    best, sure = hit.entry[0], given.sure
    if best.level in ("country", "trade"):
        return _country(message, hit, sure | given.paid)
    region = next((p for p in hit.entry if p.level == "region"), None)
    if region is not None and _state_cued(message, hit):
        return region
    if len(given.paid) <= _FEW_PAYERS:
        sure = sure | given.paid
    near = [p for p in hit.entry if p.countries[0] in sure]
    near.sort(key=lambda place: place.countries[0] not in given.standing)
    paid = [p for p in hit.entry if p.countries[0] in given.paid]
    best = near[0] if near else paid[0] if paid else best
    if _city_cued(message, hit):
        return next((p for p in (*near, *paid, *hit.entry) if p.level == "city"), best)
    if best.level == "region":
        return best if _region_ok(message, hit, bool(near)) else None
    name = message.folds(hit.first, hit.last)
    spoken = given.spoken or (_ELSEWHERE if len(hit.entry) == 1 else frozenset())
    if best.countries[0] in spoken and not near and _stands_alone(message, hit, best, name):
        return best
    if _town_named(message, hit, best, given):
        return best
    return best if _city_ok(message, hit, best, name, bool(near), previous) else None


def _town_named(message: Message, hit: Named, place: Place, given: Given) -> bool:
    """Whether a town stands behind "in", in the language that is spoken there ("i Lund")."""
    token, home = message.tokens[hit.first], place.countries[0]
    local = home in given.spoken or (home in _BRITISH and home in given.paid)
    if not (local and token.capital and place.level == "city"):
        return False
    if message.folds(hit.first, hit.last) in _COMMON and home in _NOUNS:
        return False
    return message.fold(hit.first - 1) in _INSIDE


_INSIDE = folded("place_words", "inside")
_BRITISH = frozenset(("GB", "IE"))
_NOUNS = frozenset(("DE", "AT", "CH"))
"""Where nouns have capitals, and a word that is a town too is no town ("Essen")."""


def _stands_alone(message: Message, hit: Named, place: Place, name: str) -> bool:
    """Whether a town of a country of the language is a piece of its own ("Innsbruck, 10k")."""
    capital = message.tokens[hit.first].capital
    plain = name not in _COMMON and len(name) > 3 and (capital or name not in ordinary())
    large = place.size >= (_TOWN if capital else _CITY)
    return plain and large and message.alone(hit.first, hit.last)


_TOWN, _CITY = 100, 200
"""How many thousand people live in a town known by its name, and by it in small letters."""
_ENGLISH = frozenset(("US", "GB", "CA", "AU", "NZ", "IE", "ZA", "IN", "SG"))
_FEW_PAYERS = 4
"""A currency of so few countries names them: francs of Switzerland, crowns of the north."""


def _country(message: Message, hit: Named, sure: frozenset[str]) -> Place | None:
    best, name = hit.entry[0], message.folds(hit.first, hit.last)
    if name in ("us", "u s") and not _is_country_us(message, hit):
        return None
    local = [p for p in hit.entry[1:] if p.countries[0] in sure]
    if local and best.countries[0] not in sure:
        return local[0]
    return best if _country_ok(message, hit, name) else None


def _state_cued(message: Message, hit: Named) -> bool:
    """Whether "state", "estado de", "Bundesland" stands beside the name."""
    behind = hit.last + 1 + (message.fold(hit.last + 1) == "(")
    if message.fold(behind) in _STATE_CUES or message.fold(hit.first - 1) in _STATE_CUES:
        return True
    linked = message.fold(hit.first - 1) in folded("guards", "places_choose")
    return linked and message.fold(hit.first - 2) in _STATE_CUES


def _city_cued(message: Message, hit: Named) -> bool:
    """Whether the name is said to be a city's ("cidade do Porto", "the city of Reading")."""
    linked = message.fold(hit.first - 1) in folded("guards", "places_choose")
    before = hit.first - 1 - linked
    return linked and message.fold(before) in _CITY_CUES and message.tokens[hit.first].capital


_CITY_CUES = folded("guards", "places_city_cues")


def _region_ok(message: Message, hit: Named, near: bool) -> bool:
    name = message.folds(hit.first, hit.last)
    if message.tokens[hit.first].capital:
        return True
    ordinary = name in folded("fillers", "words")
    return not ordinary and (len(name) > 5 or (near and len(name) >= 3))


def _country_ok(message: Message, hit: Named, name: str) -> bool:
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


def _is_country_us(message: Message, hit: Named) -> bool:
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
    hit: Named,
    place: Place,
    name: str,
    near: bool,
    previous: int,
) -> bool:
    token = message.tokens[hit.first]
    only = message.before.get(hit.first - 1)
    cued = (
        message.fold(hit.first - 1) in _IN
        or (only is not None and only.entry == "only")
        or (previous >= 0 and hit.first - previous <= 2)
        or (
            message.fold(hit.first - 1) == ":"
            and message.fold(hit.first - 2) in _IN | folded("guards", "places_city_ok")
        )
    )
    if name in _COMMON and not token.capital:
        return near and message.small and _told_at_last(message, hit)
    if name in _COMMON:
        return (cued or near) and (near or place.size >= 300)
    if len(name) <= 3 and not token.text.isupper() and not cued:
        return False
    if not token.capital:
        told = near and (cued or _told(message, hit, name))
        return place.size >= 400 or (told and place.size >= 60)
    if near:
        return place.size >= 100 or cued or place.size >= 60
    return (
        place.size >= 900
        or (cued and place.size >= 150)
        or (place.size >= 400 and place.countries[0] in _SOLD)
    )


def _told(message: Message, hit: Named, name: str) -> bool:
    """Whether a command is of a name, or nothing else is said: "ajoute lille", "kiel raus"."""
    if name in ordinary():
        return False
    return _commanded(message, hit) or _piece(message, hit)


def _told_at_last(message: Message, hit: Named) -> bool:
    """Whether a piece ends with a name that is no word of the language ("también en vigo")."""
    behind = message.tokens[hit.last + 1 : hit.last + 2]
    ends = not behind or behind[0].kind != "word"
    inside = message.fold(hit.first - 1) in _INSIDE
    said = is_opener(message, message.fold(hit.first))
    return ends and not said and (inside or _commanded(message, hit))


def _commanded(message: Message, hit: Named) -> bool:
    return message.operator(hit.first, hit.last, lambda _: False) != ""


def _piece(message: Message, hit: Named) -> bool:
    """Whether a name is a piece of its own, but for a conjunction ("y bilbao")."""
    linked = message.fold(hit.first - 1) in LISTING
    return message.alone(hit.first - 1 if linked else hit.first, hit.last)


_SOLD = frozenset(words("guards")["places_sold"])
_ELSEWHERE = _SOLD - _ENGLISH
"""Countries whose towns are seldom called like people and firms of the English-speaking world."""
