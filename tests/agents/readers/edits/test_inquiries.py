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
     "¿qué ganaríamos con 20k más?", "o que perdemos com 20k a menos?", "lohnen sich 20k mehr?",
     "on gagnerait quoi avec 20k de plus ?", "cosa otterremmo con 20k in più?",
     "what do we lose with 10k less?", "wat winnen we met 20k meer?",
     "zit er video in?", "borde vi lägga till podd?", "har du med Norge?",
     "can we do the same for 80k?", "dá pra fazer o mesmo por 80k?",
     "schaffen wir dasselbe mit 80k?", "kunnen we hetzelfde doen met 80k?"],
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


@pytest.mark.parametrize(
    "text",
    ["is a CPM of 9 doable on that?", "can we do it at a $9 CPM?", "could we get to 2M reach?",
     "is podcast still open that month?", "any podcast avails left in March?",
     "does display work for them?", "dá pra fazer com CPM de 7?", "CPM de 7 é viável?",
     "sobrou podcast em março?", "¿se puede con un CPM de 8?", "¿queda podcast en marzo?",
     "¿llegamos a 2 millones de alcance?", "kriegen wir das für 9 CPM hin?",
     "ist Podcast im März noch frei?", "reicht das für 2 Mio Kontakte?",
     "un CPM de 9, c'est jouable ?", "le podcast est encore dispo ?",
     "on peut tenir un CPM de 9 ?", "ci stiamo con un CPM di 8?", "podcast è ancora disponibile?",
     "halen we een CPM van 8?", "is podcast nog vrij in maart?", "går det med CPM 10?",
     "är podd fortfarande ledigt?"],
)  # fmt: skip
def test_whether_something_can_be_done_or_had_changes_nothing(text: str) -> None:
    assert described(FIRST, text) == described(FIRST)


@pytest.mark.parametrize(
    "text",
    ["can we cap the CPM at 9?", "can you get the CPM below 9?", "kannst du den TKP auf 9 deckeln?",
     "¿podemos poner un CPM máximo de 9?", "dá pra colocar CPM máximo de 9?",
     "on peut plafonner le CPM à 9 ?", "possiamo mettere un tetto di CPM a 9?",
     "kunnen we de CPM op max 9 zetten?", "kan vi sänka CPM till 9?"],
)  # fmt: skip
def test_a_target_that_is_to_be_set_is_set(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "CPM max 9")


@pytest.mark.parametrize(
    "text",
    ["add Portugal. what do impressions look like then?", "add Portugal, how does reach change?",
     "add Portugal. why is audio so high?", "agrega Portugal, ¿cuánto alcance da?",
     "adiciona Portugal. quanto dá de alcance?",
     "nimm Portugal dazu, was bringt das an Reichweite?",
     "ajoute le Portugal. ça donne quoi en reach ?",
     "ajoute le Portugal, ça donne combien d'impressions ?",
     "aggiungi il Portogallo, come cambia la reach?",
     "voeg Portugal toe. wat wordt het bereik dan?", "lägg till Portugal, vad blir räckvidden?"],
)  # fmt: skip
def test_a_question_behind_a_command_does_not_undo_it(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "add Portugal")


@pytest.mark.parametrize(
    "text",
    ["secondo te 12 € di CPM sul podcast è realistico?", "is a $12 CPM on podcast realistic?",
     "ist ein TKP von 12 für Podcast machbar?", "un CPM de 12 en podcast, c'est jouable ?"],
)  # fmt: skip
def test_a_question_before_the_brief_leaves_nothing_behind(text: str) -> None:
    assert described(text, FIRST) == described(FIRST)


def test_a_brief_that_asks_if_it_can_be_done_is_a_brief() -> None:
    text = "Nike, Spain, 100k EUR in March, CPM 9, doable?"
    assert described(text) == described("Nike, Spain, 100k EUR in March, CPM 9")


@pytest.mark.parametrize(
    "text",
    ["let me know if a $9 CPM is realistic", "they asked if podcast is available in March",
     "client wonders whether Canada would be possible", "sag mir, ob TKP 9 machbar ist",
     "dime si un CPM de 9 es viable", "me diz se CPM 9 é viável",
     "dis-moi si un CPM de 9 est jouable", "dimmi se un CPM di 9 è fattibile",
     "laat weten of CPM 9 haalbaar is", "säg till om CPM 9 är rimligt"],
)  # fmt: skip
def test_a_question_may_be_put_as_a_request_or_told_of_others(text: str) -> None:
    assert described(FIRST, text) == described(FIRST)


def test_see_if_you_can_is_a_request() -> None:
    assert described(FIRST, "see if you can add Portugal") == described(FIRST, "add Portugal")


@pytest.mark.parametrize(
    "text",
    ["hm can we still get 1.5M uniques with that?", "is that enough for 1.5M reach?",
     "reichen die 120 für 1,5 Mio Nettoreichweite?", "bastano 120k per 1,5 milioni di reach?",
     "chega para 1,5M de alcance?", "est-ce que ça suffit pour 1,5M de couverture ?",
     "¿alcanzan para 1,5M de alcance?", "volstaat dat voor 1,5 miljoen bereik?",
     "räcker det till 1,5 miljoner i räckvidd?"],
)  # fmt: skip
def test_whether_the_money_is_enough_sets_no_target(text: str) -> None:
    assert "REACH" not in described("Haribo, Germany, 120k EUR, April 2027", text)
