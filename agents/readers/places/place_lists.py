"""Places in lists: the places of one list are of one kind and of one country.

"Rosario, Córdoba y Mendoza" are three cities, "Madrid y Andalucía" two regions, "TX and FL" two
states, though some of the names could mean another place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from agents.readers.names.name_words import ordinary
from agents.readers.places.code_letters import ambiguous
from agents.readers.text.gazetteer import Level, Place, names
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded
from agents.readers.text.tokens import tokenise

T = TypeVar("T")
Named = Hit[tuple[Place, ...]]
"""A name with the places that bear it, the likeliest first."""

LISTING = folded("guards", "places_listing")
"""What stands between the names of a list."""
_ARTICLES = folded("place_words", "list_articles")
_BULLETS = folded("place_words", "bullets")
_COMMON = folded("guards", "places_common")
_FEW = 4
"""How many tokens at most stand between two names of a list."""
_TOWN = 100
"""From so many thousand people on a city is known by its name, if another is listed beside it."""
_SMALL_TOWN = 25
"""How small the other cities of such a list may be."""
_CITY = 300
"""How large a city is that its name counts beside others, though it is an ordinary word."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a message says of countries: surely named or implied, paying, in dollars."""

    sure: frozenset[str]
    paid: frozenset[str]
    dollars: bool = False

    def rank(self, country: str) -> tuple[bool, bool, bool]:
        """How well a country is supported."""
        return country in self.sure, country in self.paid, self.dollars and country == "US"


def lists(message: Message, hits: Sequence[Named]) -> list[list[Named]]:
    """The names that stand in lists of two and more, in the order of the text."""
    found: list[list[Named]] = []
    for hit in hits:
        if found and joined(message, found[-1][-1].last, hit.first):
            found[-1].append(hit)
        else:
            found.append([hit])
    return [run for run in found if len(run) > 1]


def joined(message: Message, last: int, first: int) -> bool:
    """Whether nothing but the signs and small words of a list stands between two tokens."""
    gap = range(last + 1, first)
    if not 0 < len(gap) <= _FEW:
        return False
    breaks = [i for i in gap if message.tokens[i].kind == "break"]
    if breaks:
        return len(breaks) == 1 and all(
            message.fold(i) in _BULLETS | LISTING for i in gap if i not in breaks
        )
    return message.fold(gap[0]) in LISTING and all(
        message.fold(i) in LISTING | _ARTICLES for i in gap
    )


class Company:
    """The places of a message by where they begin and end: who stands in a list with whom."""

    def __init__(self, hits: Iterable[Hit[T]]) -> None:
        """`hits` are names or places, or words that stand for one."""
        spans = [(hit.first, hit.last) for hit in hits]
        self.starts = {first for first, _ in spans}
        self.ends = {last for _, last in spans}

    def beside(self, message: Message, first: int, last: int) -> bool:
        """Whether another of them is a neighbour of tokens [first, last] in a list."""
        ends = (i for i in range(first - _FEW - 1, first) if i in self.ends)
        starts = (i for i in range(last + 1, last + _FEW + 2) if i in self.starts)
        return any(joined(message, i, first) for i in ends) or any(
            joined(message, last, i) for i in starts
        )


def agreed(message: Message, run: Sequence[Named], evidence: Evidence) -> dict[int, Place]:
    """The places that the names of a list mean together, by the first token of each."""
    if all(hit.entry[0].level in ("country", "trade") for hit in run):
        return {}
    found: dict[int, Place] = {}
    for part in _parts(run):
        found |= _settled(message, part, evidence)
    return found


def _parts(run: Sequence[Named]) -> Iterator[list[Named]]:
    """Stretches of a list whose names all have places in one country."""
    part: list[Named] = []
    shared: frozenset[str] = frozenset()
    for hit in run:
        homes = frozenset(p.countries[0] for p in hit.entry if p.level in ("city", "region"))
        if part and not shared & homes:
            yield part
            part = []
        shared = shared & homes if part else homes
        if homes:
            part.append(hit)
    yield part


def _settled(message: Message, part: Sequence[Named], evidence: Evidence) -> dict[int, Place]:
    if len(part) < 2:
        return {}
    homes = [{p.countries[0] for p in hit.entry if p.level != "country"} for hit in part]
    options = [
        (*evidence.rank(home), level == "city", places)
        for home in set.intersection(*homes)
        for level in ("city", "region")
        if (places := _all_of(message, part, level, home)) is not None
    ]
    options = [o for o in options if _credible(message, part, o[-1], evidence)]
    if not options:
        return _mixed(message, part, evidence)
    best = max(options, key=lambda o: (*o[:4], sum(p.size for p in o[-1])))
    if sum(o[:3] == best[:3] and o[3] == best[3] for o in options) > 1 and not best[-1][0].size:
        return {}
    return {hit.first: place for hit, place in zip(part, best[-1], strict=True)}


def _all_of(message: Message, part: Sequence[Named], level: Level, home: str) -> list[Place] | None:
    """One place of a level and country for each name; None when one has none, or means another.

    Codes alone are of states ("SP e RJ"), and so are names behind "estados de".
    """
    found = [_one_of(hit, level, home) for hit in part]
    places = [place for place in found if place is not None]
    if len(places) < len(part):
        return None
    if level == "city":
        if all(_code(message, hit) and _one_of(hit, "region", home) for hit in part):
            return None
        regions = all(_one_of(hit, "region", home) is not None for hit in part)
        if regions and _regions_announced(message, part):
            return None
    return places


def _one_of(hit: Named, level: Level, home: str) -> Place | None:
    return next((p for p in hit.entry if p.level == level and p.countries[0] == home), None)


def _code(message: Message, hit: Named) -> bool:
    """Whether the name is only a code, and no name of a place as well ("SP", not "LA")."""
    return hit.first == hit.last and names().at(message.tokens, hit.first) is None


def _regions_announced(message: Message, part: Sequence[Named]) -> bool:
    """Whether the list is said to be of regions ("estados de ...", "..., provincias")."""
    near = [part[0].first - 1, part[0].first - 2, part[0].first - 3]
    near += [part[-1].last + 1, part[-1].last + 2]
    announcing = folded("place_words", "regions_before") | folded("guards", "places_state_cues")
    return any(message.fold(i) in announcing for i in near)


def _credible(
    message: Message, part: Sequence[Named], places: Sequence[Place], evidence: Evidence
) -> bool:
    """Whether the list is one of places, and not of people, firms or words."""
    home = places[0].countries[0]
    known = home in evidence.sure or home in evidence.paid
    texts = [message.words(hit.first, hit.last) for hit in part]
    if not known and all(_code(message, h) for h in part) and all(map(ambiguous, texts)):
        return False
    if not all(text[:1].isupper() for text in texts):
        plain = [len(t) > 3 and _plain(message, h) for h, t in zip(part, texts, strict=True)]
        region = places[0].level == "region"
        some = known and message.small and any(plain)
        if not some and not (all(plain) and (region or known or message.small)):
            return False
    if places[0].level == "region":
        return True
    sizes = [place.size for place in places]
    if max(sizes) < (_SMALL_TOWN if known else _TOWN) or min(sizes) < _SMALL_TOWN:
        return False
    words = [hit for hit in part if hit_fold(message, hit) in _COMMON]
    return len(words) < len(part) or known or max(sizes) >= _CITY


def _plain(message: Message, hit: Named) -> bool:
    """Whether the name is no ordinary word."""
    word = hit_fold(message, hit)
    return word not in _COMMON and (len(hit.entry) == 1 or word not in ordinary())


def hit_fold(message: Message, hit: Named) -> str:
    """The folded words of a name."""
    return message.folds(hit.first, hit.last)


def _mixed(message: Message, part: Sequence[Named], evidence: Evidence) -> dict[int, Place]:
    """Cities and regions of one country side by side: each name keeps its kind."""
    homes = [{p.countries[0] for p in hit.entry if p.level != "country"} for hit in part]
    shared = set.intersection(*homes)
    if len(shared) != 1:
        shared = {h for h in shared if h in evidence.sure or h in evidence.paid}
    if len(shared) != 1 or not all(message.tokens[hit.first].capital for hit in part):
        return {}
    home = shared.pop()
    found = {}
    for hit in part:
        places = [p for p in hit.entry if p.countries[0] == home and p.level != "country"]
        if places[0].level == "region" or places[0].size >= _TOWN:
            found[hit.first] = places[0]
    return found


def implied(hits: list[Named], agreed: frozenset[str], money: frozenset[str]) -> frozenset[str]:
    """Countries that a name with one meaning, a list or a very large city gives away.

    Of places of one name those count that pay in the `money` of the message, if any does.
    """
    found = {*agreed, *(_large(h.entry[0]) for h in hits if len(h.entry) == 1)}
    homonyms = (h.entry for h in hits if len(h.entry) > 1 and h.entry[0].size >= 1500)
    for entry in sorted(homonyms, key=lambda entry: -entry[0].size):
        if not any(place.countries[0] in found for place in entry):
            paid = [place for place in entry if place.countries[0] in money]
            found.add(_large((paid or entry)[0]))
    return frozenset(found - {""})


def _large(place: Place) -> str:
    """The country of a region or of a large city; empty for other places."""
    return place.countries[0] if place.level == "region" or place.size >= 400 else ""


def second_time(message: Message, hit: Named, earlier: list[Hit[Place]]) -> bool:
    """ "Québec seulement (Montréal et Québec)": the name of a region again, listed with a city."""
    if not earlier or earlier[-1].entry.level != "city":
        return False
    if not joined(message, earlier[-1].last, hit.first):
        return False
    near = earlier[-_NEAR_BY:]
    return any(o.entry.level == "region" and o.entry in hit.entry for o in near)


_NEAR_BY = 20
"""So many places back a region counts as named before."""


def cities_called(message: Message, hit: Named) -> tuple[Place, ...]:
    """The cities of this name: "Quebec" has Quebec City."""
    longer = names().at(tokenise(f"{message.folds(hit.first, hit.last)} city"), 0)
    found = (*hit.entry, *(longer.entry if longer else ()))
    return tuple(place for place in found if place.level == "city")
