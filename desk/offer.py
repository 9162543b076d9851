"""From a Brief to the lines that could be bought: places, dates, cells, avails, forecasts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from media.brief import Brief, Where
from media.catalog import Catalog, Product
from media.errors import NotReady
from media.flight import Flight
from media.forecast import LineForecast
from media.inventory import Stock
from media.plan import Fact
from media.policies.selection import Spot, allows, matches, protection
from media.rates import Rates
from optimizer.propose import Candidate


@dataclass(frozen=True, slots=True)
class Slot:
    """A product in a place over the dates that it would run there.

    `burst` counts the flights when it runs in several, from 1.
    """

    product: Product
    spot: Spot
    flight: Flight
    burst: int = 1

    @property
    def place(self) -> str:
        """The city, region or country: the people that the line competes for."""
        return self.spot.city or self.spot.region or self.spot.market

    @property
    def id(self) -> str:
        """A stable name: the same slot has the same id in every version of a plan."""
        place = self.place if self.place.startswith(self.spot.market) else self._in_country()
        name = f"{place}-{self.spot.format}-{self.spot.channel}"
        return name if self.burst == 1 else f"{name}-{self.burst}"

    def _in_country(self) -> str:
        return f"{self.spot.market}-{self.place}"


@dataclass(frozen=True, slots=True)
class Offer:
    """The slots that a Brief can use, and what a reader should know about the rest."""

    slots: tuple[Slot, ...]
    notes: tuple[Fact, ...]


def open_slots(brief: Brief, catalog: Catalog, today: date) -> Offer:
    """The slots of a Brief, in a fixed order.

    Raises NotSold where a country has no market, NotReady when there is no slot.
    """
    catalog.check_sold([c for c in brief.geo.countries if c not in brief.geo.excluded])
    notes = [*_unknown_cities(brief, catalog)]
    slots = list(_slots(brief, catalog, today, notes))
    if not slots:
        raise _nothing(brief, notes, today)
    return Offer(tuple(slots), _once(notes))


def _nothing(brief: Brief, notes: Sequence[Fact], today: date) -> NotReady:
    """Why there is no slot, as far as the dates are the reason."""
    ends = [dates.end for dates in (brief.flight, *brief.flights) if dates is not None]
    if ends and max(ends) < today:
        return NotReady("These dates are over.", "Say dates that are still to come.")
    if any(note.code == "flight_too_short" for note in notes):
        return NotReady(
            "These dates are too few days or too soon for everything that fits this brief.",
            "Say a later end, or allow more formats and channels.",
        )
    return NotReady(
        "Nothing in the catalog fits this brief.",
        "Allow more formats, channels or places, or other dates.",
    )


def _once(notes: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(note for n, note in enumerate(notes) if note not in notes[:n])


def _slots(brief: Brief, catalog: Catalog, today: date, notes: list[Fact]) -> Iterator[Slot]:
    for country in brief.geo.countries:
        if country in brief.geo.excluded:
            continue
        products = sorted(
            (p for p in catalog.products if p.market == country),
            key=lambda p: (p.format, p.channel, p.seller),
        )
        for region, city in _places(brief, catalog, country, notes):
            for product in products:
                spot = Spot(country, product.format, product.channel, region, city)
                if allows(brief, spot) and protection(brief, spot) != 0.0:
                    yield from _bursts(brief, spot, product, today, notes)


def _bursts(
    brief: Brief, spot: Spot, product: Product, today: date, notes: list[Fact]
) -> Iterator[Slot]:
    for number, dates in enumerate(_dates(brief, spot), start=1):
        flight = _runs(dates, product, today, notes)
        if flight is not None:
            yield Slot(product, spot, flight, number)


def _unknown_cities(brief: Brief, catalog: Catalog) -> Iterator[Fact]:
    wanted = [country for country in brief.geo.countries if country not in brief.geo.excluded]
    sold = {city for country in wanted for city in catalog.market(country).cities}
    for city in brief.geo.cities:
        if city not in sold:
            yield _not_sold(city)


def _not_sold(place: str) -> Fact:
    return Fact(code="place_not_sold", values={"place": place})


def _places(
    brief: Brief, catalog: Catalog, country: str, notes: list[Fact]
) -> list[tuple[str | None, str | None]]:
    """The narrowest level named for a country; what the catalog lacks is said, not dropped."""
    market, excluded = catalog.market(country), brief.geo.excluded
    named = [r for r in brief.geo.regions if r.startswith(f"{country}-")]
    notes.extend(_not_sold(region) for region in named if region not in market.regions)
    cities = [c for c in brief.geo.cities if c in market.cities and c not in excluded]
    if cities:
        return [(None, city) for city in cities]
    left_out = [place for place in excluded if place.startswith(f"{country}-")]
    if left_out and not named:
        named = list(market.regions)
    regions = [r for r in named if r in market.regions and r not in excluded]
    kept_in = [c for c in excluded if c in market.cities]
    kept_in += [] if regions else left_out
    notes.extend(Fact(code="place_not_excluded", values={"place": place}) for place in kept_in)
    return [(region, None) for region in regions] or [(None, None)]


def _dates(brief: Brief, spot: Spot) -> tuple[Flight, ...]:
    """The flights said for the spot, the most closely worded ones; else the whole brief's."""
    said = [partial for partial in brief.flights if matches(partial.where, spot)]
    if said:
        closest = max(_keys(partial.where) for partial in said)
        return tuple(
            Flight(start=partial.start, end=partial.end)
            for partial in said
            if _keys(partial.where) == closest
        )
    if brief.flight is None:
        raise NotReady("The brief has no dates.", "Say when the campaign should run.")
    return (brief.flight,)


def _keys(where: Where) -> int:
    return sum(value is not None for _, value in where)


def _runs(flight: Flight, product: Product, today: date, notes: list[Fact]) -> Flight | None:
    """The dates left after the product's lead time; None when they are too few."""
    earliest = today + timedelta(days=product.lead_days)
    start = max(flight.start, earliest)
    days = (flight.end - start).days + 1
    cell = {"market": product.market, "format": product.format, "channel": product.channel}
    if days < max(1, product.min_days):
        notes.append(Fact(code="flight_too_short", values={**cell, "days": product.min_days}))
        return None
    if start > flight.start:
        notes.append(Fact(code="starts_later", values={**cell, "start": start.isoformat()}))
    return Flight(start=start, end=flight.end)


def people(slot: Slot, brief: Brief, catalog: Catalog) -> float:
    """The audience in the slot's place."""
    place = slot.spot.city or slot.spot.region
    return catalog.people(slot.spot.market, brief.audience, place)


def candidates(
    offer: Offer,
    brief: Brief,
    catalog: Catalog,
    stock: Mapping[Slot, Stock],
    forecasts: Sequence[LineForecast],
    rates: Rates,
    currency: str,
) -> tuple[Candidate, ...]:
    """One Candidate a slot, `forecasts` in the slots' order and in their market's currency."""
    return tuple(
        _candidate(slot, brief, catalog, stock[slot], forecast, rates, currency)
        for slot, forecast in zip(offer.slots, forecasts, strict=True)
    )


def _candidate(
    slot: Slot,
    brief: Brief,
    catalog: Catalog,
    stock: Stock,
    forecast: LineForecast,
    rates: Rates,
    currency: str,
) -> Candidate:
    market = catalog.market(slot.spot.market)
    audience = people(slot, brief, catalog)
    guarded = protection(brief, slot.spot)
    usable = stock.unsold * audience / market.population
    return Candidate(
        id=slot.id,
        market=slot.spot.market,
        region=slot.spot.region,
        city=slot.spot.city,
        format=slot.spot.format,
        channel=slot.spot.channel,
        flight=slot.flight,
        place=slot.place,
        pool=f"{slot.place}-{slot.spot.format}",
        people=audience,
        forecast=in_currency(forecast, rates.rate(market.currency, currency)),
        seller=slot.product.seller,
        min_spend=rates.convert(slot.product.min_spend, market.currency, currency),
        avails=usable if guarded is None else usable * guarded,
        sell_through=stock.sell_through,
    )


def in_currency(forecast: LineForecast, rate: float) -> LineForecast:
    """The forecast with its money in a currency of which one old unit buys `rate`."""
    return forecast.model_copy(
        update={
            "cpm": forecast.cpm.scaled(rate),
            "reference_spend": forecast.reference_spend * rate,
        }
    )
