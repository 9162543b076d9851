"""Tables of formats within markets: every figure is of one format in one market."""

import pytest

from tests.agents.readers.described import described

CELLS = "amount audio/DE 20000..20000; amount video/DE 30000..30000; amount video/FR 25000..25000"


@pytest.mark.parametrize(
    "table",
    [
        "Germany video 30k\nGermany audio 20k\nFrance video 25k",
        "video Germany 30k, audio Germany 20k, video France 25k",
        "Germany, video, 30k\nGermany, audio, 20k\nFrance, video, 25k",
        "| DE | video | 30k |\n| DE | audio | 20k |\n| FR | video | 25k |",
        "video DE 30k, audio DE 20k, video FR 25k",
        "Germany\n- video: 30k\n- audio: 20k\nFrance\n- video: 25k",
        "Germany:\nvideo 30k\naudio 20k\nFrance:\nvideo 25k",
    ],
)
def test_a_table_of_formats_in_markets(table: str) -> None:
    told = described(f"Nike, Q1 2027, awareness\n{table}")
    assert told.startswith("75000 EUR; 2027-01-01..2027-03-31; DE,FR; ")
    assert told.endswith(CELLS)


def test_what_a_market_gets_is_told_again_by_format() -> None:
    told = described("Nike, Q1 2027, Germany 50k (30k video, 20k audio), France 25k")
    assert told.startswith("75000 EUR; ")
    assert "amount DE 50000..50000" in told
    assert "amount video/DE 30000..30000" in told


def test_shares_that_make_up_the_whole_are_of_the_whole() -> None:
    told = described("Nike Q1 100k, Germany video 60%, Germany audio 10%, France video 30%")
    assert "share video/DE 0.6..0.6" in told
    assert "share video/FR 0.3..0.3" in told


def test_one_row_is_no_table() -> None:
    told = described("Nike Q1 2027, Germany and France, video Germany, 30k")
    assert "amount" not in told
