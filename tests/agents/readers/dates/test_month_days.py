"""Days whose month is named before them, behind them, or elsewhere in the message."""

import pytest

from tests.agents.readers.described import dates

BRIEF = "Nike US 10k usd audio"


@pytest.mark.parametrize(
    "text",
    ["in January, 4th to 31st", "January (4-31)", "4th to 31st, in January",
     "January only in this market, from the 4th to the 31st", "im Januar, vom 4. bis 31.",
     "Januar (4.-31.)", "vom 4. bis 31., im Januar", "en enero, del 4 al 31",
     "del 4 al 31, en enero", "em janeiro, do dia 4 ao dia 31", "em janeiro, de 4 a 31",
     "en janvier, du 4 au 31", "janvier (du 4 au 31)", "a gennaio, dal 4 al 31",
     "in januari, van de 4e tot de 31e", "in januari, 4 t/m 31", "i januari, 4 till 31",
     "i januari, den 4:e till 31:a"],
)  # fmt: skip
def test_days_apart_from_their_month(text: str) -> None:
    assert dates(f"{BRIEF}, {text}") == "2027-01-04..2027-01-31"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in February, from the 8th", "2027-02-08..2027-02-28"),
        ("im Februar bis zum 20.", "2027-02-01..2027-02-20"),
        ("en febrero a partir del 8", "2027-02-08..2027-02-28"),
        ("em fevereiro, entre os dias 4 e 20", "2027-02-04..2027-02-20"),
    ],
)
def test_a_month_from_or_up_to_a_day(text: str, expected: str) -> None:
    assert dates(f"{BRIEF}, {text}") == expected


@pytest.mark.parametrize(
    "text",
    ["in January, 18-34", "18 to 24, January", "January, 4 to 6 weeks", "January, 10-20k a week",
     "January, between 3 and 5 per week", "en enero, de 18 a 30", "im Januar, 14 bis 29 Jahre",
     "em janeiro, de 18 a 24 anos",
     "enero, sube del 10 al 20 el podcast"],
)  # fmt: skip
def test_other_numbers_beside_a_month_are_no_days(text: str) -> None:
    assert dates(f"{BRIEF}, {text}") == "2027-01-01..2027-01-31"
