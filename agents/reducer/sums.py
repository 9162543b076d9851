"""A total that nobody said: it is the sum of the parts, and follows them."""

from __future__ import annotations

from agents.reducer.draft import STEPPED, Draft, merged
from agents.reducer.rules import by_kind
from media.brief import AmountConstraint, Brief, Where

Parts = dict[Where, int]


def follow_parts(draft: Draft, before: Brief) -> None:
    """ "80k Italy + 30k France", then "drop France": the budget is 80k.

    Money that comes with a new market ("add Spain with 10k") is the part of that market.
    """
    budget = draft.brief.budget
    if budget is None or budget.max is not None or not _summed(before):
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
    """What the budget has grown by is for the one place that has come in.

    The money of a place that goes in the same message goes with it ("drop Italy, add Portugal with
    20k"), unless a new total was said.
    """
    held = before.budget.amount if before.budget is not None else 0
    (kind,) = {_kind(where) for where in _parts(before)}
    standing, now = _places(before, kind), _places(draft.brief, kind)
    new = [code for code in now if code not in standing]
    parts = _parts(draft.brief)
    kept = all(_parts(before).get(where) == held_part for where, held_part in parts.items())
    stays = set(standing) <= set(now) or STEPPED in draft.fresh
    if len(new) != 1 or not kept or not stays or amount <= held:
        return
    where = Where.model_validate({kind[0]: new[0]})
    part = AmountConstraint(where=where, min=amount - held, max=amount - held)
    draft.put(constraints=merged(draft.brief.constraints, part, key=by_kind))
    draft.cite("/constraints", draft.evidence.get("/budget", ()))
    if draft.brief.budget is not None and _whole(draft.brief, _parts(draft.brief)):
        total = sum(_parts(draft.brief).values())
        draft.put(budget=draft.brief.budget.model_copy(update={"amount": total}))


def _summed(brief: Brief) -> bool:
    """Whether the budget is the sum of exact parts, and all its words are words of parts."""
    words = brief.evidence
    if brief.budget is None or not words.get("/budget"):
        return False
    parts = _parts(brief)
    said = set(words.get("/constraints", ()))
    only = said.issuperset(words["/budget"])
    return only and _whole(brief, parts) and sum(parts.values()) == brief.budget.amount


def exact_parts(brief: Brief) -> Parts:
    """What has an exact amount of its own, in micros."""
    return {
        c.where: c.min
        for c in brief.constraints
        if isinstance(c, AmountConstraint) and c.min is not None and c.min == c.max
    }


def _parts(brief: Brief) -> Parts:
    """The exact amounts for whole places, or for formats or channels where no place has one."""
    exact = exact_parts(brief)
    places = {w: amount for w, amount in exact.items() if w.format is None and w.channel is None}
    return places or exact


def _whole(brief: Brief, parts: Parts) -> bool:
    """Whether the parts are of one kind and leave out no place and no format that stands."""
    kinds = {_kind(where) for where in parts}
    if len(kinds) != 1:
        return False
    (kind,) = kinds
    said = {str(where) for where in parts}
    places = _places(brief, kind)
    if places:
        return said == set(places)
    wanted = brief.formats.only or brief.formats.include
    return kind != ("format",) or said.issuperset(wanted)


def _kind(where: Where) -> tuple[str, ...]:
    """The keys that are set."""
    return tuple(key for key, value in where if value is not None)


def _places(brief: Brief, kind: tuple[str, ...]) -> tuple[str, ...]:
    """The places of the Brief that such parts are of."""
    if kind == ("market",):
        return brief.geo.countries
    return (*brief.geo.regions, *brief.geo.cities) if kind in (("region",), ("city",)) else ()
