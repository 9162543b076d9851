"""Clients on the phone, who may be called anything, and words that a message opens with."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import brief_of

REST = ", 70k EUR, UK, March, video"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("J'ai sosh au téléphone", "sosh"),
        ("heb picnic aan de lijn", "picnic"),
        ("hab dm am Telefon", "dm"),
        ("tengo a tous al teléfono", "tous"),
        ("ho free al telefono", "free"),
        ("estou com a oi na linha", "oi"),
        ("har kicks på tråden", "kicks"),
        ("I've got hims on the phone", "hims"),
    ],
)
def test_whoever_is_on_the_phone_is_the_client(text: str, name: str) -> None:
    assert brief_of(text + REST).advertiser == name


@pytest.mark.parametrize(
    "text", ["I've got Anna on the phone", "hab ihn am Telefon", "j'ai le client au téléphone"]
)
def test_people_on_the_phone_are_no_clients(text: str) -> None:
    assert brief_of(text + REST).advertiser is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bel : 60k France, 25k Belgique", "Bel"),
        ("free: 60k France", "free"),
        ("next: 60k UK", "next"),
        ("Bonjour, free, l'opérateur télécom, veut 90k€ sur Lyon", "free"),
        ("hims is back for more: men 25-45 in the US, $80k", "hims"),
        ("a marzo parte Kiko Milano: 70k € in Italia", "Kiko Milano"),
    ],
)
def test_a_message_may_open_with_any_name(text: str, name: str) -> None:
    assert brief_of(text).advertiser == name


@pytest.mark.parametrize(
    "text", ["Target: UK, 60k", "Budget: 60k UK", "Ok: 60k UK", "Geo: UK, 60k"]
)
def test_what_heads_a_line_is_no_name(text: str) -> None:
    assert brief_of(text).advertiser is None
