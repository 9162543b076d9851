"""Behind a question that was answered, "never mind" drops the idea and nothing else."""

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, described

FIRST = "Nike, US, 200k USD, 1-28 February 2027, audio"
ASKED = "what would 10k extra bring?"


@pytest.mark.parametrize(
    "text",
    ["never mind", "forget it", "cancel that", "lass mal", "laisse tomber", "olvídalo",
     "deixa pra lá", "lascia stare", "ok laat maar", "glöm det"],
)  # fmt: skip
def test_an_idea_is_dropped_and_the_brief_stays(text: str) -> None:
    reading, brief = understand([FIRST, "make it 220k", ASKED, text], TODAY)[-1]
    assert reading.intent.kind == "dropped"
    assert brief == understand([FIRST, "make it 220k"], TODAY)[-1][1]


@pytest.mark.parametrize(
    "text",
    ["never mind, no podcasts", "lass mal, aber kein Podcast", "déjalo, pero sin podcast",
     "laisse tomber, mais pas de podcast", "deixa pra lá, mas sem podcast",
     "lascia stare, ma niente podcast", "ok laat maar. wel geen podcast",
     "glöm det, men ingen podd"],
)  # fmt: skip
def test_what_follows_counts(text: str) -> None:
    assert described(FIRST, ASKED, text) == described(FIRST, "no podcasts")


@pytest.mark.parametrize("text", ["undo that", "rückgängig", "vuelve atrás", "draai dat terug"])
def test_a_change_is_taken_back_by_words_that_say_so(text: str) -> None:
    assert described(FIRST, "make it 220k", ASKED, text) == described(FIRST)


@pytest.mark.parametrize("text", ["never mind", "undo", "scrap that", "doch nicht", "as it was"])
def test_nobody_goes_back_to_an_empty_brief(text: str) -> None:
    assert described(FIRST, text) == described(FIRST)
    assert described(FIRST, f"{text}, make it 150k") == described(FIRST, "make it 150k")
