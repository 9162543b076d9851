"""Percentages and fractions of the spend, with the bounds around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from agents.readers.findings.targets import Target
from agents.readers.text.denials import denied
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, contracted, folded, words
from agents.readers.text.tokens import fold, tokenise

_HALVES = folded("guards", "shares_halves")


_THIRDS = folded("guards", "shares_thirds")


_QUARTERS = folded("guards", "shares_quarters")


@cache
def _bounds() -> Phrases[str]:
    return Phrases(
        (form, tag)
        for tag in ("upto", "atleast")
        for w in words("money")[tag]
        for form in contracted(w)
    )


@cache
def bound_tokens() -> frozenset[str]:
    """The single words that bounds are made of ("at", "least", "höchstens")."""
    tokens = (t for tag in ("upto", "atleast") for w in words("money")[tag] for t in tokenise(w))
    return frozenset(token.fold for token in tokens)


@dataclass(frozen=True, slots=True)
class Percent:
    """A fraction at tokens [first, last]; `upper` ends a range."""

    value: float
    first: int
    last: int
    upper: float | None = None


_MOST = 60
"""How many percentages a message is read for."""


def read_percents(message: Message) -> list[Percent]:
    """All percentages, halves, thirds and quarters that are of the spend."""
    found = []
    for i, token in enumerate(message.tokens):
        if token.kind == "number" and message.free(i, i):
            value = _number(token.text)
            unit = message.fold(i + 1)
            worded = unit in ("percent", "prozent", "procent", "pct") or (
                unit in ("por", "pour", "per")
                and message.fold(i + 2) in ("ciento", "cento", "cent")
            )
            if value is not None and 0 < value <= 100 and (unit == "%" or worded):
                last = i + 2 if unit in ("por", "pour", "per") else i + 1
                found.append(_ranged(message, Percent(value / 100, i, last)))
        elif (part := _part_of_all(message, i)) is not None:
            found.append(part)
        elif token.fold in _HALVES and message.free(i, i) and _share(message, i):
            found.append(Percent(0.5, i, i))
        elif token.fold in _THIRDS and message.fold(i - 1) in folded("guards", "shares_percents"):
            found.append(Percent(1 / 3, i - 1, i))
        elif (
            token.fold in _QUARTERS
            and message.fold(i - 1) in folded("guards", "shares_percents_2")
            and (
                message.fold(i + 1) in folded("guards", "shares_percents_3")
                or message.fold(i + 1) in _sold() | folded("money", "each")
                or _bounds().before(message.tokens, i - 1, _LONGEST) is not None
            )
        ):
            found.append(Percent(0.25, i - 1, i))
    found = found[:_MOST]
    swallowed = {p.first for p in found if p.upper is not None}
    return [p for p in found if p.upper is not None or p.first not in swallowed]


_PARTS = {"two_thirds": 2 / 3, "three_quarters": 3 / 4}


@cache
def _part_words() -> Phrases[str]:
    return Phrases((w, tag) for tag in _PARTS for w in words("money")[tag])


def _part_of_all(message: Message, i: int) -> Percent | None:
    """Two thirds, drei Viertel."""
    hit = _part_words().at(message.tokens, i)
    free = hit is not None and message.free(hit.first, hit.last)
    return Percent(_PARTS[hit.entry], hit.first, hit.last) if hit is not None and free else None


def _ranged(message: Message, percent: Percent) -> Percent:
    """The second half of "30-40%" and "between 30% and 40%" joins the first."""
    i = percent.first
    if message.fold(i - 1) in folded("guards", "shares_ranged") and i >= 2:
        j = i - 2
        if message.fold(j) == "%":
            j -= 1
        token = message.tokens[j]
        value = _number(token.text) if token.kind == "number" else None
        if (
            value is not None
            and value / 100 < percent.value
            and message.free(j, j)
            and (
                message.fold(i - 1) in folded("guards", "shares_ranged_2")
                or message.fold(j - 1) in folded("guards", "shares_ranged_3")
            )
        ):
            return Percent(value / 100, j, percent.last, percent.value)
    return percent


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


@cache
def _sold() -> frozenset[str]:
    """Formats in one word: what a fraction of the spend is of."""
    return frozenset(fold(w) for ws in words("formats").values() for w in ws if w.isalpha())


def _share(message: Message, i: int) -> bool:
    """Whether a half is one of the spend: "half of it on video", "video up to half"."""
    if _of_spend(message, i):
        return True
    article = message.fold(i - 1) in _ARTICLES
    bound = _bounds().before(message.tokens, i - article, _LONGEST)
    return bound is not None and not any(t.kind == "number" for t in message.tokens[i + 1 : i + 3])


_ARTICLES = folded("place_words", "list_articles")
_LONGEST = 4
"""How many tokens a bound has at most."""


def _of_spend(message: Message, i: int) -> bool:
    following = {message.fold(k) for k in range(i + 1, i + 4)}
    return (
        bool(following & (folded("guards", "shares_of_spend_2") | _sold()))
        and message.fold(i + 1) not in ("a", "million")
        and message.fold(i - 1) not in folded("guards", "shares_of_spend")
    )


def limits_of(
    message: Message, percent: Percent, target: Target
) -> tuple[float | None, float | None, int, int]:
    """Least and most share that a percentage sets, and the tokens it takes."""
    first, last = min(percent.first, target.first), max(percent.last, target.last)
    behind = _bound_behind(message, target, percent)
    return bound_of(message, percent, first, last, behind)


def bound_of(
    message: Message, percent: Percent, first: int, last: int, behind: Hit[str] | None = None
) -> tuple[float | None, float | None, int, int]:
    """As `limits_of`, for a percentage whose words are tokens [first, last] so far.

    `behind` is a bound that stands behind the thing that the percentage is of.
    """
    value = round(percent.value, 6)
    if percent.upper is not None:
        return value, round(percent.upper, 6), first, last
    bound = _bound(message, percent) or behind
    if bound is not None:
        low, high = min(first, bound.first), max(last, bound.last)
        return (None, value, low, high) if bound.entry == "upto" else (value, None, low, high)
    if any(message.fold(i) in _LIMITING for i in range(first - 2, last + 3)):
        return None, value, first, last
    if message.fold(percent.last + 1) == "+" and message.tokens[percent.last + 1].glued:
        return value, None, first, last
    return value, value, first, last


_LIMITING = folded("guards", "shares_limit")
"""Verbs that make a share a most: "cap display at 20%", "Display auf 20% begrenzen"."""


def _bound(message: Message, percent: Percent) -> Hit[str] | None:
    """The bound before the percentage, the longest first ("no less than"), or right behind it."""
    for first in range(max(0, percent.first - 4), percent.first):
        hit = _bounds().at(message.tokens, first)
        if hit is not None and all(
            message.fold(i) in folded("guards", "shares_bound")
            for i in range(hit.last + 1, percent.first)
        ):
            return replace(hit, entry="upto") if denied(message, hit) else hit
    signed = _signed(message, percent.first)
    return signed or _bound_at(message, percent.last + 1)


def _signed(message: Message, first: int) -> Hit[str] | None:
    """ ">= 30%", "< 20 %" as a bound."""
    start = first - 1 if message.fold(first - 1) != "=" else first - 2
    tag = {"<": "upto", "≤": "upto", ">": "atleast", "≥": "atleast"}.get(message.fold(start))
    return None if tag is None else Hit(start, first - 1, tag)


def _bound_at(message: Message, j: int) -> Hit[str] | None:
    """The bound at token j, unless it is one of a number behind it."""
    hit = _bounds().at(message.tokens, j) if j < len(message.tokens) else None
    if hit is None or (
        hit.last + 1 < len(message.tokens) and message.tokens[hit.last + 1].kind == "number"
    ):
        return None
    return hit


def _bound_behind(message: Message, target: Target, percent: Percent) -> Hit[str] | None:
    """ "40% video minimum": the bound behind the thing itself."""
    return None if target.first < percent.last else _bound_at(message, target.last + 1)


def signed(message: Message, percent: Percent) -> bool:
    """ "+10 %", "-5 %": by how much something changes."""
    sign = message.fold(percent.first - 1)
    glued = message.tokens[percent.first].glued
    apart = sign == "+" or (sign == "-" and not message.tokens[percent.first - 1].glued)
    return glued and apart
