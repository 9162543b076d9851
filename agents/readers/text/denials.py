"""Bounds said the other way round: "do not use more than 20%" is a most."""

from __future__ import annotations

from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words

_FAR = 7
"""How many tokens before a bound the word may stand that denies it."""
_ENDS = folded("guards", "denials_ends")


def denied(message: Message, hit: Hit[str]) -> bool:
    """Whether "more than" is what is not to be, a verb allowed between."""
    if message.folds(hit.first, hit.last) not in folded("guards", "shares_over"):
        return False
    before = message.fold(hit.first - 1)
    if before in folded("guards", "shares_putting"):
        before = message.fold(hit.first - 2)
    return before in folded("guards", "shares_denied")


def refused(message: Message, hit: Hit[str], last: int) -> bool:
    """Whether a bound before token `last` is one that nobody accepts.

    "They won't go over a $14 CPM", "mehr als 14 € TKP zahlen sie nicht", "above 14 they walk".
    """
    low, high = _piece(message, hit.first, last)
    before = range(max(low, hit.first - _FAR), hit.first)
    if any(message.fold(i) in folded("guards", "denials_minding") for i in before):
        return False
    if any(_denies(message, i) for i in before):
        return True
    behind = message.tokens[last + 1 : min(high, last + _FAR) + 1]
    verb_last = message.language in ("de", "nl", "sv") and any(
        token.fold in folded("guards", "shares_denied") for token in behind
    )
    return verb_last or next(iter(_refusals().find(behind)), None) is not None


def _denies(message: Message, i: int) -> bool:
    """A negation at token i, with what contracts to one ("won't", "n'ont")."""
    word = message.fold(i)
    contracted = word == "t" and message.fold(i - 1) == "'"
    return contracted or word in folded("guards", "denials_before")


def _piece(message: Message, first: int, last: int) -> tuple[int, int]:
    """The piece of a sentence around tokens [first, last]."""
    low, high = message.clause(first)
    while first > low and message.fold(first - 1) not in _ENDS:
        first -= 1
    while last < high and message.fold(last + 1) not in _ENDS:
        last += 1
    return first, last


@cache
def _refusals() -> Phrases[str]:
    return Phrases((w, "refused") for w in words("kpis")["refused"])
