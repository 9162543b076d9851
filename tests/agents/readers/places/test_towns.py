"""Towns that are ordinary words as well, and towns in small letters."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import brief_of


def towns(*messages: str) -> str:
    """The cities that the messages of a thread come to."""
    return ",".join(sorted(brief_of(*messages).geo.cities))


@pytest.mark.parametrize(
    "words",
    ["Van 1 maart tot 30 april, audio", "Van maart tot april", "Nice, thanks! Make it audio",
     "Sale ends in March, please run till then", "Nada de podcast, solo audio",
     "Man vill ha ljud också", "Seul l'audio nous intéresse", "Reading it now, audio is fine"],
)  # fmt: skip
def test_the_word_that_opens_a_sentence_is_no_town(words: str) -> None:
    assert brief_of("Nike, 100k EUR, Nederland en Frankrijk", words).geo.cities == ()


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Nike, 100k EUR. Nice et Lille", "Lille,Nice"),
        ("Nike, 100k EUR, audio en France. Nice aussi", "Nice"),
        ("Nike, 100k, UK. Reading and Bath", "Bath,Reading"),
    ],
)
def test_a_town_may_open_a_sentence(text: str, places: str) -> None:
    assert towns(text) == places


@pytest.mark.parametrize(
    ("first", "then", "cities"),
    [("Madrid, España", "mete bilbao", "Bilbao,Madrid"),
     ("Madrid, España", "añade bilbao y vigo", "Bilbao,Madrid,Vigo"),
     ("Madrid, España", "tambien en vigo", "Madrid,Vigo"),
     ("Paris, France", "ajoute lille", "Lille,Paris"),
     ("Berlin, Deutschland", "plus kiel", "Berlin,Kiel"),
     ("Berlin und Kiel, Deutschland", "kiel raus", "Berlin"),
     ("Amsterdam, Nederland", "doe breda erbij", "Amsterdam,Breda"),
     ("Stockholm, Sverige", "malmö också", "Malmö,Stockholm"),
     ("Milano, Italia", "metti bologna", "Bologna,Milan"),
     ("Lisboa e Braga, Portugal", "tira braga", "Lisbon"),
     ("London, UK", "plus bristol and bath", "Bath,Bristol,London")],
)  # fmt: skip
def test_towns_in_small_letters_under_a_command(first: str, then: str, cities: str) -> None:
    assert towns(f"Nike, 100k EUR, {first}", then) == cities


@pytest.mark.parametrize(
    "then", ["also bath lovers", "add rugby", "perfect, most of it in general", "nice, thanks"]
)
def test_words_in_small_letters_stay_words(then: str) -> None:
    assert brief_of("Nike, 100k EUR, UK, London", then).geo.cities == ("London",)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("nike 50k lille et nantes audio", "Lille,Nantes"),
        ("nike 50k, braga e coimbra", "Braga,Coimbra"),
        ("nike 50k eur, bilbao", "Bilbao"),
    ],
)
def test_a_brief_in_small_letters(text: str, places: str) -> None:
    assert towns(text) == places
