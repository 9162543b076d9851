"""Rows of a table in text: "Mexico | 90,000", "Costa Rica .... 15.000", read as "Mexico: 90,000".

One line of its kind may be anything; two of them are a table, whatever rules its columns. The
signs at the edges of a row leave no tokens, those before its figure leave one colon.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, takewhile

from agents.readers.text.money_words import SIGNS
from agents.readers.text.tokens import Token

_RULES = frozenset("|;.…_-=>→")
"""Signs that columns are ruled with."""
_ALONE = frozenset("|;…→")
"""Signs of which one is enough; of the others it takes two ("..", "--", "->")."""
_FEWEST = 2
_LONGEST = 8
"""How many tokens the cells before a figure have at most."""


def with_rows(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with a colon for what stands between the cells of each row of a table."""
    if not any(token.fold in _RULES for token in tokens):
        return tuple(tokens)
    lines = [list(group) for _, group in groupby(tokens, key=lambda t: t.kind == "break")]
    figures = [_figure(line) for line in lines]
    if sum(at is not None for at in figures) < _FEWEST:
        return tuple(tokens)
    rows = (line if at is None else _row(line, at) for line, at in zip(lines, figures, strict=True))
    return tuple(chain.from_iterable(rows))


def _figure(line: Sequence[Token]) -> int | None:
    """Where the figure of a row begins, behind its words and a rule; None where it is no row."""
    first = next((i for i, t in enumerate(line) if t.kind in ("number", "date")), None)
    if first is None or line[first].kind == "date":
        return None
    while first > 0 and _is_currency(line[first - 1]):
        first -= 1
    cells = [t for t in line[:first] if t.fold not in _RULES]
    worded = 0 < len(cells) <= _LONGEST and all(_in_cell(t) for t in cells)
    return first if worded and _rule(line[:first]) and _ends(line, first) else None


def _rule(before: Sequence[Token]) -> int:
    """How many tokens at the end are signs that rule columns; 0 where that is no rule."""
    signs = len([*takewhile(lambda t: t.fold in _RULES, reversed(before))])
    ruled = signs > 1 or (signs == 1 and before[-1].fold in _ALONE)
    return signs if ruled else 0


def _is_currency(token: Token) -> bool:
    return token.fold in SIGNS or (token.kind == "word" and token.text in _CODES)


_CODES = frozenset(("USD", "EUR", "GBP", "BRL", "CHF", "SEK", "MXN", "R", "US", "C", "A"))
"""Codes and letters that stand before figures."""


def _in_cell(token: Token) -> bool:
    return token.kind in ("word", "flag") or token.fold in "()&'/,"


def _ends(line: Sequence[Token], figure: int) -> bool:
    """Whether a row says no more behind its figure than a unit, or other cells."""
    behind = [*takewhile(lambda t: t.fold not in _RULES, line[figure:])]
    return sum(t.kind == "word" for t in behind) <= _FEWEST


def _row(line: Sequence[Token], figure: int) -> Iterator[Token]:
    """The cells with one colon before the figure; a rule between two words leaves nothing."""
    signs = _rule(line[:figure])
    yield from (t for t in line[: figure - signs] if t.fold not in _RULES)
    yield replace(line[figure - 1], kind="sign", text=":", fold=":", glued=False)
    yield from (t for t in line[figure:] if t.fold not in "|;")
