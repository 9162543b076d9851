"""Ages: ranges, open ends, generations and decades."""

from __future__ import annotations

import re
from functools import cache

from agents.readers.audience.age_words import (
    OLDEST,
    AgeSpan,
    age_at,
    age_words,
    aged_words,
    cued,
    evidence_start,
    other_unit,
    person_near,
    priced,
    years_after,
)
from agents.readers.audience.open_ages import open_ages
from agents.readers.findings.corrections import corrects
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.brief import AgeRange

__all__ = ["AgeSpan", "read_ages"]

_TEENS = 12
"""Two smaller numbers are no ages unless something says so."""


@cache
def _generations() -> Phrases[str]:
    return Phrases((w, ages) for ages, ws in words("generations").items() for w in ws)


def read_ages(message: Message) -> list[AgeSpan]:
    """All ages of a message."""
    found: list[AgeSpan] = []
    i = 0
    while i < len(message.tokens):
        span = _at(message, i) if message.free(i, i) else None
        if span is not None:
            message.claim(span.first, span.last)
            found.append(span)
            i = span.last
        i += 1
    found += _named(message)
    strong = [span for span in found if not span.weak] or found
    strong.sort(key=lambda span: span.first)
    last = len(strong) - 1
    return [
        span
        for n, span in enumerate(strong)
        if n == last or not corrects(message, span.last, strong[n + 1].first)
    ]


def _named(message: Message) -> list[AgeSpan]:
    found = []
    for hit in message.find(_generations()):
        if _of_parents(message, hit.first) or _of_content(message, hit):
            continue
        low, _, high = hit.entry.partition("-")
        weak = hit.entry in ("18-", "13-17")
        ages = AgeRange(min=int(low), max=int(high) if high else None)
        message.claim(hit.first, hit.last)
        found.append(AgeSpan(ages, hit.first, hit.last, weak))
    return found


def _of_content(message: Message, hit: Hit[str]) -> bool:
    """ "No adult content", "ni contenido adulto": no people."""
    kinds = folded("guards", "ages_not_people")
    beside = {message.fold(hit.first - 1), message.fold(hit.first - 2), message.fold(hit.last + 1)}
    return bool(beside & kinds) or message.fold(hit.first - 1) in ("no", "keine", "without")


def _of_parents(message: Message, i: int) -> bool:
    """Whether those at token i are only somebody's children ("parents of teens")."""
    linked = message.fold(i - 1) in _OF
    return linked and message.fold(i - 2) in folded("guards", "ages_parents")


_OF = frozenset(("of", "with", "w/", "de", "d'", "von", "mit", "di", "con", "van", "met", "till"))


def _at(message: Message, i: int) -> AgeSpan | None:
    if message.tokens[i].kind == "date":
        return _slashed(message, i)
    low = age_at(message, i)
    if low is None:
        return None
    return _range(message, i, low) or _decade(message, i, low) or open_ages(message, i, low)


def _slashed(message: Message, i: int) -> AgeSpan | None:
    """18/34: no date, and no ratio either, which adds up to a hundred."""
    match = re.fullmatch(r"(\d\d)/(\d\d)", message.tokens[i].text)
    if match is None or other_unit(message, i):
        return None
    low, high = int(match[1]), int(match[2])
    years = years_after(message, i)
    if not _TEENS < low < high <= OLDEST or (low + high == 100 and years is None):
        return None
    if years is None and not (cued(message, i) or person_near(message, i, i)):
        return None
    last = i if years is None else years
    return AgeSpan(AgeRange(min=low, max=high), evidence_start(message, i), last)


def _range(message: Message, i: int, low: int) -> AgeSpan | None:
    """18-34, 18 to 34 years old, between 18 and 34, dai 18 ai 34 anni."""
    j = years_after(message, i)
    j = i + 1 if j is None else j + 1
    if message.fold(j) == "-" and message.fold(j + 1) in ("bis", "till", "tot", "to"):
        j += 1
    hit = age_words("to").at(message.tokens, j) if j < len(message.tokens) else None
    if hit is None:
        return _spoken(message, i, low)
    k = hit.last + 1
    high = age_at(message, k)
    if high is None or high <= low or (other_unit(message, k) and not _plural(message, k)):
        return None
    years = years_after(message, k)
    sure = years is not None or cued(message, i)
    joined_by_and = message.fold(hit.first) in folded("guards", "ages_range")
    dashed = message.fold(hit.first) == "-"
    if years is None and priced(message, i):
        return None
    if not sure and (joined_by_and or low < 10):
        return None
    if years is None and not dashed and low < _TEENS:
        return None
    last = years if years is not None else k + 1 if _plural(message, k) else k
    return AgeSpan(AgeRange(min=low, max=high), evidence_start(message, i), last)


def _spoken(message: Message, i: int, low: int) -> AgeSpan | None:
    """ "Les 18 34 ans", "women 25 44": dictated, without anything between."""
    high = age_at(message, i + 1)
    if high is None or not _TEENS < low < high or other_unit(message, i + 1):
        return None
    years = years_after(message, i + 1)
    if years is None and not (cued(message, i) or message.fold(i - 1) in aged_words()):
        return None
    return AgeSpan(AgeRange(min=low, max=high), evidence_start(message, i), years or i + 1)


def _plural(message: Message, i: int) -> bool:
    """Whether the number is one of people: "18-34s"."""
    after = message.tokens[i + 1] if i + 1 < len(message.tokens) else None
    return after is not None and after.fold == "s" and after.glued


def _decade(message: Message, i: int, low: int) -> AgeSpan | None:
    """In their 30s."""
    if low % 10 or not 10 < low < 90 or not _plural(message, i):
        return None
    their = message.fold(i - 1) in ("their", "your", "to") or message.fold(i - 2) == "their"
    listed = message.fold(i - 1) in ("and", "or", "&") and message.fold(i - 2) == "s"
    their = their or (listed and message.fold(i - 4) in ("their", "your", "in"))
    return AgeSpan(AgeRange(min=low, max=low + 9), i, i + 1) if their else None
