"""Days of a feast's season that have names of their own, also as the end of a flight."""

import pytest

from tests.agents.readers.described import dates


@pytest.mark.parametrize(
    ("brief", "expected"),
    [
        ("Nike, Köln, 50k EUR, Weiberfastnacht bis Aschermittwoch", "2027-02-04..2027-02-10"),
        ("Nike, Köln, 50k EUR, Rosenmontag", "2027-02-08..2027-02-08"),
        (
            "Nike, Brasil, 50k BRL, 1 de fevereiro a quarta-feira de cinzas",
            "2027-02-01..2027-02-10",
        ),
        ("Nike, Brasil, 50k BRL, de 24/5 até o Dia dos Namorados", "2027-05-24..2027-06-12"),
        ("Nike, Brasil, 50k BRL, 1 de março até o dia 12 de abril", "2027-03-01..2027-04-12"),
        ("Nike, Sverige, 50k SEK, 7 juni t.o.m. midsommarafton", "2027-06-07..2027-06-25"),
        ("Nike, Nederland, 50k EUR, 23 november t/m pakjesavond", "2026-11-23..2026-12-05"),
    ],
)
def test_a_feast_day_is_a_date(brief: str, expected: str) -> None:
    assert dates(brief) == expected
