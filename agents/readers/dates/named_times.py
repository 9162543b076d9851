"""Times that are only a name for others: "spring break (1-20 March)", "Q4 budget, before Xmas"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agents.readers.findings.dates import Dates
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded

_LONGEST = 3
"""How many tokens may stand between a named time and the bracket that says when it is."""
_FUNDS = folded("money", "budget") - folded("money", "intotal")


def unnamed(message: Message, dates: Sequence[Dates]) -> Iterator[Dates]:
    """The dates without those that brackets explain, and those that a budget is called after."""
    for i, span in enumerate(dates):
        explained = i + 1 < len(dates) and _explained(message, span, dates[i + 1])
        others = (d for d in dates if d is not span and d.shape != "duration" and not d.faint)
        if explained or (_funds(message, span) and any(others)):
            message.claim(span.first, span.last)
        else:
            yield span


def _explained(message: Message, named: Dates, told: Dates) -> bool:
    """Whether brackets hold nothing but the days of what is named before them."""
    gap = range(named.last + 1, told.first)
    if not 0 < len(gap) <= _LONGEST or message.fold(told.first - 1) != "(":
        return False
    words = all(message.tokens[i].kind == "word" and message.free(i, i) for i in gap[:-1])
    surer = told.certainty >= named.certainty and told.shape == "range"
    return words and surer and message.fold(told.last + 1) == ")"


def _funds(message: Message, span: Dates) -> bool:
    """Whether the time says which budget is meant ("Q4 budget", "budget T4")."""
    if span.shape != "range" or span.start is None or span.end is None:
        return False
    behind = span.last + 1 + (message.fold(span.last + 1) == "-")
    long = (span.end - span.start).days >= _QUARTER
    return long and message.fold(behind) in _FUNDS


_QUARTER = 27
"""From so many days on a time is one that budgets are called after."""
