"""Sentences: what of a message asks something, and what only states.

A question may follow a command in the same sentence ("add Italy, what would reach be?"): the two
are sentences of their own here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words

_STARTING = 3
"""How many tokens of a piece may stand before the word that commands or asks."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens [first, last] of a sentence, without its stop, and whether it asks."""

    first: int
    last: int
    asks: bool


def sentences(message: Message) -> Iterator[Sentence]:
    """The sentences of a message in their order."""
    i = 0
    while i < len(message.tokens):
        _, last = message.clause(i)
        asks = message.fold(last + 1) == "?" or message.fold(last) == "?"
        yield from _pieces(message, Sentence(i, last, asks))
        i = last + (2 if _stops(message, last + 1) else 1)


def _stops(message: Message, i: int) -> bool:
    return i < len(message.tokens) and (
        message.tokens[i].kind == "break" or message.fold(i) in (".", "!", "?", ";")
    )


def _pieces(message: Message, whole: Sentence) -> Iterator[Sentence]:
    """The command before a question by itself, if there is one."""
    cut = next((i for i in range(whole.first + 1, whole.last) if _turns(message, whole, i)), None)
    if not whole.asks or cut is None:
        yield whole
        return
    yield Sentence(whole.first, cut - 1, False)
    yield Sentence(cut, whole.last, True)


def _turns(message: Message, whole: Sentence, i: int) -> bool:
    """Whether the question begins at token i, behind a command."""
    if message.fold(i) == "¿":
        return True
    if message.fold(i - 1) not in _JOINTS:
        return False
    asked = any(message.fold(k) in _ASKING for k in range(i, i + 3))
    return asked and _commands(message, whole.first, i)


def _commands(message: Message, first: int, end: int) -> bool:
    """Whether tokens [first, end) begin with what a change is asked for by."""
    near = range(first, min(first + _STARTING, end))
    operated = {h.first for h in message.before.values() if h.entry in ("add", "remove", "not")}
    return any(
        i in operated or _changing().at(message.tokens, i) is not None for i in near
    ) and not any(message.fold(i) in _CONDITIONS for i in near)


_JOINTS = folded("guards", "intents_pieces")
_ASKING = folded("guards", "intents_asking") | folded("guards", "intents_how_much")
_CONDITIONS = folded("guards", "intents_conditions")


@cache
def _changing() -> Phrases[str]:
    """Verbs that change a plan: "make it", "raise", "cut"."""
    return Phrases((w, tag) for tag in ("budgetverb", "raise", "cut") for w in words("edits")[tag])
