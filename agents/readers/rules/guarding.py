"""Where what is protected is so, and how far it may be used all the same.

"Protect video in Switzerland", "protect podcast, use 10% of its avails at most".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agents.readers.findings.targets import Target
from agents.readers.numbers.percents import Percent, bound_of, bound_tokens, read_percents
from agents.readers.numbers.ratios import ShareSpan
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.brief import ProtectConstraint, Where

_NEAR = 10
"""How many tokens may stand between what is protected and the percentage."""
_PLACED = 3
"""So many tokens, "in" and articles, are too many between what is protected and its place."""
_NEXT = 4
"""How many tokens behind a percentage may stand before what it is of."""


def placed(
    message: Message, protections: Sequence[ShareSpan], targets: Sequence[Target]
) -> Iterator[ShareSpan]:
    """The protections, each of what is named and in the place that stands beside it."""
    countries = [_beside(message, span, targets) for span in protections]
    named = {i for t in targets for i in range(t.first, t.last + 1)}
    spread = _of_lists(message, protections, countries, named)
    for span, beside in zip(protections, spread, strict=True):
        if beside is None:
            yield span
            continue
        own = span.constraint.where.model_dump()
        for one in _run(message, beside, targets):
            held = ProtectConstraint(where=Where.model_validate(one.where.model_dump() | own))
            first, last = min(span.first, one.first), max(span.last, one.last)
            yield ShareSpan(held, first, last)


def _run(message: Message, first: Target, targets: Sequence[Target]) -> list[Target]:
    """The place with those that "and" joins to it ("in Spain and France")."""
    run = [first]
    for target in targets:
        gap = [message.fold(i) for i in range(run[-1].last + 1, target.first)]
        if gap and not target.sold and all(word in _LISTING for word in gap):
            run.append(target)
    return run[:1] if first.sold else run


def _beside(message: Message, span: ShareSpan, targets: Sequence[Target]) -> Target | None:
    return next((t for t in targets if _joined(message, span, t)), None)


def _of_lists(
    message: Message,
    spans: Sequence[ShareSpan],
    countries: Sequence[Target | None],
    named: set[int],
) -> list[Target | None]:
    """The place of each; one beside the end of a list is of all of it.

    "Protect video and podcast in Italy", "in Italy protect video and podcast".
    """
    found = list(countries)
    pairs = list(pairwise(range(len(spans))))
    for one, two in [*reversed(pairs), *((b, a) for a, b in pairs)]:
        if found[one] is not None:
            continue
        low, high = sorted((spans[one].last, spans[two].last))
        gap = [message.fold(i) for i in range(low + 1, high + 1) if i not in named]
        if gap and all(word in _LISTING for word in gap):
            found[one] = found[two]
    return found


def _joined(message: Message, span: ShareSpan, target: Target) -> bool:
    """ "Protect video in Switzerland", "in Switzerland protect video", "Video in Rom schonen"."""
    if message.limiting.get(target.first) in range(span.first, span.last + 1):
        return True
    where = span.constraint.where
    placed = where.format is None and where.channel is None
    if placed != target.sold:
        return False
    if target.last == span.first - 1 and not placed:
        return message.fold(target.first - 1) in _INSIDE
    end = span.last - (message.fold(span.last) == "no")  # "proteger vídeo no Brasil": "in the"
    one, two = (target.last, span.first) if placed else (end, target.first)
    gap = range(one + 1, two)
    return 0 < len(gap) < _PLACED and all(message.fold(i) in _INSIDE for i in gap)


def guarded(
    message: Message, protections: Sequence[ShareSpan], targets: Sequence[Target]
) -> Iterator[ShareSpan]:
    """The protections, each with the share of its avails that may be used all the same."""
    percents = read_percents(message)
    for span in protections:
        near = (p for p in percents if _near(span, p, targets))
        bounded = (_bounded(message, span, percent) for percent in near)
        yield next((b for b in bounded if b is not None), span)


def _near(span: ShareSpan, percent: Percent, targets: Sequence[Target]) -> bool:
    """Whether a percentage stands behind what is protected, and nothing else is named since."""
    if not 0 < percent.first - span.last <= _NEAR:
        return False
    since = (t for t in targets if span.last < t.first <= percent.last + _NEXT)
    return all(t.where == span.constraint.where for t in since)


def _bounded(message: Message, span: ShareSpan, percent: Percent) -> ShareSpan | None:
    """The protection up to a percentage that is of the stock, or at most what may be used."""
    low, most, first, last = bound_of(message, percent, percent.first, percent.last)
    stock = _stock_ends(message, percent.last)
    plain = all(message.fold(i) in _BETWEEN for i in range(span.last + 1, first))
    if most is None or (stock is None and (low is not None or not plain)):
        return None
    last = max(last, percent.last if stock is None else stock)
    return ShareSpan(ProtectConstraint(where=span.constraint.where, max=most), span.first, last)


def _stock_ends(message: Message, last: int) -> int | None:
    """Where "of its avails max", "of what's left" behind token `last` ends."""
    end = last + 1
    while end < len(message.tokens) and message.fold(end) in _STOCK | bound_tokens():
        end += 1
    named = any(message.fold(i) in _NAMED for i in range(last + 1, end))
    return end - 1 if named else None


_LISTING = folded("guards", "message_governs_next") | folded("place_words", "list_articles") | {","}
_INSIDE = (
    folded("place_words", "inside") | folded("everyday", "articles") | folded("guards", "scopes_in")
)
_LINKS = (
    folded("guards", "shares_of")
    | folded("guards", "shares_its")
    | folded("guards", "shares_contracted")
    | folded("guards", "guarding_links")
)
_STOCK = _LINKS | folded("guards", "shares_avails") | folded("guards", "guarding_left")
_NAMED = folded("guards", "shares_avails") | folded("guards", "guarding_left") - _LINKS
_BETWEEN = (
    bound_tokens() | folded("guards", "shares_putting") | frozenset((",", ".", "-", ":", "("))
)
