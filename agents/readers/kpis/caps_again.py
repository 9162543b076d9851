"""The new figure of a frequency cap that stands: "rather 5 a week", "cap at 2", "2 contacts not 3".

What is not said anew, the period above all, stays as it is.
"""

from __future__ import annotations

from functools import cache

from agents.readers.kpis.caps import (
    FEW,
    MONEY_SIGNS,
    PERIODS,
    CapSpan,
    cap_cue,
    cap_words,
    count_at,
    is_bare,
)
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import FrequencyCap

_UNITS = folded("guards", "caps_decide")
_NOT = folded("guards", "exchanges_not")


def read_cap_again(message: Message, standing: FrequencyCap) -> CapSpan | None:
    """The cap that the message makes of the one that stands; claims its words."""
    for i in range(len(message.tokens)):
        count = count_at(message, i) if message.free(i, i) else None
        if count is None or not 1 <= count[0] <= FEW or message.fold(i - 1) in MONEY_SIGNS:
            continue
        span = _periodic(message, i, *count) or _counted(message, i, *count, standing)
        if span is not None:
            message.claim(span.first, span.last)
            return span
    return None


def _periodic(message: Message, i: int, number: int, last: int) -> CapSpan | None:
    """ "Mejor 5 por semana": a small number and nothing but a period."""
    period = _at(message, last + 1, *PERIODS)
    if period is None or is_bare(message, period) or message.fold(i - 1) in _NOT:
        return None
    cap = FrequencyCap(impressions=number, per=period.entry)  # type: ignore[arg-type]
    return CapSpan(cap, i, period.last)


def _counted(
    message: Message, i: int, number: int, last: int, standing: FrequencyCap
) -> CapSpan | None:
    """ "Cap at 2 instead", "max. 2 contacts", "2 statt 3": for the period that stands."""
    if message.fold(last + 1) in _UNITS:
        return None
    cue = cap_cue(message, i)
    contact = _at(message, last + 1, "contact")
    end = last if contact is None else contact.last
    replaced = _replaced(message, end + 1, standing.impressions)
    told = cue is not None and (cue.entry == "cap" or contact is not None)
    if not told and replaced is None:
        return None
    end = end if replaced is None else replaced
    period = _at(message, end + 1, *PERIODS)
    per = standing.per
    if period is not None and not is_bare(message, period):
        per, end = period.entry, period.last  # type: ignore[assignment]
    cap = FrequencyCap(impressions=number, per=per)
    return CapSpan(cap, i if cue is None else min(cue.first, i), end)


def _replaced(message: Message, first: int, number: int) -> int | None:
    """Where "instead of 3" ends, if it begins at token `first` and 3 is what stands."""
    hit = _instead().at(message.tokens, first) if first < len(message.tokens) else None
    if hit is None or hit.last + 1 >= len(message.tokens):
        return None
    count = count_at(message, hit.last + 1)
    return count[1] if count is not None and count[0] == number else None


def _at(message: Message, i: int, *tags: str) -> Hit[str] | None:
    return cap_words(*tags).at(message.tokens, i) if i < len(message.tokens) else None


@cache
def _instead() -> Phrases[str]:
    return Phrases((w, "instead") for w in (*words("edits")["insteadof"], *_NOT))
