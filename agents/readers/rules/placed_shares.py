"""Shares within one place: "at least 30% video in the US" is a share of what the US gets.

Only a part of the whole can be kept to. So such a share is worked out from what its place has for
certain, an amount or a share of its own; where it has neither, that is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from agents.readers.findings.targets import Target, inside
from agents.readers.numbers.amounts import read_amounts
from agents.readers.numbers.percents import read_percents
from agents.readers.numbers.ratios import ShareSpan
from agents.readers.rules.cells import Cells
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.brief import AmountConstraint, ShareConstraint, Where
from media.plan import Fact

Bound = AmountConstraint | ShareConstraint
Bounds = Mapping[Where, Bound]
_APART = 2
"""How many tokens may stand between two shares of one place."""
_HAIR = 1e-6
_JOINTS = folded("guards", "budgets_and") | frozenset((",", "/"))


@dataclass(frozen=True, slots=True)
class PlacedShare:
    """A share of a format or channel in each of some places."""

    span: ShareSpan
    part: Target
    places: tuple[Target, ...]
    of_all: bool = False
    """Whether it is a share of the whole: in a table whose shares make up 100 %."""

    def bounds(self, held: Bounds) -> list[Bound | Fact]:
        """What the plan can be held to, or the question for what a place has; `held` is known."""
        return [self._bound(place, held.get(place.where)) for place in self.places]

    def _bound(self, place: Target, base: Bound | None) -> Bound | Fact:
        share, where = self.span.constraint, inside(self.part, place)
        assert isinstance(share, ShareConstraint)
        if self.of_all:
            return share.model_copy(update={"where": where})
        ends = {end: v for end in ("min", "max") if (v := getattr(share, end)) is not None}
        if base is None or base.min is None or base.min != base.max:
            values = {"place": str(place.where), "part": str(self.part.where), **ends}
            return Fact(code="share_of_place", values=values)
        if isinstance(base, AmountConstraint):
            amounts = {end: round(base.min * v) for end, v in ends.items()}
            return AmountConstraint(where=where, **amounts)
        shares = {end: round(base.min * v, 6) for end, v in ends.items()}
        return ShareConstraint(where=where, **shares)


def placed_shares(
    message: Message,
    spans: Sequence[ShareSpan],
    targets: Sequence[Target],
    markets: Collection[str],
) -> list[PlacedShare]:
    """The shares that are of one place alone; of several in a row the last one may name it."""
    figures = [(p.first, p.last) for p in read_percents(message)]
    figures += [(a.first, a.last) for a in read_amounts(message.tokens)]
    cells = Cells(message, targets, sorted(set(figures)), markets)
    found: dict[int, PlacedShare] = {}
    for span in spans:
        part = _part(span, cells.sold)
        places = () if part is None else cells.places(part, (span.first, span.last), True)
        if part is not None and places:
            found[span.first] = PlacedShare(span, part, tuple(places))
    for one, two in reversed([*pairwise(spans)]):
        part, later = _part(one, cells.sold), found.get(two.first)
        if part is not None and later is not None and _joined(message, one, two):
            found.setdefault(one.first, PlacedShare(one, part, later.places))
    rows = {sold.first for sold, _ in cells.rows.values()}
    whole = _make_up_all([share for share in found.values() if share.part.first in rows])
    return [replace(share, of_all=share in whole) for share in found.values()]


def _make_up_all(rows: Sequence[PlacedShare]) -> Sequence[PlacedShare]:
    """The rows of several places, where it is all of them that make up the whole."""
    exact = [s.min or 0.0 for row in rows if (s := row.span.constraint).kind == "share"]
    places = {place.where for row in rows for place in row.places}
    return rows if len(places) > 1 and abs(sum(exact) - 1) < _HAIR else []


def _part(span: ShareSpan, sold: Sequence[Target]) -> Target | None:
    """The mention of the format or channel that a share is of."""
    if not isinstance(span.constraint, ShareConstraint):
        return None
    own = (t for t in sold if t.where == span.constraint.where)
    return next((t for t in own if span.first <= t.first <= span.last), None)


def _joined(message: Message, one: ShareSpan, two: ShareSpan) -> bool:
    gap = range(one.last + 1, two.first)
    return len(gap) <= _APART and all(message.fold(i) in _JOINTS for i in gap)
