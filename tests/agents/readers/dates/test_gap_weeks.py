"""Weeks of holidays left out, in the year in which the campaign runs."""

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, dates

MAY = "Nike, 50k BRL, Brasil, maio 2027"
WITHOUT = [
    (MAY, "sem a semana do dia das mães", "05-01..05-02 05-10..05-31"),
    (MAY, "pausa na semana do dia das mães", "05-01..05-02 05-10..05-31"),
    ("Nike, 50k BRL, Brasil, fevereiro 2027", "sem o carnaval", "02-01..02-05 02-10..02-28"),
    ("Nike, 50k, US, november 2027", "pause the week of Thanksgiving", "11-01..11-21 11-29..11-30"),
    ("Nike, 50k, US, november 2027", "except Black Friday week", "11-01..11-21 11-29..11-30"),
    ("Nike, 50k, Germany, March to April 2027", "without Easter week", "03-01..03-21 03-29..04-30"),
    ("Nike, 50k SEK, Sverige, maj 2027", "utan veckan med mors dag", "05-01..05-23 05-31..05-31"),
    ("Nike, 50k, US, november to december 2027", "pause Nov 22-28", "11-01..11-21 11-29..12-31"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "text", "left"), WITHOUT)
def test_a_week_is_left_out_of_the_flight_that_stands(first: str, text: str, left: str) -> None:
    said = dates(first, text).replace("2027-", "").replace("[]; ", " ").removesuffix("[]")
    assert said == left


def test_a_month_without_a_year_is_one_in_which_the_campaign_runs() -> None:
    first = "Nike, 50k, US, november to december 2027"
    assert dates(first, "only in December") == "2027-12-01..2027-12-31"


@pytest.mark.parametrize(
    ("first", "text", "code"),
    [
        ("Nike, 50k, Germany and France", "pause France in the first week of March",
         "no_dates_to_leave_out"),
        ("Nike, 50k, Germany and France", "sin la primera semana de marzo",
         "no_dates_to_leave_out"),
        ("Nike, 50k, Germany and France, March 2027", "pause it in May", "nothing_runs_then"),
        ("Nike, 50k, Germany and France, March 2027", "nicht im Mai", "nothing_runs_then"),
    ],
)  # fmt: skip
def test_what_cannot_be_left_out_is_told(first: str, text: str, code: str) -> None:
    reading, brief = understand([first, text], TODAY)[-1]
    assert [fact.code for fact in reading.decisions] == [code]
    assert brief.flight == understand([first], TODAY)[-1][1].flight


@pytest.mark.parametrize("text", ["oops, I meant February, not January", "in Q1, not on Saturday"])
def test_what_is_left_out_beside_other_dates_is_not_told(text: str) -> None:
    assert not understand(["Nike, 50k, Germany, March 2027", text], TODAY)[-1][0].decisions
