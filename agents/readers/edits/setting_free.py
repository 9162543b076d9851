"""All that a message sets free of what stands: targets, bounds, topics, protections, cells."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.edits.allowing import topics_added, topics_allowed
from agents.readers.edits.freeing import freed_rules
from agents.readers.edits.lifting import lifting, read_lifts
from agents.readers.edits.unprotecting import lifted_protections, unprotected
from agents.readers.findings.proposals import Proposal
from agents.readers.findings.targets import Target
from agents.readers.money.bounds import lifted_bounds
from agents.readers.text.message import Message
from media.brief import Brief

_REACH = frozenset(("REACH", "kpis"))


class SetFree:
    """What is set free by one message; reading it claims its words."""

    def __init__(
        self, message: Message, brief: Brief, former: Brief | None, targets: Sequence[Target]
    ) -> None:
        """`former` is the Brief before the last change of `brief`."""
        bounds = [*lifted_bounds(message, brief, targets)]
        self.proposals: list[Proposal] = []
        self.reach = False
        """Whether how often people are to be reached is set free."""
        for lift in read_lifts(message, brief):
            self.proposals += lifting(lift, message, brief)
            self.reach = self.reach or lift.slot in _REACH
        self.proposals += [*topics_allowed(message, brief), *topics_added(message, brief)]
        protections = [*lifted_protections(message, brief, targets)]
        cells = [*freed_rules(message, brief, former, targets)]
        released = (*bounds, *protections, *cells)
        self.proposals += [release.proposal for release in released]
        self.named = unprotected(message, targets).union(*(r.named for r in released))
        """The first tokens of what is set free: no bound is put on it."""
        self.cells = frozenset[int]().union(*(release.named for release in cells))
        """Those that only name the cell of a rule: they are not asked for."""
