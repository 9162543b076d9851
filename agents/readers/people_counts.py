"""Reach said as a number of people, without the word: "at least 4M people"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.amounts import Amount, read_amounts
from agents.readers.kpis import KpiSpan
from agents.readers.message import Message
from agents.readers.phrases import Hit, Phrases, folded, words
from media.brief import Kpi

_FEWEST = 10_000
"""Fewer people are guests or staff, not an audience."""
_LONGEST = 3
"""Tokens of "a minimum of"."""
_OF = frozenset(("of", "de", "di", "d"))


def read_people_counts(message: Message, spans: Sequence[KpiSpan]) -> Iterator[KpiSpan]:
    """Targets on reach beside those that name it (`spans`); each claims its words."""
    taken = [message.clause(span.first) for span in spans if span.kpi.metric == "REACH"]
    for amount in read_amounts(message.tokens):
        people, least = _people_behind(message, amount), _least_before(message, amount)
        if people is None or least is None or amount.currency is not None:
            continue
        if message.fold(least.first - 1) in folded("repeats", "having"):
            continue
        plain = amount.value >= _FEWEST and message.free(least.first, people.last)
        if plain and not any(low <= least.first <= high for low, high in taken):
            message.claim(least.first, people.last)
            kpi = Kpi(metric="REACH", op=">=", value=float(amount.value))
            yield KpiSpan(kpi, least.first, people.last)
            return


def _people_behind(message: Message, amount: Amount) -> Hit[str] | None:
    after = amount.last + 1
    after += message.fold(after) in _OF
    return _table("people").at(message.tokens, after) if after < len(message.tokens) else None


def _least_before(message: Message, amount: Amount) -> Hit[str] | None:
    starts = range(max(0, amount.first - _LONGEST), amount.first)
    hits = (_table("at_least").at(message.tokens, first) for first in starts)
    return next((hit for hit in hits if hit is not None and hit.last == amount.first - 1), None)


@cache
def _table(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("repeats")[tag])
