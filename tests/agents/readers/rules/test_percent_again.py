"""New figures for shares and protections that stand."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import ProtectConstraint, ShareConstraint
from tests.agents.readers.described import described

TODAY = date(2026, 11, 22)
LEAST = "Nike US 100k, audio and video, at least 30% audio"
SPLIT = "Lego DE 80k EUR, Februar, 70 % Video 30 % Audio"


def shares(*messages: str) -> dict[str | None, tuple[float | None, float | None]]:
    brief = understand(messages, TODAY)[-1][1]
    found = (c for c in brief.constraints if isinstance(c, ShareConstraint))
    return {c.where.format: (c.min, c.max) for c in found}


@pytest.mark.parametrize("text", ["make it 40%", "no, rather 40%", "lieber 40%", "mejor 40%"])
def test_a_figure_alone_is_of_the_share_that_stands(text: str) -> None:
    assert shares(LEAST, text) == {"audio": (0.4, None)}


def test_a_percentage_more_is_of_the_budget() -> None:
    brief = understand([LEAST, "make it 20% more"], TODAY)[-1][1]
    assert brief.budget is not None and brief.budget.amount == 120_000_000_000
    assert shares(LEAST, "make it 20% more") == {"audio": (0.3, None)}


@pytest.mark.parametrize(
    "text",
    ["move 10% from video to audio", "schieb 10 Prozentpunkte von Video zu Audio"],
)
def test_a_share_moves_from_one_to_the_other(text: str) -> None:
    assert shares(SPLIT, text) == {"video": (0.6, 0.6), "audio": (0.4, 0.4)}


def test_a_figure_with_avails_is_of_the_protection() -> None:
    first = "Gap us 90k usd march 1-31. protect video, at most 30% of its avails"
    brief = understand([first, "make that 40% of avails"], TODAY)[-1][1]
    assert [c.max for c in brief.constraints if isinstance(c, ProtectConstraint)] == [0.4]


def test_to_keep_a_format_at_a_share_protects_nothing() -> None:
    text = "Bounty germany 70k eur, march, video + display but keep display at 20% max"
    assert understand([text], TODAY)[-1][1].constraints == (
        ShareConstraint(where={"format": "display"}, max=0.2),
    )


@pytest.mark.parametrize(
    "words",
    ["ach nee, mind. 20 %", "oh wait, min 20%", "au moins 20 %", "20% statt 30%", "20% not 30%"],
)
def test_a_bound_alone_is_of_the_share_that_stands(words: str) -> None:
    brief = "Nike, US, 100k USD, audio and video, at least 30% video"
    assert described(brief, words) == described(brief.replace("30%", "20%"))


@pytest.mark.parametrize(
    "words",
    [
        "protège aussi le podcast",
        "schütze auch podcast",
        "protege también podcast",
        "proteja também o podcast",
        "proteggi anche i podcast",
        "bescherm ook podcast",
    ],
)
def test_one_more_protection_asks_for_nothing(words: str) -> None:
    brief = "Nike, US, 100k USD, audio, protect video"
    assert described(brief, words) == described(brief + " and podcast")


@pytest.mark.parametrize(
    "words",
    [
        "quita display y dale su 20% a audio",
        "drop display and give its 20% to audio",
        "Display raus, dessen 20% gehen an Audio",
    ],
)
def test_the_share_of_a_format_that_goes_comes_to_another(words: str) -> None:
    said = described("Telefónica, España, 100k; 50% audio, 30% video, 20% display", words)
    assert said.endswith("Telefónica; share audio 0.7..0.7; share video 0.3..0.3")
    assert "include" not in said


@pytest.mark.parametrize(
    "words", ["make the split 70/30 in favour of video", "plutôt 70/30 en faveur de la vidéo"]
)
def test_a_split_favours_the_one_that_is_named(words: str) -> None:
    after = described("Dunmore, Ireland, €64k, audio and video split 50/50", words)
    assert after.endswith("advertiser Dunmore; share audio 0.3..0.3; share video 0.7..0.7")
