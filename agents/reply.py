"""What the agents answer: structure only, which the surfaces put into words."""

from __future__ import annotations

from dataclasses import dataclass

from desk.results import HistoryAnswer, Planned
from media.brief import Brief
from media.conversation import TokenUse, TurnKind
from media.errors import Infeasible
from media.plan import Fact, MediaPlan


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one message. `brief` is the Brief after it; `said` are sentences in order.

    `planned` is a new stored version with `previous` the one before, `asked` the slots that a
    question is about, `infeasible` why no plan could be made, `tried` a plan that was only tried
    out ("what if"), `uses` what model calls cost.
    """

    kind: TurnKind
    language: str
    brief: Brief
    said: tuple[Fact, ...] = ()
    planned: Planned | None = None
    previous: MediaPlan | None = None
    tried: MediaPlan | None = None
    history: HistoryAnswer | None = None
    infeasible: Infeasible | None = None
    asked: tuple[str, ...] = ()
    uses: tuple[TokenUse, ...] = ()
