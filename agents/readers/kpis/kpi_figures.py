"""The number of a target: whether it can be one of its metric, and what it is in its units."""

from __future__ import annotations

from dataclasses import dataclass

from agents.readers.kpis.caps import period_behind
from agents.readers.numbers.amounts import Amount
from agents.readers.numbers.metrics import COSTS, COUNTS, RATES
from agents.readers.text.message import Message
from agents.readers.text.money_words import BUDGETS, PERCENTS
from agents.readers.text.phrases import folded

_DEAR_CLICK = 20
"""Up to so much money beside "clicks" is the price of one, not a budget."""
_FEW = 100
"""Fewer people, clicks or impressions are no target."""
_HIGHEST = {"CTR": 0.04}
"""Nobody asks for a higher rate, so that a higher one, said without "%", is in percent."""
_PER = frozenset(("por", "pour", "per"))
_HUNDRED = frozenset(("ciento", "cento", "cent"))
_CENTS = folded("kpis", "cents")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in units of its metric (currency units, fractions, counts) that ends at `last`."""

    value: float
    last: int


def figure(message: Message, metric: str, amount: Amount) -> Figure | None:
    """What an amount is as a target; None for a percentage of what has none."""
    value, unit = float(amount.value), message.fold(amount.last + 1)
    if metric in COSTS:
        cents = unit in _CENTS and value >= 1
        return Figure(_hundredth(value), amount.last + 1) if cents else Figure(value, amount.last)
    percent = _percent(message, amount)
    last = amount.last if percent is None else percent
    if metric in RATES:
        whole = percent is not None or value > _HIGHEST.get(metric, 1.0)
        return Figure(_hundredth(value) if whole else value, last)
    if percent is None:
        return Figure(value, last)
    return Figure(_hundredth(value), last) if metric == "REACH" else None


def plausible(message: Message, metric: str, amount: Amount) -> bool:
    """Whether a target of this metric can be so large, in this unit."""
    percent = message.fold(amount.last + 1) == "%"
    beside = {message.fold(amount.first - 1), message.fold(amount.last + 1)}
    if metric in COUNTS and beside & BUDGETS:
        return False
    plain = amount.currency is None
    if metric in COUNTS:
        counted = plain and (amount.value >= _FEW or (percent and metric == "REACH"))
        return counted or price_of_click(metric, amount)
    if metric in COSTS:
        total = amount.scaled and amount.value >= 10_000 and plain
        return amount.value < 1_000_000 and not percent and not total
    if metric in RATES:
        return amount.value <= 100 and plain and not amount.scaled
    per = period_behind(message, amount.first, amount.last)
    return 1 <= amount.value <= 100 and plain and per is None and not percent


def price_of_click(metric: str, amount: Amount) -> bool:
    """ "Klicks max 0,80 €"."""
    priced = amount.currency is not None and not amount.scaled
    return metric == "CLICKS" and priced and amount.value < _DEAR_CLICK


def counts_behind(message: Message, metric: str, amount: Amount) -> bool:
    """ "Reach: 2M", "reach at least 2 million people", "impressions 5M", "reach of 40%"."""
    unit = message.fold(amount.last + 1)
    if amount.currency is not None or (unit in ("-", "to", "+") and amount.value < _FEW):
        return False
    large = amount.value >= (_FEW if metric == "CONVERSIONS" else 1000)
    return amount.scaled or large or (unit == "%" and metric == "REACH")


def _percent(message: Message, amount: Amount) -> int | None:
    """Where the "%" or "por ciento" behind an amount ends."""
    unit = message.fold(amount.last + 1)
    if unit in PERCENTS:
        return amount.last + 1
    worded = unit in _PER and message.fold(amount.last + 2) in _HUNDRED
    return amount.last + 2 if worded else None


def _hundredth(value: float) -> float:
    return round(value / 100, 10)
