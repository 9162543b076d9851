"""What somebody tells of the past changes nothing; what they say beside it does."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

PLAN = "Nike, 100k EUR, Spain, 1 March to 30 April 2027"


@pytest.mark.parametrize(
    "text",
    ["last year we ran 1-14 May", "we ran 1-14 May last year with women 25-34",
     "el año pasado fuimos del 1 al 14 de mayo", "letztes Jahr liefen wir vom 1. bis 14. Mai",
     "l'an dernier on était du 1er au 14 mai", "no ano passado foi de 1 a 14 de maio",
     "l'anno scorso era dal 1 al 14 maggio", "vorig jaar liepen we 1-14 mei",
     "förra året körde vi 1-14 maj"],
)  # fmt: skip
def test_what_was_last_year_is_no_wish(text: str) -> None:
    assert described(PLAN, text) == described(PLAN)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("last year it was video only, this time add audio", "add audio"),
        ("im letzten Jahr waren es 80k, dieses Jahr 120k", "120k"),
        ("last campaign was too short, make it 8 weeks", "make it 8 weeks"),
        ("same dates as last year, 1-14 May", "1-14 May"),
        ("(they spent 70k last year) make it 120k", "make it 120k"),
    ],
)
def test_what_is_said_beside_it_counts(text: str, meant: str) -> None:
    assert described(PLAN, text) == described(PLAN, meant)


def test_the_last_part_of_a_year_is_not_over() -> None:
    assert "2027-10-01..2027-12-31" in described("Nike, 100k EUR, Spain, last quarter of 2027")


def test_whose_client_it_was_says_nothing_of_today() -> None:
    said = "last year's client Nike is back with 100k EUR for Spain, 1-14 May 2027"
    assert described(said).startswith("100000 EUR; 2027-05-01..2027-05-14; ES")
