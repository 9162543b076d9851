"""One edge of the ages that stand: "extend age to 44", "raise the upper age to 59".

Without a word for the edge the number tells it: one above all ages is the new end, one below all
of them the new begin.
"""

from __future__ import annotations

from functools import cache

from agents.readers.audience.age_words import OLDEST, AgeSpan
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words
from agents.readers.text.pieces import pieces
from media.brief import AgeRange, Audience

_NEAR = 5
"""How many tokens may stand between the word for age and the number."""
_YOUNGEST = 12
_DIGITS = 2
_LAST_DAY = 31
"""No day of a month is later, so a number above it is no date."""
_EDGES = {"from": "lower", "until": "upper"}


def read_edges(message: Message, audience: Audience) -> list[AgeSpan]:
    """The ages with one edge moved, where the message moves one; claims its words."""
    low, high = audience.age_min, audience.age_max
    if (low is None and high is None) or audience.age_ranges:
        return []
    for noun in message.find(_table("age")):
        number = _number(message, noun.last)
        value = None if number is None else int(message.tokens[number].text)
        if number is None or value is None or not _YOUNGEST <= value <= OLDEST:
            continue
        ages = _moved(low, high, value, _edge(message, noun.first, number))
        if ages is not None:
            message.claim(noun.first, number)
            return [AgeSpan(ages, noun.first, number)]
    return _alone(message, low, high)


def _alone(message: Message, low: int | None, high: int | None) -> list[AgeSpan]:
    """ "Mejor desde los 35": an edge that is a piece by itself, too high for a day or in years."""
    for first, last in pieces(message):
        inside = message.tokens[first : last + 1]
        hits = [*_edge_words().find(inside)]
        number = [first + i for i, t in enumerate(inside) if t.kind == "number"]
        edges = [h.entry for h in hits if first + h.last + 1 in number]
        known = len(number) + sum(h.last - h.first + 1 for h in hits)
        if len(number) != 1 or len(edges) != 1 or known != len(inside):
            continue
        text = message.tokens[number[0]].text
        value = int(text) if text.isdigit() and len(text) == _DIGITS else 0
        aged = value > _LAST_DAY or any(hit.entry == "years" for hit in hits)
        ages = _moved(low, high, value, _EDGES.get(edges[0])) if aged else None
        if ages is not None and message.free(first, last):
            message.claim(first, last)
            return [AgeSpan(ages, first, last)]
    return []


def _number(message: Message, last: int) -> int | None:
    """The one bare number behind the word, with a word for "to" right before it."""
    for i in range(last + 1, min(last + 2 + _NEAR, len(message.tokens))):
        token = message.tokens[i]
        if token.kind == "number":
            linked = message.fold(i - 1) in _words("to") and token.text.isdigit()
            return i if linked and not _ranged(message, i) else None
        if token.fold not in _words("to") | _words("between"):
            return None
    return None


def _ranged(message: Message, i: int) -> bool:
    """Whether the number begins a range or an open end ("to 18-44", "to 21+")."""
    behind, then = message.fold(i + 1), message.tokens[i + 2 : i + 3]
    return behind == "+" or any(t.kind == "number" for t in then) or behind in _words("unit")


def _edge(message: Message, first: int, last: int) -> str | None:
    near = message.tokens[max(0, first - 3) : last]
    return next((tag for tag in ("upper", "lower") if any(_table(tag).find(near))), None)


def _moved(low: int | None, high: int | None, value: int, edge: str | None) -> AgeRange | None:
    if edge == "upper" or (edge is None and high is not None and value > high):
        return AgeRange(min=low, max=value) if value > (low or 0) else None
    if edge == "lower" or (edge is None and low is not None and value < low):
        return AgeRange(min=value, max=high) if value < (high or OLDEST) else None
    return None


@cache
def _table(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("age_edges")[tag])


@cache
def _edge_words() -> Phrases[str]:
    tags = ("from", "until", "rather", "years")
    return Phrases((w, tag) for tag in tags for w in words("age_edges")[tag])


@cache
def _words(tag: str) -> frozenset[str]:
    from agents.readers.text.tokens import tokenise

    return frozenset(t.fold for w in words("age_edges")[tag] for t in tokenise(w))
