"""How many people of a market fit an audience."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from media.brief import AgeRange, Audience
from media.catalog import AgeGroup, Catalog, Interest, Market, Product
from media.errors import NotReady
from media.words import Gender


def market(**changes: Any) -> Market:
    given: dict[str, Any] = {
        "country": "BR",
        "name": "Brazil",
        "currency": "BRL",
        "population": 1_000_000,
        "ages": (
            AgeGroup(min=18, max=24, share=0.35),
            AgeGroup(min=25, max=34, share=0.4),
            AgeGroup(min=35, max=64, share=0.25),
        ),
        "genders": {"FEMALE": 0.5, "MALE": 0.48, "NON_BINARY": 0.02},
        "regions": {"BR-SP": 0.25},
        "cities": {"São Paulo": 0.1},
    }
    return Market(**given | changes)


PRODUCT = Product(
    market="BR", format="audio", channel="direct", seller="spotify_reserved", min_spend=0
)
CATALOG = Catalog(
    as_of=date(2026, 11, 1),
    markets=(market(),),
    products=(PRODUCT,),
    interests=(
        Interest(id="fitness", name="Fitness", share=0.3),
        Interest(id="running", name="Running", share=0.1),
    ),
)


def people(place: str | None = None, **audience: Any) -> float:
    return CATALOG.people("BR", Audience(**audience), place)


def test_everybody_fits_an_open_audience() -> None:
    assert people() == 1_000_000


def test_age_groups_are_cut_in_proportion_to_their_years() -> None:
    assert people(age_min=18, age_max=34) == pytest.approx(750_000)
    assert people(age_min=18, age_max=21) == pytest.approx(350_000 * 4 / 7)
    assert people(age_min=35) == pytest.approx(250_000)
    assert people(age_min=70) == 0


@given(st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), min_size=1, max_size=5))
def test_people_in_two_age_ranges_count_once(pairs: list[tuple[int, int]]) -> None:
    ranges = tuple(AgeRange(min=min(pair), max=max(pair)) for pair in pairs)
    wanted = people(age_ranges=ranges)
    alone = [people(age_ranges=(single,)) for single in ranges]
    assert max(alone) - 1e-6 <= wanted <= min(sum(alone), 1_000_000) + 1e-6


def test_genders_add_up_and_interests_unite() -> None:
    both: tuple[Gender, ...] = ("FEMALE", "MALE")
    assert people(genders=both) == pytest.approx(980_000)
    assert people(interests=("fitness", "running")) == pytest.approx(370_000)


def test_interests_that_nobody_sells_do_not_empty_the_audience() -> None:
    assert people(interests=("falconry",)) == 1_000_000
    assert people(interests=("falconry", "running")) == pytest.approx(100_000)


def test_places_take_their_share() -> None:
    assert people("BR-SP") == pytest.approx(250_000)
    assert people("São Paulo", genders=("FEMALE",)) == pytest.approx(50_000)


def test_a_country_without_inventory_is_named_with_the_command_that_adds_it() -> None:
    with pytest.raises(NotReady, match=r"Nothing is sold in JP.*flightplan catalog import"):
        CATALOG.market("JP")


def test_a_cell_is_sold_by_one_seller() -> None:
    with pytest.raises(ValidationError, match="BR audio direct is listed twice"):
        Catalog(as_of=CATALOG.as_of, markets=CATALOG.markets, products=(PRODUCT, PRODUCT))


def test_a_product_needs_its_market() -> None:
    elsewhere = PRODUCT.model_copy(update={"market": "MX"})
    with pytest.raises(ValidationError, match="MX is not among the markets"):
        Catalog(as_of=CATALOG.as_of, markets=CATALOG.markets, products=(elsewhere,))


def test_a_catalog_is_the_same_after_json() -> None:
    assert Catalog.model_validate_json(CATALOG.model_dump_json()) == CATALOG
