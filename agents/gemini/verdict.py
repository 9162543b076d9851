"""What becomes of a model's claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agents.gemini.answers import Claim
from agents.readers.findings.proposals import BudgetValue, Dated, Proposal
from media.evidence import Evidence

Reason = Literal[
    "no_quote",
    "explained",
    "unread",
    "read_otherwise",
    "unknown_id",
    "opposite",
    "against_the_brief",
    "background",
]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Money or dates that were understood in two ways: a person has to choose.

    `ours` is what the Brief or our reader says, `theirs` what the model says or adds.
    """

    slot: Literal["budget", "flight"]
    ours: BudgetValue | Dated
    theirs: BudgetValue | Dated
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A meaning of the words that nobody but the model vouches for: to be offered, not applied."""

    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim that is dropped, and why."""

    claim: Claim
    why: Reason


Verdict = Proposal | Disagreement | Suggestion | Rejected
