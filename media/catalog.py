"""What can be sold where: markets, their people, products per format and channel, interests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from media.brief import AgeRange, Audience, Country
from media.errors import NotSold
from media.money import Currency, Micros
from media.words import AdFormat, Channel, Gender


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class AgeGroup(_Part):
    """The share of a market's people aged `min` to `max` (included)."""

    min: int = Field(ge=0)
    max: int
    share: float = Field(ge=0, le=1)

    def share_within(self, ranges: tuple[AgeRange, ...]) -> float:
        """The part of the group's share that any of the ranges covers, evenly spread over years."""
        covered: set[int] = set()
        for wanted in ranges:
            low = self.min if wanted.min is None else max(self.min, wanted.min)
            high = self.max if wanted.max is None else min(self.max, wanted.max)
            covered.update(range(low, high + 1))
        return self.share * len(covered) / (self.max - self.min + 1)


class Market(_Part):
    """A country where inventory is sold. `population` counts addressable people."""

    country: Country
    name: str
    currency: Currency
    population: int = Field(gt=0)
    ages: tuple[AgeGroup, ...]
    genders: dict[Gender, float]
    languages: tuple[str, ...] = ()
    regions: dict[str, float] = Field(default_factory=dict)
    """ISO 3166-2 code -> share of the market's people."""
    cities: dict[str, float] = Field(default_factory=dict)


class Product(_Part):
    """One sellable cell: a format through a buying channel in a market.

    `min_spend` and `floor_cpm` are micros of the market's currency; `seller` names the Ads API
    registration that books it; `source` says where the minimums come from.
    """

    market: Country
    format: AdFormat
    channel: Channel
    seller: str
    min_spend: Micros
    floor_cpm: Micros | None = None
    min_days: int = 1
    lead_days: int = 0
    source: str = ""


class Interest(_Part):
    """A node of the taxonomy; `share` is the part of people who have the interest."""

    id: str
    name: str
    share: float = Field(gt=0, le=1)


class Catalog(_Part):
    """The whole offer as of a date."""

    as_of: date
    markets: tuple[Market, ...]
    products: tuple[Product, ...]
    interests: tuple[Interest, ...] = ()
    segments: tuple[Interest, ...] = ()

    @model_validator(mode="after")
    def _one_product_a_cell(self) -> Self:
        cells = Counter((p.market, p.format, p.channel) for p in self.products)
        for cell, times in cells.items():
            if times > 1:
                raise ValueError(f"{' '.join(cell)} is listed twice among the products")
            if cell[0] not in self.by_country:
                raise ValueError(f"{cell[0]} is not among the markets, and products are sold there")
        return self

    @cached_property
    def by_country(self) -> dict[str, Market]:
        """Markets by ISO 3166 country."""
        return {market.country: market for market in self.markets}

    def market(self, country: str) -> Market:
        """The market of a country. Raises NotSold when nothing is sold there."""
        self.check_sold((country,))
        return self.by_country[country]

    def check_sold(self, countries: Sequence[str]) -> None:
        """Raises NotSold, with all of them, when nothing is sold in some of the countries."""
        unsold = tuple(country for country in countries if country not in self.by_country)
        if unsold:
            raise NotSold(unsold)

    def people(self, country: str, audience: Audience, place: str | None = None) -> float:
        """How many addressable people of a market (or one region or city of it) fit an audience.

        Ages, genders and interests are taken as independent; several interests unite (any of
        them), which is how the Ads APIs read a list.
        """
        market = self.market(country)
        share = _age_share(market, audience) * _gender_share(market, audience)
        share *= _any_of(self.interests, audience.interests) * _any_of(
            self.segments, audience.segments
        )
        if place is not None:
            share *= market.regions.get(place, market.cities.get(place, 0.0))
        return market.population * share


def age_ranges(audience: Audience) -> tuple[AgeRange, ...]:
    """The ages to reach as ranges; empty means everybody."""
    if audience.age_ranges:
        return audience.age_ranges
    if audience.age_min is None and audience.age_max is None:
        return ()
    return (AgeRange(min=audience.age_min, max=audience.age_max),)


def _age_share(market: Market, audience: Audience) -> float:
    ranges = age_ranges(audience)
    if not ranges:
        return 1.0
    return sum(group.share_within(ranges) for group in market.ages)


def _gender_share(market: Market, audience: Audience) -> float:
    if not audience.genders:
        return 1.0
    return sum(market.genders.get(gender, 0.0) for gender in audience.genders)


def _any_of(nodes: tuple[Interest, ...], wanted: tuple[str, ...]) -> float:
    shares = {node.id: node.share for node in nodes}
    missed = 1.0
    for name in wanted:
        missed *= 1.0 - shares.get(name, 0.0)
    return 1.0 - missed if any(name in shares for name in wanted) else 1.0
