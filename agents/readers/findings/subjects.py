"""What the subject of a mail may add: the slots that neither the mail nor the Brief fills."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.findings.proposals import Proposal
from media.brief import Brief

_FILLED = frozenset(("advertiser", "product", "budget", "flight", "geo"))
"""What subjects are trusted with; rules and audiences are said in the mail itself."""


def filling(
    said: Sequence[Proposal], subject: Sequence[Proposal], brief: Brief
) -> tuple[Proposal, ...]:
    """What is said, and of the subject what is open still, or a client it is surer of."""
    sure = [p for p in subject if p.path == "/advertiser" and brief.advertiser is None]
    said = [
        p for p in said if not any(s.path == p.path and s.certainty > p.certainty for s in sure)
    ]
    told = {_slot(p) for p in said} | {slot for slot in _FILLED if _stands(brief, slot)}
    return (*said, *(p for p in subject if _slot(p) in _FILLED - told))


def _slot(proposal: Proposal) -> str:
    slot = proposal.path.split("/")[1]
    return "flight" if slot == "flights" else slot


def _stands(brief: Brief, slot: str) -> bool:
    return bool(brief.geo.countries if slot == "geo" else getattr(brief, slot))
