"""From a proposal's numbers to an immutable MediaPlan."""

from __future__ import annotations

from datetime import date

from pydantic import JsonValue

from media.brief import Brief
from media.plan import Fact, LineEvidence, LineItem, MediaPlan
from optimizer.propose import Allocated, Candidate, Proposal


def assemble(
    *,
    plan_id: str,
    version: int,
    brief: Brief,
    currency: str,
    candidates: tuple[Candidate, ...],
    proposal: Proposal,
    notes: tuple[Fact, ...],
    fit: str,
    catalog: str,
    today: date,
) -> MediaPlan:
    """The plan version; lines with money only, in the candidates' order."""
    by_id = {candidate.id: candidate for candidate in candidates}
    lines = tuple(_line(a, by_id[a.id], fit) for a in proposal.lines if a.spend > 0)
    total = sum(line.budget for line in lines)
    return MediaPlan(
        id=plan_id,
        version=version,
        currency=currency,
        total=total,
        unspent=proposal.unspent,
        lines=lines,
        reach=round(proposal.reach),
        frequency=round(proposal.impressions / proposal.reach, 4) if proposal.reach else 0.0,
        cpm=cost_per_thousand(total, proposal.impressions),
        gap=proposal.gap,
        intervals=proposal.intervals,
        chance=proposal.chance,
        alternatives=proposal.alternatives,
        frontier=proposal.frontier,
        assumptions=(*assumptions(brief), *notes),
        reasons=proposal.reasons,
        warnings=proposal.warnings,
        changes=proposal.changes,
        brief=brief,
        made_on=today,
        catalog=catalog,
    )


def cost_per_thousand(micros: int, impressions: float) -> int:
    """CPM in micros, to the nearest one; 0 when nothing is shown."""
    return round(micros * 1000 / impressions) if impressions else 0


def assumptions(brief: Brief) -> tuple[Fact, ...]:
    """One Fact a slot that nobody stated, with the value that was taken."""
    data = brief.model_dump(mode="json")
    return tuple(
        Fact(code="assumed", values={"slot": slot, "value": _value(data, slot)})
        for slot in brief.assumed
    )


def _value(data: dict[str, JsonValue], pointer: str) -> JsonValue:
    value: JsonValue = data
    for key in pointer.strip("/").replace(".", "/").split("/"):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _line(allocated: Allocated, candidate: Candidate, fit: str) -> LineItem:
    return LineItem(
        id=candidate.id,
        market=candidate.market,
        region=candidate.region,
        city=candidate.city,
        format=candidate.format,
        channel=candidate.channel,
        start=candidate.flight.start,
        end=candidate.flight.end,
        budget=allocated.spend,
        cpm=cost_per_thousand(allocated.spend, allocated.impressions),
        impressions=round(allocated.impressions),
        reach=round(allocated.reach),
        evidence=LineEvidence(
            comparables=candidate.forecast.comparables,
            fit=fit,
            seller=candidate.seller,
            cpm=allocated.cpm_interval,
            impressions=allocated.impressions_interval,
            sell_through=candidate.sell_through,
        ),
    )
