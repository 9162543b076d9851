"""Everyday words of one language that are spelt like a command of another one."""

import pytest

from tests.agents.readers.described import described

GERMAN = "Nike, Deutschland, Frankreich und Spanien, 300k EUR, 1. März bis 30. April, Audio"
DUTCH = "Nike, Nederland, Frankrijk en Spanje, 300k EUR, 1 maart t/m 30 april, audio"
SWEDISH = "Nike, Sverige, Frankrike och Spanien, 300k SEK, 1 mars till 30 april, audio"
ITALIAN = "Nike, Italia, Francia e Spagna, 300k EUR, dal 1 marzo al 30 aprile, audio"
PORTUGUESE = "Nike, Portugal, França e Espanha, 300k EUR, 1 de março a 30 de abril, áudio"
FRENCH = "Nike, France, Espagne et Italie, 300k EUR, du 1er mars au 30 avril, audio"


@pytest.mark.parametrize(
    ("first", "edit", "plain"),
    [
        (GERMAN, "auf Lager, 250k", "250k"),
        (GERMAN, "bei Podcast bin ich dabei", "Podcast dazu"),
        (GERMAN, "prima! noch eine Woche", "noch eine Woche länger"),
        (DUTCH, "pas Spanje aan naar 60k", "Spanje 60k"),
        (DUTCH, "prima, dan 2 weken langer", "2 weken langer"),
        (DUTCH, "ik heb 20k voor Spanje", "Spanje 20k"),
        (SWEDISH, "lager finns, 250k", "250k"),
        (SWEDISH, "min kund vill ha 40k i Spanien", "Spanien 40k"),
        (SWEDISH, "kör en enkel display", "lägg till display"),
        (ITALIAN, "il budget resta 300k", "ok"),
        (PORTUGUESE, "Espanha leva 60k", "Espanha 60k"),
        (FRENCH, "axe audio", "ok"),
    ],
)
def test_an_everyday_word_is_no_command_of_another_language(
    first: str, edit: str, plain: str
) -> None:
    assert described(first, edit) == described(first, plain)


def test_the_same_word_is_a_command_in_its_own_language() -> None:
    assert described(DUTCH, "budget 50k lager").startswith("250000 EUR")
    assert "formats exclude podcast" in described(FRENCH, "pas de podcast")
