"""What is measured: the names of the metrics, and what kind of number each one is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import tokenise

METRICS = (
    "CPM",
    "CPCV",
    "CPC",
    "CPA",
    "CTR",
    "VTR",
    "REACH",
    "FREQUENCY",
    "IMPRESSIONS",
    "COMPLETIONS",
    "CLICKS",
    "CONVERSIONS",
)
COSTS = frozenset({"CPM", "CPC", "CPA", "CPCV"})
RATES = frozenset({"CTR", "VTR"})
COUNTS = frozenset({"REACH", "IMPRESSIONS", "CLICKS", "COMPLETIONS", "CONVERSIONS"})
_COMPARED = ("le", "ge", "eq")
_PARTING = frozenset(",;-/|")
_REACHES = 5
"""How many tokens from a number its metric may stand."""
_MAY = folded("guards", "kpis_may")


@cache
def metrics() -> Phrases[str]:
    """What the metrics are called."""
    return Phrases((w, metric) for metric in METRICS for w in words("kpis")[metric])


@cache
def reach_words() -> Phrases[str]:
    """What reach is called."""
    return Phrases((w, "REACH") for w in words("kpis")["REACH"])


def of_metric(message: Message, first: int) -> bool:
    """Whether token `first` begins what a metric may cost or reach ("the CPM can go up to 15")."""
    low = max(0, first - _REACHES)
    near = message.tokens[low:first]
    hit = next(iter(metrics().find(near)), None)
    between = [] if hit is None else [t.fold for t in near[hit.last + 1 :]]
    return hit is not None and all(fold in _MAY for fold in between)


@cache
def comparing() -> frozenset[str]:
    """Every word that a comparison may hold."""
    return frozenset(t.fold for tag in _COMPARED for w in words("kpis")[tag] for t in tokenise(w))


def target_numbers(message: Message) -> Iterator[int]:
    """The numbers of bounds on a cost or a rate: "CPM max 9", "CTR above 0.5"."""
    for hit in metrics().find(message.tokens):
        i = hit.last + 1
        while i - hit.last <= _REACHES and message.fold(i) in comparing():
            i += 1
        bounded = hit.entry in COSTS | RATES and i > hit.last + 1 and not _told(message, hit.first)
        if bounded and i < len(message.tokens) and message.tokens[i].kind == "number":
            yield i


def _told(message: Message, metric: int) -> bool:
    """Whether the number stands before the metric: "10 eur CPM"."""
    two = message.tokens[max(0, metric - 2) : metric]
    apart = any(t.kind == "break" or t.fold in _PARTING for t in two[-1:])
    return not apart and any(t.kind == "number" for t in two)
