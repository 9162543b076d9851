"""One thing in another's place: the same for another country, other interests, other formats."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import Brief

TODAY = date(2026, 11, 22)


def after(*messages: str) -> Brief:
    return understand(messages, TODAY)[-1][1]


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("same but for Mexico", ("MX",)),
        ("lo mismo pero para Colombia", ("CO",)),
        ("pareil mais pour l'Autriche", ("AT",)),
        ("dasselbe für Österreich und Deutschland", ("AT", "DE")),
    ],
)
def test_the_same_for_another_country(text: str, countries: tuple[str, ...]) -> None:
    assert after("Samsung us 500k USD feb audio", text).geo.countries == countries


@pytest.mark.parametrize("text", ["travel fans instead of gaming", "swap gaming for travel"])
def test_one_interest_takes_the_place_of_another(text: str) -> None:
    found = after("Visa spain 70k eur, march, gaming and music fans", text)
    assert found.audience.interests == ("music", "travel")


def test_instead_of_stands_before_what_replaces_it() -> None:
    found = after("Orange, France, 100k€, février, vidéo", "à la place de la vidéo mets de l'audio")
    assert (found.formats.include, found.formats.exclude) == (("audio",), ("video",))


def test_what_was_ruled_out_is_let_in_when_that_is_undone() -> None:
    first = "Ford us 300k usd q1 audio, video"
    found = after(first, "no programmatic", "undo the programmatic bit, thats fine again")
    assert not found.channels.include and not found.channels.exclude


def test_only_behind_and_begins_something_else() -> None:
    found = after("Rappi Colombia 80k usd, audio y display", "sin display y solo móvil")
    assert found.formats.exclude == ("display",) and not found.formats.only
    assert set(found.audience.devices) == {"ANDROID", "IOS"}


@pytest.mark.parametrize(
    "text",
    ["she has 12 other campaigns running", "Boots would like to run in Germany in February"],
)
def test_what_campaigns_do_is_no_interest(text: str) -> None:
    assert not after(text).audience.interests


def test_what_is_done_behind_a_comma_is_not_what_is_forgotten() -> None:
    brief = after("Nike, UK, 50k GBP, March, audio and video", "forget video, do display")
    assert (brief.formats.include, brief.formats.exclude) == (("audio", "display"), ("video",))
