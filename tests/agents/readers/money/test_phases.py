"""Budgets told by dates: they are added up, and the reader says so."""

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, described


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nike Germany. January 20k\nFebruary 30k\nMarch 50k",
         "100000 EUR; 2027-01-01..2027-03-31"),
        ("Nike Germany, Q1: 20k in January, 30k in February", "50000 EUR; 2027-01-01..2027-02-28"),
        ("Nike Brasil\njaneiro - R$ 100 mil\nfevereiro - R$ 80 mil",
         "180000 BRL; 2027-01-01..2027-02-28"),
        ("Nike Deutschland 20k im Januar und 30k im März",
         "50000 EUR; 2027-01-01..2027-01-31[]; 2027-03-01..2027-03-31[]"),
        ("Nike Germany 1-14 Jan 20k, 15-31 Jan 30k", "50000 EUR; 2027-01-01..2027-01-31"),
    ],
)  # fmt: skip
def test_amounts_for_dates_make_up_the_budget(text: str, told: str) -> None:
    reading, _ = understand([text], TODAY)[-1]
    assert described(text).startswith(told)
    assert [fact.code for fact in reading.decisions] == ["budget_by_dates"]


def test_amounts_for_markets_with_dates_of_their_own_stay_apart() -> None:
    told = described("Nike, Germany 20k in January, France 30k in February")
    assert "amount DE 20000..20000; amount FR 30000..30000" in told


def test_an_amount_that_is_not_used_is_told() -> None:
    reading, _ = understand(["Nike Germany Q1 budget 30k and 20k production"], TODAY)[-1]
    assert [words.text for words in reading.unexplained] == ["20k"]


def test_a_product_called_max_bounds_no_budget() -> None:
    told = described("Nike Air Max Germany 100k Q1")
    assert told == "100000 EUR; 2027-01-01..2027-03-31; DE; advertiser Nike; product Air Max"
