"""Protections stay until somebody lifts them."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import understand
from tests.agents.readers.described import described

TODAY = date(2026, 11, 22)
FIRST = "Shell netherlands 60k eur feb, protect video"


def protected(*messages: str) -> list[str | None]:
    brief = understand(messages, TODAY)[-1][1]
    assert not brief.formats.exclude and not brief.formats.include
    return [c.where.format for c in brief.constraints if c.kind == "protect"]


@pytest.mark.parametrize(
    "text",
    [
        "stop protecting video",
        "no need to protect video",
        "lift the protection on video",
        "unprotect video",
        "video doesn't need protecting anymore",
        "video no longer protected",
        "drop the video protection",
        "protection on video can go",
        "drop the protection",
        "ya no hace falta proteger video",
        "nao precisa mais proteger o video",
        "Video muss nicht mehr geschützt werden",
        "plus besoin de protéger la vidéo",
        "non serve più proteggere il video",
        "video hoeft niet meer beschermd",
    ],
)
def test_a_protection_is_lifted(text: str) -> None:
    assert protected(FIRST, text) == []


def test_only_the_protection_that_is_named_is_lifted() -> None:
    assert protected(f"{FIRST}, protect audio", "stop protecting video, make it 80k") == ["audio"]


def test_a_reminder_lifts_nothing() -> None:
    assert protected(FIRST, "don't forget to protect video") == ["video"]


def test_what_is_not_to_be_protected_is_not_protected() -> None:
    assert protected("Shell netherlands 60k eur feb", "no need to protect video") == []


def test_too_behind_a_protection_protects_as_well() -> None:
    assert protected(FIRST, "protect podcast too") == ["podcast", "video"]


@pytest.mark.parametrize(
    "words", ["proteger vídeo no Brasil", "no Brasil proteger vídeo", "protege o vídeo no Brasil"]
)
def test_the_portuguese_in_the_denies_nothing(words: str) -> None:
    brief = "Nike, Brasil e México, 90k USD, abril 2027"
    assert described(brief, words) == described(brief, "protect video in Brazil")
    assert described(f"{brief}; {words}") == described(brief, "protect video in Brazil")


@pytest.mark.parametrize(
    "text", ["no politics protect video", "video audio no news protect podcast"]
)
def test_what_ads_keep_away_from_lifts_no_protection(text: str) -> None:
    told = described(f"Nike Spain Q1 50k {text}")
    assert "; ES;" in told and "protect " in told
