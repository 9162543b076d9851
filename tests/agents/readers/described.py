"""A Brief in one line, so that a test can state what a message says: "UK, £40k" -> "40000 GBP; GB".

Only what was stated: slots that were assumed stay out, and so does evidence.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from agents.understanding import understand
from media.brief import Brief, Where

TODAY = date(2026, 11, 20)


def described(*messages: str, today: date = TODAY) -> str:
    """What the messages say, slot by slot, joined by "; "."""
    return "; ".join(_slots(brief_of(*messages, today=today)))


def dates(*messages: str) -> str:
    """The dates alone, of the whole and of parts."""
    return "; ".join(_dates(brief_of(*messages)))


def brief_of(*messages: str, today: date = TODAY) -> Brief:
    """The Brief behind the last of the messages."""
    return understand(messages, today)[-1][1]


def _slots(brief: Brief) -> Iterator[str]:
    yield from _money(brief)
    yield from _dates(brief)
    yield from _lists("", brief.geo, ("countries", "regions", "cities", "excluded"))
    audience = brief.audience
    ranges = audience.age_ranges
    if ranges:
        yield "ages " + "+".join(f"{r.min or ''}-{r.max or ''}" for r in ranges)
    elif audience.age_min or audience.age_max:
        yield f"ages {audience.age_min or ''}-{audience.age_max or ''}"
    yield from _lists("", audience, ("genders", "interests", "segments", "languages", "devices"))
    yield from _lists("formats ", brief.formats, ("only", "include", "exclude"))
    yield from _lists("channels ", brief.channels, ("only", "include", "exclude"))
    yield from _goals(brief)
    yield from _rules(brief)


def _money(brief: Brief) -> Iterator[str]:
    if brief.budget is None:
        return
    budget = brief.budget
    upper = f"..{budget.max / 1e6:.10g}" if budget.max else ""
    period = f"/{budget.period}" if budget.period != "total" else ""
    tail = [budget.currency or "", "at most" if budget.at_most else "", budget.basis or ""]
    words = [f"{budget.amount / 1e6:.10g}{upper}", *tail]
    yield " ".join(w for w in words if w) + period


def _dates(brief: Brief) -> Iterator[str]:
    if brief.flight is not None and "flight" not in brief.assumed:
        yield f"{brief.flight.start}..{brief.flight.end}"
    for part in brief.flights:
        where = f"[{_cell(part.where)}]" if part.where is not None else ""
        yield f"{part.start}..{part.end}{where}"


def _lists(prefix: str, holder: object, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        found = sorted(getattr(holder, name))
        if found:
            plain = name == "countries" or (not prefix and name == "regions")
            yield ("" if plain else f"{prefix}{name} ") + ",".join(found)


def _goals(brief: Brief) -> Iterator[str]:
    for slot in ("objective", "priority", "category", "advertiser", "product"):
        value = getattr(brief, slot)
        if value is not None and slot not in brief.assumed:
            yield f"{slot} {value}"
    for kpi in brief.kpis:
        k = f" {kpi.k}+" if kpi.k else ""
        yield f"{kpi.metric}{k} {kpi.op} {kpi.value:.10g}"
    if brief.frequency_cap is not None:
        yield f"cap {brief.frequency_cap.impressions}/{brief.frequency_cap.per}"
    yield from _lists("", brief, ("brand_safety",))


def _rules(brief: Brief) -> Iterator[str]:
    for rule in brief.constraints:
        low, high = (getattr(rule, edge, None) for edge in ("min", "max"))
        scale = 1e6 if rule.kind == "amount" else 1
        edges = [f"{e / scale:g}" if e is not None else "" for e in (low, high)]
        bounds = f" {'..'.join(edges)}" if any(edges) else ""
        yield f"{rule.kind} {_cell(rule.where)}{bounds}"


def _cell(where: Where) -> str:
    return "/".join(str(value) for _, value in where if value is not None)
