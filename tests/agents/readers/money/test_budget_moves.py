"""Money between the parts of a budget: more, less, moved, left behind, on top of the whole."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from media.brief import AmountConstraint
from media.money import MICROS
from tests.agents.readers.described import described

TODAY = date(2026, 11, 22)
TWO = "Heineken 120k eur, 80k netherlands 40k belgium, march"
THREE = "Haribo: 40k DE, 20k AT, 20k CH, alles Euro, Dezember, Audio"
PLAIN = "Nike US 100k usd march, audio and video"


def money(*messages: str) -> tuple[int, dict[str, int]]:
    """The budget in thousands, and the exact parts of markets and formats in thousands."""
    brief = understand(messages, TODAY)[-1][1]
    assert brief.budget is not None
    parts = {}
    for part in brief.constraints:
        if isinstance(part, AmountConstraint):
            assert part.min is not None and part.min == part.max
            name = part.where.market or part.where.format or ""
            parts[name] = part.min // MICROS // 1000
    return brief.budget.amount // MICROS // 1000, parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20k more for belgium", (120, {"NL": 80, "BE": 60})),
        ("5k less in Belgium and 5k more in the Netherlands", (120, {"NL": 85, "BE": 35})),
        ("less Belgium, more Netherlands: move 10k over", (120, {"NL": 90, "BE": 30})),
        ("10k of the Belgian money should go to the Netherlands", (120, {"NL": 90, "BE": 30})),
        ("10k from Belgium to the Netherlands", (120, {"NL": 90, "BE": 30})),
        ("20k more for belgium, on top of the total", (140, {"NL": 80, "BE": 60})),
        ("20k obendrauf für Belgien", (140, {"NL": 80, "BE": 60})),
        ("20k encima para Bélgica", (140, {"NL": 80, "BE": 60})),
        ("add France, 15k for it on top of the 120k", (135, {"NL": 80, "BE": 40, "FR": 15})),
        ("swap Belgium for France", (120, {"NL": 80, "FR": 40})),
        ("drop Belgium", (120, {"NL": 80})),
        ("10k von Belgien in die Niederlande schieben", (120, {"NL": 90, "BE": 30})),
        (
            "take 10k off Belgium and give it to the Netherlands, plus add France with 20k on top",
            (140, {"NL": 90, "BE": 30, "FR": 20}),
        ),
        (
            "5k less in Belgium, and 20k more for the Netherlands on top",
            (140, {"NL": 100, "BE": 35}),
        ),
    ],
)
def test_parts_move_and_the_whole_only_where_it_is_said(
    text: str, expected: tuple[int, dict[str, int]]
) -> None:
    assert money(TWO, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Österreich raus, die 20k gehen nach Deutschland",
        "drop Austria and give its 20k to Germany",
        "drop Austria and give its money to Germany",
        "Österreich fällt weg, das Geld geht nach Deutschland",
    ],
)
def test_what_a_country_leaves_goes_to_another(text: str) -> None:
    assert money(THREE, text) == (80, {"CH": 20, "DE": 60})


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("make it 20k more", 120),
        ("doe maar 10k extra", 110),
        ("make it 300k", 300),
        ("another 20k on audio, on top", 120),
    ],
)
def test_more_behind_an_amount_is_a_change(text: str, total: int) -> None:
    assert money(PLAIN, text) == (total, {})


def test_of_several_changes_none_is_made_where_one_is_not_known() -> None:
    text = "5k less in Belgium and 5k more for audio"
    reading, _ = understand([TWO, text], TODAY)[-1]
    assert money(TWO, text) == (120, {"NL": 80, "BE": 40})
    assert {d.values["value"] for d in reading.decisions} == {"BE", "audio"}


def test_a_least_that_stands_gets_another_figure() -> None:
    first = "Stripe, US, 250k usd, jan 4 - mar 28, min 50k for audio and min 50k for video"
    brief = understand([first, "min for video down to 30k"], TODAY)[-1][1]
    assert brief.budget is not None and brief.budget.amount == 250_000 * MICROS
    least = {c.where.format: c.min for c in brief.constraints if isinstance(c, AmountConstraint)}
    assert least == {"audio": 50_000 * MICROS, "video": 30_000 * MICROS}


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("Target wants 80k usd in the US, jan 11 - feb 7, audio. no wait they just said 90k", 90),
        ("moin, Boss will 80k EUR, nee Moment, 85k. DE, KW 6 bis KW 9", 85),
        ("a Vivo quer 150 mil reais, não, 180 mil, Brasil, fevereiro", 180),
        ("Nike Spain, 100k, not 80k, june", 100),
    ],
)
def test_a_later_amount_takes_an_earlier_one_back(text: str, total: int) -> None:
    brief = understand([text], TODAY)[-1][1]
    assert brief.budget is not None and brief.budget.amount == total * 1000 * MICROS
    assert not brief.constraints


@pytest.mark.parametrize(
    ("text", "asked"), [("20k more on audio", "more audio"), ("5k weniger für Video", "less video")]
)
def test_more_for_what_has_no_part_is_asked(text: str, asked: str) -> None:
    reading, brief = understand([PLAIN, text], TODAY)[-1]
    assert brief.budget is not None and brief.budget.amount == 100_000 * MICROS
    said = [d.values for d in reading.decisions if d.code == "how_much"]
    assert [f"{v['degree']} {v['value']}" for v in said] == [asked]


def test_an_elided_article_says_nothing_of_all_of_a_country() -> None:
    brief = "kiko, 40k EUR Italia + 25k Francia + 15k Spagna, aprile"
    moved = described(brief, "sposta 5k dalla Spagna all'Italia")
    assert moved == described("kiko, 45k EUR Italia + 25k Francia + 10k Spagna, aprile")
