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
        ("um pouco menos de vídeo", ["less video"]),
        ("moins de vidéo", ["less video"]),
        ("meno video", ["less video"]),
        ("minder video", ["less video"]),
        ("mindre video", ["less video"]),
        ("less video, max 20%", []),
        ("no more than 20% video", []),
    ],
)
def test_how_much_is_asked(text: str, expected: list[str]) -> None:
    assert questions(text) == expected


def test_more_of_what_was_ruled_out_lets_it_in() -> None:
    brief = understand([FIRST, "no podcasts", "more podcasts"], TODAY)[-1][1]
    assert brief.formats.include == ("podcast",)
    assert not brief.formats.exclude


def test_more_of_a_format_in_a_first_brief_asks_for_it() -> None:
    brief = understand(["Nike, Spain, 200k EUR, February 2027, more audio please"], TODAY)[-1][1]
    assert brief.formats.include == ("audio",)
