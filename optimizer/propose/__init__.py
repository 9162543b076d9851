"""From candidate lines to the plan: frontier, advocates' corners, bargaining, reasons.

Outside, use `propose(request) -> Proposal` and `possible(request)`, whether there is any plan;
`Candidate`, `PlanRequest` and `Proposal` are their plain data.
"""

from __future__ import annotations

from optimizer.propose.make import propose
from optimizer.propose.nearest import possible
from optimizer.propose.proposal import Allocated, Proposal
from optimizer.propose.request import Candidate, PlanRequest

__all__ = ["Allocated", "Candidate", "PlanRequest", "Proposal", "possible", "propose"]
