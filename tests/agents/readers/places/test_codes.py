"""Countries written as a few letters between other facts."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Target 80k usd us march, video", ("US",)),
        ("Kraft 100k usd us q1", ("US",)),
        ("Nike 50k usd us, jan 25 - feb 14", ("US",)),
        ("Haribo 50k € DE März Audio", ("DE",)),
        ("Bahn 200k EUR DE Q1 Audio", ("DE",)),
        ("Danone 100k € de mars à avril, France", ("FR",)),
        ("they gave 50k to us, jan start, Spain", ("ES",)),
    ],
)
def test_letters_between_an_amount_and_dates_are_a_country(
    text: str, countries: tuple[str, ...]
) -> None:
    assert understand([text], date(2026, 11, 23))[-1][1].geo.countries == countries
