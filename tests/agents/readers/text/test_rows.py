"""Tables in text: each row is a place and its amount, the currency stands in the head."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import brief_of

ROWS = {
    "pipes": "US     | 200,000\nCanada | 60,000\nTOTAL  | 260,000",
    "framed": "| Market | Spend |\n|---|---|\n| US | 200,000 |\n| Canada | 60,000 |",
    "dots": "US ...... 200,000\nCanada .. 60,000",
    "dashes": "US -- 200,000\nCanada -- 60,000",
    "semicolons": "Market;Budget USD;Released\nUS;200,000;yes\nCanada;60,000;yes",
    "owners": "Market | Spend (USD) | Owner\nUS | 200,000 | Bec\nCanada | 60,000 | Hemi",
    "tabs": "US\t200,000\nCanada\t60,000\nTotal\t260,000",
}


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS.keys())
def test_the_rows_of_a_table_are_amounts_of_places(rows: str) -> None:
    brief = brief_of(f"Grid for Kessler Outdoor (all USD, net):\n\n{rows}\n\nMarch.")
    parts = {c.where.market: c.min for c in brief.constraints if c.kind == "amount"}
    assert brief.advertiser == "Kessler Outdoor"
    assert brief.budget is not None
    assert (brief.budget.amount, brief.budget.currency) == (260_000_000_000, "USD")
    assert parts == {"US": 200_000_000_000, "CA": 60_000_000_000}


@pytest.mark.parametrize(
    ("text", "advertiser"),
    [
        ("Tabela do cliente (Grão Fino), em USD:\nBrasil | 120.000\nTotal | 180.000\nPeru | 60.000",
         "Grão Fino"),
        ("Plan für Nordwall, alles in CHF\nSchweiz .. 30'000\nWien .. 20'000\nTotal .. 50'000",
         "Nordwall"),
        ("Total, France, 200k, mars", "Total"),
    ],
)  # fmt: skip
def test_the_sum_of_a_table_advertises_nothing(text: str, advertiser: str) -> None:
    assert brief_of(text).advertiser == advertiser


def test_a_brief_in_one_line_is_no_table() -> None:
    brief = brief_of("Tres Faros | Galicia | 12.000 € | 1–24 dic | 35+")
    assert brief.geo.regions == ("ES-GA",)
    assert brief.budget is not None
    assert brief.budget.amount == 12_000_000_000
