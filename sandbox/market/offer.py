"""The catalog of the simulated market: who can be reached, what is sold and by whom."""

from __future__ import annotations

from datetime import date

from media.catalog import AgeGroup, Catalog, Interest, Market, Product
from media.money import minor_unit
from media.words import CHANNELS, FORMATS, AdFormat, Channel
from sandbox.market.countries import PLACES, Place

AGES = (
    AgeGroup(min=13, max=17, share=0.09),
    AgeGroup(min=18, max=24, share=0.20),
    AgeGroup(min=25, max=34, share=0.25),
    AgeGroup(min=35, max=44, share=0.18),
    AgeGroup(min=45, max=54, share=0.13),
    AgeGroup(min=55, max=64, share=0.09),
    AgeGroup(min=65, max=99, share=0.06),
)

INTERESTS: dict[str, float] = {
    "automotive": 0.18, "beauty": 0.22, "books": 0.16, "business": 0.14, "comedy": 0.30,
    "cooking": 0.24, "culture": 0.17, "diy": 0.15, "education": 0.20, "fashion": 0.23,
    "finance": 0.12, "fitness": 0.25, "food": 0.32, "gaming": 0.28, "health": 0.22,
    "history": 0.13, "home": 0.21, "movies": 0.33, "music": 0.55, "news": 0.27,
    "parenting": 0.16, "parties": 0.19, "pets": 0.20, "photography": 0.14, "politics": 0.12,
    "science": 0.15, "sports": 0.34, "technology": 0.24, "theater": 0.07, "travel": 0.26,
    "tv": 0.31, "wellness": 0.21,
}  # fmt: skip
SEGMENTS: dict[str, float] = {"students": 0.15, "commuters": 0.28}

MINIMUM_USD: dict[str, int] = {
    "spotify": 250,
    "spotify_reserved": 5_000,
    "adcp_guaranteed": 2_500,
    "adcp_exchange": 100,
}
"""Smallest order a line, in US dollars, of each seller of the sandbox."""

MIN_DAYS: dict[str, int] = {"spotify_reserved": 7, "adcp_guaranteed": 7}
LEAD_DAYS: dict[str, int] = {"spotify_reserved": 3, "adcp_guaranteed": 5, "spotify": 1}


def seller(format: AdFormat, channel: Channel) -> str:
    """The Ads API registration that books a cell."""
    if channel == "self_serve":
        return "spotify"
    if channel == "programmatic":
        return "adcp_exchange"
    return "spotify_reserved" if format in ("audio", "video") else "adcp_guaranteed"


def catalog(today: date) -> Catalog:
    """The whole offer as of a date: every format through every channel in every country."""
    return Catalog(
        as_of=today,
        markets=tuple(_market(place) for place in PLACES),
        products=tuple(
            _product(place, format, channel)
            for place in PLACES
            for format in FORMATS
            for channel in CHANNELS
        ),
        interests=_nodes(INTERESTS),
        segments=_nodes(SEGMENTS),
    )


def _market(place: Place) -> Market:
    return Market(
        country=place.code,
        name=place.name,
        currency=place.currency,
        population=place.people,
        ages=AGES,
        genders={"FEMALE": 0.495, "MALE": 0.49, "NON_BINARY": 0.015},
        languages=place.languages,
        regions=place.regions,
        cities=place.cities,
    )


def _product(place: Place, format: AdFormat, channel: Channel) -> Product:
    name = seller(format, channel)
    return Product(
        market=place.code,
        format=format,
        channel=channel,
        seller=name,
        min_spend=_round_minimum(MINIMUM_USD[name] * place.per_usd, place.currency),
        min_days=MIN_DAYS.get(name, 1),
        lead_days=LEAD_DAYS.get(name, 0),
        source="rate card of the sandbox",
    )


def _round_minimum(amount: float, currency: str) -> int:
    """Micros of an amount at two leading digits, as rate cards print them."""
    step: int = 10 ** max(0, len(str(int(amount))) - 2)
    unit = minor_unit(currency)
    return round(amount / step) * step * 1_000_000 // unit * unit


def _nodes(shares: dict[str, float]) -> tuple[Interest, ...]:
    return tuple(Interest(id=key, name=key.capitalize(), share=s) for key, s in shares.items())
