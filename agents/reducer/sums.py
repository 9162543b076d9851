"""A total that nobody said: it is the sum of the parts, and follows them."""

from __future__ import annotations

from collections.abc import Mapping

from agents.reducer.draft import Draft, merged
from agents.reducer.rules import by_kind
from media.brief import AmountConstraint, Brief, Where
from media.evidence import Evidence

Parts = dict[Where, int]
Words = Mapping[str, tuple[Evidence, ...]]


def follow_parts(draft: Draft, before: Brief) -> None:
    """ "80k Italy + 30k France", then "drop France": the budget is 80k.

    Money that comes with a new market ("add Spain with 10k") is the part of that market.
    """
    budget = draft.brief.budget
    if budget is None or budget.max is not None or not _summed(before, before.evidence):
        return
    if "/budget" in draft.fresh:
        _give_rest(draft, before, budget.amount)
        return
    parts = _parts(draft.brief)
    if parts and _whole(draft.brief, parts) and sum(parts.values()) != budget.amount:
        draft.put(budget=budget.model_copy(update={"amount": sum(parts.values())}))
        held = before.evidence.get("/constraints", ())
        said = draft.evidence.get("/constraints", ())
        draft.cite("/budget", [words for words in said if words not in held])


def _give_rest(draft: Draft, before: Brief, amount: int) -> None:
    """What the budget has grown by is for the one market that has come in."""
    held = before.budget.amount if before.budget is not None else 0
    new = [c for c in draft.brief.geo.countries if c not in before.geo.countries]
    kept = set(before.geo.countries) <= set(draft.brief.geo.countries)
    if len(new) != 1 or not kept or amount <= held or _parts(draft.brief) != _parts(before):
        return
    part = AmountConstraint(where=Where(market=new[0]), min=amount - held, max=amount - held)
    draft.put(constraints=merged(draft.brief.constraints, part, key=by_kind))
    draft.cite("/constraints", draft.evidence.get("/budget", ()))


def _summed(brief: Brief, words: Words) -> bool:
    """Whether the budget is the sum of exact parts, and all its words are words of parts."""
    if brief.budget is None or not words.get("/budget"):
        return False
    parts = _parts(brief)
    said = set(words.get("/constraints", ()))
    only = said.issuperset(words["/budget"])
    return only and _whole(brief, parts) and sum(parts.values()) == brief.budget.amount


def _parts(brief: Brief) -> Parts:
    """The exact amounts for whole markets, or for formats or channels where no market has one."""
    exact = {
        c.where: c.min
        for c in brief.constraints
        if isinstance(c, AmountConstraint) and c.min is not None and c.min == c.max
    }
    markets = {w: amount for w, amount in exact.items() if w == Where(market=w.market)}
    return markets or exact


def _whole(brief: Brief, parts: Parts) -> bool:
    """Whether the parts are of one kind and leave out no market that stands."""
    markets = {where.market for where in parts}
    if None not in markets:
        return markets == set(brief.geo.countries)
    formats = {where.format for where in parts} - {None}
    kinds = {(where.format is None, where.channel is None) for where in parts}
    wanted = brief.formats.only or brief.formats.include
    return markets == {None} and len(kinds) == 1 and (not formats or formats.issuperset(wanted))
