"""Dates before markets with an amount each are of all of them."""

import pytest

from tests.agents.readers.described import dates


@pytest.mark.parametrize(
    "text",
    [
        "Nike Germany and France, March: Germany 60k, France 20k",
        "Nike Brasil e México, março: Brasil 60k, México 20k",
        "Nike Germany, Austria, Switzerland, March 2027, 60k for Germany, 20k for Austria",
        "Nike Deutschland und Österreich, März: 60k Deutschland, 20k Österreich",
    ],
)
def test_dates_before_several_amounts_are_of_the_whole(text: str) -> None:
    assert dates(text) == "2027-03-01..2027-03-31"


def test_dates_before_each_amount_are_of_that_part() -> None:
    told = dates("Nike Germany and France, March: Germany 60k. April: France 20k")
    assert told == "2027-03-01..2027-03-31[DE]; 2027-04-01..2027-04-30[FR]"


def test_in_an_edit_dates_before_the_one_part_are_of_it() -> None:
    told = dates("Nike Germany and France 80k", "March: Germany 60k")
    assert told == "2027-03-01..2027-03-31[DE]"
