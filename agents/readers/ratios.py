"""Ratios without a per cent sign: "60/40 audio and video", "audio 70 video 30"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.readers.amounts import magnitude_or_currency
from agents.readers.message import Message
from agents.readers.targets import Target
from media.brief import Constraint, ProtectConstraint, ShareConstraint


@dataclass(frozen=True, slots=True)
class ShareSpan:
    """A share or a protection at tokens [first, last]."""

    constraint: ShareConstraint | ProtectConstraint
    first: int
    last: int


def read_ratios(message: Message, targets: list[Target], used: set[int]) -> list[ShareSpan]:
    """ "60/40 audio/video", "audio and video 70:30"."""
    found: list[ShareSpan] = []
    for i, token in enumerate(message.tokens):
        parts = _ratio(message, i) if message.free(i, i) else None
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


def read_again(message: Message, standing: Sequence[Constraint]) -> list[ShareSpan]:
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
