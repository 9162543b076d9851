"""What a metric was, not what it should be: "we paid a $9 CPM last year"."""

from __future__ import annotations

from functools import cache

from agents.readers.kpis.kpi_bounds import comparisons
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words

_WANTING = folded("fillers", "wanting")


@cache
def _past() -> Phrases[str]:
    return Phrases((w, "past") for w in words("fillers")["past"])


@cache
def _hints() -> Phrases[str]:
    return Phrases((w, "past") for w in words("fillers")["past_hint"])


def in_the_past(message: Message, hit: Hit[str]) -> bool:
    """Whether the clause tells what the metric was."""
    low, high = message.clause(hit.first)
    first, last = _piece(message, hit, low, high)
    compared = [comparisons().at(message.tokens, i) for i in range(first, last + 1)]
    bound = any(c is not None and c.entry != "eq" for c in compared)
    told = [h.first for h in message.commands(_past()) if low <= h.first <= high]
    hints = _hints().find(message.tokens[low : high + 1])
    told += [low + h.first for h in hints if not bound]
    return any(
        not _wanted_between(message, i, hit.first) and (first <= i <= last or not bound)
        for i in told
    )


def _piece(message: Message, hit: Hit[str], low: int, high: int) -> tuple[int, int]:
    """The tokens between the commas around the metric."""
    first, last = hit.first, hit.last
    while first > low and not (message.fold(first - 1) == "," and _spaced(message, first)):
        first -= 1
    while last < high and not (message.fold(last + 1) == "," and _spaced(message, last + 2)):
        last += 1
    return first, last


def _spaced(message: Message, i: int) -> bool:
    return i >= len(message.tokens) or not message.tokens[i].glued


def _wanted_between(message: Message, past: int, metric: int) -> bool:
    """ "They did 80k last year and now want a CPM of 9"."""
    return any(message.fold(i) in _WANTING for i in range(past + 1, metric))
