"""Budgets: set, raised and cut."""

from __future__ import annotations

from agents.readers.findings.proposals import BudgetValue, Change, Proposal
from agents.reducer.draft import STEPPED, Draft
from media.brief import Budget


def apply_budget(draft: Draft, proposal: Proposal) -> None:
    """Sets the budget, or changes the one that stands."""
    value, standing = proposal.value, draft.brief.budget
    if isinstance(value, BudgetValue):
        kept = standing or Budget(amount=0)
        period = value.period or ("total" if standing is None else kept.period)
        at_most = _at_most(draft, value, proposal)
        draft.put(
            budget=Budget(
                amount=value.amount or kept.amount,
                max=value.max if value.amount else kept.max,
                currency=kept.currency,
                period=period,
                at_most=at_most,
                basis=value.basis or kept.basis,
            )
        )
        draft.cite("/budget", proposal.evidence, replace=True)
    elif isinstance(value, Change) and standing is not None:
        amount = value.of(standing.amount)
        upper = None if standing.max is None else value.of(standing.max)
        draft.put(budget=standing.model_copy(update={"amount": amount, "max": upper}))
        draft.fresh.add(STEPPED)
        draft.cite("/budget", proposal.evidence)


def _at_most(draft: Draft, value: BudgetValue, proposal: Proposal) -> bool:
    """Whether less is fine: as it is said now, else as somebody said of the budget that stands.

    That an alternative was chosen which spends less says nothing of another amount.
    """
    if value.at_most is None:
        return _AT_MOST in draft.evidence and draft.brief.budget is not None
    draft.forget(_AT_MOST)
    if value.at_most:
        draft.cite(_AT_MOST, proposal.evidence)
    return value.at_most


_AT_MOST = "/budget/at_most"
