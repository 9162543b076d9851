"""Proposals onto a Brief, one after the other, each by the room of its slot."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.findings.proposals import Proposal
from agents.readers.numbers.currencies import resolve, written_in
from agents.readers.numbers.currency_words import GROUPS
from agents.readers.text.gazetteer import currency_of
from agents.readers.turn import Reading
from agents.reducer.audience import apply_ages, apply_trait
from agents.reducer.cells import follow_wholes
from agents.reducer.correcting import corrected
from agents.reducer.draft import Draft
from agents.reducer.flights import apply_flight
from agents.reducer.geo import apply_geo
from agents.reducer.money import apply_budget
from agents.reducer.part_flights import settle_parts
from agents.reducer.readmitting import readmitted
from agents.reducer.restoring import restored
from agents.reducer.rules import apply_rule
from agents.reducer.sums import follow_parts
from agents.reducer.wishes import apply_wish
from media.brief import Brief


def reduce(brief: Brief, reading: Reading, past: Sequence[Brief] = ()) -> Brief:
    """The Brief with all proposals of the reading applied. `assumed` and `missing` stay empty.

    `past` are the Briefs before it, the last one last: a correction goes back to that one.
    """
    if not reading.proposals:
        return brief
    stated = [*readmitted(past, reading.proposals)]
    changes = [p for p in stated if p.op != "restore"]
    former = [p for p in stated if p.op == "restore"]
    brief = corrected(brief, past[-1] if past else None, changes)
    brief = restored(brief, past, former)
    draft = Draft(brief, dict(brief.evidence))
    for proposal in sorted(changes, key=_turn):
        _apply(draft, proposal)
    return _settled(draft, brief)


_ORDER = ("swap", "remove", "exclude", "only", "set", "add", "raise", "cut", "shift")


def _turn(proposal: Proposal) -> tuple[int, int]:
    """Removals first, so that "drop Spain, add Italy" never meets itself; constraints last."""
    return _ORDER.index(proposal.op), proposal.path == "/constraints"


def _apply(draft: Draft, proposal: Proposal) -> None:
    path = proposal.path
    if path == "/budget":
        apply_budget(draft, proposal)
    elif path == "/budget/currency":
        draft.cite(path, proposal.evidence, replace=True)
    elif path in ("/flight", "/flights", "/flight/end"):
        apply_flight(draft, proposal)
    elif path.startswith("/geo"):
        apply_geo(draft, proposal)
    elif path == "/audience/age":
        apply_ages(draft, proposal)
    elif path.startswith("/audience/"):
        apply_trait(draft, proposal)
    elif path.startswith(("/formats", "/channels")):
        apply_wish(draft, proposal)
    elif path in ("/kpis", "/constraints", "/brand_safety"):
        apply_rule(draft, proposal)
    elif proposal.op == "remove":
        draft.put(**{path[1:]: None})
        draft.forget(path)
    else:
        draft.put(**{path[1:]: proposal.value})
        draft.cite(path, proposal.evidence, replace=True)


def _kept(before: Brief, brief: Brief, written: str | None) -> str | None:
    """The currency that stands for a whole Brief, while a market that pays in it stays.

    A market added later turns Canadian dollars into others only when it pays in dollars itself,
    and one that goes turns no dollars into pesos; a currency written as a code always counts.
    """
    if before.budget is None or (written is not None and written not in GROUPS):
        return None
    stays = set(before.geo.countries) & set(brief.geo.countries)
    currency = before.budget.currency
    if stays and stays != set(before.geo.countries):
        return currency
    return currency if any(currency_of(country) == currency for country in stays) else None


def _settled(draft: Draft, before: Brief) -> Brief:
    brief = draft.brief
    if brief.budget is not None:
        written = next(
            (written_in(e.text) for e in draft.evidence.get("/budget/currency", ())), None
        )
        currency = resolve(written, brief.geo.countries)
        foreign = currency not in {currency_of(country) for country in brief.geo.countries}
        fewer = not set(before.geo.countries) <= set(brief.geo.countries)
        if (foreign or fewer) and "/budget/currency" not in draft.fresh:
            currency = _kept(before, brief, written) or currency
        draft.put(budget=brief.budget.model_copy(update={"currency": currency}))
    settle_parts(draft, before)
    follow_parts(draft, before)
    follow_wholes(draft, before)
    if draft.brief.objective is None and draft.brief.priority == "reach":
        draft.put(objective="REACH")
    return draft.brief.model_copy(update={"evidence": draft.evidence, "assumed": (), "missing": ()})
