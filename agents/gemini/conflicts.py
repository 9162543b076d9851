"""What was said before, by a person: a model's claim never goes against it."""

from __future__ import annotations

from agents.readers import Reading
from agents.readers.findings.proposals import BudgetValue, Dated, PlaceValue, Proposal
from media.brief import Brief, ExcludeConstraint, Kpi

_SINGLE = ("/objective", "/priority", "/audience/age", "/frequency_cap")


def standing(path: str, brief: Brief, reading: Reading) -> BudgetValue | Dated | None:
    """The budget or dates that stand: said in this message, or earlier and not assumed."""
    said = next((p.value for p in reading.proposals if p.path == path), None)
    if isinstance(said, BudgetValue | Dated):
        return said
    if path == "/budget" and brief.budget is not None:
        budget = brief.budget
        return BudgetValue(
            budget.amount, budget.max, budget.currency, budget.period, budget.at_most, budget.basis
        )
    if path == "/flight" and brief.flight is not None and "flight" not in brief.assumed:
        return Dated(brief.flight.start, brief.flight.end)
    return None


def contradicts(proposal: Proposal, brief: Brief, reading: Reading) -> bool:
    """Whether a stated fact or hard rule, of this message or before, speaks against it."""
    if proposal.path in _SINGLE:
        return _stated(proposal.path, brief) or any(
            p.path == proposal.path for p in reading.proposals
        )
    if proposal.path.startswith(("/formats/", "/channels/")):
        return _against_lists(proposal, brief, reading)
    if isinstance(proposal.value, PlaceValue):
        return _against_places(proposal, proposal.value, brief, reading)
    if isinstance(proposal.value, Kpi):
        return any(k.metric == proposal.value.metric for k in _kpis(brief, reading))
    return _against_said(proposal, brief, reading)


def _stated(path: str, brief: Brief) -> bool:
    if path == "/audience/age":
        audience = brief.audience
        return (audience.age_min, audience.age_max, audience.age_ranges) != (None, None, ())
    slot = path.removeprefix("/")
    return getattr(brief, slot) is not None and slot not in brief.assumed


def _against_lists(proposal: Proposal, brief: Brief, reading: Reading) -> bool:
    kind, listing = proposal.path.strip("/").split("/")
    held = {name: set(getattr(getattr(brief, kind), name)) for name in ("only", "include")}
    shut = set(getattr(brief, kind).exclude) | _shut_out(kind, brief)
    for said in reading.proposals:
        if said.path == f"/{kind}/exclude":
            shut.add(str(said.value))
        elif said.path in (f"/{kind}/only", f"/{kind}/include"):
            held[said.path.rpartition("/")[2]].add(str(said.value))
    value = str(proposal.value)
    if listing == "exclude":
        return value in held["only"] | held["include"]
    if listing == "only" and (held["only"] | held["include"]) - {value}:
        return True
    return value in shut or bool(held["only"] and value not in held["only"])


def _shut_out(kind: str, brief: Brief) -> set[str]:
    """Formats or channels that an exclusion rule names alone."""
    key = kind.removesuffix("s")
    rules = (c.where for c in brief.constraints if isinstance(c, ExcludeConstraint))
    return {str(getattr(where, key)) for where in rules if str(where) == getattr(where, key)}


def _against_places(proposal: Proposal, place: PlaceValue, brief: Brief, reading: Reading) -> bool:
    shut = set(brief.geo.excluded) | {
        str(c.where.market) for c in brief.constraints if isinstance(c, ExcludeConstraint)
    }
    wanted = set(brief.geo.countries)
    for said in reading.proposals:
        if isinstance(said.value, PlaceValue):
            (wanted if said.op in ("add", "only") else shut).add(said.value.code)
        if said.path.startswith("/geo") and said.op == "only":
            shut.add(place.code)
    return place.code in (shut if proposal.op == "add" else wanted)


def _kpis(brief: Brief, reading: Reading) -> list[Kpi]:
    return [*brief.kpis, *(p.value for p in reading.proposals if isinstance(p.value, Kpi))]


def _against_said(proposal: Proposal, brief: Brief, reading: Reading) -> bool:
    """Whether this message says the opposite, or the Brief's genders are others."""
    for said in reading.proposals:
        if (said.path, said.value) == (proposal.path, proposal.value) and said.op != proposal.op:
            return True
    if proposal.path == "/audience/genders":
        said_genders = {p.value for p in reading.proposals if p.path == proposal.path}
        return bool(({*brief.audience.genders} | said_genders) - {proposal.value})
    held = getattr(brief.audience, proposal.path.rpartition("/")[2], ())
    return proposal.op == "remove" and proposal.value in held
