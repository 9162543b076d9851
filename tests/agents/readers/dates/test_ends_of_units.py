"""The first and last weeks, days and months of the year, the quarter and the month we are in."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("last two weeks of the year", "2026-12-18..2026-12-31"),
        ("last two weeks of the quarter", "2026-12-18..2026-12-31"),
        ("first three months of the year", "2027-01-01..2027-03-31"),
        ("les deux dernières semaines de l'année", "2026-12-18..2026-12-31"),
        ("les deux premières semaines de l'année", "2027-01-01..2027-01-14"),
        ("les dix derniers jours du mois", "2026-11-21..2026-11-30"),
        ("las dos últimas semanas del trimestre", "2026-12-18..2026-12-31"),
        ("los tres primeros meses del año", "2027-01-01..2027-03-31"),
        ("as duas últimas semanas do trimestre", "2026-12-18..2026-12-31"),
        ("die letzten zwei Wochen des Quartals", "2026-12-18..2026-12-31"),
        ("in den letzten zehn Tagen des Monats", "2026-11-21..2026-11-30"),
        ("le ultime due settimane del trimestre", "2026-12-18..2026-12-31"),
        ("i primi tre mesi dell'anno", "2027-01-01..2027-03-31"),
        ("de laatste twee weken van het kwartaal", "2026-12-18..2026-12-31"),
        ("de eerste drie maanden van het jaar", "2027-01-01..2027-03-31"),
        ("de sista tio dagarna i månaden", "2026-11-21..2026-11-30"),
        ("årets sista två veckor", "2026-12-18..2026-12-31"),
    ],
)
def test_ends_of_the_year_the_quarter_and_the_month(text: str, found: str) -> None:
    assert dates(f"Nike, 100k EUR, France. {text}") == found
