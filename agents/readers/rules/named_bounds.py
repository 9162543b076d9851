"""Bounds called by a noun: "audio floor down to 40%", "Deckel für Audio rauf auf 60 %".

The noun may stand on either side of what it is of and of the percentage; it alone says whether
that is the least or the most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from agents.readers.findings.targets import Target
from agents.readers.numbers.budget_words import edit_words
from agents.readers.numbers.percents import Percent
from agents.readers.numbers.ratios import ShareSpan
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import Brief, ShareConstraint, Where

End = Literal["min", "max"]


def read_named_bounds(
    message: Message, percents: Sequence[Percent], targets: Sequence[Target], brief: Brief
) -> Iterator[ShareSpan]:
    """The shares whose piece of a sentence names one bound and one thing that it is of.

    A share of the `brief` keeps its other end, unless both were one ("exactly 50%").
    """
    if not percents:
        return
    nouns = [*_nouns().find(message.tokens), *_inside_words(message, targets)]
    for percent in percents:
        low, high = _piece(message, percent, percents)
        named = [t for t in targets if low <= t.first and t.last <= high]
        bounds = [h for h in nouns if low <= h.first and h.last <= high]
        if len(named) != 1 or len(bounds) != 1 or percent.upper is not None:
            continue
        if _stepped(message, percent, low) or _of_stock(message, low, high):
            continue
        share = _with_end(brief, named[0].where, bounds[0].entry, round(percent.value, 6))
        spans = (percent, named[0], bounds[0])
        yield ShareSpan(share, min(s.first for s in spans), max(s.last for s in spans))


def _with_end(brief: Brief, where: Where, end: End, value: float) -> ShareConstraint:
    """The share with its new end beside the other one that stands."""
    new = ShareConstraint.model_validate({"where": where, end: value})
    held = (c for c in brief.constraints if isinstance(c, ShareConstraint) and c.where == where)
    range_ = next((c for c in held if c.min != c.max), None)
    if range_ is None:
        return new
    low, high = (new.min or range_.min), (new.max or range_.max)
    whole = low is None or high is None or low <= high
    return range_.model_copy(update={end: value}) if whole else new


def _inside_words(message: Message, targets: Sequence[Target]) -> Iterator[Hit[End]]:
    """Nouns that end the word for the thing itself ("audiogolvet")."""
    for target in targets:
        word = message.fold(target.last)
        for noun, end in _endings().items():
            if word.endswith(noun) and word != noun:
                yield Hit(target.last, target.last, end)
                break


def _piece(message: Message, percent: Percent, percents: Sequence[Percent]) -> tuple[int, int]:
    """The tokens around a percentage up to a comma, an "and" or the next percentage."""
    low, high = message.clause(percent.first)
    low = max([low, *(p.last + 1 for p in percents if p.last < percent.first)])
    high = min([high, *(p.first - 1 for p in percents if p.first > percent.last)])
    first, last = percent.first, percent.last
    while first > low and message.fold(first - 1) not in _JOINTS:
        first -= 1
    while last < high and message.fold(last + 1) not in _JOINTS:
        last += 1
    return first, last


def _stepped(message: Message, percent: Percent, low: int) -> bool:
    """Whether the percentage is by how much the bound moves ("lower the audio floor by 10%")."""
    before = message.tokens[low : percent.first]
    moved = next(iter(edit_words("raise", "cut").find(before)), None) is not None
    return moved and message.fold(percent.first - 1) in _BY


def _of_stock(message: Message, low: int, high: int) -> bool:
    """Whether the piece speaks of inventory: then it limits what may be used of that."""
    return any(message.fold(i) in _AVAILS for i in range(low, high + 1))


_AVAILS = folded("guards", "shares_avails")
_BY = folded("guards", "budgets_by") - {"en", "em"}
_JOINTS = folded("guards", "intents_pieces") - {"-"}


@cache
def _nouns() -> Phrases[End]:
    return Phrases([*_worded("floors", "min"), *_worded("ceilings", "max")])


def _worded(tag: str, end: End) -> Iterator[tuple[str, End]]:
    return ((word, end) for word in words("money")[tag])


@cache
def _endings() -> dict[str, End]:
    """Nouns that compounds end in, the longest first."""
    known: list[tuple[str, End]] = [
        *((w, "min") for w in folded("money", "floors")),
        *((w, "max") for w in folded("money", "ceilings")),
    ]
    return dict(sorted(known, key=lambda pair: -len(pair[0])))
