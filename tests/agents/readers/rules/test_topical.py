"""Formats of a topic that is avoided are surroundings alone."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    "text",
    [
        "Acme, US, 100k, no political podcasts",
        "Acme, US, 100k, no podcasts about politics",
        "Acme, España, 100k, nada de pódcasts de política",
        "Acme, Brasil, R$ 100k, sem podcast de política",
        "Acme, Deutschland, 100k, keine politischen Podcasts",
        "Acme, France, 100k, pas de podcasts politiques",
        "Acme, Italia, 100k, niente podcast di politica",
        "Acme, Nederland, 100k, geen politieke podcasts",
        "Acme, Sverige, 100k kr, inga politiska poddar",
    ],
)
def test_a_format_of_an_avoided_topic_is_not_ruled_out(text: str) -> None:
    brief = brief_of(text)
    assert brief.brand_safety == ("politics",)
    assert (brief.formats.include, brief.formats.exclude) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "Acme, US, 100k, no news podcasts",
        "Acme, Deutschland, 100k, keine Nachrichten-Podcasts",
        "Acme, Italia, 100k, niente podcast di cronaca nera",
    ],
)
def test_a_topic_that_others_advertise_is_avoided_as_a_format(text: str) -> None:
    brief = brief_of(text)
    assert brief.brand_safety == ("news",)
    assert (brief.formats.include, brief.formats.exclude) == ((), ())


def test_a_format_beside_an_avoided_topic_is() -> None:
    brief = brief_of("Acme, US, 100k, no podcasts, no politics")
    assert brief.formats.exclude == ("podcast",)


@pytest.mark.parametrize("stock", ["stock réservé", "le stock est réservé", "inventaire réservé"])
def test_stock_that_is_reserved_is_no_way_of_buying(stock: str) -> None:
    brief = brief_of(f"Acme, France, 50k. Protéger le podcast svp, {stock}.")
    assert brief.channels.include == ()
