"""Ratios without a per cent sign: "60/40 audio and video", "audio 70 video 30"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from agents.readers.findings.targets import Target
from agents.readers.numbers.amounts import magnitude_or_currency
from agents.readers.text.message import Message
from agents.readers.text.phrases import Phrases, words
from media.brief import Constraint, ProtectConstraint, ShareConstraint, Where


@dataclass(frozen=True, slots=True)
class ShareSpan:
    """A share or a protection at tokens [first, last]."""

    constraint: ShareConstraint | ProtectConstraint
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Ratio:
    """Parts of the whole, as fractions, at tokens [first, last]."""

    parts: tuple[float, ...]
    first: int
    last: int


def read_ratios(message: Message, targets: list[Target], used: set[int]) -> list[ShareSpan]:
    """ "60/40 audio/video", "audio and video 70:30", "70/20/10 (DE/AT/CH)"."""
    found: list[ShareSpan] = []
    for i in range(len(message.tokens)):
        ratio = _ratio(message, i) if message.free(i, i) else None
        chosen = [] if ratio is None else _named(ratio, targets)
        if ratio is None or any(t.first in used for t in chosen):
            continue
        for share, target in zip(ratio.parts, chosen, strict=False):
            constraint = ShareConstraint(where=target.where, min=share, max=share)
            found.append(ShareSpan(constraint, *_words_of(ratio, target, message)))
    return found


def _words_of(ratio: Ratio, target: Target, message: Message) -> tuple[int, int]:
    """The words of a share: ratio and thing with all between, or the ratio alone from afar."""
    first, last = min(ratio.first, target.first), max(ratio.last, target.last)
    between = range(min(ratio.last, target.last) + 1, max(ratio.first, target.first))
    taken = any(message.tokens[i].kind == "number" for i in between)
    apart = taken or _listed_before(ratio, target, message)
    return (ratio.first, ratio.last) if apart else (first, last)


def _listed_before(ratio: Ratio, target: Target, message: Message) -> bool:
    """ "Audio and video, 50/50": a list that is asked for, and how it splits."""
    return target.last < ratio.first and message.fold(ratio.first - 1) == ","


def _named(ratio: Ratio, targets: list[Target]) -> list[Target]:
    """As many things as the ratio has parts, right behind it or right before; else none."""
    count = len(ratio.parts)
    reach = _REACH * (count - 1)
    behind = [t for t in targets if ratio.last < t.first <= ratio.last + reach][:count]
    before = [t for t in targets if ratio.first - reach <= t.last < ratio.first][-count:]
    near = [found for found in (behind, before) if len(found) == count]
    return near[0] if near else _all_of_a_kind(count, targets)


def _all_of_a_kind(count: int, targets: list[Target]) -> list[Target]:
    """All markets, or all formats, of the message where there are as many as the ratio has parts.

    "Germany, France & UK from March, travellers, split 50/30/20".
    """
    markets = [t for t in targets if t.where.market]
    formats = [t for t in targets if t.where.format]
    fitting = [found for found in (markets, formats) if len(found) == count]
    return fitting[0] if len(fitting) == 1 else []


def read_again(message: Message, standing: Sequence[Constraint]) -> list[ShareSpan]:
    """ "Lieber 50/50": new figures for the shares that stand."""
    shares = [c for c in standing if isinstance(c, ShareConstraint) and c.min == c.max]
    found = (_ratio(message, i) for i in range(len(message.tokens)))
    ratio = next((r for r in found if r is not None), None)
    if ratio is None or len(shares) != len(ratio.parts):
        return []
    return [
        ShareSpan(ShareConstraint(where=held.where, min=part, max=part), ratio.first, ratio.last)
        for held, part in zip(shares, ratio.parts, strict=True)
    ]


def read_one_of_two(
    message: Message, targets: list[Target], found: Sequence[ShareSpan], pair: Sequence[Where]
) -> list[ShareSpan]:
    """ "Split it 60/40, audio gets the 60": the other of the `pair` that stands gets the rest."""
    ratios = (_ratio(message, i) for i in range(len(message.tokens)))
    ratio = next((r for r in ratios if r is not None and len(r.parts) == _TWO), None)
    if ratio is None or len(pair) != _TWO:
        return []
    said = [s for s in found if s.constraint.where in pair]
    shares = {s.constraint.where: s.constraint.min for s in said if s.constraint.kind == "share"}
    named = [t for t in targets if t.where in pair] if not said else []
    shares |= {t.where: part for t in named if (part := _again_beside(message, ratio, t))}
    first, last = ratio.first, ratio.last
    if not shares and len(named) == 1 and _beside(message, ratio, named[0]):
        shares = {named[0].where: ratio.parts[0]}
        first, last = min(first, named[0].first), max(last, named[0].last)
    if len(shares) != 1 or {*shares.values()}.isdisjoint(ratio.parts):
        return []
    ((where, part),) = shares.items()
    rest = ratio.parts[0] if part == ratio.parts[1] else ratio.parts[1]
    whole = {where: part, next(w for w in pair if w != where): rest}
    return [
        ShareSpan(ShareConstraint(where=w, min=p, max=p), first, last)
        for w, p in whole.items()
        if w not in {s.constraint.where for s in said}
    ]


def _beside(message: Message, ratio: Ratio, target: Target) -> bool:
    """Whether the one thing named stands right at the ratio, which begins with its part."""
    if target.first == ratio.last + 1 or target.last == ratio.first - 1:
        return True
    if target.first == ratio.last + 2 and message.tokens[ratio.last + 1].kind == "word":
        return True
    gap = message.tokens[ratio.last + 1 : target.first]
    return bool(gap) and (hit := _favouring().at(gap, 0)) is not None and hit.last == len(gap) - 1


def _again_beside(message: Message, ratio: Ratio, target: Target) -> float | None:
    """The part of the ratio whose number is said again near the target."""
    near = range(max(0, target.first - _NEAR), target.last + _NEAR + 1)
    said = {message.fold(i) for i in near if not ratio.first <= i <= ratio.last}
    return next((p for p in ratio.parts if str(round(p * 100)) in said), None)


def read_bare_pairs(message: Message, targets: list[Target], used: set[int]) -> list[ShareSpan]:
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


def _ratio(message: Message, i: int) -> Ratio | None:
    """Numbers that add up to a hundred, joined by slashes, colons or (two of them) a dash."""
    numbers, last = _slashed(message, i) or _chain(message, i)
    if len(numbers) < 2 or sum(numbers) != 100 or not all(numbers):
        return None
    return Ratio(tuple(n / 100 for n in numbers), i, last)


def _slashed(message: Message, i: int) -> tuple[list[int], int] | None:
    """The numbers of "30/20/20/30", whose beginning the tokens hold to be a date."""
    if message.tokens[i].kind != "date":
        return None
    last = i
    while last + 1 < len(message.tokens) and message.tokens[last + 1].glued:
        last += 1
    text = "".join(token.text for token in message.tokens[i : last + 1]).rstrip("%.,;)")
    signs = sum(token.fold in "%.,;)" for token in message.tokens[i + 1 : last + 1])
    whole = _SLASHED.fullmatch(text) is not None
    return ([*map(int, text.split("/"))], last - signs) if whole else None


def _chain(message: Message, i: int) -> tuple[list[int], int]:
    """The numbers from token i on with one sign between them all, and the last token."""
    if not _small(message, i):
        return [], i
    numbers, last, sign = [int(message.tokens[i].text)], i, message.fold(i + 1)
    longest = 2 if sign == "-" else _MOST_PARTS
    while sign in _SIGNS and message.fold(last + 1) == sign and _small(message, last + 2):
        last += 2
        numbers.append(int(message.tokens[last].text))
        if len(numbers) == longest:
            break
    return numbers, last


_SIGNS = ("/", ":", "-")
_MOST_PARTS = 6
_TWO = 2
_NEAR = 4
_REACH = 8
"""How far behind or before the numbers the things may stand, for each further part."""


def _scaled(message: Message, i: int) -> bool:
    """Whether the number at token i is an amount ("Spain 60k")."""
    return i + 1 < len(message.tokens) and magnitude_or_currency(message.tokens, i + 1)


_SLASHED = re.compile(r"\d{1,2}(?:/\d{1,2}){1,5}")


def _small(message: Message, i: int) -> bool:
    """Whether token i is a whole number below a hundred, or a hundred."""
    token = message.tokens[i] if i < len(message.tokens) else None
    return (
        token is not None
        and token.kind == "number"
        and token.text.isdigit()
        and len(token.text) < 4
    )


@cache
def _favouring() -> Phrases[str]:
    return Phrases((w, "favour") for w in words("moves")["in_favour"])
