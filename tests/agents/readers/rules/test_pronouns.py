"""Pronouns in commands: they stand for what the clause before the command is about."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

BRIEF = "Nike, UK and Germany, 100k EUR, Q1, audio and podcast"


@pytest.mark.parametrize(
    "words",
    [
        "video is nearly sold out so please protect it",
        "video is precious, keep it free",
        "Video ist fast ausverkauft, bitte schützen",
        "Video ist knapp, das bitte schonen",
        "el video está casi agotado así que hay que protegerlo",
        "la vidéo est presque épuisée, protège-la",
        "vídeo tá quase esgotado então protege ele",
        "il video è quasi esaurito, proteggilo",
        "video is schaars, bescherm het graag",
        "video är nästan slutsålt så skydda den",
    ],
)
def test_what_is_scarce_is_protected(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "protect video")


@pytest.mark.parametrize(
    "words",
    [
        "Germany is too expensive so drop it",
        "Germany did not work last time. Please leave it out.",
        "Deutschland ist zu teuer, streich es",
        "Deutschland ist zu teuer, raus damit",
        "Alemania sale muy cara, quítala",
        "l'Allemagne est trop chère, enlève-la",
        "a Alemanha está cara, tira ela",
        "la Germania costa troppo, toglila",
        "Duitsland is te duur, haal dat eruit",
        "Tyskland är för dyrt, ta bort det",
    ],
)
def test_what_is_too_dear_is_dropped(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "drop Germany")


@pytest.mark.parametrize(
    "words",
    [
        "podcast is sold out, swap it for video",
        "Podcast ist ausverkauft, ersetz es durch Video",
        "el podcast está agotado, cámbialo por video",
        "le podcast est complet, remplace-le par la vidéo",
        "o podcast esgotou, troca ele por vídeo",
        "i podcast sono esauriti, sostituiscili con video",
        "podcast is uitverkocht, vervang het door video",
        "podcast är slutsålt, byt ut det mot video",
    ],
)
def test_what_is_gone_is_swapped(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "swap podcast for video")


@pytest.mark.parametrize(
    "words",
    [
        "Germany looks expensive, cut it to 30k",
        "Deutschland ist zu teuer, kürz es auf 30k",
        "Alemania sale cara, bájala a 30k",
        "l'Allemagne coûte cher, baisse-la à 30k",
        "a Alemanha está cara, baixa ela pra 30k",
        "la Germania va bene, dalle 30k",
        "Duitsland is duur, verlaag het naar 30k",
        "Tyskland är dyrt, sänk det till 30k",
    ],
)
def test_a_figure_is_of_what_the_clause_is_about(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "30k for Germany")


@pytest.mark.parametrize("words", ["podcast is too big, cap it at 20%", "podcast, cap it at 20%"])
def test_a_share_is_of_what_the_clause_is_about(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "at most 20% podcast")


@pytest.mark.parametrize(
    "words",
    [
        "Germany is fine but the weather is bad, drop it",
        "Germany is expensive, should we drop it?",
    ],
)
def test_nothing_goes_that_nobody_drops(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF)


@pytest.mark.parametrize(
    "words", ["The client is happy with Germany, cut it to 80k", "Germany is in, raise it to 120k"]
)
def test_money_for_the_whole_stays_the_whole(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF.replace("100k", words.split()[-1]))


def test_stock_that_is_sold_out_lifts_no_protection() -> None:
    words = "protect video because it's nearly sold out"
    assert described(BRIEF, words) == described(BRIEF, "protect video")


@pytest.mark.parametrize(
    "words",
    [
        "add display too but no more than 30k on it",
        "display dazu, aber höchstens 30k dafür",
        "añade display pero máximo 30k ahí",
        "ajoute du display mais max 30k dessus",
        "inclui display mas no máximo 30k nele",
        "aggiungi display ma massimo 30k su quello",
        "voeg display toe maar max 30k daarvoor",
        "lägg till display men max 30k på det",
    ],
)
def test_a_figure_on_it_is_of_what_is_added(words: str) -> None:
    assert described(BRIEF, words) == described(BRIEF, "add display", "at most 30k on display")


def test_what_is_left_out_for_now_is_no_doubt() -> None:
    words = "Not sure about video yet, leave it out for now."
    assert described(BRIEF, words) == described(BRIEF, "no video")
