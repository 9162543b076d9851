"""Places in lists: neighbours tell which of the places of a name is meant."""

from __future__ import annotations

from itertools import pairwise

from agents.readers.gazetteer import Place, names
from agents.readers.message import Message
from agents.readers.phrases import Hit, folded
from agents.readers.tokens import tokenise

LISTING = folded("guards", "places_listing")
"""What stands between the names of a list."""


def regional(hit: Hit[tuple[Place, ...]]) -> bool:
    """Whether only regions bear the name."""
    return all(place.level == "region" for place in hit.entry)


def beside(message: Message, hit: Hit[tuple[Place, ...]], region: Hit[tuple[Place, ...]]) -> bool:
    """Whether a region of the same country is listed beside ("São Paulo e Minas Gerais")."""
    if not {p.countries[0] for p in hit.entry} & {p.countries[0] for p in region.entry}:
        return False
    gap = (
        range(hit.last + 1, region.first)
        if hit.last < region.first
        else range(region.last + 1, hit.first)
    )
    return 0 < len(gap) <= 2 and all(message.fold(i) in LISTING for i in gap)


def implied(
    hits: list[Hit[tuple[Place, ...]]], listed: frozenset[str], money: frozenset[str]
) -> frozenset[str]:
    """Countries that a name with one meaning, a list or a very large city gives away.

    Of places of one name those count that pay in the `money` of the message, if any does.
    """
    found = {*listed, *(_large(h.entry[0]) for h in hits if len(h.entry) == 1)}
    homonyms = (h.entry for h in hits if len(h.entry) > 1 and h.entry[0].size >= 1500)
    for entry in sorted(homonyms, key=lambda entry: -entry[0].size):
        if not any(place.countries[0] in found for place in entry):
            paid = [place for place in entry if place.countries[0] in money]
            found.add(_large((paid or entry)[0]))
    return frozenset(found - {""})


def _large(place: Place) -> str:
    """The country of a region or of a large city; empty for other places."""
    return place.countries[0] if place.level == "region" or place.size >= 400 else ""


def listed_homes(message: Message, hits: list[Hit[tuple[Place, ...]]]) -> dict[int, str]:
    """The country that cities of one list share, by the first token of each ("Nantes + Lille")."""
    found: dict[int, str] = {}
    for one, two in pairwise(hits):
        gap = [message.fold(i) for i in range(one.last + 1, two.first)]
        if not 0 < len(gap) <= 2 or not all(g in LISTING for g in gap):
            continue
        shared = _city_homes(message, one) & _city_homes(message, two)
        if len(shared) == 1:
            found[one.first] = found[two.first] = next(iter(shared))
    return found


def _city_homes(message: Message, hit: Hit[tuple[Place, ...]]) -> frozenset[str]:
    capital = message.tokens[hit.first].capital
    cities = (p for p in hit.entry if p.level == "city" and p.size >= _TOWN)
    return frozenset(p.countries[0] for p in cities) if capital else frozenset()


_TOWN = 100
"""From so many thousand people on a city is known by its name, if another is listed beside it."""


def after_state(message: Message, hit: Hit[tuple[Place, ...]], earlier: list[Hit[Place]]) -> bool:
    """Whether a state is listed before ("estados de São Paulo e Rio de Janeiro")."""
    if not earlier or earlier[-1].entry.level != "region":
        return False
    state = earlier[-1]
    gap = range(state.last + 1, hit.first)
    listed = 0 < len(gap) <= 2 and all(message.fold(i) in LISTING for i in gap)
    same = any(p.countries == state.entry.countries for p in hit.entry)
    return listed and same and any(p.level == "city" for p in hit.entry)


def second_time(message: Message, hit: Hit[tuple[Place, ...]], earlier: list[Hit[Place]]) -> bool:
    """ "Québec seulement (Montréal et Québec)": the name of a region again, listed with a city."""
    if not any(o.entry.level == "region" and o.entry in hit.entry for o in earlier):
        return False
    beside = earlier[-1]
    gap = range(beside.last + 1, hit.first)
    return (
        beside.entry.level == "city"
        and 0 < len(gap) <= 2
        and all(message.fold(i) in LISTING for i in gap)
    )


def cities_called(message: Message, hit: Hit[tuple[Place, ...]]) -> tuple[Place, ...]:
    """The cities of this name: "Quebec" has Quebec City."""
    longer = names().at(tokenise(f"{message.folds(hit.first, hit.last)} city"), 0)
    found = (*hit.entry, *(longer.entry if longer else ()))
    return tuple(place for place in found if place.level == "city")
