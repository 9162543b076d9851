"""Days in words beside a month: "trinta de abril", "january fifteenth", "dal primo al trenta
giugno".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from agents.readers.text.phrases import Hit, Phrases, folded, month_names, words
from agents.readers.text.tokens import Token

_OF = folded("day_words", "of")
_TO = folded("day_words", "to")
_COUNTED = folded("day_words", "counted")
_LINKS = 5
"""How many words may stand between two days of one month ("bis zum", "through the")."""
_LAST_DAY = 31
_YEAR = 3
"""From so many figures on a number is no day."""


def with_days(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with such days in figures; a day of several words ends in its figure."""
    found = list(tokens)
    for hit in _days(tokens):
        for i in range(hit.first, hit.last):
            found[i] = replace(tokens[i], text="the", fold="the")
        last, day = tokens[hit.last], str(hit.entry)
        found[hit.last] = replace(last, text=day, fold=day, kind="number", glued=False)
    return tuple(found)


def _days(tokens: Sequence[Token]) -> Iterator[Hit[int]]:
    """The days of a month, left to right; the first of two may leave the month to the second."""
    following: Hit[int] | None = None
    hits = [*_table().find(tokens), *_figures(tokens)]
    for hit in sorted(hits, key=lambda hit: -hit.first):
        if tokens[hit.first].kind == "number":
            following = hit
        elif _before_month(tokens, hit) or _behind_month(tokens, hit):
            following = hit
            yield hit
        elif following is not None and _leads_to(tokens, hit, following):
            yield hit
            following = None


def _figures(tokens: Sequence[Token]) -> Iterator[Hit[int]]:
    """The days in figures before a month, which the words of an earlier one may lead to."""
    for i, token in enumerate(tokens):
        if token.kind == "number" and token.text.isdigit() and len(token.text) < _YEAR:
            hit = Hit(i, i, int(token.text))
            if hit.entry <= _LAST_DAY and _before_month(tokens, hit):
                yield hit


def _before_month(tokens: Sequence[Token], hit: Hit[int]) -> bool:
    i = hit.last + 1
    while i < len(tokens) and tokens[i].fold in _OF:
        i += 1
    if i >= len(tokens) or tokens[i].fold not in month_names():
        return False
    counts = i + 1 < len(tokens) and tokens[i + 1].kind == "number" and len(tokens[i + 1].text) < 3
    return not counts and _fold(tokens, i + 1) not in _COUNTED


def _behind_month(tokens: Sequence[Token], hit: Hit[int]) -> bool:
    """ "January fifteenth", "march the first"; a cardinal there counts something else."""
    i = hit.first - 1
    if _fold(tokens, i) == "the":
        i -= 1
    named = _fold(tokens, i) in month_names() and tokens[hit.last].fold in _ordinals()
    return named and _fold(tokens, hit.last + 1) not in _COUNTED


def _leads_to(tokens: Sequence[Token], one: Hit[int], two: Hit[int]) -> bool:
    """Whether two days are the ends of a stretch within a month: "dal primo al trenta giugno"."""
    between = tokens[one.last + 1 : two.first]
    linked = all(token.fold in _TO for token in between)
    return 0 < len(between) <= _LINKS and linked and one.entry < two.entry


def _fold(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].fold if 0 <= i < len(tokens) else ""


@cache
def _table() -> Phrases[int]:
    table = words("day_words")
    return Phrases((w, day) for day in range(1, _LAST_DAY + 1) for w in table[str(day)])


@cache
def _ordinals() -> frozenset[str]:
    """The last words of English ordinals, which end in "th" but for the first three."""
    said = {w.split()[-1] for day in range(1, _LAST_DAY + 1) for w in words("day_words")[str(day)]}
    return frozenset(w for w in said if w.endswith("th") or w in ("first", "second", "third"))
