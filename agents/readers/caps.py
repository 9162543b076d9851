"""Frequency caps: "max 3 impressions per user per week", "freq cap 2/day", "3x a week"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from agents.readers.message import Message
from agents.readers.phrases import Hit, Phrases, folded, words
from agents.readers.tape import NUMBERS
from media.brief import FrequencyCap

PERIODS = ("day", "week", "month", "flight")
_LONGEST = 16
"""How many tokens a cap may take."""
_COUNTS = {"once": 1, "twice": 2, "thrice": 3}


@dataclass(frozen=True, slots=True)
class CapSpan:
    """A cap at tokens [first, last]; None when the one that stands is to go."""

    cap: FrequencyCap | None
    first: int
    last: int


@cache
def _table(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("caps")[tag])


def read_cap(message: Message, standing: FrequencyCap | None = None) -> CapSpan | None:
    """The frequency cap of a message, if it has one; the last one when it corrects itself.

    `standing` is the cap so far: "cap at 2 instead" keeps its period.
    """
    found = _dropped(message) if standing is not None else None
    for i in range(len(message.tokens)):
        span = _at(message, i) if message.free(i, i) else None
        if span is not None:
            message.claim(span.first, span.last)
            found = span
    if found is None and standing is not None:
        again = _counted_again(message)
        if again is not None:
            return again
        return _changed(message, standing)
    return found


def _dropped(message: Message) -> CapSpan | None:
    """ "No cap", "remove the frequency cap"."""
    for hit in _table("cap").find(message.tokens):
        negated = message.operator(hit.first, hit.last, lambda i: False) in ("not", "remove")
        if negated and message.free(hit.first, hit.last):
            message.claim(hit.first, hit.last)
            return CapSpan(None, hit.first, hit.last)
    return None


def _counted_again(message: Message) -> CapSpan | None:
    """ "Mejor 5 por semana" where a cap stands: a small number and nothing but a period."""
    for i in range(len(message.tokens) - 1):
        count = count_at(message, i) if message.free(i, i) else None
        if count is None or count[1] + 1 >= len(message.tokens) or not 1 <= count[0] <= _FEW:
            continue
        period = _table(*PERIODS).at(message.tokens, count[1] + 1)
        if period is None:
            continue
        if message.fold(period.first) in _BARE or message.fold(i - 1) in _MONEY_SIGNS:
            continue
        message.claim(i, period.last)
        cap = FrequencyCap(impressions=count[0], per=period.entry)  # type: ignore[arg-type]
        return CapSpan(cap, i, period.last)
    return None


def _changed(message: Message, standing: FrequencyCap) -> CapSpan | None:
    """ "Cap at 2 instead": another number for the period that stands."""
    for i in range(len(message.tokens)):
        count = count_at(message, i) if message.free(i, i) else None
        cue = _cue(message, i) if count is not None else None
        if count is None or cue is None or cue.entry != "cap" or not 1 <= count[0] <= 20:
            continue
        if message.fold(count[1] + 1) in folded("guards", "caps_decide"):
            continue
        message.claim(cue.first, count[1])
        cap = FrequencyCap(impressions=count[0], per=standing.per)
        return CapSpan(cap, cue.first, count[1])
    return None


def count_at(message: Message, i: int) -> tuple[int, int] | None:
    """A small number in digits or words at token i, and where it ends."""
    worded = _table(*_COUNTS).at(message.tokens, i)
    if worded is not None:
        return _COUNTS[worded.entry], worded.last
    token = message.tokens[i]
    if token.kind == "number" and token.text.isdigit() and len(token.text) <= 2:
        return int(token.text), i
    value = NUMBERS.get(token.fold)
    return (int(value), i) if value is not None and value <= 20 and token.kind == "word" else None


def _at(message: Message, i: int) -> CapSpan | None:
    count = count_at(message, i)
    if count is None or not 1 <= count[0] <= 60:
        return None
    number, j = count
    contact: Hit[str] | None = _table(*_COUNTS).at(message.tokens, i)
    person: Hit[str] | None = None
    period: Hit[str] | None = None
    j += 1
    end = min(len(message.tokens), i + _LONGEST)
    while j < end:
        hit = _table("contact", "person", *PERIODS).at(message.tokens, j)
        if hit is None:
            if message.fold(j) in _SKIP and not (
                message.fold(j) == "," and (contact or person) is None
            ):
                j += 1
                continue
            break
        if hit.entry == "contact" and contact is None:
            contact = hit
        elif hit.entry == "person" and person is None:
            person = hit
        elif hit.entry in PERIODS and period is None:
            if is_bare(message, hit):
                break
            period = hit
        else:
            break
        j = hit.last + 1
    cue = _cue(message, i)
    if period is None:
        period, j = _period_before(message, i), j
    return _decide(message, i, number, contact, person, period, cue)


def is_bare(message: Message, period: Hit[str]) -> bool:
    """Whether "week" stands without "a" or "per": it is a date then."""
    return (
        period.last == period.first
        and message.fold(period.first) in _BARE
        and message.fold(period.first - 1) not in folded("guards", "caps_at")
        and not message.fold(period.first).startswith("/")
    )


_SKIP = folded("guards", "caps_skip")
_BARE = folded("guards", "caps_bare")


def _cue(message: Message, i: int) -> Hit[str] | None:
    """A cap word or "max" before the number."""
    for first in range(max(0, i - 7), i):
        hit = _table("cap").at(message.tokens, first)
        if (
            hit is not None
            and hit.last < i
            and all(_between(message, k) for k in range(hit.last + 1, i))
        ):
            return hit
    behind = _cap_behind(message, i)
    if behind is not None:
        return behind
    return _table("max").before(message.tokens, i, longest=4)


def _cap_behind(message: Message, i: int) -> Hit[str] | None:
    """The "cap" of "2 per day cap"."""
    for first in range(i + 2, min(i + 5, len(message.tokens))):
        hit = _table("cap").at(message.tokens, first)
        if hit is not None and message.fold(hit.first) in _CAP_NOUNS:
            return hit if message.fold(hit.last + 1) in _CLOSED else None
    return None


_CAP_NOUNS = frozenset(("cap", "capping", "fcap", "freq", "frequency"))
_CLOSED = frozenset(("", ",", ".", ";", ")", "\n", "please", "pls"))


def _between(message: Message, i: int) -> bool:
    return message.fold(i) in folded("guards", "caps_between") and message.tokens[i].kind != "break"


def _period_before(message: Message, i: int) -> Hit[str] | None:
    """ "Weekly cap of 3", "daily frequency cap: 2"."""
    for first in range(max(0, i - 8), i):
        hit = _table(*PERIODS).at(message.tokens, first)
        if (
            hit is not None
            and message.fold(hit.first) not in _BARE
            and _table("cap", "max").at(
                message.tokens, hit.last + 1 if hit.last + 1 < len(message.tokens) else hit.last
            )
            is not None
        ):
            return hit
    return None


def _decide(
    message: Message,
    i: int,
    number: int,
    contact: Hit[str] | None,
    person: Hit[str] | None,
    period: Hit[str] | None,
    cue: Hit[str] | None,
) -> CapSpan | None:
    capped = cue is not None and cue.entry == "cap"
    if period is None:
        if not capped or (contact is None and person is None and not _final(message, i)):
            return None
        if message.fold(i + 1) in folded("guards", "caps_decide") or (
            cue is not None and message.folds(cue.first, cue.last) in _METRIC_TOO
        ):
            return None
        if contact is None and person is None and not _explicit(message, cue):
            return None
    elif (contact is None and person is None and not capped and not _bare_cap(message, cue, i)) or (
        contact is not None
        and person is None
        and cue is None
        and message.folds(contact.first, contact.last) in folded("guards", "caps_decide_2")
    ):
        return None
    per = period.entry if period is not None else "flight"
    ends = [h.last for h in (contact, person, period) if h is not None]
    starts = [h.first for h in (cue, period) if h is not None]
    first = min([i, *starts])
    last = max([i, *ends])
    return CapSpan(FrequencyCap(impressions=number, per=per), first, last)  # type: ignore[arg-type]


def _bare_cap(message: Message, cue: Hit[str] | None, i: int) -> bool:
    """ "Max 3/week", "max two per day": nothing but contacts is counted so low."""
    count = count_at(message, i)
    small = count is not None and count[0] <= _FEW
    return cue is not None and small and message.fold(i - 1) not in _MONEY_SIGNS


_FEW = 20
_MONEY_SIGNS = frozenset(("$", "€", "£", "k"))
_METRIC_TOO = folded("guards", "caps_metric_too")


def _explicit(message: Message, cue: Hit[str] | None) -> bool:
    return cue is not None and any(
        w in message.folds(cue.first, cue.last)
        for w in ("freq", "frec", "frek", "capping", "kontakt")
    )


def _final(message: Message, i: int) -> bool:
    return True
