"""Parts of a month or more that are named behind it."""

import pytest

from tests.agents.readers.described import dates

BRIEF = "Nike US 10k usd audio"


@pytest.mark.parametrize(
    "text",
    ["January 2027, but only the first 3 weeks of it", "January 2027 (first 3 weeks only)",
     "Januar 2027, aber nur die ersten 3 Wochen", "enero 2027, pero solo las primeras 3 semanas",
     "janvier 2027, mais seulement les 3 premières semaines",
     "janeiro 2027, mas só as 3 primeiras semanas", "gennaio 2027, ma solo le prime 3 settimane",
     "januari 2027, maar alleen de eerste 3 weken", "januari 2027, men bara de första 3 veckorna"],
)  # fmt: skip
def test_only_its_first_weeks(text: str) -> None:
    assert dates(f"{BRIEF}, {text}") == "2027-01-01..2027-01-21"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan 2027, first half only", "2027-01-01..2027-01-15"),
        ("enero 2027, solo la primera quincena", "2027-01-01..2027-01-15"),
        ("March 2027, last two weeks", "2027-03-18..2027-03-31"),
        ("Q1 2027 but only the last month", "2027-03-01..2027-03-31"),
        ("March 2027. Last week we ran 20k", "2027-03-01..2027-03-31"),
        ("March 2027, 2 weeks", "2027-03-01..2027-03-31"),
    ],
)
def test_other_parts_and_what_is_none(text: str, expected: str) -> None:
    assert dates(f"{BRIEF}, {text}") == expected


def test_a_correction_names_a_month_and_its_part() -> None:
    said = ("move it to feb", "hmm no, back to jan but only the first 3 weeks of it")
    assert dates(f"{BRIEF}, jan 2027", *said) == "2027-01-01..2027-01-21"
