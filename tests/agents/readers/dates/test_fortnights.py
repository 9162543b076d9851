"""Halves of the flight, and fortnights, in which something pauses or alone runs."""

from __future__ import annotations

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, described

MARCH = "Nike, 100k EUR, Germany and France, March 2027"
LONG = "Nike, 100k EUR, Germany and France, March to April 2027"


@pytest.mark.parametrize(
    "text",
    [
        "pause France in the second half",
        "no ads in France in the second half",
        "Frankreich in der zweiten Hälfte pausieren",
        "pausa Francia en la segunda quincena",
        "pausa a França na segunda quinzena",
        "mets la France en pause la deuxième quinzaine",
        "metti in pausa la Francia nella seconda metà",
        "pauzeer Frankrijk in de tweede helft",
        "pausa Frankrike i andra halvan",
    ],
)
def test_a_part_pauses_in_half_of_the_only_month(text: str) -> None:
    assert "; 2027-03-01..2027-03-31; 2027-03-01..2027-03-15[FR]; " in described(MARCH, text)


def test_a_part_pauses_in_half_of_a_longer_flight() -> None:
    said = described(LONG, "pause Germany in the second half")
    assert "; 2027-03-01..2027-04-30; 2027-03-01..2027-03-30[DE]; DE,FR; " in said


@pytest.mark.parametrize(
    ("text", "verb", "market"),
    [
        ("pausa Francia en la segunda quincena", "pause", "FR"),
        ("pausa a França na segunda quinzena", "pause", "FR"),
        ("solo la segunda quincena", "only", None),
        ("Germany only in the second fortnight", "only", "DE"),
    ],
)
def test_a_fortnight_of_several_months_is_asked(text: str, verb: str, market: str | None) -> None:
    reading, brief = understand([LONG, text], TODAY)[-1]
    assert brief == understand([LONG], TODAY)[-1][1]
    (question,) = reading.decisions
    assert question.code == "which_month"
    assert question.values == {
        "verb": verb, "half": "second", "market": market, "months": ["2027-03", "2027-04"]
    }  # fmt: skip
