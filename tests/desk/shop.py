"""A small catalog: two countries, one of them with places, four formats, two channels."""

from __future__ import annotations

from datetime import date
from typing import Any

from media.brief import Brief
from media.catalog import AgeGroup, Catalog, Market, Product
from media.forecast import Comparables, Interval, LineForecast, ReachCurve
from media.money import MICROS
from media.words import FORMATS, Channel

TODAY = date(2026, 11, 20)
SELLERS: dict[Channel, str] = {"direct": "spotify_reserved", "self_serve": "spotify"}
LEAD_DAYS: dict[Channel, int] = {"direct": 10, "self_serve": 1}


def market(country: str, currency: str, population: int, **places: dict[str, float]) -> Market:
    return Market(
        country=country,
        name=country,
        currency=currency,
        population=population,
        ages=(AgeGroup(min=18, max=37, share=0.5), AgeGroup(min=38, max=77, share=0.5)),
        genders={"FEMALE": 0.5, "MALE": 0.5},
        **places,
    )


CATALOG = Catalog(
    as_of=TODAY,
    markets=(
        market(
            "BR",
            "BRL",
            1_000_000,
            regions={"BR-RJ": 0.2, "BR-SP": 0.3},
            cities={"São Paulo": 0.1, "Recife": 0.02},
        ),
        market("MX", "MXN", 500_000),
    ),
    products=tuple(
        Product(
            market=country,
            format=form,
            channel=channel,
            seller=seller,
            min_spend=100 * MICROS,
            min_days=7,
            lead_days=LEAD_DAYS[channel],
        )
        for country in ("BR", "MX")
        for form in FORMATS
        for channel, seller in SELLERS.items()
    ),
)


def brief(**slots: Any) -> Brief:
    """A brief for Brazil in January, with other slots as given."""
    given: dict[str, Any] = {
        "budget": {"amount": "1000.00", "currency": "BRL"},
        "geo": {"countries": ["BR"]},
        "flight": {"start": "2027-01-01", "end": "2027-01-31"},
    }
    return Brief.model_validate(given | slots)


def interval(mid: float) -> Interval:
    return Interval(mid=mid, low80=mid * 0.8, high80=mid * 1.2, low90=mid * 0.7, high90=mid * 1.3)


FORECAST = LineForecast(
    cpm=interval(10.0),
    reference_spend=200.0,
    delivery_rate=interval(0.95),
    ctr=interval(0.01),
    reach=ReachCurve(ceiling=0.5),
    comparables=Comparables(count=3, level="market"),
    fit="f1",
)
