"""Whose dollars: beside a country's name, and when countries come and go."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand


@pytest.mark.parametrize(
    ("messages", "amount", "currency", "countries"),
    [
        (["Peloton US $275k Jan 1 - Jan 31"], 275_000, "USD", ("US",)),
        (
            ["180 000 $ au Canada pour Air Transat", "ajoute la France"],
            180_000,
            "CAD",
            ("CA", "FR"),
        ),
        (["$50k in Canada in March", "add the US"], 50_000, "USD", ("CA", "US")),
    ],
)
def test_dollars_are_those_of_the_market(
    messages: list[str], amount: int, currency: str, countries: tuple[str, ...]
) -> None:
    brief = understand(messages, date(2026, 11, 20))[-1][1]
    assert brief.budget is not None
    assert (brief.budget.amount, brief.budget.currency) == (amount * 1_000_000, currency)
    assert brief.geo.countries == countries
