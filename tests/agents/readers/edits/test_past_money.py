"""Figures of the past beside those of today are neither budget nor target."""

import pytest

from tests.agents.readers.described import described


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("50k EUR, Germany, March. 2025 lief es mit 48.000 € bei TKP von 12,30 €", "50000 EUR"),
        ("France 80 000 €, Belgique 35 000 €, avril. Le bilan 2025 (62 000 €, CPM de 9,10 €) suit",
         "115000 EUR"),
        ("Portugal 30 mil € / Espanha 50 mil €, março. Nota: em 2026 fizemos 40 mil só em PT",
         "80000 EUR"),
        ("Brasil, março, R$ 900 mil (ano passado gastaram 700 mil)", "900000 BRL"),
        ("12k a week, US, 8 weeks from April 5 (the 2025 thing was 60k total, CPM 11.20)",
         "12000 USD"),
        ("UK, March 2027, £90k, CPM under £9", "90000 GBP"),
    ],
)  # fmt: skip
def test_the_budget_is_that_of_today(said: str, told: str) -> None:
    slots = described(said).split("; ")
    assert slots[0].startswith(told)
    assert any("CPM" in slot for slot in slots) == ("CPM under" in said)
