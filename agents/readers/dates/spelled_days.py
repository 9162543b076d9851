"""Days in words before a month: "trinta de abril", "treinta de abril"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.readers.numbers.numbers import read_number
from agents.readers.text.phrases import month_names
from agents.readers.text.tokens import Token

_OF = frozenset(("of", "de", "d", "'", "d'", "di", "del"))
_LAST_DAY = 31


def with_figures(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with such days as figures."""
    return tuple(_figure(tokens, i) or token for i, token in enumerate(tokens))


def _figure(tokens: Sequence[Token], i: int) -> Token | None:
    behind = i + 1
    while behind < len(tokens) and tokens[behind].fold in _OF:
        behind += 1
    if (
        behind >= len(tokens)
        or tokens[behind].fold not in month_names()
        or tokens[i].kind != "word"
    ):
        return None
    read = read_number(tokens, i)
    if read is None or read[1] != i or not 1 < read[0] <= _LAST_DAY or read[0] % 1:
        return None
    return replace(tokens[i], text=str(int(read[0])), fold=str(int(read[0])), kind="number")
