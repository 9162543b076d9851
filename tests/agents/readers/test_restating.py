"""A slip and what was meant: a bare value behind words of correction replaces its like."""

from __future__ import annotations

import pytest

from agents.understanding import Thread
from tests.agents.readers.described import TODAY, brief_of, described

FIRST = "Nike, 100k EUR, Germany and France, March 2027, audio"
MARCH = "2027-03-01..2027-03-31"
REST = "DE,FR; formats include audio; advertiser Nike"


@pytest.mark.parametrize(
    ("slip", "meant", "brief"),
    [
        ("raise the budget by 10%", "sorry, i meant 20%", f"120000 EUR; {MARCH}"),
        ("budget um 10% senken", "nein, ich meinte 5%", f"95000 EUR; {MARCH}"),
        ("add 20k to the budget", "correction: 30k", f"130000 EUR; {MARCH}"),
        ("prolonge de 3 semaines", "désolé, une semaine", "100000 EUR; 2027-03-01..2027-04-07"),
        ("una settimana dopo", "scusa, due settimane", "100000 EUR; 2027-03-15..2027-04-14"),
        ("alles een week eerder", "sorry, twee weken", "100000 EUR; 2027-02-15..2027-03-17"),
        ("en vecka längre", "thanks! no wait, 2 weeks", "100000 EUR; 2027-03-01..2027-04-14"),
    ],
)
def test_what_was_meant_takes_the_place_of_the_slip(slip: str, meant: str, brief: str) -> None:
    assert described(FIRST, slip, meant) == f"{brief}; {REST}"
    assert described(FIRST, f"{slip} - {meant}") == f"{brief}; {REST}"


def test_a_bare_count_is_corrected() -> None:
    told = described(FIRST, "niet meer dan 4 keer per dag", "sorry, 7")
    assert told == f"100000 EUR; {MARCH}; {REST}; cap 7/day"


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("add Sweden too... sorry, i meant the Netherlands", {"DE", "FR", "NL"}),
        ("et la Belgique aussi, pardon, je voulais dire Italie", {"DE", "FR", "IT"}),
        ("drop Germany, oops, France", {"DE"}),
    ],
)
def test_a_place_is_corrected_before_it_is_read(text: str, countries: set[str]) -> None:
    assert set(brief_of(FIRST, text).geo.countries) == countries


def test_the_words_of_a_restated_slip_stand_in_both_messages() -> None:
    messages = [FIRST, "raise the budget by 10%", "sorry, i meant 20%"]
    evidence = brief_of(*messages).evidence["/budget"]
    assert all(words.stands_in(messages) for words in evidence)
    assert [(words.message, words.text) for words in evidence][-1] == (2, "20%")


def test_a_value_that_says_more_is_read_by_itself() -> None:
    assert described(FIRST, "10% more budget", "sorry, max 20% on video").startswith("110000 EUR;")


def test_a_step_back_leaves_no_slip_behind() -> None:
    thread = Thread(TODAY)
    for text in (FIRST, "raise the budget by 10%", "undo that"):
        thread.take(text)
    assert thread.slip == ""
