"""Parts of countries: those that have regions, and those that nobody can book as such."""

from __future__ import annotations

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, brief_of

NORTH_OF_ITALY = "IT-21 IT-23 IT-25 IT-32 IT-34 IT-36 IT-42 IT-45"
SOUTH_OF_GERMANY = "DE-BW DE-BY"


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Acme, nord Italia, 100k, marzo", NORTH_OF_ITALY),
        ("Acme, norte de Italia, 100k, marzo", NORTH_OF_ITALY),
        ("Acme, northern Italy, 100k, March", NORTH_OF_ITALY),
        ("Acme, nord de l'Italie, 100k, mars", NORTH_OF_ITALY),
        ("Acme, Zuid-Duitsland, 100k, maart", SOUTH_OF_GERMANY),
        ("Acme, sul da Alemanha, 100k, março", SOUTH_OF_GERMANY),
        ("Acme, södra Tyskland, 100k, mars", SOUTH_OF_GERMANY),
        ("Acme, São Paulo (estado) e Minas Gerais, R$ 100k, março", "BR-MG BR-SP"),
    ],
)
def test_a_part_of_a_country_is_its_regions(text: str, regions: str) -> None:
    assert " ".join(brief_of(text).geo.regions) == regions


@pytest.mark.parametrize("part", ["sud de la France", "northern Spain", "norte de México"])
def test_a_part_without_regions_is_told(part: str) -> None:
    reading = understand([f"Acme, {part}, 100k EUR"], TODAY)[-1][0]
    assert [words.text for words in reading.unexplained] == [part]


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("Azulejo Norte, cidade do Porto. 45.000 € brutos, maio", "Porto"),
        ("Acme, la ciudad de Valencia, 50k €, marzo", "Valencia"),
    ],
)
def test_a_place_that_is_called_a_city_is_one(text: str, city: str) -> None:
    brief = brief_of(text)
    assert brief.geo.cities == (city,)
    assert brief.advertiser != city


@pytest.mark.parametrize("pair", ["Swiss + Germany", "Germany + Swiss"])
def test_people_beside_a_plus_sign_are_a_market(pair: str) -> None:
    brief = brief_of(f"Acme, {pair}, 100k CHF, March")
    assert brief.geo.countries == ("CH", "DE")
    assert brief.advertiser == "Acme"
