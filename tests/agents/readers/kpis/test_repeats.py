"""Effective reach as people state it: how often somebody is to be reached at least."""

from __future__ import annotations

import pytest

from tests.agents.readers.slots import brief_of

BRIEF = "Nike Brazil 50k USD January, "


def reach(*messages: str) -> str:
    """Targets on reach: "2,000,000 3+", "0 3+" where as many as can be had are wanted."""
    kpis = [k for k in brief_of(*messages)["kpis"] if k["metric"] == "REACH"]
    return "; ".join(f"{k['value']:,.0f} {k['k'] or 1}+" for k in kpis)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at least 2M people reached 3+ times", "2,000,000 3+"),
        ("reach 2 million people at least 3 times", "2,000,000 3+"),
        ("reach at least 2M people three or more times", "2,000,000 3+"),
        ("3+ reach of 2M", "2,000,000 3+"),
        ("reach (3+) of at least 2M", "2,000,000 3+"),
        ("alcançar 2 milhões de pessoas pelo menos 3 vezes", "2,000,000 3+"),
        ("llegar a 2 millones de personas al menos 3 veces", "2,000,000 3+"),
        ("mindestens 2 Mio Personen 3+ mal erreichen", "2,000,000 3+"),
        ("2 Mio Menschen mindestens dreimal erreichen", "2,000,000 3+"),
        ("toucher 1,5 million de personnes au moins 3 fois", "1,500,000 3+"),
        ("raggiungere 2 milioni di persone almeno 3 volte", "2,000,000 3+"),
        ("2 miljoen mensen minstens 3 keer bereiken", "2,000,000 3+"),
        ("reach 2M people", "2,000,000 1+"),
        ("1+ reach of 2M", "2,000,000 1+"),
        ("at least 2M people", "2,000,000 1+"),
        ("mindestens 2 Mio Nutzer", "2,000,000 1+"),
        ("mínimo 2 millones de personas", "2,000,000 1+"),
        ("no mínimo 2 milhões de pessoas", "2,000,000 1+"),
        ("3+ reach, at least 2M people", "2,000,000 3+"),
        ("reach 2M at 3+", "2,000,000 3+"),
        ("reach 2M ppl at 3+", "2,000,000 3+"),
        ("reach 2 million folks at 3+ freq", "2,000,000 3+"),
        ("reach 2M unique listeners w/ 3+", "2,000,000 3+"),
        ("reach 2M moms at 3+", "2,000,000 3+"),
        ("reach 2M moms with 3+ kids", "2,000,000 1+"),
        ("llegar a 2M de pers. con 3+", "2,000,000 3+"),
        ("toucher 2M de pers à 3+", "2,000,000 3+"),
        ("2M reach @3+", "2,000,000 3+"),
        ("2M people at 3+ frequency", "2,000,000 3+"),
        ("alcance 2M com frequência 3+", "2,000,000 3+"),
        ("optimise for 3+ reach", "0 3+"),
        ("effective reach at 4+", "0 4+"),
        ("reach 3+ in Brazil", "0 3+"),
        ("Reichweite 3+ für Frauen", "0 3+"),
        ("each person at least 3 times", "0 3+"),
        ("reach people at least twice", "0 2+"),
    ],
)
def test_how_often_is_part_of_the_target(text: str, expected: str) -> None:
    assert reach(BRIEF + text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "reach women 25+",
        "reach 25+ in Spain",
        "reach people in 3+ cities",
        "reach: 3+ cities",
        "reach families with 2+ kids",
        "at least 3 creatives",
        "max 3 times a week per person",
        "frequency cap 3 per week",
        "reach adults at least 3 times a week",
        "frequency of at least 3",
        "average frequency 3+",
        "2M people with an average frequency of 3+",
        "2M people follow us",
        "our app has at least 5M users",
        "at least 300 people come to the launch",
    ],
)
def test_other_numbers_are_no_effective_reach(text: str) -> None:
    assert reach(BRIEF + text) == ""


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("reach 2M people", "make it 3+ reach", "2,000,000 3+"),
        ("3+ reach of 2M", "actually 4+ reach", "2,000,000 4+"),
        ("3+ reach of 2M", "1+ reach is fine", "2,000,000 1+"),
        ("3+ reach of 2M", "remove the 3+ reach target", ""),
        ("3+ reach of 2M", "quita el alcance 3+", ""),
        ("optimise for 3+ reach", "drop the 3+ reach", ""),
        ("optimise for 3+ reach", "1+ reach instead", ""),
        ("optimise for 3+ reach", "4+ instead", "0 4+"),
        ("3+ reach of 2M", "2+ is enough", "2,000,000 2+"),
        ("3+ reach of 2M", "normal reach instead of 3+ reach", "2,000,000 1+"),
        ("3+ reach of 2M", "volta ao alcance normal", "2,000,000 1+"),
        ("3+ reach of 2M", "wieder normale Reichweite", "2,000,000 1+"),
        ("3+ reach of 2M", "not 3+, just reach", "2,000,000 1+"),
        ("optimise for 3+ reach", "no more 3+", ""),
        ("optimise for 3+ reach", "women 25 with 2+ kids", "0 3+"),
        ("optimise for 3+ reach", "families with kids 6+", "0 3+"),
        ("optimise for 3+ reach", "only apps rated 4+", "0 3+"),
    ],
)
def test_how_often_is_changed_and_taken_back(first: str, then: str, expected: str) -> None:
    assert reach(BRIEF + first, then) == expected
