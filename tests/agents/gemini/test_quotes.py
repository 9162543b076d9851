"""Quotes: found where they stand, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.gemini.quotes import align
from agents.readers.text.tokens import tokenise

MESSAGE = "Hola! “Motörbike” lovers in Brazil, 45.000 EUR or 45k; then 54k more, please :-)"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("lovers in Brazil", "lovers in Brazil"),
        ("LOVERS  IN BRAZIL", "lovers in Brazil"),
        ("motorbike lovers", "Motörbike” lovers"),
        ("“45k”", "45k"),
        ("lovers in Brasil", "lovers in Brazil"),
        ("45.000 EUR", "45.000 EUR"),
    ],
)
def test_a_quote_gives_the_words_of_the_message(quote: str, found: str) -> None:
    words = align(quote, MESSAGE, 3)
    assert words is not None
    assert words.text == found == MESSAGE[words.start : words.end]
    assert words.message == 3


@pytest.mark.parametrize(
    "quote",
    ["", "...", "55k", "450.000 EUR", "45.000 USD", "haters of Brazil", "45k EUR", MESSAGE * 2],
)
def test_what_is_not_in_the_message_is_not_found(quote: str) -> None:
    assert align(quote, MESSAGE, 0) is None


def test_of_two_places_the_preferred_one_is_taken() -> None:
    message = "20k for one, 20k for the other"
    second = align("20k for the", message, 0)
    assert second is not None
    words = align("20k", message, 0, [second])
    assert words is not None
    assert words.start == second.start


@given(st.text(max_size=200), st.text(max_size=60))
def test_whatever_is_quoted_the_words_stand_in_the_message(message: str, quote: str) -> None:
    words = align(quote, message, 0)
    if words is not None:
        assert words.stands_in([message])


@given(st.text(max_size=200), st.data())
def test_a_true_quote_of_whole_words_is_found(message: str, data: st.DataObject) -> None:
    tokens = [t for t in tokenise(message) if t.kind == "word"]
    if tokens:
        token = data.draw(st.sampled_from(tokens))
        assert align(token.text, message, 0) is not None
