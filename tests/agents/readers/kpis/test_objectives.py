"""Objectives in one word among the facts of a brief."""

import pytest

from tests.agents.readers.described import brief_of


@pytest.mark.parametrize(
    ("text", "objective"),
    [
        ("Nike 50k awareness zonder podcast Nederland maart", "REACH"),
        ("Nike 50k awareness utan podcast Sverige mars", "REACH"),
        ("Nike Deutschland März 50k Awareness", "REACH"),
        ("Nike 50k notoriété France dès mars", "REACH"),
        ("clicks Italia dal 3 marzo, Nike 50k", "CLICKS"),
        ("traffic Germany, Q1, Nike 50k", "WEBSITE_VISITS"),
    ],
)
def test_an_objective_behind_money_or_first_of_all_is_read(text: str, objective: str) -> None:
    assert brief_of(text).objective == objective


def test_a_verb_that_begins_a_message_is_no_objective() -> None:
    assert brief_of("Reach women in Germany, Nike 50k").objective is None
