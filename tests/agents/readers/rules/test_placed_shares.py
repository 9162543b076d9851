"""A share within one place is worked out from what the place has, or asked for."""

import pytest

from agents.readers import ReadContext, read
from tests.agents.readers.described import TODAY, brief_of, described

BOSE = "Bose. US 150k, UK 90k, Australia 60k (all USD). audio, video."
OPEN = "Bose, US and UK, 300k USD"


def new(*messages: str) -> set[str]:
    """The rules that the last message adds."""
    before = set(described(*messages[:-1]).split("; "))
    return {part for part in described(*messages).split("; ") if part not in before}


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        ("at least 30% video in the US", {"amount video/US 45000.."}),
        ("in the US at least 30% video", {"amount video/US 45000.."}),
        ("UK: max 30% video", {"amount video/GB ..27000"}),
        ("mindestens 20 % Video in Australien", {"amount video/AU 12000.."}),
        ("en EE.UU. al menos 30% en vídeo", {"amount video/US 45000.."}),
        ("au moins 30 % de vidéo aux États-Unis", {"amount video/US 45000.."}),
        (
            "60% audio, 40% video in Australia",
            {"amount audio/AU 36000..36000", "amount video/AU 24000..24000"},
        ),
        (
            "in the UK and Australia at least 20% audio",
            {"amount audio/GB 18000..", "amount audio/AU 12000.."},
        ),
    ],
)
def test_it_is_a_part_of_what_the_place_has(words: str, rules: set[str]) -> None:
    assert new(BOSE, words) == rules


def test_a_share_of_a_share_is_one_of_the_whole() -> None:
    split = "Bose, US 60% UK 40%, 300k USD"
    assert new(split, "at least 50% video in the UK") == {"share video/GB 0.2.."}


def test_the_amount_may_come_in_the_same_message() -> None:
    said = "Bose, US 200k, UK 100k USD, at least 30% video in the US"
    assert "amount video/US 60000.." in described(said).split("; ")


@pytest.mark.parametrize(
    "words", ["at least 30% video in the US", "in the US 70% video, in the UK 30% video"]
)
def test_without_it_the_share_is_asked_for_and_nothing_is_guessed(words: str) -> None:
    reading = read(words, ReadContext(TODAY, 1, brief_of(OPEN)))
    assert {fact.code for fact in reading.decisions} == {"share_of_place"}
    assert described(OPEN, words) == described(OPEN)


@pytest.mark.parametrize(
    "brief",
    [
        "Bose, in the US, 300k USD, at least 30% video",
        "Bose, in the US and UK, 300k USD, at least 30% video",
        "Bose, US and UK, 300k USD, 30% video at least",
    ],
)
def test_a_share_of_all_places_is_of_the_whole(brief: str) -> None:
    assert "share video 0.3.." in described(brief).split("; ")
