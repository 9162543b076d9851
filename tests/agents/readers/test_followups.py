"""Follow-ups as colleagues write them: an edit changes what it names and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agents.readers.described import described

LINES = (Path(__file__).parent / "followups.txt").read_text(encoding="utf-8").splitlines()
SAID = [line.rpartition(" => ")[::2] for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(("talk", "brief"), SAID)
def test_an_edit_changes_what_it_names_and_nothing_else(talk: str, brief: str) -> None:
    messages = talk.replace("\\n", "\n").split(" || ")
    assert described(*messages) == brief


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        ("quita 20k del presupuesto", "80000 EUR"),
        ("haal 20% van het budget af", "80000 EUR"),
        ("doppeltes Budget", "200000 EUR"),
        ("halva budgeten, tack!", "50000 EUR"),
        ("+25%", "125000 EUR"),
        ("mais 3 semanas", "2027-03-01..2027-04-21"),
        ("atrasa 3 semanas, pelo menos 45% áudio", "2027-03-22..2027-04-21"),
        ("estende por uma semana", "2027-03-01..2027-04-07"),
        ("melhor Q2", "2027-04-01..2027-06-30"),
        ("target men", "genders MALE"),
        ("also men", "genders FEMALE,MALE"),
    ],
)
def test_what_an_edit_says_holds_whatever_stands(edit: str, told: str) -> None:
    first = "Nike, 100k EUR, Germany, March 2027, women, at least 40% audio"
    slots = described(first, edit).split("; ")
    assert told in slots
    assert "advertiser Nike" in slots


def test_but_is_nobody_in_swedish_and_nothing_more_in_portuguese() -> None:
    swedish = described(
        "Oatly, 90 000 SEK, Norge, februari, bara audio", "tack, men från 8 februari"
    )
    assert "genders" not in swedish
    spoken = ("Bose, R$ 60 mil, Brasil, 8 de março até 18 de abril", "perfeito, mas só tem 50k")
    assert described(*spoken).startswith("50000 BRL")
