"""What stands behind a label such as "client:" and is, or is not, the advertiser's name."""

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    "text",
    ["new split from the client: 40% audio, 60% video",
     "neuer Split vom Kunden: 40 % Audio, 60 % Video",
     "nuevo reparto del cliente: 40% audio, 60% video",
     "nouvelle répartition du client : 40 % audio, 60 % vidéo",
     "nuovo split dal cliente: 40% audio, 60% video",
     "novo split do cliente: 40% áudio, 60% vídeo",
     "nieuwe verdeling van de klant: 40% audio, 60% video",
     "ny fördelning från kunden: 40 % audio, 60 % video"],
)  # fmt: skip
def test_what_a_client_says_is_no_name(text: str) -> None:
    brief = brief_of("Acme, 500k EUR, Germany, April", text)
    assert brief.advertiser == "Acme"
    assert sorted(c.min for c in brief.constraints if c.kind == "share") == [0.4, 0.6]


@pytest.mark.parametrize("said", ["400k", "400k max", "50% audio", "18-34", "2 weeks only"])
def test_an_amount_behind_a_label_is_no_name(said: str) -> None:
    assert brief_of(f"client: {said}, US, March").advertiser is None


@pytest.mark.parametrize("name", ["7-Eleven", "1&1", "3M", "99designs", "23andMe", "5 Gum"])
def test_a_name_may_begin_with_a_number(name: str) -> None:
    assert brief_of(f"client: {name}, US, 100k, March").advertiser == name
