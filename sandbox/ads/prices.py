"""What the local sellers ask for: a rate card per country, format and way of buying."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.market.countries import PLACES, Place
from sandbox.market.offer import MINIMUM_USD

CARD_USD = {"audio": 9.0, "video": 15.0, "podcast": 19.0, "display": 5.0}
"""List price per 1,000 impressions in a country of average prices, US dollars."""

RESERVED, FLOOR = 0.9, 0.35
"""Fixed prices and floors, as parts of the list price."""

Price = Callable[[str, str, str], float]
"""(country, format, currency) -> list price per 1,000 impressions in currency units."""

_PLACES = {place.code: place for place in PLACES}


def place(country: str) -> Place | None:
    """The country, where anything is sold."""
    return _PLACES.get(country)


def per_usd(currency: str) -> float:
    """Today's rate of a currency to the US dollar; 1 for one that no country here uses."""
    return next((p.per_usd for p in PLACES if p.currency == currency), 1.0)


def list_price(country: str, format: str, currency: str) -> float:
    """The rate card."""
    return CARD_USD[format] * _PLACES[country].price * per_usd(currency)


def minimum(seller: str, currency: str) -> float:
    """The smallest order a line, in currency units; a little below what the card prints."""
    return MINIMUM_USD[seller] * per_usd(currency) * 0.9
