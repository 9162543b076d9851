"""Shares and protection: "at least 30% video", "60/40 audio and video", "protect podcasts"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from agents.readers.findings.targets import Target
from agents.readers.numbers.budget_words import edit_words
from agents.readers.numbers.percents import (
    Percent,
    bound_tokens,
    limits_of,
    read_percents,
    signed,
)
from agents.readers.numbers.ratios import (
    ShareSpan,
    read_again,
    read_bare_pairs,
    read_one_of_two,
    read_ratios,
)
from agents.readers.rules.named_bounds import read_named_bounds
from agents.readers.rules.other_end import with_other_end
from agents.readers.rules.percent_again import (
    read_handed_share,
    read_moved_share,
    read_percent_again,
)
from agents.readers.text.message import Message
from agents.readers.text.money_words import BUDGETS
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import Brief, ProtectConstraint, ShareConstraint, Where


def read_shares(message: Message, targets: list[Target], brief: Brief) -> list[ShareSpan]:
    """All shares of named formats, channels and places. `targets` are in the order of the text.

    "Rather 50/50" is about the shares of the `brief` so far, "60/40, audio gets the 60" about the
    two formats or markets that it names.
    """
    percents = read_percents(message)
    told = (message, percents, targets, brief)
    again = read_moved_share(*told) or read_handed_share(*told) or read_percent_again(*told)
    if again:
        return _claimed(message, again)
    found: list[ShareSpan] = _even_split(message, targets, brief)
    named = [*read_named_bounds(message, percents, targets, brief)]
    found += named
    used = {t.first for s in named for t in targets if s.first <= t.first <= s.last}
    percents = [p for p in percents if not any(s.first <= p.first <= s.last for s in named)]
    trailing = _trailing(message, percents, targets)
    for percent in percents:
        target = _target(message, percent, targets, used, trailing) or _its(
            message, percent, targets
        )
        if target is None:
            found = [*found[:-1], *with_other_end(message, found[-1], percent)] if found else []
            continue
        used.add(target.first)
        low, high, first, last = limits_of(message, percent, target)
        if _used(brief, target, low, high) and (stock := _of_stock(message, percent, target)):
            guarded = ProtectConstraint(where=target.where, max=high)
            found.append(ShareSpan(guarded, first, max(last, stock)))
            continue
        if _weighed(message, target, percent):
            first = min(first, target.first - 1)
        found.append(ShareSpan(ShareConstraint(where=target.where, min=low, max=high), first, last))
    found += read_ratios(message, targets, used)
    _claimed(message, found)
    found += read_bare_pairs(message, targets, used)
    found += read_again(message, brief.constraints) if not targets else []
    for pair in _pairs(brief, targets):
        found += read_one_of_two(message, targets, found, pair)
    return _claimed(message, found)


def _used(brief: Brief, target: Target, low: float | None, high: float | None) -> bool:
    """Whether a percentage may be how much of some stock is used: a most, or of what is protected.

    "You can use 10% of the podcast avails".
    """
    held = any(c.kind == "protect" and c.where == target.where for c in brief.constraints)
    return high is not None and (low is None or held)


def _claimed(message: Message, found: list[ShareSpan]) -> list[ShareSpan]:
    for span in found:
        message.claim(span.first, span.last)
    return found


def _of_stock(message: Message, percent: Percent, target: Target) -> int | None:
    """Where "of our video avails" ends, of which at most a percentage may be used."""
    stock = folded("guards", "shares_avails")
    behind = range(percent.last + 1, min(percent.last + _STOCK, len(message.tokens)))
    at = next((i for i in behind if message.fold(i) in stock), None)
    if at is None or not any(message.fold(i) in _OF for i in range(percent.last + 1, at)):
        return None
    named = target.first > percent.last or message.fold(at - 1) in folded("guards", "shares_its")
    return at if named or target.first < percent.first else None


def _its(message: Message, percent: Percent, targets: Sequence[Target]) -> Target | None:
    """What "15% of its avails" speaks of: the thing named last before."""
    before = [t for t in targets if t.last < percent.first and t.sold]
    near = bool(before) and percent.first - before[-1].last <= _STOCK
    return before[-1] if near and _of_stock(message, percent, before[-1]) is not None else None


_STOCK = 7
_OF = folded("guards", "shares_of")


def _pairs(brief: Brief, targets: Sequence[Target]) -> Iterator[list[Where]]:
    """The formats and the markets of Brief and message, where there are two of a kind."""
    said = [t.where for t in targets]
    formats = [Where(format=f) for f in (*brief.formats.only, *brief.formats.include)]
    formats += [c.where for c in brief.constraints if c.kind == "share" and c.where.format]
    markets = [Where(market=c) for c in brief.geo.countries]
    for kind in (
        [*formats, *(w for w in said if w.format)],
        [*markets, *(w for w in said if w.market)],
    ):
        pair = list(dict.fromkeys(kind))
        if len(pair) == _TWO:
            yield pair


_TWO = 2
_SKIP = folded("guards", "shares_skip")
_PAUSES = frozenset((".", ",", "-"))
_RULED_OUT = ("not", "remove", "only")


def _target(
    message: Message, percent: Percent, targets: list[Target], used: set[int], trailing: bool
) -> Target | None:
    """The nearest named thing behind the percentage, else directly before it."""
    if signed(message, percent) or _raised_by(message, percent, targets):
        return None
    if _compared(message, percent) and not _bounded(message, percent):
        return None
    free = [t for t in targets if t.first not in used]
    if trailing:
        return _before(message, percent, free)
    behind = _behind(message, percent, free)
    if behind is not None or _next_closer(percent, free):
        return behind
    weighed = (t for t in reversed(free) if _weighed(message, t, percent))
    return next(weighed, None) or _before(message, percent, free)


def _compared(message: Message, percent: Percent) -> bool:
    """ "10% more", "10 % de plus", "10% in più"."""
    linked = message.fold(percent.last + 1) in _COMPARING
    return message.fold(percent.last + 1 + linked) in _COMPARED


def _raised_by(message: Message, percent: Percent, targets: Sequence[Target]) -> bool:
    """ "Raise the budget by 10 % for Spain", "baja Portugal un 20%": by how much money changes."""
    if message.fold(percent.first - 1) not in _BY:
        return False
    low, high = message.clause(percent.first)
    verb = next(iter(edit_words("raise", "cut").find(message.tokens[low : high + 1])), None)
    if verb is None:
        return False
    between = range(low + verb.last + 1, percent.first)
    named = any(t.first in between and t.where.market for t in targets)
    before = message.tokens[low : percent.first]
    return named or any(token.fold in BUDGETS for token in before)


def _weighed(message: Message, target: Target, percent: Percent) -> bool:
    """ "Less video, max 20%": the bound in the next piece is of what there is to be less of."""
    gap = range(target.last + 1, percent.first)
    compared = {message.fold(target.first - n) for n in (1, 2, 3)} & _COMPARED
    bounds = bound_tokens() | _SKIP
    near = 0 < len(gap) <= _PIECE and message.fold(target.last + 1) in _PARTING
    plain = all(message.fold(i) in bounds for i in gap[1:])
    return bool(compared) and near and plain and _bounded(message, percent)


def _bounded(message: Message, percent: Percent) -> bool:
    """Whether a bound stands right beside the percentage ("max 20%", "20% at most")."""
    around = message.tokens[max(0, percent.first - 3) : percent.last + 4]
    low, high = percent.first - max(0, percent.first - 3), percent.last - percent.first
    hits = _bound_table().find(around)
    return any(h.last in (low - 1, low - 2) or h.first == low + high + 1 for h in hits)


_COMPARING = frozenset(("de", "a", "in", "di", "en"))
_BY = folded("guards", "budgets_by") | folded("guards", "shares_by_article")
_PIECE = 5
_PARTING = frozenset((",", ";", "-", "–", "—", ":", "("))
_COMPARED = folded("guards", "shares_compared")


@cache
def _bound_table() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("upto", "atleast") for w in words("money")[tag])


def _behind(message: Message, percent: Percent, targets: list[Target]) -> Target | None:
    target = next((t for t in targets if t.first > percent.last), None)
    if target is None:
        return None
    gap = range(percent.last + 1, target.first)
    if any(i in message.before and message.before[i].entry in _RULED_OUT for i in gap):
        return None
    allowed = _SKIP | (bound_tokens() - _PAUSES)
    near = len(gap) <= 8 and all(
        message.fold(i) in allowed and message.tokens[i].kind != "break" for i in gap
    )
    return target if near else None


def _before(message: Message, percent: Percent, targets: list[Target]) -> Target | None:
    target = next((t for t in reversed(targets) if t.last < percent.first), None)
    if target is None or target.carried:
        return target
    gap = range(target.last + 1, percent.first)
    allowed = _SKIP | _BOUND_WORDS | bound_tokens()
    heavy = (h for i in gap if (h := message.after.get(i)) and h.entry == "post_mostly")
    mostly = {i for h in heavy for i in range(h.first, h.last + 1)}
    near = len(gap) <= 6 and all(
        (message.fold(i) in allowed or i in mostly) and message.tokens[i].kind != "break"
        for i in gap
    )
    ended = any(message.fold(i) == "." and _sentence(message, i) for i in gap)
    return target if near and not ended else None


def _sentence(message: Message, i: int) -> bool:
    """Whether the full stop at token i ends a sentence, and no short word ("audio min. 30%")."""
    return message.fold(i - 1) not in _SHORT


_SHORT = frozenset(("min", "max", "mind", "max", "mín", "máx", "ca", "approx", "aprox", "env"))


def _trailing(message: Message, percents: list[Percent], targets: list[Target]) -> bool:
    """Whether each percentage stands behind its thing ("video 60% audio 40%")."""
    if len(percents) < 2:
        return False
    last = percents[-1]
    return _behind(message, last, targets) is None and all(
        any(t.last + 1 == p.first or t.last + 2 == p.first for t in targets) for p in percents
    )


def _even_split(message: Message, targets: list[Target], brief: Brief) -> list[ShareSpan]:
    """ "Half and half", "split evenly between the markets", "50/50 between the other two"."""
    hit = next(
        (h for h in _even_words().find(message.tokens) if message.free(h.first, h.last)), None
    )
    named = {t.where for t in targets if hit is not None and t.first > hit.last}
    formats = {where for where in named if where.format}
    if len(formats) < _TWO and hit is not None:
        formats = _listed_up_to(message, targets, hit.first)
    markets = {t.where for t in targets if t.where.market}
    things = formats if len(formats) >= _TWO else markets
    if hit is not None and not targets:
        behind = {message.fold(i) for i in range(hit.last + 1, hit.last + 4)}
        meant = behind & folded("guards", "shares_markets")
        things = {Where(market=c) for c in brief.geo.countries} if meant else things
    if hit is None or len(things) < _TWO:
        return []
    share = 1 / len(things)
    message.claim(hit.first, hit.last)
    return [
        ShareSpan(ShareConstraint(where=where, min=share, max=share), hit.first, hit.last)
        for where in sorted(things, key=str)
    ]


def _listed_up_to(message: Message, targets: Sequence[Target], end: int) -> set[Where]:
    """The formats of the list that ends before token `end` ("video y audio mitad y mitad")."""
    listed: set[Where] = set()
    for target in reversed([t for t in targets if t.last < end]):
        gap = range(target.last + 1, end)
        near = len(gap) <= _JOINT and all(message.tokens[i].kind != "break" for i in gap)
        if not near or target.where.format is None:
            break
        listed.add(target.where)
        end = target.first
    return listed


_JOINT = 2
"""How many tokens stand between the things of a list at most."""


@cache
def _even_words() -> Phrases[str]:
    return Phrases((w, "even") for w in words("fillers")["even_split"])


def _next_closer(percent: Percent, targets: list[Target]) -> bool:
    return any(t.first == percent.last + 1 for t in targets)


_BOUND_WORDS = folded("guards", "shares_bound_words")


def protections(message: Message, targets: list[Target], standing: bool = False) -> list[ShareSpan]:
    """ "Protect video inventory", "do not use more than 20% of our podcast avails".

    Of a Brief that is `standing`, "keep Italy" protects nothing: Italy only stays.
    """
    found: list[ShareSpan] = []
    placed = {i for t in targets if not t.sold for i in range(t.first, t.last + 1)}
    sold = {i for t in targets if t.sold for i in range(t.first, t.last + 1)}
    for target in targets:
        inside = sold if target.sold else placed
        if message.operator(target.first, target.last, inside.__contains__) != "protect":
            continue
        start = message.operator_start(target.first, inside.__contains__)
        first = target.first if start is None else start
        last = target.last
        behind = message.after.get(last + 1)
        stays = message.fold(first) in STAYING and not _stocked(message, last)
        if standing and stays and (behind is None or behind.entry != "post_protect"):
            continue
        if _bounded_at(message, last):
            continue
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


def _bounded_at(message: Message, last: int) -> bool:
    """ "Keep display at 20% max", "keep video under 30k": a bound, and no protection."""
    number = next((t for t in message.tokens[last + 2 : last + 4] if t.kind == "number"), None)
    return message.fold(last + 1) in _AT and number is not None


_AT = folded("guards", "shares_kept_at")


def _stocked(message: Message, last: int) -> bool:
    """Whether words for inventory stand right behind token `last`."""
    behind = {message.fold(i) for i in range(last + 1, last + 3)}
    return bool(behind & folded("guards", "shares_stock"))


STAYING = frozenset(("keep",))
"""Words that protect, and of what stands only say that it stays."""
