"""Places that go wholly to one format or channel: "everything in the UK to video"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agents.readers.places.places import PlaceSpan
from agents.readers.rules.wishes import Wish
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words

_NEAR = 7
"""How many tokens may stand between the places and the wish, or before the places."""


def goes_wholly(message: Message, run: Sequence[PlaceSpan], wish: Wish) -> bool:
    """Whether all of the places in `run` is to go to the wish behind them.

    Between a word for all of it, the places and the wish stand only small words, the last of them
    one that says where it goes.
    """
    gap = range(run[-1].last + 1, wish.first)
    before = range(max(0, run[0].first - _NEAR), run[0].first)
    if len(gap) > _NEAR or not _leads_to(message, gap):
        return False
    inside = _wholes(message, gap)
    if not all(i in inside or _small(message, i) for i in gap):
        return False
    return bool(inside) or _led_by_all(message, before)


def _leads_to(message: Message, gap: range) -> bool:
    """Whether the wish is where something goes ("... to video")."""
    near = [message.fold(i) for i in reversed(gap)][:2]
    return any(word in _TO for word in near[:1]) or (
        len(near) > 1 and near[0] in _ARTICLES and near[1] in _TO
    )


def _led_by_all(message: Message, before: range) -> bool:
    """Whether "all of", "everything in" stands right before the places."""
    wholes = _wholes(message, before)
    for i in reversed(before):
        if i in wholes:
            return True
        if not _small(message, i):
            return False
    return False


def _wholes(message: Message, tokens: range) -> set[int]:
    inside = message.tokens[tokens.start : tokens.stop]
    hits = _table().find(inside)
    return {tokens.start + i for h in hits for i in range(h.first, h.last + 1)}


def _small(message: Message, i: int) -> bool:
    return message.fold(i) in _AROUND and message.tokens[i].kind != "break"


_TO = folded("fillers", "wholly_to")
_ARTICLES = folded("place_words", "list_articles")
_AROUND = folded("fillers", "wholly_around") | _TO | _ARTICLES


@cache
def _table() -> Phrases[str]:
    return Phrases((w, "all") for w in words("fillers")["wholly"])
