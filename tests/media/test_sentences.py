"""Sentences keep what a translation needs: in errors, in what is stored, and on the way."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date

import pytest

from media.booking import Problem
from media.errors import CorrectableError, InvalidInput
from media.money import Money
from media.sentences import Place, Sentence
from media.stored import restored, stored, trouble

PRICED = Sentence(
    "{who} has {n} {format} in {place} from {day} at {price} for {names}.",
    who="Ann {n}",
    n=1_200,
    format=Sentence("audio"),
    place=Place("BR"),
    day=date(2027, 1, 3),
    price=Money(12_500_000, "EUR"),
    names=(Sentence("the budget"), "x", "y"),
)


def test_a_sentence_reads_in_english() -> None:
    assert PRICED == (
        "Ann {n} has 1,200 audio in BR from 2027-01-03 at 12.50 EUR for the budget, x and y."
    )


def test_an_error_reads_in_english_and_fills_only_gaps_with_values() -> None:
    error = InvalidInput("{x} is no {y}.", "Mend {x}.", x="{y}")
    assert str(error) == "{y} is no {y}. Mend {y}."
    assert (error.message, error.remedy) == ("{y} is no {y}.", "Mend {y}.")


def test_an_error_that_is_raised_on_keeps_its_values() -> None:
    first = InvalidInput("{x} is wrong.", "Mend it.", x=3)
    again = CorrectableError(first.message, first.remedy)
    assert isinstance(again.message, Sentence)
    assert (again.message.template, again.message.values) == ("{x} is wrong.", {"x": 3})


@pytest.mark.parametrize("sentence", [PRICED, Sentence("Plain {text}."), Sentence("")])
def test_what_is_stored_is_read_back_with_its_values(sentence: Sentence) -> None:
    read = restored(json.loads(json.dumps(stored(sentence))))
    assert (read, read.template, read.values) == (sentence, sentence.template, sentence.values)
    assert [type(value) for value in read.values.values()] == [
        type(value) for value in sentence.values.values()
    ]


@pytest.mark.parametrize("raw", [3, {"template": 1}, {"template": "x", "values": {"x": {}}}])
def test_what_is_no_sentence_is_refused(raw: object) -> None:
    with pytest.raises(ValueError, match="sentence"):
        restored(raw)


def test_a_problem_is_stored_with_its_values() -> None:
    problem = Problem.of("l1", "{who} is late.", "Ask {who}.", who="Ann")
    read = Problem.model_validate_json(problem.model_dump_json())
    assert read == problem
    assert isinstance(read.message, Sentence)
    assert read.message.values == {"who": "Ann"}
    assert read.sentence == "Ann is late. Ask Ann."


def test_a_problem_of_earlier_times_is_still_read() -> None:
    read = Problem.model_validate_json('{"line": null, "message": "It {is} late.", "remedy": ""}')
    assert read.sentence == "It {is} late."


def test_an_answer_keeps_both_sentences_of_an_error() -> None:
    fact = trouble(InvalidInput("{x} is wrong.", "Mend it.", x=3))
    assert restored(fact.values["message"]) == "3 is wrong."
    assert fact.values["remedy"] == "Mend it."


def test_copies_are_the_same_sentence() -> None:
    for again in (copy.deepcopy(PRICED), pickle.loads(pickle.dumps(PRICED))):
        assert (again, again.template, again.values) == (PRICED, PRICED.template, PRICED.values)
