"""Which names of a message can mean a place, and what the message says of countries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from agents.readers.numbers.currencies import homes, in_dollars
from agents.readers.places.code_letters import code_names
from agents.readers.places.demonyms import named_by_people
from agents.readers.places.place_lists import Company, Evidence, Named, agreed, implied, lists
from agents.readers.places.place_openers import opens_sentence
from agents.readers.places.place_senses import (
    advertised,
    in_season,
    is_firm_there,
    needs_company,
    no_places,
    seldom_meant,
    spelt_otherwise,
)
from agents.readers.places.place_slips import misspelt
from agents.readers.text.gazetteer import Place, country, names
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit
from agents.readers.text.tongue import language_of


@dataclass(frozen=True, slots=True)
class Given:
    """What tells homonyms apart: sure countries, those of the money, the places of lists, and
    countries that stand in the Brief, which come before what a large town suggests.
    """

    sure: frozenset[str]
    paid: frozenset[str]
    spoken: frozenset[str]
    listed: dict[int, Place]
    standing: frozenset[str]


def meant(message: Message, known: frozenset[str]) -> tuple[list[Named], Given]:
    """The names that can mean a place, and what the message says of countries."""
    hits = no_places(message, _plain_hits(message, known))
    company = Company(hits)
    senses = (needs_company, spelt_otherwise, opens_sentence)
    hits = [h for h in hits if not any(sense(message, h, company) for sense in senses)]
    paid = homes(message)
    named = known | _named(hits)
    hits = [h for h in hits if not seldom_meant(message, h, company, named | paid)]
    evidence = Evidence(named | implied(hits, frozenset(), paid), paid, in_dollars(message))
    members = _with_codes(message, hits)
    listed: dict[int, Place] = {}
    for run in lists(message, members):
        listed |= agreed(message, run, evidence)
    elsewhere = Elsewhere(hits, listed, known)
    hits = [
        hit
        for hit in hits
        if hit.first in listed or not advertised(message, hit, elsewhere.of(hit))
    ]
    hits = [h for h in hits if not is_firm_there(message, h, elsewhere.of(h) | paid)]
    hits = [h for h in hits if not in_season(message, h, h.first in listed)]
    at = {hit.first for hit in hits}
    codes = [h for h in members if h.first in listed and h.first not in at]
    hits = sorted([*hits, *codes], key=lambda hit: hit.first)
    homes_listed = frozenset(place.countries[0] for place in listed.values())
    sure = known | _named(hits) | implied([h for h in hits if h.first in at], homes_listed, paid)
    return hits, Given(sure, paid, _speakers(message), listed, known)


def _named(hits: Iterable[Named]) -> frozenset[str]:
    """Countries that are named themselves, by names that no place elsewhere bears."""
    return frozenset(
        country
        for hit in hits
        if hit.entry[0].level in ("country", "trade") and _only_country(hit)
        for country in hit.entry[0].countries
    )


def _only_country(hit: Named) -> bool:
    return all(
        p.level in ("country", "trade") or p.countries == hit.entry[0].countries for p in hit.entry
    )


class Elsewhere:
    """The countries that the rest of a message names, for each of its names."""

    def __init__(self, hits: list[Named], listed: dict[int, Place], known: frozenset[str]) -> None:
        """`listed` are the places of lists, `known` the countries of the Brief so far."""
        self.counts = Counter(country for hit in hits for country in _named([hit]))
        self.always = known | {place.countries[0] for place in listed.values()}

    def of(self, hit: Named) -> frozenset[str]:
        """Those that names other than this one give away."""
        own = _named([hit])
        return self.always | {c for c, n in self.counts.items() if n > (c in own)}


def _with_codes(message: Message, hits: list[Named]) -> list[Named]:
    """The names, and the codes that could stand in a list with them."""
    codes = {hit.first: hit for hit in code_names(message)}
    taken = {i for hit in hits for i in range(hit.first, hit.last + 1)}
    both = [
        replace(h, entry=(*h.entry, *(p for p in codes[h.first].entry if p not in h.entry)))
        if h.first == h.last and h.first in codes
        else h
        for h in hits
    ]
    both += [hit for first, hit in codes.items() if first not in taken]
    return sorted(both, key=lambda hit: hit.first)


_SPEAKERS = {
    "de": frozenset(("DE", "AT", "CH")),
    "fr": frozenset(("FR", "BE", "CH", "CA")),
    "it": frozenset(("IT", "CH")),
    "es": frozenset(("ES", "MX", "AR", "CO", "CL", "PE", "UY", "EC")),
    "pt": frozenset(("PT", "BR")),
    "nl": frozenset(("NL", "BE")),
    "sv": frozenset(("SE", "FI")),
}


def _speakers(message: Message) -> frozenset[str]:
    """The countries where people speak the language of the message, English apart."""
    return _SPEAKERS.get(language_of(message.tokens, "", least=2), frozenset())


def _likely(slips: list[Named], named: frozenset[str]) -> list[Named]:
    """Misspelt names without those of places elsewhere than in the countries that are named."""
    return [h for h in slips if not named or any(p.countries[0] in named for p in h.entry)]


def _plain_hits(message: Message, known: frozenset[str]) -> list[Named]:
    found = [
        h
        for h in names().find(message.tokens)
        if message.free(h.first, h.last) and h.first not in message.signature
    ]
    found += _likely(misspelt(message, found), known | _named(found))
    found += [
        Hit(i, i, (country(t.fold.upper()),))
        for i, t in enumerate(message.tokens)
        if t.kind == "flag"
    ]
    found += named_by_people(message, found, known)
    return sorted(found, key=lambda h: h.first)
