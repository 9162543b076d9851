"""More or less of a format or channel without a number: asked, and never taken for "only"."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand

TODAY = date(2026, 11, 20)
FIRST = "Nike, Spain and Italy, 200k EUR, 1-28 February 2027, 18-34"


def questions(*messages: str) -> list[str]:
    reading, brief = understand([FIRST, *messages], TODAY)[-1]
    assert not brief.formats.include and not brief.formats.only and not brief.channels.include
    return [
        f"{fact.values['degree']} {fact.values['value']}"
        for fact in reading.decisions
        if fact.code == "how_much"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("less video", ["less video"]),
        ("too much display", ["less display"]),
        ("not so much video", ["less video"]),
        ("less video and podcast", ["less video", "less podcast"]),
        ("fewer podcasts, more audio", ["less podcast", "more audio"]),
        ("less programmatic", ["less programmatic"]),
        ("20k more and less video", ["less video"]),
        ("weniger Video", ["less video"]),
        ("zu viel Display", ["less display"]),
        ("mehr Audio", ["more audio"]),
        ("un poco menos video", ["less video"]),
        ("menos video", ["less video"]),
        ("menos vídeo, por favor", ["less video"]),
        ("menos en España", ["less ES"]),
        ("todo menos video", []),
        ("menos España", []),
        ("um pouco menos de vídeo", ["less video"]),
        ("moins de vidéo", ["less video"]),
        ("meno video", ["less video"]),
        ("minder video", ["less video"]),
        ("mindre video", ["less video"]),
        ("less Spain", ["less ES"]),
        ("weniger Spanien, mehr Italien", ["less ES", "more IT"]),
        ("menos video en Italia y más en España", ["less video", "more ES"]),
        ("too much in Madrid", ["less Madrid"]),
        ("less Spain, max 20%", []),
        ("less video, max 20%", []),
        ("no more than 20% video", []),
    ],
)
def test_how_much_is_asked(text: str, expected: list[str]) -> None:
    assert questions(text) == expected


def test_more_of_a_new_country_lets_it_in() -> None:
    brief = understand([FIRST, "more in France"], TODAY)[-1][1]
    assert brief.geo.countries == ("ES", "FR", "IT")


@pytest.mark.parametrize(
    "text",
    [
        "too much video, drop it",
        "zu viel Video, streich das",
        "too much video and podcast. Scrap it",
    ],
)
def test_what_there_is_too_much_of_is_dropped_and_not_the_last_change(text: str) -> None:
    reading, brief = understand([FIRST, "make it 300k", text], TODAY)[-1]
    assert reading.intent.kind != "undo"
    assert brief.budget is not None and brief.budget.amount == 300_000_000_000


def test_it_is_what_there_is_too_much_of() -> None:
    brief = understand([FIRST, "too much video, drop it"], TODAY)[-1][1]
    assert brief.formats.exclude == ("video",)


def test_too_much_of_something_and_a_step_back_is_a_step_back() -> None:
    assert (
        understand([FIRST, "more France", "too much, undo that"], TODAY)[-1][0].intent.kind
        == "undo"
    )


def test_more_of_what_was_ruled_out_lets_it_in() -> None:
    brief = understand([FIRST, "no podcasts", "more podcasts"], TODAY)[-1][1]
    assert brief.formats.include == ("podcast",)
    assert not brief.formats.exclude


def test_more_of_a_format_in_a_first_brief_asks_for_it() -> None:
    brief = understand(["Nike, Spain, 200k EUR, February 2027, more audio please"], TODAY)[-1][1]
    assert brief.formats.include == ("audio",)
