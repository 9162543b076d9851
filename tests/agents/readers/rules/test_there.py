"""Places named again: "there", "dort", "allí"."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

BRIEF = "Nike, UK and Germany, 100k EUR, Q1, audio and video"


@pytest.mark.parametrize(
    "words",
    [
        "Germany is important, at least 40k there",
        "Deutschland ist wichtig, dort mindestens 40k",
        "Alemania es clave, allí al menos 40k",
        "l'Allemagne est importante, au moins 40k là-bas",
        "a Alemanha é importante, pelo menos 40k lá",
        "la Germania è importante, almeno 40k lì",
        "Duitsland is belangrijk, daar minstens 40k",
        "Tyskland är viktigt, minst 40k där",
    ],
)
def test_an_amount_there_is_of_the_place_before(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "at least 40k in Germany")


def test_a_format_there_is_of_the_place_before() -> None:
    assert described(BRIEF, "Germany is small, only video there") == described(
        BRIEF, "only video in Germany"
    )
    sold_out = "audio in Germany is basically sold out so no audio there"
    assert described(BRIEF, sold_out) == described(BRIEF, "no audio in Germany")


@pytest.mark.parametrize("words", ["drop Germany, no budget there", "drop Germany"])
def test_a_place_that_goes_is_not_named_again(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "drop Germany")


@pytest.mark.parametrize("words", ["hi there, make it 120k", "there is a new budget, 120k"])
def test_there_alone_is_no_place(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF.replace("100k", "120k"))


def test_articles_that_only_accents_tell_apart_are_no_places() -> None:
    brief = "Costa, 300k euro: 200k Italia, 100k Francia, giugno"
    moved = brief.replace("200k", "170k").replace("100k", "130k")
    assert described(brief, "sposta 30k dall'Italia alla Francia") == described(moved)


def test_a_format_that_is_out_in_one_place_is_asked_for_elsewhere() -> None:
    words = "Lego, UK and Germany, 45k EUR, video and audio, in Germany no audio"
    assert "formats include audio,video" in described(words)
