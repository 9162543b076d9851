"""The same share or amount for each market, or each format."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand

TODAY = date(2026, 11, 22)


def shares(*messages: str) -> dict[str, tuple[float | None, float | None]]:
    brief = understand(messages, TODAY)[-1][1]
    return {
        c.where.market or c.where.format or "": (c.min, c.max)
        for c in brief.constraints
        if c.kind == "share"
    }


@pytest.mark.parametrize(
    "text",
    [
        "100k EUR in DE, AT and CH, April, at least 25% each",
        "Indeed, DACH, 210k EUR, Q1, at least 25% in each country, audio+podcast",
        "Lidl 90k EUR, Deutschland, Österreich, Schweiz, März, mind. 25% pro Land, Audio/Video",
        "Lidl 90k EUR, Deutschland, Österreich und Schweiz, jeweils mindestens 25 %, März",
    ],
)
def test_a_share_for_each_market(text: str) -> None:
    assert shares(text) == dict.fromkeys(("AT", "CH", "DE"), (0.25, None))


@pytest.mark.parametrize(
    "text",
    [
        "Ford us $300k q1 audio, podcast, at least 25% each",
        "Bosch in Deutschland und Polen, 150k Euro, Q1, Audio und Podcast je mindestens 25%",
        "Seat España 90k EUR marzo, audio y podcast, mínimo 25% cada uno",
        "Fiat Italia e Spagna 90k EUR marzo, audio e podcast, almeno 25% per formato",
    ],
)
def test_a_share_for_each_format(text: str) -> None:
    assert shares(text) == dict.fromkeys(("audio", "podcast"), (0.25, None))


def test_shares_that_nearly_make_the_whole_make_all_of_it() -> None:
    found = shares("Nike US 100k june, audio, video and display 33% each")
    assert sum(low for low, _ in found.values() if low is not None) == pytest.approx(1)


def test_each_in_a_later_message_is_of_what_there_are_several_of() -> None:
    assert shares("Nike, 100k usd, US, march, audio and video", "at least 30% each") == {
        "audio": (0.3, None), "video": (0.3, None)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("at least 30% each", 0.3, None),
        ("je mindestens 30 %", 0.3, None),
        ("al menos 30% cada uno", 0.3, None),
        ("max 60% each", None, 0.6),
    ],
)
def test_each_of_what_is_not_clear_is_asked(
    text: str, low: float | None, high: float | None
) -> None:
    first = "Nike, 100k usd, US and CA, march, audio and video"
    reading, brief = understand([first, text], TODAY)[-1]
    assert not brief.constraints
    (question,) = reading.decisions
    assert (question.code, question.values) == ("each_of_which", {"min": low, "max": high})


def test_an_amount_for_each_format_makes_the_budget() -> None:
    brief = understand(["Nike US june, audio, video and display, 30k each"], TODAY)[-1][1]
    assert brief.budget is not None and brief.budget.amount == 90_000_000_000
    assert {c.where.format for c in brief.constraints} == {"audio", "video", "display"}
