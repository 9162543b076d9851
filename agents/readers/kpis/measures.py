"""The numbers a campaign is held to: its frequency cap, its targets, and what they are for."""

from __future__ import annotations

from collections.abc import Iterator

from agents.readers.findings.proposals import Op, Proposal, Value
from agents.readers.kpis.caps import read_cap
from agents.readers.kpis.caps_again import read_cap_again
from agents.readers.kpis.count_again import read_count_again
from agents.readers.kpis.goals import Goal, read_aim, read_reach_aim
from agents.readers.kpis.kpi_again import read_kpi_again
from agents.readers.kpis.kpis import KpiSpan, read_kpis
from agents.readers.kpis.people_counts import read_people_counts
from agents.readers.kpis.repeats import Repeat, effective
from agents.readers.text.message import Message
from media.brief import Brief
from media.plan import Fact


class Measures:
    """Cap and targets of one message; reading them claims their words."""

    def __init__(self, message: Message, brief: Brief, repeats: list[Repeat]) -> None:
        """`repeats` say how often people are to be reached."""
        self.message, self.brief = message, brief
        self.proposals: list[Proposal] = []
        self.decisions: list[Fact] = []
        self._cap()
        self.named = read_kpis(message)
        self._targets(repeats)
        self._again()

    def aims(self) -> Iterator[Goal]:
        """The objectives that the targets tell: "50k app installs", "objective is reach - 2M"."""
        for span in self.named:
            if span.kpi.metric == "REACH":
                yield from read_reach_aim(self.message, span.first, span.last)
        if self.brief.objective is None:
            for span in self.named:
                if span.kpi.metric in _AIMS:
                    yield from read_aim(self.message, span.first, span.last)

    def _cap(self) -> None:
        standing = self.brief.frequency_cap
        cap = read_cap(self.message, standing)
        if cap is None and standing is not None:
            cap = read_cap_again(self.message, standing)
        if cap is not None and cap.cap is not None:
            self._propose("/frequency_cap", "set", cap.cap, cap.first, cap.last)
        elif cap is not None:
            self._propose("/frequency_cap", "remove", "", cap.first, cap.last)

    def _targets(self, repeats: list[Repeat]) -> None:
        spans: list[KpiSpan] = [*self.named, *read_people_counts(self.message, self.named)]
        for span in effective(self.message, spans, repeats, self.brief):
            if span.kpi.is_target or span.kpi.counted != span.kpi.metric:
                self._propose("/kpis", "add", span.kpi, span.first, span.last)
            else:
                self._propose("/kpis", "remove", span.kpi.metric, span.first, span.last)

    def _again(self) -> None:
        """Targets of the Brief with another number ("rather 12")."""
        again = read_kpi_again(self.message, self.brief)
        if again is not None:
            self._propose("/kpis", "add", again.kpi, again.first, again.last)
            self.message.claim(again.first, again.last)
        counted = read_count_again(self.message, self.brief)
        if counted is None:
            return
        if counted.sure:
            self._propose("/kpis", "add", counted.kpi, counted.first, counted.last)
        else:
            self.decisions.append(counted.question)
        self.message.claim(counted.first, counted.last)

    def _propose(self, path: str, op: Op, value: Value, first: int, last: int) -> None:
        words = (self.message.evidence(first, last),)
        self.proposals.append(Proposal(path, op, value, words))


_AIMS = frozenset(("CONVERSIONS", "CLICKS", "COMPLETIONS"))
"""Counts that are what a campaign is for."""
