"""Corrections replace what was said last, whichever way the slip went; they never add to it."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import Brief

TODAY = date(2026, 11, 20)
FIRST = "Nike, USD 250k, US, Jan 15 to Mar 31, adults 18-34, audio and video"


def after(*messages: str) -> Brief:
    return understand([FIRST, *messages], TODAY)[-1][1]


@pytest.mark.parametrize(
    ("slip", "correction"),
    [
        ("add Canada", "sorry I meant Mexico"),
        ("agrega Canadá", "perdón, quería decir México"),
        ("inclui Canadá", "desculpa, quis dizer México"),
        ("Kanada dazu", "sorry, meinte Mexiko"),
        ("ajoute le Canada", "pardon, je voulais dire le Mexique"),
        ("aggiungi il Canada", "scusa, intendevo Messico"),
        ("voeg Canada toe", "sorry ik bedoelde Mexico"),
        ("lägg till Kanada", "förlåt, menade Mexiko"),
    ],
)
def test_a_corrected_market_takes_the_place_of_the_slip(slip: str, correction: str) -> None:
    assert after(slip, correction).geo.countries == ("MX", "US")


def test_a_corrected_format_takes_the_place_of_the_slip() -> None:
    assert after("add podcasts", "no sorry, display").formats.include == (
        "audio",
        "display",
        "video",
    )


def test_a_corrected_removal_brings_back_what_went() -> None:
    formats = after("drop video", "sorry, I meant drop audio").formats
    assert (formats.include, formats.exclude) == (("video",), ("audio",))


def test_a_corrected_raise_starts_from_the_budget_before() -> None:
    budget = after("+10%", "oops, +20%").budget
    assert budget is not None
    assert budget.amount == 300_000_000_000


@pytest.mark.parametrize("more", ["sorry, Canada too", "oops, forgot Canada"])
def test_an_excuse_that_adds_takes_nothing_away(more: str) -> None:
    assert after(more).geo.countries == ("CA", "US")


def test_a_removal_is_no_correction_of_what_was_added() -> None:
    assert after("add Canada and Mexico", "actually lose Canada").geo.countries == ("MX", "US")
