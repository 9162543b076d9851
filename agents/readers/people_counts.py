"""Reach said as a number of people, without the word: "at least 4M people"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.readers.amounts import Amount, read_amounts
from agents.readers.kpis import KpiSpan
from agents.readers.message import Message
from agents.readers.phrases import Hit, folded
from agents.readers.repeats import table
from media.brief import Kpi

_FEWEST = 10_000
"""Fewer people are guests or staff, not an audience."""
_OF = frozenset(("of", "de", "di", "d"))


def read_people_counts(message: Message, spans: Sequence[KpiSpan]) -> Iterator[KpiSpan]:
    """Targets on reach beside those that name it (`spans`); each claims its words."""
    taken = [message.clause(span.first) for span in spans if span.kpi.metric == "REACH"]
    for amount in read_amounts(message.tokens):
        people = _people_behind(message, amount)
        least = table("at_least").before(message.tokens, amount.first)
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
    return table("people").at(message.tokens, after) if after < len(message.tokens) else None
