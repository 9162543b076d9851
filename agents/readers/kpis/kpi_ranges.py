"""A target from one number to another: "CPM between 4 and 6", "CTR 0.2-0.4 %"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from agents.readers.numbers.amounts import Amount
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded

_WIDEST = 20
"""How many times the lower number the upper one is at most: "CPM max 9 - 80k" is none."""


@dataclass(frozen=True, slots=True)
class AmountRange:
    """Two numbers, the lower one first."""

    lower: Amount
    upper: Amount


def amount_range(
    message: Message, start: int, amounts: Sequence[Amount], filler: Callable[[int], bool]
) -> AmountRange | None:
    """The range behind token `start`, with nothing but `filler` words before it."""
    behind = [a for a in amounts if a.first > start][:2]
    if len(behind) < 2 or not 0 < behind[0].value < behind[1].value:
        return None
    lower, upper = behind
    if upper.value > lower.value * _WIDEST:
        return None
    if message.fold(upper.last + 1) == "-":
        return None
    between = message.fold(lower.first - 1) in folded("kpis", "range_between")
    gap = range(start + 1, lower.first - between)
    joined = message.folds(lower.last + 1, upper.first - 1).removeprefix("% ")
    ends = folded("kpis", "range_and") if between else folded("kpis", "range_to")
    return AmountRange(lower, upper) if joined in ends and all(map(filler, gap)) else None
