"""One day and no more: "tomorrow only", "solo por hoy", "just one day"."""

from __future__ import annotations

from functools import cache

from agents.readers.dates.tape_view import TapeView
from agents.readers.text.phrases import Phrases, folded, words

_LONGEST = 3
"""How many words of the wordings for "only" are looked back at."""
_FOR = folded("guards", "sole_for")
_FREE = folded("guards", "sole_free")
"""Words that "only" stands behind without being said of them ("run only tomorrow")."""
_STOPS = frozenset(",.;:!?)-–—") | folded("guards", "flights_please")


def sole(tape: TapeView, i: int, j: int) -> bool:
    """Whether items [i, j) are said to be the only day there is.

    "Audio only tomorrow" leaves open what is the only one, and is none.
    """
    return _only_before(tape, tape.items[i].first) or _only_behind(tape, tape.items[j - 1].last + 1)


def _only_before(tape: TapeView, first: int) -> bool:
    tokens = tape.tokens
    while first > 0 and tokens[first - 1].fold in _FOR:
        first -= 1
    hit = _before().before(tokens, first, _LONGEST)
    if hit is None:
        return False
    ahead = tokens[hit.first - 1] if hit.first else None
    of_others = _behind().at(tokens, hit.first) is not None
    return ahead is None or not of_others or ahead.kind != "word" or ahead.fold in _FREE


def _only_behind(tape: TapeView, first: int) -> bool:
    tokens = tape.tokens
    hit = _behind().at(tokens, first) if first < len(tokens) else None
    if hit is None:
        return False
    rest = tokens[hit.last + 1 : hit.last + 2]
    return not rest or rest[0].kind == "break" or rest[0].fold in _STOPS


@cache
def _before() -> Phrases[str]:
    return Phrases((w, "only") for w in words("operators")["only"])


@cache
def _behind() -> Phrases[str]:
    return Phrases((w, "only") for w in words("operators")["post_only"])
