"""An advertiser that takes the place of one told by mistake."""

import pytest

from tests.agents.readers.described import brief_of

FIRST = {
    "en": "Interflora, 25k, UK, February",
    "de": "Budget für Interflora ist 25k, Deutschland, im Februar",
    "es": "Interflora quiere 25k en España en febrero",
    "pt": "Interflora quer 25k no Brasil em fevereiro",
    "fr": "Interflora veut 25k en France en février",
    "it": "Interflora vuole 25k in Italia a febbraio",
    "nl": "Interflora wil 25k in Nederland in februari",
    "sv": "Interflora vill ha 25k i Sverige i februari",
}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "sorry, it's Moonpig, not Interflora"), ("en", "not Interflora, it's Moonpig"),
        ("en", "I meant Moonpig"), ("en", "sorry, Moonpig"),
        ("en", "wrong client, should be Moonpig"), ("en", "the client is actually Moonpig"),
        ("de", "nicht Interflora, sondern Moonpig"), ("de", "ich meinte Moonpig"),
        ("de", "Entschuldigung, es ist Moonpig, nicht Interflora"),
        ("es", "perdón, quise decir Moonpig"), ("es", "no es Interflora sino Moonpig"),
        ("pt", "desculpa, é a Moonpig, não Interflora"), ("pt", "quis dizer Moonpig"),
        ("fr", "pardon c'est Moonpig, pas Interflora"), ("fr", "je voulais dire Moonpig"),
        ("fr", "erreur de ma part, le client c'est Moonpig"),
        ("it", "scusa, è Moonpig, non Interflora"), ("it", "volevo dire Moonpig"),
        ("nl", "sorry, het is Moonpig, niet Interflora"), ("nl", "ik bedoelde Moonpig"),
        ("sv", "förlåt, det är Moonpig, inte Interflora"), ("sv", "jag menade Moonpig"),
    ],
)  # fmt: skip
def test_the_advertiser_is_corrected(language: str, text: str) -> None:
    before, after = brief_of(FIRST[language]), brief_of(FIRST[language], text)
    assert (before.advertiser, after.advertiser) == ("Interflora", "Moonpig")
    assert (after.budget, after.flight, after.geo) == (before.budget, before.flight, before.geo)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "sorry, Spain"), ("en", "sorry, 30k"), ("en", "sorry, Anna here"),
        ("en", "I meant Millennials"), ("en", "not Interflora branded podcasts please"),
        ("en", "not Interflora's usual audience, go 18-24"), ("de", "sorry, Verspätung"),
        ("de", "ich meinte Frauen"),
    ],
)  # fmt: skip
def test_other_corrections_leave_the_advertiser(language: str, text: str) -> None:
    assert brief_of(FIRST[language], text).advertiser == "Interflora"


def test_a_label_behind_a_denial_names_a_brand_written_small() -> None:
    words = "sorry, nicht Rossmann, der Kunde ist dm"
    assert brief_of("Rossmann will Deutschland, März, 200k €", words).advertiser == "dm"


@pytest.mark.parametrize(
    ("first", "mood"),
    [
        ("Acme, Deutschland, 50k, März", "Kunde ist nervös geworden, bitte nur 40k"),
        ("Acme, France, 50k, mars", "le client a peur, on baisse à 40k"),
        ("Acme, Nederland, 50k, maart", "klant is zenuwachtig geworden, maak er 40k van"),
    ],
)
def test_how_the_client_feels_is_no_name(first: str, mood: str) -> None:
    assert brief_of(first, mood).advertiser == "Acme"
