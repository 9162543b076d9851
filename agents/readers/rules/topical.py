"""Formats that only say what is kept away from: "no political podcasts", "sem podcast de política".

Such words are about surroundings alone: the format is neither ruled out nor asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.readers.rules.wishes import Wish
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded

Span = tuple[int, int]


def without_topical(
    message: Message, wishes: Sequence[Wish], topics: Sequence[Span]
) -> Iterator[Wish]:
    """The wishes without formats of a topic; `topics` are the tokens of what is avoided."""
    for wish in wishes:
        if wish.kind == "channels" or not any(_of(message, wish, topic) for topic in topics):
            yield wish


def _of(message: Message, wish: Wish, topic: Span) -> bool:
    """Whether nothing but a word for "about" stands between a format and its topic."""
    first, last = topic
    gap = range(wish.last + 1, first) if wish.last < first else range(last + 1, wish.first)
    behind = wish.last < first
    return all(behind and message.fold(i) in _ABOUT for i in gap)


_ABOUT = folded("guards", "topical_about")
