"""The new figure of a frequency cap that stands keeps what is not said anew."""

import pytest

from media.brief import FrequencyCap
from tests.agents.readers.described import brief_of

WEEKLY = "Sixt, DE, 200k, max. 3 Kontakte pro Woche"


@pytest.mark.parametrize(
    ("words", "impressions", "per"),
    [
        ("max. 2 Kontakte statt 3", 2, "week"),
        ("Budget auf 220k, und max. 2 Kontakte statt 3", 2, "week"),
        ("2 contacts instead of 3", 2, "week"),
        ("2 not 3", 2, "week"),
        ("2 not 3 per day", 2, "day"),
        ("not 3 per week, 4 per month", 4, "month"),
        ("frequency cap 4", 4, "week"),
        ("cap at 2 instead", 2, "week"),
        ("frequenza massima 2, sempre a settimana", 2, "week"),
        ("plafond à 4, toujours par semaine", 4, "week"),
        ("mejor 5 por mes", 5, "month"),
    ],
)
def test_a_cap_gets_another_figure(words: str, impressions: int, per: str) -> None:
    brief = brief_of(WEEKLY, words)
    assert brief.frequency_cap == FrequencyCap(impressions=impressions, per=per)
    assert brief.budget is not None
    assert brief.budget.period == "total"


@pytest.mark.parametrize("words", ["max 2 audio ads", "2 weeks instead of 3", "not 3 per week"])
def test_other_numbers_leave_it(words: str) -> None:
    assert brief_of(WEEKLY, words).frequency_cap == FrequencyCap(impressions=3, per="week")


@pytest.mark.parametrize(
    "words",
    [
        "at least 3 times a week",
        "min freq 3 per week",
        "mindestens 3 Kontakte pro Woche",
        "frecuencia mínima de 3 por semana",
        "au moins 3 contacts par semaine",
    ],
)
def test_the_fewest_contacts_are_no_cap(words: str) -> None:
    brief = brief_of(f"Nike, Germany, March, 50k EUR, reach, {words}")
    assert brief.frequency_cap is None and not brief.kpis
