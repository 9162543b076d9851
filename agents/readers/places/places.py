"""Places: countries, trade regions, regions and cities, wanted or not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.readers.places.codes import read_codes
from agents.readers.places.place_choice import choose
from agents.readers.places.place_evidence import meant
from agents.readers.places.place_lists import cities_called, second_time
from agents.readers.places.short_names import read_short
from agents.readers.places.spoken import spoken_codes
from agents.readers.text.gazetteer import Place
from agents.readers.text.message import Message
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Hit


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """A place at tokens [first, last] and what should happen to it."""

    place: Place
    first: int
    last: int
    operator: Operator


def read_places(message: Message, known: frozenset[str]) -> list[PlaceSpan]:
    """All places of a message; `known` are countries of the Brief so far, for homonyms."""
    hits, given = meant(message, known)
    spans: list[Hit[Place]] = []
    previous = -9
    for hit in hits:
        if second_time(message, hit, spans):
            hit = replace(hit, entry=cities_called(message, hit) or hit.entry)
            given.listed.pop(hit.first, None)
        place = choose(message, hit, given, previous)
        if place is not None:
            spans.append(Hit(hit.first, hit.last, place))
            previous = hit.last
    placed = given.sure | {
        c for h in spans if h.entry.level in ("region", "city") for c in h.entry.countries
    }
    message.spoken = spoken_codes(message, spans)
    for code in message.spoken:
        message.claim(code.first, code.last)
    spans += read_codes(message, spans, placed | given.paid)
    spans += read_short(message, spans, known)
    spans = [h for h in spans if not _spelled_out(message, h, spans)]
    spans.sort(key=lambda hit: hit.first)
    inside = {i for hit in spans for i in range(hit.first, hit.last + 1)}
    alone = not known and len(spans) == 1
    found = [
        PlaceSpan(h.entry, h.first, h.last, _operator(message, h, inside, given.paid, alone))
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
    if message.fold(hit.first - 1) == "no" and _in_portugal(hit.entry):
        return ""
    if message.fold(hit.first - 1) == "no" and hit.entry.countries == ("BR",):
        spelled = message.fold(hit.last) == "brasil"
        if "BR" in paid or (spelled and (alone or not _turned(message, hit.first - 2))):
            return ""
    return message.operator(hit.first, hit.last, inside.__contains__)


def _in_portugal(place: Place) -> bool:
    """ "No Porto", "no Algarve"; of the country itself people say "em"."""
    return place.countries == ("PT",) and place.level in ("city", "region")


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


def _spelled_out(message: Message, hit: Hit[Place], spans: list[Hit[Place]]) -> bool:
    """Whether a trade region's members follow in brackets or a list ("Nordics (SE, NO)")."""
    inside = ("(", ":", "=", "-")
    return (
        hit.entry.level == "trade"
        and message.fold(hit.last + 1) in inside
        and any(h.first == hit.last + 2 and _member(h.entry, hit.entry) for h in spans)
    )


def _member(place: Place, area: Place) -> bool:
    return place.level == "country" or place.code in area.regions
