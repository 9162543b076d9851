"""Digits that a space parts: one number ("1 250 000"), or two side by side ("Q1 250k").

The first group is a number of its own where it counts a quarter, a week or a day of a month, or
ends a range of ages, or is a target: "March 31 250k", "18 to 34 150k", "CPM under 9 250k".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agents.readers.text.money_words import BUDGETS
from agents.readers.text.phrases import folded, month_names, words
from agents.readers.text.tokens import Token, fold

_COUNTED = frozenset(("q", "h", "t", "s", "w", "k", "kw", "cw", "wk", "uke", "p", "v"))
"""Letters that a number stands right behind: a quarter, a half, a week."""
_TO = folded("guards", "digit_groups_to") | {"-"}
_COSTS = frozenset(fold(w) for tag in ("CPM", "CPC", "CPA", "CPCV") for w in words("kpis")[tag])
_NEAR = 3
"""How many tokens before the figure of a target its metric may stand."""
_BOUNDING = folded("guards", "digit_groups_bounding")
"""What stands before the figure of a target: "CPM under 9 250k"."""
_SCALES = frozenset(("k", "m", "mil", "mio", "tsd", "tkr", "mkr", "mln"))
_WEEKS, _AGED = 53, 99


def with_numbers_apart(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens, with two for each two numbers that only look like one."""
    return tuple(piece for i in range(len(tokens)) for piece in _pieces(tokens, i))


def _pieces(tokens: Sequence[Token], i: int) -> Iterator[Token]:
    token = tokens[i]
    first, *rest = token.text.split(maxsplit=1) if token.kind == "number" else (token.text,)
    if not rest or not _own(tokens, i, int(first)):
        yield token
        return
    end = token.start + len(first)
    yield replace(token, text=first, fold=first, end=end)
    yield replace(token, text=rest[0], fold=rest[0], start=end + 1, glued=False)


def _own(tokens: Sequence[Token], i: int, first: int) -> bool:
    """Whether the first group of digits is a number of its own."""
    before = tokens[i - 1] if i else None
    if before is None or first > _AGED:
        return False
    if tokens[i].glued and before.kind == "word":
        return before.fold in _COUNTED
    if before.fold in month_names() or (before.fold == "-" and _counts_weeks(tokens, i - 2)):
        return first <= _WEEKS
    if before.fold in _BOUNDING and any(t.fold in _COSTS for t in tokens[max(0, i - _NEAR) : i]):
        return True
    if i + 1 >= len(tokens) or tokens[i + 1].fold not in _SCALES:
        return False
    bound = before.fold in _BOUNDING and not (i > 1 and tokens[i - 2].fold in BUDGETS)
    return bound or (before.fold in _TO and i > 1 and _up_to(tokens[i - 2], first))


def _counts_weeks(tokens: Sequence[Token], i: int) -> bool:
    """Whether token i is the first week of "v10-12"."""
    return i > 0 and tokens[i].glued and tokens[i - 1].fold in _COUNTED


def _up_to(low: Token, high: int) -> bool:
    """Whether a range of ages or days begins with a token: "18 to 34", "1 to 28"."""
    return low.kind == "number" and low.text.isdigit() and int(low.text) < high
