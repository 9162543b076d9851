"""Shares and protection: "at least 30% video", "60/40 audio and video", "protect podcasts"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from agents.readers.amounts import magnitude_or_currency
from agents.readers.gazetteer import Place
from agents.readers.message import Message
from agents.readers.phrases import Phrases, folded, words
from media.brief import Constraint, ProtectConstraint, ShareConstraint, Where

_HALVES = folded("guards", "shares_halves")
_THIRDS = folded("guards", "shares_thirds")
_QUARTERS = folded("guards", "shares_quarters")


@dataclass(frozen=True, slots=True)
class ShareSpan:
    """A share or a protection at tokens [first, last]."""

    constraint: ShareConstraint | ProtectConstraint
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Target:
    """Something a share can be of: tokens [first, last] and what they name."""

    where: Where
    first: int
    last: int


@cache
def _bounds(tag: str) -> Phrases[str]:
    return Phrases((w, tag) for w in words("money")[tag])


def where_of(place: Place) -> Where:
    """The constraint key of a place."""
    if place.level == "country":
        return Where(market=place.code)
    return Where(region=place.code) if place.level == "region" else Where(city=place.code)


@dataclass(frozen=True, slots=True)
class _Percent:
    value: float
    first: int
    last: int
    upper: float | None = None


def read_shares(
    message: Message, targets: list[Target], standing: Sequence[Constraint] = ()
) -> list[ShareSpan]:
    """All shares of named formats, channels and places. `targets` are in the order of the text.

    `standing` are the constraints so far, which "rather 50/50" is about.
    """
    percents = _percents(message)
    found: list[ShareSpan] = _even_split(message, targets)
    used: set[int] = set()
    trailing = _trailing(message, percents, targets)
    for percent in percents:
        target = _target(message, percent, targets, used, trailing)
        if target is None:
            continue
        used.add(target.first)
        low, high, first, last = _limits(message, percent, target)
        found.append(ShareSpan(ShareConstraint(where=target.where, min=low, max=high), first, last))
    found += _ratios(message, targets, used)
    found += _bare_pairs(message, targets, used)
    found += _again(message, standing) if not targets else []
    for span in found:
        message.claim(span.first, span.last)
    return found


def _percents(message: Message) -> list[_Percent]:
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
                found.append(_ranged(message, _Percent(value / 100, i, last)))
        elif token.fold in _HALVES and message.free(i, i) and _of_spend(message, i):
            found.append(_Percent(0.5, i, i))
        elif token.fold in _THIRDS and message.fold(i - 1) in folded("guards", "shares_percents"):
            found.append(_Percent(1 / 3, i - 1, i))
        elif (
            token.fold in _QUARTERS
            and message.fold(i - 1) in folded("guards", "shares_percents_2")
            and message.fold(i + 1) in folded("guards", "shares_percents_3")
        ):
            found.append(_Percent(0.25, i - 1, i))
    swallowed = {p.first for p in found if p.upper is not None}
    return [p for p in found if p.upper is not None or p.first not in swallowed]


def _ranged(message: Message, percent: _Percent) -> _Percent:
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
            return _Percent(value / 100, j, percent.last, percent.value)
    return percent


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _of_spend(message: Message, i: int) -> bool:
    following = {message.fold(k) for k in range(i + 1, i + 4)}
    return (
        bool(following & folded("guards", "shares_of_spend_2"))
        and message.fold(i + 1) not in ("a", "million")
        and message.fold(i - 1) not in folded("guards", "shares_of_spend")
    )


_SKIP = folded("guards", "shares_skip")


def _target(
    message: Message, percent: _Percent, targets: list[Target], used: set[int], trailing: bool
) -> Target | None:
    """The nearest named thing behind the percentage, else directly before it."""
    if message.fold(percent.first - 1) == "+" and message.tokens[percent.first].glued:
        return None
    free = [t for t in targets if t.first not in used]
    if trailing:
        return _before(message, percent, free)
    behind = _behind(message, percent, free)
    if behind is not None or _next_closer(percent, free):
        return behind
    return _before(message, percent, free)


def _behind(message: Message, percent: _Percent, targets: list[Target]) -> Target | None:
    target = next((t for t in targets if t.first > percent.last), None)
    if target is None:
        return None
    gap = range(percent.last + 1, target.first)
    near = len(gap) <= 8 and all(
        message.fold(i) in _SKIP and message.tokens[i].kind != "break" for i in gap
    )
    return target if near else None


def _before(message: Message, percent: _Percent, targets: list[Target]) -> Target | None:
    target = next((t for t in reversed(targets) if t.last < percent.first), None)
    if target is None:
        return None
    gap = range(target.last + 1, percent.first)
    allowed = _SKIP | _BOUND_WORDS | _bound_tokens()
    near = len(gap) <= 6 and all(
        message.fold(i) in allowed and message.tokens[i].kind != "break" for i in gap
    )
    return target if near else None


@cache
def _bound_tokens() -> frozenset[str]:
    from agents.readers.tokens import tokenise

    return frozenset(
        t.fold for tag in ("upto", "atleast") for w in words("money")[tag] for t in tokenise(w)
    )


def _trailing(message: Message, percents: list[_Percent], targets: list[Target]) -> bool:
    """Whether each percentage stands behind its thing ("video 60% audio 40%")."""
    if len(percents) < 2:
        return False
    last = percents[-1]
    return _behind(message, last, targets) is None and all(
        any(t.last + 1 == p.first or t.last + 2 == p.first for t in targets) for p in percents
    )


def _even_split(message: Message, targets: list[Target]) -> list[ShareSpan]:
    """ "Half and half", "split evenly between the markets", "50/50 across both"."""
    hit = next(
        (h for h in _even_words().find(message.tokens) if message.free(h.first, h.last)), None
    )
    markets = list({t.where.market: t for t in targets if t.where.market}.values())
    if hit is None or len(markets) < 2:
        return []
    share = round(1 / len(markets), 6)
    message.claim(hit.first, hit.last)
    return [
        ShareSpan(ShareConstraint(where=t.where, min=share, max=share), hit.first, hit.last)
        for t in markets
    ]


@cache
def _even_words() -> Phrases[str]:
    return Phrases((w, "even") for w in words("fillers")["even_split"])


def _next_closer(percent: _Percent, targets: list[Target]) -> bool:
    return any(t.first == percent.last + 1 for t in targets)


_BOUND_WORDS = folded("guards", "shares_bound_words")


def _limits(
    message: Message, percent: _Percent, target: Target
) -> tuple[float | None, float | None, int, int]:
    first, last = min(percent.first, target.first), max(percent.last, target.last)
    value = round(percent.value, 6)
    if percent.upper is not None:
        return value, round(percent.upper, 6), first, last
    for tag in ("upto", "atleast"):
        bound = _bound(message, percent, tag) or _bound_behind(message, target, percent, tag)
        if bound is not None:
            low, high = min(first, bound[0]), max(last, bound[1])
            return (None, value, low, high) if tag == "upto" else (value, None, low, high)
    if message.fold(percent.last + 1) == "+" and message.tokens[percent.last + 1].glued:
        return value, None, first, last
    return value, value, first, last


def _bound(message: Message, percent: _Percent, tag: str) -> tuple[int, int] | None:
    for first in range(max(0, percent.first - 4), percent.first):
        hit = _bounds(tag).at(message.tokens, first)
        if hit is not None and all(
            message.fold(i) in folded("guards", "shares_bound")
            for i in range(hit.last + 1, percent.first)
        ):
            return hit.first, percent.last
    j = percent.last + 1
    hit = _bounds(tag).at(message.tokens, j) if j < len(message.tokens) else None
    if hit is not None and not (
        hit.last + 1 < len(message.tokens) and message.tokens[hit.last + 1].kind == "number"
    ):
        return percent.first, hit.last
    return None


def _bound_behind(
    message: Message, target: Target, percent: _Percent, tag: str
) -> tuple[int, int] | None:
    """ "40% video minimum": the bound behind the thing itself."""
    j = target.last + 1
    if target.first < percent.last or j >= len(message.tokens):
        return None
    hit = _bounds(tag).at(message.tokens, j)
    if hit is None or (
        hit.last + 1 < len(message.tokens) and message.tokens[hit.last + 1].kind == "number"
    ):
        return None
    return percent.first, hit.last


def _ratios(message: Message, targets: list[Target], used: set[int]) -> list[ShareSpan]:
    """ "60/40 audio/video", "audio and video 70:30"."""
    found: list[ShareSpan] = []
    for i, token in enumerate(message.tokens):
        parts = _ratio(message, i)
        if parts is None:
            continue
        last = i if token.kind == "date" else i + 2
        behind = [t for t in targets if last < t.first <= last + 8][:2]
        before = [t for t in targets if i - 8 <= t.last < i][-2:]
        pair = behind if len(behind) == 2 else before
        if len(pair) == 2 and not any(t.first in used for t in pair):
            for share, target in zip(parts, pair, strict=True):
                constraint = ShareConstraint(where=target.where, min=share, max=share)
                found.append(ShareSpan(constraint, min(i, target.first), max(last, target.last)))
    return found


def _again(message: Message, standing: Sequence[Constraint]) -> list[ShareSpan]:
    """ "Lieber 50/50": new figures for the two shares that stand."""
    shares = [c for c in standing if isinstance(c, ShareConstraint) and c.min == c.max]
    found = next(((i, r) for i in range(len(message.tokens)) if (r := _ratio(message, i))), None)
    if len(shares) != 2 or found is None:
        return []
    i, parts = found
    last = i if message.tokens[i].kind == "date" else i + 2
    return [
        ShareSpan(ShareConstraint(where=held.where, min=part, max=part), i, last)
        for held, part in zip(shares, parts, strict=True)
    ]


def _bare_pairs(message: Message, targets: list[Target], used: set[int]) -> list[ShareSpan]:
    """ "Audio 70 / video 30": numbers beside things that add up to a hundred."""
    pairs = []
    for target in targets:
        j = target.last + 1
        if (
            j < len(message.tokens)
            and _small(message, j)
            and message.free(j, j)
            and not _scaled(message, j)
            and target.first not in used
        ):
            pairs.append((target, j, int(message.tokens[j].text)))
    if len(pairs) < 2 or sum(number for *_, number in pairs) != 100:
        return []
    return [
        ShareSpan(ShareConstraint(where=t.where, min=n / 100, max=n / 100), t.first, j)
        for t, j, n in pairs
    ]


def _ratio(message: Message, i: int) -> tuple[float, float] | None:
    """Two numbers that add up to a hundred, joined by a slash, a colon or a dash."""
    pair = _SLASHED.fullmatch(message.tokens[i].text)
    if pair is not None:
        one, two = int(pair[1]), int(pair[2])
    elif _small(message, i) and message.fold(i + 1) in ("/", ":", "-") and _small(message, i + 2):
        one, two = int(message.tokens[i].text), int(message.tokens[i + 2].text)
    else:
        return None
    return (one / 100, two / 100) if one + two == 100 and one and two else None


def _scaled(message: Message, i: int) -> bool:
    """Whether the number at token i is an amount ("Spain 60k")."""
    return i + 1 < len(message.tokens) and magnitude_or_currency(message.tokens, i + 1)


_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})")


def _small(message: Message, i: int) -> bool:
    """Whether token i is a whole number below a hundred, or a hundred."""
    token = message.tokens[i] if i < len(message.tokens) else None
    return (
        token is not None
        and token.kind == "number"
        and token.text.isdigit()
        and len(token.text) < 4
    )


def protections(message: Message, targets: list[Target]) -> list[ShareSpan]:
    """ "Protect video inventory", "do not use more than 20% of our podcast avails"."""
    found: list[ShareSpan] = []
    for target in targets:
        kind = target.where.format is not None or target.where.channel is not None
        alike = [t for t in targets if kind == bool(t.where.format or t.where.channel)]
        inside = {i for t in alike for i in range(t.first, t.last + 1)}
        if message.operator(target.first, target.last, inside.__contains__) != "protect":
            continue
        start = message.operator_start(target.first, inside.__contains__)
        first = target.first if start is None else start
        last = target.last
        while (
            last + 1 < len(message.tokens)
            and (
                last + 1 in message.after
                or message.fold(last + 1) in folded("guards", "shares_protections")
            )
            and message.tokens[last + 1].kind != "break"
        ):
            hit = message.after.get(last + 1)
            last = hit.last if hit is not None else last + 1
        found.append(ShareSpan(ProtectConstraint(where=target.where), first, last))
    return found
