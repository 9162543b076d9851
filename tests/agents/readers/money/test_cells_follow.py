"""The formats within a market keep their proportions when its amount changes."""

import pytest

from tests.agents.readers.described import described

FIRST = "Nike, Germany and France, Q1, Germany 50k (30k video, 20k audio), France 25k"


@pytest.mark.parametrize(
    ("edit", "cells"),
    [
        ("Germany 60k", "amount audio/DE 24000..24000; amount video/DE 36000..36000"),
        ("10k more for Germany", "amount audio/DE 24000..24000; amount video/DE 36000..36000"),
        ("Germany 33,333", "amount audio/DE 13333.2..13333.2; amount video/DE 19999.8..19999.8"),
        ("France 30k", "amount audio/DE 20000..20000; amount video/DE 30000..30000"),
        (
            "Germany 60k (30k video, 30k audio)",
            "amount audio/DE 30000..30000; amount video/DE 30000..30000",
        ),
    ],
)
def test_what_makes_up_an_amount_follows_it(edit: str, cells: str) -> None:
    assert described(FIRST, edit).endswith(cells)


def test_what_leaves_a_rest_stays() -> None:
    told = described("Nike, Germany and France, Germany 50k (30k video), France 25k", "Germany 60k")
    assert "amount video/DE 30000..30000" in told


def test_brackets_are_of_a_market_that_was_listed_before() -> None:
    told = described("Nike, Germany and France, Germany 50k (30k video, 20k audio), France 25k")
    assert told.startswith("75000")
