"""Clashing rules are said in the reader's language, down to the last name in them."""

from __future__ import annotations

import pytest

from bot.words import Words, refusal
from bot.words.refusals import said
from media.brief import (
    AmountConstraint,
    ExcludeConstraint,
    Kpi,
    ShareConstraint,
    Where,
)
from media.errors import Infeasible
from media.money import MICROS
from media.sentences import Sentence
from media.stored import restored, stored
from optimizer.propose.make import propose
from optimizer.propose.request import PlanRequest
from tests.optimizer.propose.lines import line, request

AUDIO, VIDEO = Where(format="audio"), Where(format="video")
MANY = [line(f"{m}-video-self_serve") for m in ("BR", "MX", "AR", "CL", "CO")]
CLASHES: list[tuple[PlanRequest, str]] = [
    (
        request(
            line("BR-audio-direct"),
            line("BR-video-direct"),
            constraints=(
                ShareConstraint(where=AUDIO, max=0.4),
                ShareConstraint(where=VIDEO, max=0.35),
            ),
        ),
        "Audio höchstens 40\u00a0% der Summe",
    ),
    (
        request(
            line("BR-audio-direct"),
            *MANY,
            constraints=(
                ExcludeConstraint(where=VIDEO),
                AmountConstraint(where=VIDEO, min=50_000 * MICROS),
            ),
        ),
        "ohne Video",
    ),
    (
        request(
            line("BR-audio-self_serve", avails=1_000_000),
            constraints=(AmountConstraint(where=AUDIO, min=50_000 * MICROS),),
        ),
        "was von Audio in Brasilien (Self-Service) zu kaufen ist",
    ),
    (
        request(line(cpm=8), kpis=(Kpi(metric="CPM", op="<=", value=5.0),)),
        "TKP höchstens 5",
    ),
    (request(line(min_spend=5_000), budget=3_000), "die Mindestbeträge der Zeilen"),
]


@pytest.mark.parametrize(("asked", "german"), CLASHES)
def test_rules_and_ways_out_are_said_in_german(asked: PlanRequest, german: str) -> None:
    with pytest.raises(Infeasible) as clash:
        propose(asked)
    words = Words("de")
    rules = [said(restored(stored(rule)), words) for rule in clash.value.rules]
    assert german in " | ".join(rules)
    told = refusal(clash.value, words)
    english = ("at least", "at most", "of the total", "budget of", "minimum", " would ", " no ")
    assert not [word for word in english if word in told]
    assert all(isinstance(rule, Sentence) for rule in clash.value.rules)
