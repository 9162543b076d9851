"""Lists of rules: KPIs, constraints, brand safety."""

from __future__ import annotations

from agents.readers.findings.proposals import Change, Each, Proposal
from agents.reducer.draft import Draft, merged
from media.brief import (
    AmountConstraint,
    Budget,
    ExcludeConstraint,
    Kpi,
    ProtectConstraint,
    ShareConstraint,
    Where,
)
from media.policies.selection import kept_formats

Constraints = ShareConstraint | AmountConstraint | ExcludeConstraint | ProtectConstraint
_WHOLE = 0.02
"""How far equal shares may be from the whole and still mean all of it ("33% each")."""


def apply_rule(draft: Draft, proposal: Proposal) -> None:
    """Adds a KPI, a constraint or a brand safety rule; one that names the same is replaced."""
    value, path = proposal.value, proposal.path
    if proposal.op == "remove" and isinstance(value, Constraints):
        _release(draft, value)
        return
    if proposal.op == "remove":
        _drop(draft, path, str(value))
        return
    if isinstance(value, Kpi):
        rest = tuple(k for k in draft.brief.kpis if not _replaced(k, value))
        draft.put(kpis=merged(rest, value, key=by_metric))
    elif path == "/brand_safety":
        draft.put(brand_safety=merged(draft.brief.brand_safety, str(value)))
    elif isinstance(value, Each):
        _spread(draft, value, proposal)
    elif isinstance(value, Constraints):
        _constrain(draft, value)
    elif isinstance(value, Change):
        _adjust(draft, value)
    draft.cite(path, proposal.evidence)


def _spread(draft: Draft, each: Each, proposal: Proposal) -> None:
    """The bound for each market or format; amounts make the budget where none is named."""
    brief, bound = draft.brief, each.bound
    markets = [Where(market=country) for country in brief.geo.countries]
    formats = [Where.model_validate({"format": name}) for name in sorted(kept_formats(brief))]
    things = markets if each.of == "market" else formats
    if isinstance(bound, ShareConstraint):
        ends = {end: getattr(bound, end) for end in ("min", "max")}
        shares = {end: _even(v, len(things)) for end, v in ends.items() if v is not None}
        bound = bound.model_copy(update=shares)
    for where in things:
        _constrain(draft, bound.model_copy(update={"where": where}))
    if isinstance(bound, AmountConstraint) and brief.budget is None:
        total = (bound.min or bound.max or 0) * max(len(things), 1)
        draft.put(budget=Budget(amount=total))
        draft.cite("/budget", proposal.evidence)


def _even(share: float, count: int) -> float:
    """Equal shares that make nearly the whole make all of it: three thirds are not 99 %."""
    return 1 / count if abs(share * count - 1) <= _WHOLE else share


def by_metric(kpi: Kpi) -> tuple[str, float]:
    """How KPIs are sorted."""
    return kpi.metric, kpi.value


def by_kind(constraint: Constraints) -> tuple[str, str]:
    """How constraints are sorted."""
    return constraint.kind, str(constraint.where)


def _replaced(held: Kpi, new: Kpi) -> bool:
    """The same count, or the same target for people reached more often."""
    same = (held.metric, held.value) == (new.metric, new.value)
    return (held.counted == new.counted or same) and not _ends(held, new)


def _ends(held: Kpi, new: Kpi) -> bool:
    """Whether the two are the ends of a range of frequencies."""
    low, high = (held, new) if held.op == ">=" else (new, held)
    ends = (low.op, high.op) == (">=", "<=") and low.value < high.value
    return ends and held.metric == "FREQUENCY"


def _drop(draft: Draft, path: str, name: str) -> None:
    if path == "/kpis":
        draft.put(kpis=tuple(k for k in draft.brief.kpis if k.metric != name))
    elif path == "/brand_safety":
        draft.put(brand_safety=tuple(r for r in draft.brief.brand_safety if r != name))
    if not getattr(draft.brief, path[1:]):
        draft.forget(path)


def _release(draft: Draft, bound: Constraints) -> None:
    same = (bound.kind, bound.where)
    rest = tuple(c for c in draft.brief.constraints if (c.kind, c.where) != same)
    draft.put(constraints=rest)
    if not rest:
        draft.forget("/constraints")


def _adjust(draft: Draft, change: Change) -> None:
    """Moves the bounds of the amount that stands for the change's lines, if one stands."""
    for held in draft.brief.constraints:
        if isinstance(held, AmountConstraint) and held.where == change.where:
            low = None if held.min is None else change.of(held.min)
            high = None if held.max is None else change.of(held.max)
            _constrain(draft, held.model_copy(update={"min": low, "max": high}))


def _constrain(draft: Draft, value: Constraints) -> None:
    """Puts a rule in the place of the one that stands; a floor and a cap stand side by side."""
    value = _with_other_end(draft, value)
    rest = tuple(
        c for c in draft.brief.constraints if (c.kind, c.where) != (value.kind, value.where)
    )
    draft.put(constraints=merged(rest, value, key=by_kind))


def _with_other_end(draft: Draft, value: Constraints) -> Constraints:
    """A floor with the cap that stands, or a cap with the floor, where both can hold."""
    same = (value.kind, value.where)
    held = next((c for c in draft.brief.constraints if (c.kind, c.where) == same), None)
    if not isinstance(value, AmountConstraint | ShareConstraint) or not isinstance(
        held, AmountConstraint | ShareConstraint
    ):
        return value
    if value.max is None and held.min is None and (held.max or 0) >= (value.min or 0):
        return value.model_copy(update={"max": held.max})
    if value.min is None and held.max is None and (held.min or 0) <= (value.max or 0):
        return value.model_copy(update={"min": held.min})
    return value
