""" "Nationwide", "todo el país": no narrower places than the country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.findings.proposals import PlaceValue, Proposal
from agents.readers.places.places import PlaceSpan
from agents.readers.text.gazetteer import names
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, words
from media.brief import Geo


def whole_country(
    message: Message, geo: Geo, placed: bool, aside: Sequence[PlaceSpan] = ()
) -> Iterator[Proposal]:
    """Takes regions and cities back; where no place is known (`placed`), the country of a name.

    `aside` are places that the campaign is not confined to, in the country that is meant.
    """
    hit = next(iter(_nationwide().find(message.tokens)), None)
    if hit is None:
        return
    if not placed:
        yield from _country_of(aside, message, hit) or _country_of_name(message, hit)
    said = (message.evidence(hit.first, hit.last),)
    for code in geo.regions:
        yield Proposal("/geo/regions", "remove", PlaceValue("regions", code, ()), said)
    for code in geo.cities:
        yield Proposal("/geo/cities", "remove", PlaceValue("cities", code, ()), said)


def _country_of(aside: Sequence[PlaceSpan], message: Message, hit: Hit[str]) -> list[Proposal]:
    """ "Nationwide, protect video in Bavaria": the one country of such places."""
    homes = {code for span in aside for code in span.place.countries}
    if len(homes) != 1:
        return []
    (code,) = homes
    said = (message.evidence(hit.first, hit.last),)
    return [Proposal("/geo/countries", "add", PlaceValue("countries", code, (code,)), said)]


def _country_of_name(message: Message, hit: Hit[str]) -> Iterator[Proposal]:
    """ "Air New Zealand ..., whole country": the one that the advertiser is called after."""
    for found in names().find(message.tokens):
        place = found.entry[0]
        if place.level == "country":
            value = PlaceValue("countries", place.code, (place.code,))
            said = (message.evidence(found.first, hit.last),)
            yield Proposal("/geo/countries", "add", value, said)
            return


@cache
def _nationwide() -> Phrases[str]:
    return Phrases((w, "whole") for w in words("fillers")["whole_country"])
