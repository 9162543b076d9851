"""The audience: ages, which replace one another, and traits, which add up."""

from __future__ import annotations

from agents.readers.findings.proposals import Ages, Proposal
from agents.reducer.draft import Draft, merged
from media.brief import AgeRange, Audience


def apply_ages(draft: Draft, proposal: Proposal) -> None:
    """Sets the ages: one range as bounds, several as ranges; `remove` sets them free."""
    if proposal.op == "remove":
        _write_ages(draft, (), proposal)
    elif isinstance(proposal.value, Ages):
        _write_ages(draft, proposal.value.ranges, proposal)


def _write_ages(draft: Draft, ranges: tuple[AgeRange, ...], proposal: Proposal) -> None:
    single = ranges[0] if len(ranges) == 1 else None
    update = {
        "age_min": single.min if single else None,
        "age_max": single.max if single else None,
        "age_ranges": () if single else ranges,
    }
    draft.put(audience=draft.brief.audience.model_copy(update=update))
    for pointer in ("age_min", "age_max", "age_ranges"):
        draft.forget(f"/audience/{pointer}")
        if update[pointer] not in (None, ()):
            draft.cite(f"/audience/{pointer}", proposal.evidence, replace=True)


def apply_trait(draft: Draft, proposal: Proposal) -> None:
    """Adds, narrows to or takes out a gender, interest, segment, language or device."""
    slot = proposal.path.rpartition("/")[2]
    held: tuple[str, ...] = getattr(draft.brief.audience, slot)
    value = str(proposal.value)
    if proposal.op == "remove":
        new = tuple(v for v in held if v != value)
    elif proposal.op == "only" and proposal.path not in draft.fresh:
        new = (value,)
    else:
        new = merged(held, value)
    _put_audience(draft, slot, new)
    if proposal.op != "remove":
        draft.cite(proposal.path, proposal.evidence, replace=proposal.op == "only")
    elif not new:
        draft.forget(proposal.path)


def _put_audience(draft: Draft, slot: str, value: tuple[str, ...]) -> None:
    audience: Audience = draft.brief.audience.model_copy(update={slot: value})
    draft.put(audience=audience)
