"""The words and types of money that the readers of budgets share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from agents.readers.findings.proposals import BudgetValue, Change
from agents.readers.numbers.amounts import Amount
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import AmountConstraint, Where
from media.errors import InvalidMoney
from media.money import to_micros

Period = Literal["day", "week", "month"]


PERIODS: dict[str, Period] = {"perday": "day", "perweek": "week", "permonth": "month"}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount that may be a budget, with its range, place and what stands around it."""

    amount: Amount
    upper: Amount | None
    first: int
    last: int
    cues: frozenset[str]
    score: int
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class BudgetReading:
    """What a message says about money: a whole budget, a change, and parts of it."""

    budget: BudgetValue | None = None
    change: Change | None = None
    parts: tuple[AmountConstraint, ...] = ()
    each: AmountConstraint | None = None
    spans: tuple[tuple[int, int], ...] = ()
    currency_span: tuple[int, int] | None = None
    part_spans: tuple[tuple[int, int], ...] = ()
    moves: tuple[Change, ...] = ()
    named: frozenset[int] = frozenset()
    """First tokens of the names that only say which part changes."""
    taken: tuple[tuple[int, int], ...] = ()
    """Tokens that the reading uses up beside its amounts."""


@cache
def edit_words(*tags: str) -> Phrases[str]:
    """The wordings of edits of these tags."""
    return Phrases((w, tag) for tag in tags for w in words("edits")[tag])


def micros_of(value: Decimal) -> int | None:
    """The value in micros, None when it is no amount of money."""
    try:
        return to_micros(value.quantize(Decimal("0.000001")))
    except (InvalidMoney, ArithmeticError):
        return None


AFTER = folded("guards", "budgets_after")


BEFORE = folded("guards", "budgets_before")
