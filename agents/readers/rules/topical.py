"""Formats that only say what is kept away from: "no political podcasts", "sem podcast de política".

Such words are about surroundings alone: the format is neither ruled out nor asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.rules.wishes import Wish
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded, words
from agents.readers.text.tokens import fold

Span = tuple[int, int]


def without_topical(
    message: Message, wishes: Sequence[Wish], topics: Sequence[Span]
) -> Iterator[Wish]:
    """The wishes without formats of a topic; `topics` are the tokens of what is avoided."""
    for wish in wishes:
        if wish.kind == "channels" or not any(_of(message, wish, topic) for topic in topics):
            yield wish


def format_of(message: Message, topic: Hit[str]) -> int | None:
    """Where a topic begins that a format beside it is of ("news podcasts")."""
    behind = topic.last + 1 + (message.fold(topic.last + 1) == "-")
    if message.fold(behind) in _formats():
        return topic.first
    i = topic.first - 1 - (message.fold(topic.first - 1) in _ABOUT)
    return i if message.fold(i) in _formats() else None


@cache
def _formats() -> frozenset[str]:
    """The formats in one word."""
    return frozenset(fold(w) for ws in words("formats").values() for w in ws if w.isalpha())


def _of(message: Message, wish: Wish, topic: Span) -> bool:
    """Whether nothing but a word for "about" stands between a format and its topic."""
    first, last = topic
    gap = range(wish.last + 1, first) if wish.last < first else range(last + 1, wish.first)
    about = _ABOUT if wish.last < first else _DASH
    return all(message.fold(i) in about for i in gap)


_DASH = frozenset("-")
_ABOUT = folded("guards", "topical_about")
