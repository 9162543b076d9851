"""Numbers side by side: the one before an amount counts a quarter, a week, a day or an age."""

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    ("text", "amount", "flight"),
    [
        ("Nike Q1 250k Germany", 250, "2027-01-01 2027-03-31"),
        ("Nike Germany H1 500k", 500, "2027-01-01 2027-06-30"),
        ("Nike Deutschland KW12 100k", 100, "2027-03-22 2027-03-28"),
        ("Nike Sverige v12 100 000 kr", 100, "2027-03-22 2027-03-28"),
        ("Nike France T1 1 250 000 €", 1250, "2027-01-01 2027-03-31"),
        ("Nike Germany March 1 to March 31 250k", 250, "2027-03-01 2027-03-31"),
        ("Nike Germany 18 to 34 150k Q1", 150, "2027-01-01 2027-03-31"),
        ("Nike Brasil de 1 a 28 de fevereiro 300 mil", 300, "2027-02-01 2027-02-28"),
        ("Nike Italia Q1 250.000 €", 250, "2027-01-01 2027-03-31"),
        ("Volvo Sverige v10-12 250 000 kr", 250, "2027-03-08 2027-03-28"),
        ("Nike - Feb 10 to Feb 20 - 120k - France", 120, "2027-02-10 2027-02-20"),
        ("Nike France Q1, 1 250 000 €", 1250, "2027-01-01 2027-03-31"),
        ("Nike France Q1, budget 1 250 k€", 1250, "2027-01-01 2027-03-31"),
    ],
)
def test_what_is_counted_before_an_amount_is_no_part_of_it(
    text: str, amount: int, flight: str
) -> None:
    brief = brief_of(text)
    assert brief.budget is not None and brief.flight is not None
    assert brief.budget.amount == amount * 10**9
    assert f"{brief.flight.start} {brief.flight.end}" == flight
