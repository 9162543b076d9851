"""Amounts said again that stand already: what takes their place, comes on top of them, or off."""

from __future__ import annotations

import pytest

from tests.agents.readers.described import described

PARTS = "Nike, Q1, UK 150k EUR and Germany 100k EUR"
WHOLE = "Nike, UK and Germany, 100k EUR, Q1"


@pytest.mark.parametrize(
    "words",
    [
        "the 100k for Germany was wrong, should be 90k",
        "I wrote 100k for Germany, meant 90k",
        "Germany should be 90k not 100k",
        "Germany 100k -> 90k",
        "the 100k should be 90k",
        "die 100k für Deutschland waren falsch, richtig sind 90k",
        "los 100k de Alemania estaban mal, son 90k",
        "lo de Alemania está mal, no son 100k sino 90k",
        "les 100k pour l'Allemagne c'était faux, c'est 90k",
        "os 100k da Alemanha estavam errados, são 90k",
        "i 100k per la Germania erano sbagliati, sono 90k",
        "die 100k voor Duitsland klopte niet, moet 90k zijn",
        "100k för Tyskland var fel, det ska vara 90k",
    ],
)
def test_a_part_told_wrong_gets_the_other_amount(words: str) -> None:
    assert _money(PARTS, words) == _money(PARTS.replace("100k", "90k"))


def test_a_bound_told_wrong_stays_a_bound() -> None:
    brief = WHOLE + ", at least 40k in Germany"
    words = "Germany minimum should be 30k, not 40k"
    assert _money(brief, words) == _money(brief.replace("40k", "30k"))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("add 20k to the 100k", "120k"),
        ("take 20k off the 100k", "80k"),
        ("leg auf die 100k noch 20k drauf", "120k"),
        ("suma 20k a los 100k", "120k"),
        ("enlève 20k sur les 100k", "80k"),
        ("togli 20k dai 100k", "80k"),
        ("soma 20k aos 100k", "120k"),
        ("doe 20k bij de 100k", "120k"),
        ("ta bort 20k från de 100k", "80k"),
    ],
)
def test_a_step_onto_the_budget_moves_the_budget(words: str, meant: str) -> None:
    assert described(WHOLE, words) == described(WHOLE.replace("100k", meant))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("add 10k to Germany's 100k", "110k"),
        ("take 10k off the 100k in Germany", "90k"),
        ("von den 100k für Deutschland 10k abziehen", "90k"),
    ],
)
def test_a_step_onto_a_part_moves_the_part(words: str, meant: str) -> None:
    assert _money(PARTS, words) == _money(PARTS.replace("100k", meant))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("raise the budget by 10 % for Germany", "110k"),
        ("10% more for Germany", "110k"),
        ("Budget für Deutschland um 10 % erhöhen", "110k"),
        ("sube el presupuesto un 10 % para Alemania", "110k"),
        ("augmente le budget de 10 % pour l'Allemagne", "110k"),
        ("aumenta a verba em 10% para a Alemanha", "110k"),
        ("aumenta il budget del 10% per la Germania", "110k"),
        ("verhoog het budget met 10% voor Duitsland", "110k"),
        ("höj budgeten med 10% för Tyskland", "110k"),
        ("double Germany", "200k"),
        ("cut Germany by half", "50k"),
    ],
)
def test_a_fraction_for_one_part_is_of_that_part(words: str, meant: str) -> None:
    assert _money(PARTS, words) == _money(PARTS.replace("100k", meant))


@pytest.mark.parametrize("words", ["raise the budget by 10 % for Germany", "Germany +10%"])
def test_a_fraction_for_a_market_without_an_amount_changes_nothing(words: str) -> None:
    assert described(WHOLE, words) == described(WHOLE)


@pytest.mark.parametrize("words", ["Deutschland um 10k kürzen", "baja Alemania un 10%"])
def test_a_step_beside_a_part_moves_it(words: str) -> None:
    assert _money(PARTS, words) == _money(PARTS.replace("100k", "90k"))


def test_a_code_that_reads_like_a_word_sets_nothing() -> None:
    brief = "Bosch, DE 100k, AT 50k EUR, Mai"
    assert described(brief, "AT um 10k kürzen") == described(brief.replace("50k", "40k"))


def test_a_market_that_goes_does_not_take_the_kept_total_with_it() -> None:
    words = "quita Alemania pero mantén los 100k"
    assert described(WHOLE, words) == described(WHOLE.replace(" and Germany", ""))


@pytest.mark.parametrize(
    "words",
    [
        "drop Germany, keep the total",
        "Deutschland fliegt raus, Budget bleibt",
        "quita Alemania, mismo presupuesto",
        "on enlève l'Allemagne, budget inchangé",
        "tira a Alemanha, mesma verba",
        "togli la Germania, stesso budget",
        "Duitsland eruit, budget blijft",
        "ta bort Tyskland, behåll totalen",
    ],
)
def test_a_total_that_is_kept_does_not_follow_its_parts(words: str) -> None:
    assert _money(PARTS, words).startswith("250000 EUR; GB;")


def test_a_market_that_only_gives_the_reason_gets_no_part() -> None:
    words = "double the budget now that Germany is confirmed"
    assert described(WHOLE, words) == described(WHOLE.replace("100k", "200k"))


def test_a_part_moves_between_cities_that_a_verb_could_name() -> None:
    brief = "Lumbre: 40k € Madrid, 20k € Barcelona, enero"
    moved = brief.replace("40k", "35k").replace("20k", "25k")
    assert described(brief, "pasa 5k de Madrid a Barcelona") == described(moved)


def _money(*messages: str) -> str:
    """Budget and parts, whatever dates a past tense is taken for."""
    return "; ".join(p for p in described(*messages).split("; ") if "2027" not in p)
