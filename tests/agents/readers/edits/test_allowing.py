"""Topics that ads were to keep away from, allowed again one by one."""

import pytest

from tests.agents.readers.described import brief_of

BRIEF = "Itaú, Brasil, R$ 80k, evitar política e notícias"


@pytest.mark.parametrize(
    "words",
    [
        "news is fine after all",
        "you can take news off the list",
        "remove news from brand safety",
        "drop the news exclusion",
        "Nachrichten sind ok",
        "nimm Nachrichten von der Liste",
        "quita noticias de la lista",
        "pode tirar notícias da lista, política fica",
        "notícias liberado",
        "enlève les actualités de la liste",
        "y las noticias ya no son problema",
        "news isn't an issue anymore, politics stays",
        "les actualités ne posent plus problème",
        "nieuws is geen probleem meer",
    ],
)
def test_one_topic_goes_and_the_other_stays(words: str) -> None:
    assert brief_of(BRIEF, words).brand_safety == ("politics",)


@pytest.mark.parametrize("words", ["news is not ok", "no news please", "thanks for the news"])
def test_other_words_leave_the_list(words: str) -> None:
    assert brief_of(BRIEF, words).brand_safety == ("news", "politics")


@pytest.mark.parametrize(
    "words",
    [
        "They'd hate being next to news or politics.",
        "Evitad política y noticias, por favor.",
        "Meidet bitte Politik und Nachrichten.",
    ],
)
def test_keeping_away_in_other_words(words: str) -> None:
    assert brief_of(f"Headspace US 175k USD. {words}").brand_safety == ("news", "politics")


@pytest.mark.parametrize(
    "words",
    [
        "crime too",
        "she rang: crime too, and bump it to R$ 165k",
        "add crime to the list",
        "ajoute crime",
        "crime também",
        "legal says crime has to go on that list as well",
        "no crime either",
        "tampoco crimen",
        "auch kein Crime",
        "pas de crime non plus",
    ],
)
def test_one_more_topic_joins_the_others(words: str) -> None:
    assert brief_of(BRIEF, words).brand_safety == ("crime", "news", "politics")


@pytest.mark.parametrize("words", ["millennials, travel obviously", "30-45, viajes, claro"])
def test_a_topic_may_go_without_saying(words: str) -> None:
    assert brief_of("Airbnb 270k EUR France", words).audience.interests == ("travel",)
