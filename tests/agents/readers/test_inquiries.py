"""Questions about a plan that stands change nothing; polite requests do."""

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, described

FIRST = "Nike, Spain, 200k EUR, 1-28 February 2027, women 18-34, audio"


@pytest.mark.parametrize(
    "text",
    ["should we add podcasts?", "did you include podcasts?", "what about Canada?",
     "hmm ok, would it be better without audio?", "is 200k enough?", "does that include March?",
     "¿deberíamos agregar podcast?", "¿incluye Portugal?", "¿conviene agregar Portugal?",
     "deveríamos incluir Portugal?", "sollten wir Podcasts dazunehmen?", "sind Podcasts drin?",
     "devrait-on ajouter la vidéo ?", "est-ce que c'est avec la vidéo ?",
     "dovremmo aggiungere il Portogallo?", "moeten we podcasts toevoegen?",
     "zit er video in?", "borde vi lägga till podd?", "har du med Norge?"],
)  # fmt: skip
def test_a_question_about_the_plan_changes_nothing(text: str) -> None:
    assert described(FIRST, text) == described(FIRST)


@pytest.mark.parametrize(
    "text",
    ["could you add Portugal?", "is it possible to add Portugal?", "si puedes, agrega Portugal?",
     "se der, inclui Portugal?", "wenn möglich, nimm Portugal dazu?",
     "si possible, ajoute le Portugal ?", "se puoi, aggiungi il Portogallo?",
     "als het kan, voeg Portugal toe?", "om möjligt, lägg till Portugal?", "add Portugal?"],
)  # fmt: skip
def test_a_request_put_as_a_question_is_done(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "add Portugal")


def test_what_is_stated_beside_a_question_is_done() -> None:
    text = "should we add podcasts? and make it 300k please"
    assert described(FIRST, text) == described(FIRST, "make it 300k")


def test_a_question_keeps_its_idea_to_show_what_it_would_bring() -> None:
    reading, _ = understand([FIRST, "should we add podcasts?"], TODAY)[-1]
    assert reading.intent.kind == "what_if"
    assert reading.ideas


@pytest.mark.parametrize("text", ["what if we spent 20k more?", "what if we spent 1,000 more?"])
def test_what_would_be_spent_is_no_money_of_the_past(text: str) -> None:
    reading = understand([FIRST, text], TODAY)[-1][0]
    assert [idea.op for idea in reading.ideas] == ["raise"]
