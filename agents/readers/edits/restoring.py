"""One slot back to what it was: "keep the old budget", "dates as they were", "CPM back to 12".

A piece of the message restores a slot when it names the slot, says that it is the former one, and
says nothing else; so "the old town" or "last year's budget was 40k" restore nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from agents.readers.findings.proposals import Former, Proposal
from agents.readers.numbers.metrics import METRICS
from agents.readers.numbers.numbers import number_value
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words
from agents.readers.text.pieces import pieces

_SLOTS = {
    "slot_budget": "/budget", "slot_flight": "/flight", "slot_age": "/audience/age",
    "slot_geo": "/geo", "slot_formats": "/formats", "slot_cap": "/frequency_cap",
}  # fmt: skip
_FORMER = frozenset(("old", "as_before", "original"))
_SHORT = 12
"""How many tokens a piece that only restores may have."""
_SMALL = 1000
"""From here on a number without a unit is money, which other readers read."""


def restored_slots(message: Message) -> list[Proposal]:
    """What the message puts back; claims its words."""
    found = []
    for first, last in pieces(message):
        proposal = _restoring(message, first, last) if last - first < _SHORT else None
        if proposal is not None:
            message.claim(first, last)
            found.append(proposal)
    return found


def _restoring(message: Message, first: int, last: int) -> Proposal | None:
    tags = list(_tags(message, first, last))
    evidence = (message.evidence(first, last),)
    slots = [_SLOTS[tag] for tag in tags if tag in _SLOTS]
    metrics = [tag for tag in tags if tag in METRICS]
    numbers = [int(tag) for tag in tags if tag.isdigit()]
    if "x" in tags or len(slots) > 1 or len(metrics) > 1:
        return None
    if len(numbers) == 1 and "again" in tags and not slots:
        value = Former(value=numbers[0], metric=metrics[0] if metrics else None)
        return Proposal("/kpis", "restore", value, evidence)
    if numbers or len(slots) + len(metrics) != 1 or not _FORMER & set(tags):
        return None
    value = Former(
        metric=metrics[0] if metrics else None,
        latest=not {"old", "original"} & set(tags),
        first="original" in tags,
    )
    return Proposal(slots[0] if slots else "/kpis", "restore", value, evidence)


def _tags(message: Message, first: int, last: int) -> Iterator[str]:
    """One tag a wording, the digits of a small bare number, "x" for any other word."""
    piece, i = message.tokens[first : last + 1], 0
    while i < len(piece):
        hit = _table().at(piece, i)
        if hit is not None:
            yield hit.entry
            i = hit.last + 1
            continue
        value = number_value(piece, i) if piece[i].kind == "number" else None
        small = value is not None and value < _SMALL and value == int(value)
        yield str(int(value)) if value is not None and small else "x"
        i += 1


@cache
def _table() -> Phrases[str]:
    table = words("undo")
    own = [(w, tag) for tag in (*_SLOTS, *_FORMER, "again") for w in table[tag]]
    before = [(w, "as_before") for w in table["before"]]
    keep = [
        (w, "loose") for tag in ("keep", "loose", "whole", "same", "articles") for w in table[tag]
    ]
    metrics = [(w, metric) for metric in METRICS for w in words("kpis")[metric]]
    return Phrases(dict([*keep, *before, *metrics, *own]).items())
