"""Going back, and asking what a change would bring: the Brief after it."""

import pytest

from agents.understanding import understand
from tests.agents.readers.described import TODAY, described

FIRST = "Nike, Spain, 200k EUR, 1-28 February 2027, women 18-34, foodies, audio"


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("back to the first plan but with 75k", "make it 75k"),
        ("terug naar het eerste plan, maar dan met video erbij", "add video"),
        ("zurück zum ersten Plan, aber mit Podcast", "add podcast"),
        ("vuelve al primer plan pero sin audio", "no audio"),
        ("volta pro primeiro plano, só que com 100k", "make it 100k"),
        ("reviens au premier plan, mais sans audio et avec 100k", "no audio, make it 100k"),
        ("undo that and add France", "add France"),
        ("take that back. cut 20k", "cut 20k"),
    ],
)
def test_what_is_said_with_going_back_comes_on_top_of_it(text: str, same_as: str) -> None:
    assert described(FIRST, "add Italy", text) == described(FIRST, same_as)


@pytest.mark.parametrize("text", ["revert to 150k", "put the budget back to 150k"])
def test_a_value_to_go_back_to_is_an_edit(text: str) -> None:
    assert described(FIRST, "add Italy", text) == described(FIRST, "add Italy", "make it 150k")


@pytest.mark.parametrize(
    "text",
    ["et avec 150k, ça donnerait quoi ?", "waht if we went to 150k?", "was wäre mit 300k?",
     "would 300k get us more reach?", "¿cómo quedaría con 300k?", "e com 300k, como ficaria?",
     "e se aggiungiamo l'Italia?", "wat zou 300k opleveren?", "vad skulle hända med 300k?",
     "wie sieht es aus, wenn wir Italien dazunehmen?", "what would it look like with video?",
     "Can we see what happens with 300k?", "peut-on voir avec 300k ?", "is 300k better?"],
)  # fmt: skip
def test_asking_what_a_change_would_bring_changes_nothing(text: str) -> None:
    reading, _ = understand([FIRST, text], TODAY)[-1]
    assert reading.intent.kind == "what_if"
    assert reading.ideas
    assert described(FIRST, text) == described(FIRST)


@pytest.mark.parametrize(
    "text",
    ["can you make it 300k?", "podemos subir a 300k?", "on peut passer à 300k ?",
     "skulle du kunna höja till 300k?", "make it 300k ok?", "puoi portarlo a 300k?",
     "kun je naar 300k gaan?", "kannst du auf 300k erhöhen?"],
)  # fmt: skip
def test_a_polite_question_is_the_change_itself(text: str) -> None:
    assert described(FIRST, text) == described(FIRST, "make it 300k")


def test_the_budget_kept_after_a_what_if_is_the_one_that_stood() -> None:
    asked = "et avec 150k, ça donnerait quoi ?"
    kept = "ok on garde 200k, mais au moins 20% en podcast"
    assert described(FIRST, asked, kept) == described(FIRST, "at least 20% podcast")


@pytest.mark.parametrize(
    "text",
    ["scrap that", "never mind the last change", "nvm, keep it how it was", "nah go back",
     "i changed my mind, as before", "actually, can we go back to what we had?",
     "let's go with the previous one", "olvídalo", "volvé a lo de antes",
     "no, déjalo como estaba", "mejor no, regresa a lo anterior", "deixa como estava",
     "esquece, volta como era", "doch nicht, zurück zu vorher", "ach doch nicht",
     "nein, lass es wie es war", "mach das rückgängig", "finalement non, comme avant",
     "oublie, remets comme c'était", "lascia com'era", "come prima", "no, torna indietro",
     "laat maar", "terug naar hoe het was", "toch niet, zoals het was", "ångra det",
     "nej tillbaka till hur det var", "glöm det, som innan"],
)  # fmt: skip
def test_the_last_change_is_taken_back_in_any_words(text: str) -> None:
    assert described(FIRST, "make it 300k and add Italy", text) == described(FIRST)


@pytest.mark.parametrize(
    "text",
    ["looks good, leave it", "sieht gut aus, lass es so", "prima, laat het zo", "prima",
     "same targeting as before", "leave it like that", "keep everything as is"],
)  # fmt: skip
def test_what_only_agrees_takes_nothing_back(text: str) -> None:
    assert described(FIRST, "make it 300k", text) == described(FIRST, "make it 300k")


def test_what_follows_a_step_back_comes_on_top_of_it() -> None:
    assert described(FIRST, "add Italy", "scrap that and drop audio") == described(
        FIRST, "drop audio"
    )
