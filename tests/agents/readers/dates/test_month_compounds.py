"""A month and its part in one wording."""

import pytest

from tests.agents.readers.described import dates

BRIEF = "Nike US 10k usd audio"


@pytest.mark.parametrize(
    "text",
    ["die ersten zwei Märzwochen", "in den ersten beiden Märzwochen", "die ersten 2 März-Wochen",
     "de två första marsveckorna", "de eerste twee maartweken", "the first two March weeks"],
)  # fmt: skip
def test_the_first_two_weeks(text: str) -> None:
    assert dates(f"{BRIEF}, {text}") == "2027-03-01..2027-03-14"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in der 2. Märzhälfte", "2027-03-16..2027-03-31"),
        ("första marshalvan", "2027-03-01..2027-03-15"),
        ("eerste maarthelft", "2027-03-01..2027-03-15"),
        ("first half March", "2027-03-01..2027-03-15"),
        ("März, zweite Hälfte", "2027-03-16..2027-03-31"),
        ("March second half", "2027-03-16..2027-03-31"),
        ("1H March", "2027-03-01..2027-03-15"),
        ("letzte Januarwoche", "2027-01-25..2027-01-31"),
        ("sista januariveckan", "2027-01-25..2027-01-31"),
        ("Märzmitte bis Aprilende", "2027-03-15..2027-04-30"),
        ("Februarbeginn bis Märzende", "2027-02-01..2027-03-31"),
        ("ab Märzmitte für 2 Wochen", "2027-03-15..2027-03-28"),
    ],
)
def test_halves_weeks_and_ends(text: str, expected: str) -> None:
    assert dates(f"{BRIEF}, {text}") == expected
