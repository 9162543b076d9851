"""A cap beside a floor that stands, ratios told by one name, stock that may be used after all."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

BRIEF = "Samsung, Germany and Poland, 200k EUR, March"


@pytest.mark.parametrize(
    "words",
    [
        "and max 60k for Poland",
        "und höchstens 60k für Polen",
        "y máximo 60k para Polonia",
        "e no máximo 60k para a Polônia",
        "et max 60k pour la Pologne",
        "e massimo 60k per la Polonia",
        "en maximaal 60k voor Polen",
        "och högst 60k för Polen",
    ],
)
def test_a_cap_leaves_the_floor_that_stands(words: str) -> None:
    assert "amount PL 30000..60000" in described(f"{BRIEF}, at least 30k Poland", words)


def test_a_cap_below_the_floor_takes_its_place() -> None:
    assert "amount PL ..20000" in described(f"{BRIEF}, at least 30k Poland", "Poland max 20k")


@pytest.mark.parametrize("words", ["make it 70/30 video", "lieber 70/30 für Video"])
def test_a_ratio_with_one_name_begins_with_its_part(words: str) -> None:
    brief = f"{BRIEF}, video 60% audio 40%"
    assert described(brief, words) == described(brief.replace("60", "70").replace("40", "30"))


def test_stock_that_is_protected_may_be_used_in_part() -> None:
    brief, words = f"{BRIEF}, audio, protect podcast", "you can use 10% of podcast avails after all"
    assert described(brief, words) == described(f"{brief}, use at most 10% of its avails")


@pytest.mark.parametrize(
    "words",
    ["a quarter of it to Poland", "Poland gets 25%", "Polen bekommt 25%", "Polonia lleva el 25%"],
)
def test_what_a_market_gets_is_its_share(words: str) -> None:
    assert described(BRIEF, words) == described(f"{BRIEF}, 25% Poland")


@pytest.mark.parametrize(
    "words",
    ["video gets 50k of the money", "Video bekommt 50k vom Budget", "50k del dinero a video"],
)
def test_an_amount_of_the_money_is_a_part(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "50k of it on video")


@pytest.mark.parametrize(
    "words",
    [
        "open it up to all formats",
        "alle Formate",
        "todos los formatos",
        "todos os formatos",
        "tous les formats",
        "tutti i formati",
        "alle formaten",
        "alla format",
    ],
)
def test_all_formats_are_welcome_again(words: str) -> None:
    assert described(f"{BRIEF}, audio only", words) == described(BRIEF)
