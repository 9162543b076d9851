"""What was only asked about, and is then wanted."""

from __future__ import annotations

from datetime import date

import pytest

from agents.understanding import Thread, turns
from media.conversation import Conversation, Turn

_BRIEF = "Garmin, Sweden and Denmark, 45k EUR, April 2027"
_TODAY = date(2026, 11, 22)


def _thousands(*messages: str) -> int:
    brief = turns([_BRIEF, *messages], _TODAY)[-1][1]
    assert brief.budget is not None
    return brief.budget.amount // 1_000_000_000


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("what would 20k more bring?", "ok do it"),
        ("what would 20k more bring?", "great, let's do that"),
        ("was würden 20k mehr bringen?", "ok, machen wir"),
        ("¿qué traerían 20k más?", "vale, hazlo"),
        ("o que dariam 20k a mais?", "ótimo, pode fazer"),
        ("que donneraient 20k de plus ?", "ok on fait ça"),
        ("cosa porterebbero 20k in più?", "va bene, facciamolo"),
        ("wat zou 20k extra opleveren?", "ok doe maar"),
        ("vad skulle 20k mer ge?", "ok, kör på det"),
    ],
)
def test_an_idea_is_taken_up(question: str, answer: str) -> None:
    assert _thousands(question, answer) == 65


@pytest.mark.parametrize(
    "answer", ["ok thanks", "nice", "don't do it", "shall we do it?", "let me ask them first"]
)
def test_nothing_less_takes_it_up(answer: str) -> None:
    assert _thousands("what would 20k more bring?", answer) == 45


def test_more_may_be_said_with_it() -> None:
    brief = turns([_BRIEF, "what would 20k more bring?", "do it, and no display"], _TODAY)[-1][1]
    assert brief.budget is not None and brief.budget.amount == 65_000_000_000
    assert brief.formats.exclude == ("display",)


def test_an_idea_that_was_dropped_is_gone() -> None:
    assert _thousands("what would 20k more bring?", "no, leave it", "ok do it") == 45


def test_other_questions_may_come_between() -> None:
    assert _thousands("what would 20k more bring?", "how sure are you?", "ok do it") == 65


def test_an_idea_is_gone_once_something_changed() -> None:
    assert _thousands("what would 20k more bring?", "no display", "ok do it") == 45


def test_an_idea_outlives_the_process() -> None:
    said = [_BRIEF, "what would 20k more bring?", "how sure are you?"]
    kept = [
        Turn(message=text, author="rita", kind=kind, brief=brief)
        for text, (_, brief, kind) in zip(said, turns(said, _TODAY), strict=True)
    ]
    stored = Conversation(id="c", tenant="t", today=_TODAY, turns=tuple(kept))
    thread = Thread.of(stored)
    thread.take("ok do it")
    assert thread.brief.budget is not None and thread.brief.budget.amount == 65_000_000_000
    assert thread.brief.evidence["/budget"][-1].message == 1
