"""A format and a channel ruled out together, and neither alone."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import Brief, ExcludeConstraint, Where


def _after(*messages: str) -> Brief:
    first = "Pepsi, Spain, 180k, March, audio and video, ages 18+"
    return understand([first, *messages], date(2026, 11, 22))[-1][1]


@pytest.mark.parametrize(
    "message",
    [
        "no video on programmatic",
        "kein Video über programmatic",
        "sin video en programática",
        "pas de vidéo en programmatique",
        "geen video op programmatic",
    ],
)
def test_a_format_through_a_channel_is_one_cell(message: str) -> None:
    brief = _after(message)
    cell = Where(format="video", channel="programmatic")
    assert brief.constraints == (ExcludeConstraint(where=cell),)
    assert (brief.formats.exclude, brief.channels.exclude) == ((), ())
    assert "video" in brief.formats.include


def test_two_denials_are_of_each() -> None:
    brief = _after("no display, no programmatic")
    assert (brief.formats.exclude, brief.channels.exclude) == (("display",), ("programmatic",))


def test_a_town_is_one_of_the_country_that_stands() -> None:
    assert _after("y Valencia también").geo.countries == ("ES",)


@pytest.mark.parametrize("message", ["mejor +25", "sorry, +25"])
def test_an_age_with_its_sign_before_corrects(message: str) -> None:
    assert _after(message).audience.age_min == 25


def test_a_protection_with_its_pronoun_is_lifted() -> None:
    brief = _after("protege podcast y display", "podcast ya no hace falta protegerlo")
    assert [rule.where.format for rule in brief.constraints] == ["display"]
