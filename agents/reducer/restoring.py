"""One slot put back to what it was before its last change ("keep the old dates", "back to 12")."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agents.readers.findings.proposals import Former, Proposal
from agents.reducer.correcting import put_back
from agents.reducer.rules import by_metric
from media.brief import Brief

_AGES = ("age_min", "age_max", "age_ranges")
_UNIT = 1_000_000
_THOUSAND = 1000


def restored(brief: Brief, past: Sequence[Brief], proposals: Iterable[Proposal]) -> Brief:
    """The Brief with the slots of the proposals as they were; one never changed stays."""
    for proposal in proposals:
        value = proposal.value
        if isinstance(value, Former):
            brief = _former(brief, past, proposal.path[1:], value)
    return brief


def _former(brief: Brief, past: Sequence[Brief], slot: str, former: Former) -> Brief:
    known = past[-1:] if former.latest else past
    for before in known if former.first else reversed(known):
        if former.value is not None:
            found = _valued(brief, before, former)
        elif former.metric is not None:
            found = _metric(brief, before, former.metric)
        else:
            found = _slot(brief, before, slot)
        if found is not None:
            return found
    return brief


def _slot(brief: Brief, before: Brief, slot: str) -> Brief | None:
    """The slot as it was in a Brief where it was another and not empty."""
    if slot == "audience/age":
        held = {name: getattr(before.audience, name) for name in _AGES}
        now = {name: getattr(brief.audience, name) for name in _AGES}
        if held == now or not any(held.values()):
            return None
        return brief.model_copy(update={"audience": brief.audience.model_copy(update=held)})
    empty, held_slot = getattr(Brief(), slot), getattr(before, slot)
    if held_slot in (empty, getattr(brief, slot)):
        return None
    return put_back(brief, before, slot)


def _metric(brief: Brief, before: Brief, metric: str) -> Brief | None:
    """The targets of one metric as they were in a Brief where they were others."""
    held = [k for k in before.kpis if k.metric == metric]
    if not held or set(held) <= set(brief.kpis):
        return None
    rest = [k for k in brief.kpis if k.metric != metric]
    return brief.model_copy(update={"kpis": tuple(sorted([*rest, *held], key=by_metric))})


def _valued(brief: Brief, before: Brief, former: Former) -> Brief | None:
    """The KPI, the cap or the budget that had the value before and has another now."""
    for kpi in before.kpis:
        if kpi.value == former.value and former.metric in (None, kpi.metric):
            return _metric(brief, before, kpi.metric)
    if former.metric is not None:
        return None
    cap, budget = before.frequency_cap, before.budget
    if cap is not None and cap.impressions == former.value:
        return _slot(brief, before, "frequency_cap")
    amounts = [former.value * _UNIT * scale for scale in (1, _THOUSAND)] if former.value else []
    if budget is not None and budget.amount in amounts:
        return _slot(brief, before, "budget")
    return None
