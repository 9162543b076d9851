"""Reach said as a number of people, without the word: "at least 4M people", "4M people at 3+"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.readers.kpis.kpis import KpiSpan
from agents.readers.kpis.repeats import table
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.numbers.metrics import reach_words
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, folded
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
        first = amount.first if least is None else least.first
        if people is None or amount.currency is not None or amount.value < _FEWEST:
            continue
        if least is None and not _meant(message, first):
            continue
        if message.fold(first - 1) in folded("repeats", "having"):
            continue
        if message.free(first, people.last) and not any(a <= first <= b for a, b in taken):
            message.claim(first, people.last)
            kpi = Kpi(metric="REACH", op=">=", value=float(amount.value))
            yield KpiSpan(kpi, first, people.last)
            return


def _meant(message: Message, i: int) -> bool:
    """Whether people are counted who are to be reached, and not who there are."""
    wanted = message.fold(i - 1) in folded("fillers", "wanting")
    return wanted or _repeated(message, i) or _reached(message, i)


def _repeated(message: Message, i: int) -> bool:
    """Whether the same clause says how often: "2M people at 3+ frequency"."""
    low, high = message.clause(i)
    return any(low <= k <= high for k in message.repeats)


def _reached(message: Message, i: int) -> bool:
    """Whether reach is named right before, but for a sign ("objetivo é alcance, 8 milhões ...")."""
    before = i - 1 if message.fold(i - 1) in _SIGNS else i
    return before < i and reach_words().before(message.tokens, before) is not None


_SIGNS = frozenset((",", "-", "–", "—", ":", "(", "."))


def _people_behind(message: Message, amount: Amount) -> Hit[str] | None:
    after = amount.last + 1
    after += message.fold(after) in _OF
    return table("people").at(message.tokens, after) if after < len(message.tokens) else None
