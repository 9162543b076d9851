"""Numbers in words as figures: "twenty five to forty four", "hundertzwanzigtausend", "cent vingt".

Done before anything is read, so that ages, shares and amounts in words are those in figures. Small
numbers stay words, since many of them are others' words too ("un", "six", "once"), but not before
"percent"; so do counts of days and weeks, which "quinze jours" and the like are read by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from agents.readers.text.number_words import number_in_words
from agents.readers.text.phrases import folded
from agents.readers.text.tokens import Token

_SMALLEST = 13
_TEN, _HUNDRED = 10, 100
_PERCENT = folded("guards", "figures_percent")
_COUNTED = folded("guards", "figures_counted")
_PER = frozenset(("per", "pour", "por", "pro"))
_POINTS = folded("guards", "figures_point")
_ALONE = frozenset(("cent", "cento", "ciento", "cien", "mille"))
"""Words for a hundred that stand for it only before a thousand ("per cent")."""


def with_figures(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with numbers in words as single tokens of figures, at their old places."""
    found: list[Token] = []
    i = 0
    while i < len(tokens):
        value, last = _decimal(tokens, i) or number_in_words(tokens, i)
        if value is not None and _stands(tokens, i, last, value):
            text, end = str(value), tokens[last].end
            found.append(replace(tokens[i], text=text, fold=text, kind="number", end=end))
            i = last + 1
        else:
            found.append(tokens[i])
            i += 1
    return tuple(found)


def _decimal(tokens: Sequence[Token], first: int) -> tuple[Decimal, int] | None:
    """ "One point five" before a million or "percent"."""
    whole, last = number_in_words(tokens, first)
    if whole is None or last + 2 >= len(tokens) or tokens[last + 1].fold not in _POINTS:
        return None
    part, end = number_in_words(tokens, last + 2)
    behind = tokens[end + 1] if end + 1 < len(tokens) else None
    return (Decimal(f"{whole}.{part}"), end) if part is not None and _scales(behind) else None


def _stands(tokens: Sequence[Token], first: int, last: int, value: int | Decimal) -> bool:
    """Whether the words are a number where they stand and no name and no count of days."""
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    after = "" if behind is None else behind.fold
    percent = after in _PERCENT or (
        after in _PER and last + 2 < len(tokens) and tokens[last + 2].fold in _PERCENT
    )
    named = tokens[first].capital and first == last and not (percent or _scales(behind))
    small = value < _SMALLEST and not percent and isinstance(value, int)
    if after in _COUNTED or named or small or _of_hundreds(tokens, first, value, behind):
        return False
    alone = first == last and tokens[first].fold in _ALONE
    return not alone or _scales(behind) or percent


def _of_hundreds(
    tokens: Sequence[Token], first: int, value: int | Decimal, behind: Token | None
) -> bool:
    """ "One eighty k": the hundreds stand before, and amounts are read so."""
    unit = number_in_words(tokens, first - 1)[0] if first else None
    return unit is not None and unit < _TEN <= value < _HUNDRED and _scales(behind)


def _scales(token: Token | None) -> bool:
    return token is not None and token.fold in _magnitudes()


@cache
def _magnitudes() -> frozenset[str]:
    return folded("money", "thousand") | folded("money", "million")
