"""Frequency caps: "max 3 impressions per user per week", "freq cap 2/day", "3x a week"."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import cache

from agents.readers.dates.tape import NUMBERS
from agents.readers.numbers.metrics import metrics, target_numbers
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import FrequencyCap

PERIODS = ("day", "week", "month", "flight")
_LONGEST = 16
"""How many tokens a cap may take."""
_MOST = 60
_COUNTS = {"once": 1, "twice": 2, "thrice": 3}


@dataclass(frozen=True, slots=True)
class CapSpan:
    """A cap at tokens [first, last]; None when the one that stands is to go."""

    cap: FrequencyCap | None
    first: int
    last: int


@cache
def cap_words(*tags: str) -> Phrases[str]:
    """The wordings of caps of these tags."""
    return Phrases((w, tag) for tag in tags for w in words("caps")[tag])


def read_cap(message: Message, standing: FrequencyCap | None = None) -> CapSpan | None:
    """The frequency cap of a message, if it has one; the last one when it corrects itself.

    `standing` is the cap so far, whose period stays where none is named.
    """
    found = _dropped(message) if standing is not None else None
    targeted = {*target_numbers(message)}
    for i in range(len(message.tokens)):
        span = _at(message, i, standing, targeted) if message.free(i, i) else None
        if span is not None:
            message.claim(span.first, span.last)
            found = span
    return found


def _dropped(message: Message) -> CapSpan | None:
    """ "No cap", "remove the frequency cap"."""
    for hit in cap_words("cap").find(message.tokens):
        negated = message.operator(hit.first, hit.last, lambda i: False) in ("not", "remove")
        if negated and message.free(hit.first, hit.last):
            message.claim(hit.first, hit.last)
            return CapSpan(None, hit.first, hit.last)
    return None


def least_before(message: Message, i: int) -> Hit[str] | None:
    """The "at least" of the number at token i: the fewest that is asked for is no cap."""
    cue = cap_words("cap").before(message.tokens, i)
    return _at_least().before(message.tokens, i if cue is None else cue.first)


def least_contacts(message: Message) -> Iterator[tuple[int, int]]:
    """The first and last tokens of what no plan can be held to: "at least 3 times a week"."""
    for i in range(len(message.tokens)):
        least = least_before(message, i) if message.free(i, i) else None
        count = None if least is None else count_at(message, i)
        period = None if count is None else period_behind(message, i, count[1])
        if least is not None and period is not None:
            yield least.first, period.last


def period_behind(message: Message, first: int, last: int) -> Hit[str] | None:
    """The day, week or month of a number of contacts at tokens [first, last]."""
    parts = _Parts(first, last, 0)
    _behind(message, parts)
    return None if parts.period is None or parts.period.entry == "flight" else parts.period


@cache
def _at_least() -> Phrases[str]:
    return Phrases((w, "least") for w in words("repeats")["at_least"])


def count_at(message: Message, i: int) -> tuple[int, int] | None:
    """A small number in digits or words at token i, and where it ends."""
    worded = cap_words(*_COUNTS).at(message.tokens, i)
    if worded is not None:
        return _COUNTS[worded.entry], worded.last
    token = message.tokens[i]
    if token.kind == "number" and token.text.isdigit() and len(token.text) <= 2:
        return int(token.text), i
    value = NUMBERS.get(token.fold)
    return (int(value), i) if value is not None and value <= 20 and token.kind == "word" else None


@dataclass(slots=True)
class _Parts:
    """A number at tokens [at, end], and the words about it that were found."""

    at: int
    end: int
    number: int
    contact: Hit[str] | None = None
    person: Hit[str] | None = None
    period: Hit[str] | None = None
    cue: Hit[str] | None = None
    closing: Hit[str] | None = None
    """The "max" behind all of it: "2 per day max"."""

    @property
    def counted(self) -> bool:
        """Whether it says what is counted, or for whom."""
        return self.contact is not None or self.person is not None

    @property
    def capped(self) -> bool:
        """Whether a word for caps stands with it."""
        return self.cue is not None and self.cue.entry == "cap"

    def span(self, standing: FrequencyCap | None) -> CapSpan:
        """The cap that the parts make."""
        kept = "flight" if standing is None else standing.per
        per = kept if self.period is None else self.period.entry
        first = min([self.at, *(h.first for h in (self.cue, self.period) if h is not None)])
        behind = (self.contact, self.person, self.period, self.closing)
        ends = (h.last for h in behind if h is not None)
        cap = FrequencyCap(impressions=self.number, per=per)  # type: ignore[arg-type]
        return CapSpan(cap, first, max([self.at, *ends]))


def _at(
    message: Message, i: int, standing: FrequencyCap | None, targeted: Container[int]
) -> CapSpan | None:
    count = count_at(message, i)
    if count is None or not 1 <= count[0] <= _MOST or i in targeted:
        return None
    if least_before(message, i) is not None:
        return None
    number, end = _upper(message, *count)
    parts = _Parts(i, end, number, contact=cap_words(*_COUNTS).at(message.tokens, i))
    _behind(message, parts)
    if end > count[1] and not parts.counted and parts.period is None:
        return None
    parts.closing = _closing(message, parts)
    parts.cue = cap_cue(message, i) or parts.closing
    if parts.period is None:
        parts.period = _period_before(message, i)
    return parts.span(standing) if _is_cap(message, parts) else None


def _behind(message: Message, parts: _Parts) -> None:
    """Fills in the contact, the person and the period that follow the number, in any order."""
    j = parts.end + 1
    while j < min(len(message.tokens), parts.at + _LONGEST):
        hit = cap_words("contact", "person", *PERIODS).at(message.tokens, j)
        if hit is None and _skipped(message, j, parts):
            j += 1
            continue
        if hit is None or (hit.entry in PERIODS and is_bare(message, hit)):
            return
        name = "period" if hit.entry in PERIODS else hit.entry
        if getattr(parts, name) is not None:
            return
        setattr(parts, name, hit)
        j = hit.last + 1


def _closing(message: Message, parts: _Parts) -> Hit[str] | None:
    """ "Max" right behind a period, where none stands before the number."""
    start = None if parts.period is None else parts.period.last + 1
    if start is None or start >= len(message.tokens) or cap_cue(message, parts.at) is not None:
        return None
    return cap_words("max").at(message.tokens, start)


def _skipped(message: Message, j: int, parts: _Parts) -> bool:
    """Whether the token joins the parts; a comma behind the first, or before "still a week"."""
    if message.fold(j) == ",":
        return parts.counted or message.fold(j + 1) in _STILL
    return message.fold(j) in _SKIP or message.fold(j) in _STILL


def _upper(message: Message, number: int, last: int) -> tuple[int, int]:
    """The higher number of a range such as "3-5" that begins with `number`, and where it ends."""
    joined = message.fold(last + 1) in folded("kpis", "range_to")
    higher = count_at(message, last + 2) if joined and last + 2 < len(message.tokens) else None
    return (number, last) if higher is None or higher[0] <= number else higher


def is_bare(message: Message, period: Hit[str]) -> bool:
    """Whether "week" stands without "a" or "per": it is a date then."""
    return (
        period.last == period.first
        and message.fold(period.first) in _BARE
        and message.fold(period.first - 1) not in folded("guards", "caps_at")
        and not message.fold(period.first).startswith("/")
    )


_SKIP = folded("guards", "caps_skip")
_STILL = folded("guards", "caps_still")
_BARE = folded("guards", "caps_bare")


def cap_cue(message: Message, i: int) -> Hit[str] | None:
    """A cap word or "max" before the number at token i, or "cap" behind it."""
    for first in range(max(0, i - 7), i):
        hit = cap_words("cap").at(message.tokens, first)
        if hit is None or hit.last >= i:
            continue
        after_comma = hit.last + 2 == i and message.fold(hit.last + 1) == ","
        if after_comma or all(_between(message, k) for k in range(hit.last + 1, i)):
            return hit
    behind = _cap_behind(message, i)
    if behind is not None:
        return behind
    return cap_words("max").before(message.tokens, i, longest=4)


def _cap_behind(message: Message, i: int) -> Hit[str] | None:
    """The "cap" of "2 per day cap"."""
    for first in range(i + 2, min(i + 5, len(message.tokens))):
        hit = cap_words("cap").at(message.tokens, first)
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
        hit = cap_words(*PERIODS).at(message.tokens, first)
        if (
            hit is not None
            and message.fold(hit.first) not in _BARE
            and cap_words("cap", "max").at(
                message.tokens, hit.last + 1 if hit.last + 1 < len(message.tokens) else hit.last
            )
            is not None
        ):
            return hit
    return None


def _is_cap(message: Message, parts: _Parts) -> bool:
    """Whether the parts are enough to tell a cap from another number."""
    if parts.period is None:
        return parts.capped and _plain(message, parts)
    if not parts.counted:
        return parts.capped or _bare_cap(message, parts.cue, parts.at)
    contact = parts.contact
    seen = contact is not None and message.folds(contact.first, contact.last) in _SEEN
    return not seen or parts.person is not None or parts.cue is not None


def _plain(message: Message, parts: _Parts) -> bool:
    """Whether a number beside a word for caps is one, though no period is named."""
    cue = parts.cue
    if cue is None or message.fold(parts.at + 1) in folded("guards", "caps_decide"):
        return False
    if message.folds(cue.first, cue.last) in _METRIC_TOO or _average(message, cue):
        return False
    return parts.counted or _explicit(message, cue)


def _average(message: Message, cue: Hit[str]) -> bool:
    """Whether the cue is of "avg freq": a target, which a cap is not."""
    named = (metrics().at(message.tokens, i) for i in {max(0, cue.first - 1), cue.first})
    return any(
        hit is not None and hit.entry == "FREQUENCY" and hit.last - hit.first > cue.last - cue.first
        for hit in named
    )


def _bare_cap(message: Message, cue: Hit[str] | None, i: int) -> bool:
    """ "Max 3/week", "max two per day": nothing but contacts is counted so low."""
    count = count_at(message, i)
    small = count is not None and count[0] <= FEW
    return cue is not None and small and message.fold(i - 1) not in MONEY_SIGNS


FEW = 20
"""No cap is higher where nothing says that contacts are counted."""
MONEY_SIGNS = frozenset(("$", "€", "£", "k"))
"""Before a number they make it money."""
_METRIC_TOO = folded("guards", "caps_metric_too")
_SEEN = folded("guards", "caps_decide_2")


def _explicit(message: Message, cue: Hit[str]) -> bool:
    said = message.folds(cue.first, cue.last)
    return any(w in said for w in ("freq", "frec", "frek", "capping", "kontakt"))
