"""What nobody could read is named, and small talk is not."""

from __future__ import annotations

from datetime import date

import pytest

from agents.readers import ReadContext, read
from media.brief import Brief


def left_over(text: str) -> list[str]:
    context = ReadContext(date(2026, 11, 20), 0, Brief(), (), "en")
    return [words.text for words in read(text, context).unexplained]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Brazil next month, 45 large", ["45 large"]),
        ("Brazil next month, R$ 45k worth of love", ["R$ 45k"]),
        ("R$ 80k in Brazil in December, no more than 7 airings each", ["7 airings"]),
        (
            "R$ 80k in Brazil in December, targeting daydreamers and stargazers",
            ["daydreamers and stargazers"],
        ),
        ("80 grandes in Brazil in December", ["80 grandes"]),
        ("50k, Germany, March, reach at min. 3 contacts per week", ["min. 3 contacts per week"]),
        ("50k, Alemania, marzo, frecuencia mínima 2 por semana", ["mínima 2 por semana"]),
        ("50k, Germany, March, 20-39, slight male skew", ["slight male skew"]),
        ("50k, Germany, March, audience skews female", ["skews female"]),
        ("50k, Deutschland, März, wöchentlich mindestens 3 Kontakte", ["3 Kontakte"]),
    ],
)
def test_numbers_and_audiences_that_nobody_knows_are_named(text: str, words: list[str]) -> None:
    assert left_over(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "R$ 250k to reach 18-34 runners in Brazil in Q1, mostly audio, protect video inventory",
        "hi team, hope you had a great weekend! could you put something together for us?",
        "50k in Germany in March, women 25-40, they love it",
        "thanks, see you at 10:30",
    ],
)
def test_what_is_understood_or_says_nothing_is_not(text: str) -> None:
    assert left_over(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Nike, 100k EUR, Germany, France and Atlantis, March", ["Atlantis"]),
        ("Nike, 100k EUR, Alemania y Atlantis en marzo", ["Atlantis"]),
        ("50k EUR, Spain and Nike wants video", []),
        ("Nike, 50k EUR, Spain and Women 25+", []),
    ],
)
def test_an_unknown_name_among_places_is_told(text: str, names: list[str]) -> None:
    assert left_over(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Acme, 3 markets: UAE, KSA, UK. 100k USD, March",
        "Acme, 3 Länder (DE, AT, CH), 100k EUR",
        "Acme, 3 mercados: España, Portugal, Italia, 100k €",
        "Acme, 2 städer: Stockholm och Göteborg, 100k kr",
        "Acme, Spain, 100k, 3 waves: 1-10 March, 1-10 April, 1-10 May",
    ],
)
def test_a_count_of_what_is_named_is_explained(text: str) -> None:
    assert left_over(text) == []


def test_a_count_of_more_than_is_named_is_not() -> None:
    assert left_over("Acme, 4 countries: UAE, KSA, UK. 100k USD") == ["4 countries"]
