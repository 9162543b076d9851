"""The gazetteer: countries, trade regions, ISO regions and cities by any of their names.

Country names come from CLDR (Babel) in the languages that are read, regions from ISO 3166-2 names,
cities from GeoNames (CC BY 4.0). All tables are built once, on first use.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from agents.data import path
from agents.readers.text.phrases import Phrases, folded, words

Level = Literal["country", "trade", "region", "city"]
LOCALES = ("en", "es", "pt", "de", "fr", "it", "nl", "sv")
_AMBIGUOUS_COUNTRY_NAMES = folded("guards", "gazetteer_ambiguous_country_names")


@dataclass(frozen=True, slots=True)
class Place:
    """A place: `code` is ISO 3166 for countries and regions, the kept name for cities.

    `countries` has one country, or all of a trade region; `size` is in thousand people. A trade
    region inside one country ("Nordeste") stands for its ISO `regions`.
    """

    level: Level
    code: str
    countries: tuple[str, ...]
    size: int = 0
    regions: tuple[str, ...] = ()


@cache
def names() -> Phrases[tuple[Place, ...]]:
    """Every known name with the places that bear it, the likeliest first."""
    table: dict[str, list[Place]] = {}
    for name, place in [*_countries(), *_trade(), *_cities(), *_regions()]:
        table.setdefault(name, []).append(place)
    return Phrases(_merged(table).items())


def _merged(table: dict[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    """One entry a folded name: names that differ in accents only bear the same places."""
    from agents.readers.text.tokens import fold

    merged: dict[str, list[Place]] = {}
    for name, places in table.items():
        known = merged.setdefault(fold(name).replace("-", " "), [])
        known += [place for place in places if place not in known]
    return {name: tuple(sorted(places, key=_likely)) for name, places in merged.items()}


def _likely(place: Place) -> tuple[int, int]:
    order = {"country": 0, "trade": 0, "city": 1, "region": 2}
    return order[place.level], -place.size


def _countries() -> list[tuple[str, Place]]:
    from babel import Locale

    from agents.readers.text.tokens import fold

    found: list[tuple[str, Place]] = []
    for code, wordings in words("places").items():
        found += [(name, country(code)) for name in wordings]
    for locale in LOCALES:
        for code, name in Locale(locale).territories.items():
            if (
                len(code) == 2
                and code.isalpha()
                and code not in _NO_COUNTRY
                and fold(name) not in _AMBIGUOUS_COUNTRY_NAMES
            ):
                found.append((name, country(code)))
    return found


@cache
def country_names() -> frozenset[str]:
    """Country names, folded."""
    from agents.readers.text.tokens import fold

    return frozenset(fold(name) for name, _ in _countries())


@cache
def country_words() -> frozenset[str]:
    """Country names of one word, folded."""
    return frozenset(name for name in country_names() if " " not in name)


@cache
def country_spellings(code: str) -> frozenset[str]:
    """The folded names of one word that a country has in the languages read."""
    from agents.readers.text.tokens import fold

    folds = (fold(name) for name, place in _countries() if place.code == code)
    return frozenset(name for name in folds if name.isalpha())


_NO_COUNTRY = frozenset(words("guards")["gazetteer_no_country"])


@cache
def country(code: str) -> Place:
    """The country of an ISO code."""
    return Place("country", code, (code,))


def _trade() -> list[tuple[str, Place]]:
    table = tomllib.loads(path("trade_regions.toml").read_text(encoding="utf-8"))
    return [(name, _area(entry)) for entry in table["region"] for name in entry["names"]]


def _area(entry: Mapping[str, Sequence[str]]) -> Place:
    regions = tuple(entry.get("regions", ()))
    countries = entry.get("countries") or dict.fromkeys(code[:2] for code in regions)
    return Place("trade", entry["names"][0], tuple(countries), regions=regions)


def _rows(name: str) -> list[list[str]]:
    lines = path(name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _regions() -> list[tuple[str, Place]]:
    return [
        (name, Place("region", code, (code[:2],)))
        for code, wordings in _rows("regions.tsv")
        for name in (*wordings.split("|"), *_initials(code))
        if len(name) > 2
    ]


def _initials(code: str) -> tuple[str, ...]:
    """How Brazilians write a state: "estado de SP", "interior de SP"."""
    if code[:2] != "BR":
        return ()
    return tuple(
        f"{word} {code[3:]}" for word in ("estado de", "estado do", "estado da", "interior de")
    )


def _cities() -> list[tuple[str, Place]]:
    places = {
        (name, code): Place("city", name, (code,), int(size))
        for name, code, _, size in _rows("cities.tsv")
    }
    found: list[tuple[str, Place]] = []
    for name, code, wordings in _rows("city_names.tsv"):
        aliases = wordings.split("|")
        sizes = [places.pop((n, code)).size for n in (name, *aliases) if (n, code) in places]
        place = Place("city", name, (code,), max(sizes, default=500))
        found += [(alias, place) for alias in (name, *aliases)]
    return found + [(name, place) for (name, _), place in places.items()]


@cache
def _states() -> dict[tuple[str, str], frozenset[str]]:
    found: dict[tuple[str, str], frozenset[str]] = {}
    for name, code, state, _ in _rows("cities.tsv"):
        if state:
            found[name, code] = found.get((name, code), frozenset()) | {state}
    return found


def states_of(city: Place) -> frozenset[str]:
    """The letters of the states where cities of this name lie; empty where that is not known."""
    return _states().get((city.code, city.countries[0]), frozenset())


@cache
def spoken_names() -> frozenset[str]:
    """Folded names of regions and of cities that are large or known by several names."""
    from agents.readers.text.tokens import fold

    sold = frozenset(words("guards")["places_sold"])
    cities = {n for n, p in _cities() if p.countries[0] in sold and p.size >= _WELL_KNOWN}
    regions = {n for n, p in _regions() if p.countries[0] in sold}
    return frozenset(fold(name) for name in cities | regions)


_WELL_KNOWN = 200
"""How many thousand people live in a city whose name is set right when it is misspelt."""


@cache
def region_codes(country: str) -> dict[str, Place]:
    """The regions of a country by the letters of their ISO code: TX, ON, SP, NSW."""
    rows = (row[0] for row in _rows("regions.tsv") if row[0].startswith(f"{country}-"))
    return {code[3:]: Place("region", code, (country,)) for code in rows}


@cache
def currency_of(code: str) -> str | None:
    """The currency used in a country today (CLDR), None when it is unknown."""
    from babel.numbers import get_territory_currencies

    found = get_territory_currencies(code)
    return found[0] if found else None
