"""From candidate lines to the plan: frontier, advocates' corners, bargaining, reasons.

Outside, use `propose(request) -> Proposal`; `Candidate`, `PlanRequest` and `Proposal` are its
plain data.
"""

from __future__ import annotations

from optimizer.propose.make import propose
from optimizer.propose.proposal import Allocated, Proposal
from optimizer.propose.request import Candidate, PlanRequest

__all__ = ["Allocated", "Candidate", "PlanRequest", "Proposal", "propose"]
