"""Any text gets an answer, in linear time, with evidence that stands in it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.readers import ReadContext, read
from agents.readers.text.tokens import tokenise
from agents.understanding import understand

TODAY = date(2026, 11, 20)
WORDS = (
    "no", "not", "only", "video", "audio", "$", "€", "R$", "100k", "18-34", "30%", "Q1", "march",
    "1.2.", "31/12", "Brazil", "US", "max", "cpm", "per", "week", "to", "and", ",", "\n", "(", "+",
    "for", "Nike", "from", "swap", "add", "drop", "50/50", "2", "half", "between", "🔥", "🇧🇷", "не",
    "預算", "undo", "why", "?", "of", "it", "KW", "49", "client:", "@",
    "kw 12-", "²", "½", "１２", "٣", "1Q", "H1/", "30.2.", "0/0", "İ", "\u0301",
    ">", "http://x.y", "9" * 40,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    reading = read(text, ReadContext(TODAY))
    for proposal in reading.proposals:
        assert all(piece.stands_in([text]) for piece in proposal.evidence)


@pytest.mark.parametrize(
    "text",
    ["kw 12-", "audio ² video ³", "t1\u2460" + "1,000,000", "0/01.2.24", "Q1'", "1Q5", "H1/"],
)
def test_texts_that_once_raised_are_read(text: str) -> None:
    read(text, ReadContext(TODAY))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), max_size=4))
def test_any_conversation_of_words_of_the_trade_is_understood(messages: list[str]) -> None:
    for _, brief in understand(messages, TODAY):
        assert all(p.stands_in(messages) for pieces in brief.evidence.values() for p in pieces)


@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        "1 ",
        "1",
        "$1k ",
        "1 may - ",
        "預算",
        "(",
        "50% audio ",
        "cpm 5 ",
        "> ",
        "\n",
        "a@",
        "1.1.",
        "no audio, ",
        "for ",
        "🔥",
        "Aa ",
        "5k US ",
        "US, CA, ",
        "Paris Texas ",
        "Spain 60k, ",
        "5k revenue US ",
        "español ",
        "tomorrow ",
        "no video in May, ",
    ],
)
def test_a_long_message_of_one_piece_over_and_over_is_read(unit: str) -> None:
    text = (unit * 5_000)[:5_000]
    reading = read(text, ReadContext(TODAY))
    assert all(piece.stands_in([text]) for p in reading.proposals for piece in p.evidence)


def test_offsets_are_code_points_of_the_message() -> None:
    text = "🔥🔥 R$ 250k no Brasil 🇧🇷"
    assert all(text[t.start : t.end] == t.text for t in tokenise(text))


def test_mentions_links_and_emoji_are_no_words() -> None:
    tokens = tokenise("<@U0FP> see <https://x.y/brief|the brief> :fire: a@b.co ok")
    assert [t.fold for t in tokens] == ["see", "ok"]
