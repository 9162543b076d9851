"""Whether the model's value is the value that our own reader reads from the same words."""

from __future__ import annotations

from collections.abc import Sequence

from agents.gemini.answers import Claim
from agents.readers.findings.proposals import BudgetValue, Dated, Proposal
from agents.readers.numbers.currencies import resolve
from media.brief import Kpi, ShareConstraint

_CLOSE = 1e-9


def same(
    ours: Proposal, claim: Claim, all_ours: Sequence[Proposal], countries: Sequence[str]
) -> bool:
    """Whether both say the same. A part that one of them leaves open does not differ, except
    an amount, a day, or an end of a range.
    """
    mine, theirs = ours.value, claim.value
    if isinstance(mine, BudgetValue) and isinstance(theirs, BudgetValue):
        return _same_budget(mine, theirs, countries)
    if isinstance(mine, Dated) and isinstance(theirs, Dated):
        return (mine.start, mine.end) == (theirs.start, theirs.end)
    if isinstance(mine, Kpi) and isinstance(theirs, Kpi):
        return (mine.metric, mine.op) == (theirs.metric, theirs.op) and _close(
            mine.value, theirs.value
        )
    if isinstance(mine, ShareConstraint) and isinstance(theirs, ShareConstraint):
        return mine.where == theirs.where and _ends(mine, theirs)
    return ours.op == claim.op and mine == theirs


def _same_budget(mine: BudgetValue, theirs: BudgetValue, countries: Sequence[str]) -> bool:
    if (mine.amount, mine.max) != (theirs.amount, theirs.max):
        return False
    if (mine.period or "total") != (theirs.period or "total"):
        return False
    currency = resolve(mine.currency, countries)
    return None in (theirs.currency, currency) or theirs.currency == currency


def _ends(mine: ShareConstraint, theirs: ShareConstraint) -> bool:
    pairs = ((mine.min, theirs.min), (mine.max, theirs.max))
    return all((a is None) == (b is None) and _close(a or 0.0, b or 0.0) for a, b in pairs)


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other), 1.0)
