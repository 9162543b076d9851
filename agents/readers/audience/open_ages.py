"""Ages with one end: "25+", "over 25", "mayores de 18", "unter 35", "50-plussers", "-35 ans"."""

from __future__ import annotations

from agents.readers.audience.age_words import (
    AgeSpan,
    age_words,
    aged_words,
    cued,
    evidence_start,
    money_near,
    other_unit,
    person_near,
    priced,
    years_after,
)
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.brief import AgeRange

_THOSE = folded("guards", "ages_those")
_SURE = frozenset(folded("guards", "ages_module")) - {"mas de"}
_AFFIRMING = folded("guards", "ages_affirming")
_CORRECTING = folded("guards", "shares_again_around")
_VAGUE = frozenset(("from", "van", "von"))
"""Words that need one for people before them to begin an age ("women from 30")."""
_CLOSED = frozenset(",;!)")
_SIGNS = frozenset("+-&/")
OF_AGE = frozenset(("16", "18", "21"))
"""Ages from which on something is allowed."""
_LEAST, _MOST = 12, 80
"""Between which numbers "over" and "under" speak of ages."""


def open_ages(message: Message, i: int, age: int) -> AgeSpan | None:
    """Ages that begin or end with the number at token i."""
    return _plus(message, i, age) or _signed(message, i, age) or _worded(message, i, age)


def _plus(message: Message, i: int, age: int) -> AgeSpan | None:
    """25+, 25 years+, 25 plus, 25 and over, 25 y más, 25-plussers."""
    if age < 10:
        return None
    years = years_after(message, i)
    for end in (i, *((years,) if years is not None else ())):
        last = _plus_sign(message, end) or _plus_words(message, i, end, years)
        if last is not None:
            follow = years_after(message, last)
            return AgeSpan(AgeRange(min=age), evidence_start(message, i), follow or last)
    return None


def _signed(message: Message, i: int, age: int) -> AgeSpan | None:
    """+18, a piece of its own but for words that affirm or correct ("+18, claro", "mejor +25").

    An age that laws know needs no more than a word before it ("así que solo +18").
    """
    if message.fold(i - 1) != "+" or not message.tokens[i].glued or other_unit(message, i):
        return None
    lawful = message.fold(i) in OF_AGE and not message.tokens[i - 1].glued
    before = message.tokens[max(i - 2, 0) : i - 1]
    opens = all(t.kind in ("break", "sign") or t.fold in _CORRECTING for t in before)
    behind = message.tokens[i + 1 : i + 2]
    closes = all(t.kind in ("break", "sign") or t.fold in _AFFIRMING for t in behind)
    fits = _LEAST <= age <= _MOST and (opens or lawful) and closes
    return AgeSpan(AgeRange(min=age), i - 1, i) if fits else None


def _plus_sign(message: Message, last: int) -> int | None:
    """The "+" behind an age; it stands close, or behind "years"."""
    if message.fold(last + 1) != "+" or other_unit(message, last + 1):
        return None
    close = message.tokens[last + 1].glued or message.tokens[last].kind == "word"
    return last + 1 if close else None


def _plus_words(message: Message, i: int, last: int, years: int | None) -> int | None:
    j = last + 2 if message.fold(last + 1) == "-" else last + 1
    hit = age_words("plus").at(message.tokens, j) if j < len(message.tokens) else None
    if hit is None:
        return None
    joined = message.tokens[hit.first].glued or years is not None or cued(message, i)
    vague = message.fold(hit.first) == "plus" and not joined
    return None if vague and not person_near(message, i, hit.last) else hit.last


def _worded(message: Message, i: int, age: int) -> AgeSpan | None:
    """Over 25, under 35, mayores de 18, ab 18 Jahren, u30."""
    if not _LEAST <= age <= _MOST:
        return None
    years = years_after(message, i)
    plural = message.fold(i + 1) == "s" and message.tokens[i + 1].glued
    fraction = message.fold(i + 1) == "/" and message.tokens[i + 1].glued
    if (not plural and other_unit(message, i)) or fraction:
        return None
    last = i if years is None else years
    if plural and message.fold(i - 1) in _SIGNS:
        return None
    if message.fold(last + 1) == "s" and message.tokens[last + 1].glued:
        last += 1
    for tag in ("over", "under", "upto"):
        first = _cue_before(message, i, tag, years is not None)
        if first is not None and _meant(message, first, i, last, years, tag):
            return _bounded(message, first, last, age, tag)
    return None


def _meant(message: Message, first: int, i: int, last: int, years: int | None, tag: str) -> bool:
    """Whether the bound is one of ages and not of a price or a count."""
    if message.folds(first, i - 1) in _VAGUE and years is None:
        return message.fold(first - 1) in aged_words()
    sure = years is not None or message.folds(first, i - 1) in _SURE or last > i
    sure = sure or _excluding(message, first) is not None or _of_age(message, i)
    sure = sure or message.fold(first - 1) in aged_words()
    return sure or (tag != "upto" and person_near(message, first, last))


def _of_age(message: Message, i: int) -> bool:
    """ "Ab 25, klar": the German cue right before an age, in a piece of its own.

    Beside a word for money or a target only ages that laws know are no figure of that.
    """
    behind = message.tokens[i + 1 : i + 2]
    closes = all(t.kind == "break" or t.fold in _CLOSED or t.fold in _AFFIRMING for t in behind)
    free = not priced(message, i) and not money_near(message, i)
    return message.fold(i - 1) == "ab" and closes and (free or message.fold(i) in OF_AGE)


def _bounded(message: Message, first: int, last: int, age: int, tag: str) -> AgeSpan:
    start = _excluding(message, first)
    above = AgeRange(min=age + 1 if tag == "upto" else age)
    below = AgeRange(max=age if tag == "upto" else age - 1)
    wanted = above if (tag == "over") == (start is None) else below
    return AgeSpan(wanted, first if start is None else start, last)


def _excluding(message: Message, first: int) -> int | None:
    """Where "no", "exclude", "excluí quem tem" before open ages begins: they turn around."""
    for i in range(first - 1, max(first - 6, -1), -1):
        hit = message.before.get(i)
        if hit is not None:
            return hit.first if hit.entry in ("not", "remove") else None
        if message.fold(i) not in _THOSE:
            return None
    return None


def _cue_before(message: Message, i: int, tag: str, years: bool) -> int | None:
    signed = message.tokens[i].glued and message.fold(i - 1) in ("-", "+")
    if years and signed and not (i > 1 and message.tokens[i - 1].glued):
        return i - 1 if tag == {"-": "under", "+": "over"}[message.fold(i - 1)] else None
    j = i - 1
    if message.fold(j) == "-" and j > 0:
        j -= 1
    if message.tokens[max(j, 0)].text in ("Ü", "ü"):
        return j if tag == "over" else None
    for first in range(max(0, j - 3), j + 1):
        hit = age_words(tag).at(message.tokens, first)
        if hit is not None and hit.last == j:
            return first
    return None
