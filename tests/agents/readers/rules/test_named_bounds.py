"""Shares whose bound is called by a noun: floors, caps and their kind, in eight languages."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

LEAST = "Nike, Europe, 100k EUR, Q1, audio and video, at least 50% audio"
MOST = LEAST.replace("at least", "at most")


@pytest.mark.parametrize(
    "words",
    [
        "Audio floor down to 40%",
        "the floor for audio is now 40%",
        "Audio-Untergrenze runter auf 40%",
        "Senk das Audio-Minimum auf 40 %",
        "baja el suelo de audio al 40%",
        "le plancher audio passe à 40%",
        "o mínimo de áudio cai para 40%",
        "il minimo audio scende al 40%",
        "ondergrens audio omlaag naar 40%",
        "audiogolvet ner till 40%",
    ],
)
def test_a_floor_stays_a_floor(words: str) -> None:
    assert described(LEAST, words) == described(LEAST.replace("50%", "40%"))


@pytest.mark.parametrize(
    "words",
    [
        "audio ceiling up to 60%",
        "Deckel für Audio rauf auf 60%",
        "sube el tope de audio al 60%",
        "plafond audio à 60%",
        "sobe o teto de áudio pra 60%",
        "alza il tetto dell'audio al 60%",
        "plafond voor audio naar 60%",
        "höj taket för audio till 60%",
    ],
)
def test_a_cap_stays_a_cap(words: str) -> None:
    assert described(MOST, words) == described(MOST.replace("50%", "60%"))


def test_the_other_end_of_a_range_stays() -> None:
    brief = LEAST.replace("at least 50%", "20-50%")
    assert described(brief, "audio cap up to 60%") == described(brief.replace("-50", "-60"))


def test_how_far_a_floor_moves_is_no_floor() -> None:
    assert "0.1" not in described(LEAST, "lower the audio floor by 10%")


def test_a_maximum_of_the_inventory_is_no_share() -> None:
    brief = LEAST.replace(", at least 50% audio", "")
    assert "share" not in described(brief, "maximum 20% of our video avails")
