"""What the ages and traits of a message do to the audience of the Brief."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.ages import AgeSpan
from agents.readers.message import Message
from agents.readers.proposals import Ages, Op, Proposal
from agents.readers.traits import Trait
from media.brief import AgeRange, Brief


class Audiences:
    """Turns the people of one message into proposals, against the Brief that stands."""

    def __init__(
        self, message: Message, brief: Brief, ages: Sequence[AgeSpan], traits: Sequence[Trait]
    ) -> None:
        """`traits` are genders, interests, segments, languages and devices."""
        self.message, self.brief = message, brief
        self.ages, self.traits = ages, traits

    def proposals(self) -> list[Proposal]:
        """One proposal for all ages, then one a trait."""
        return [*self._of_ages(), *(self._of_trait(trait) for trait in self.traits)]

    def _of_ages(self) -> list[Proposal]:
        if not self.ages:
            return []
        evidence = tuple(self.message.evidence(a.first, a.last) for a in self.ages)
        value = Ages(_merged([a.ages for a in self.ages]))
        return [Proposal("/audience/age", "set", value, evidence)]

    def _of_trait(self, trait: Trait) -> Proposal:
        words = (self.message.evidence(trait.first, trait.last),)
        return Proposal(f"/audience/{trait.slot}", self._op(trait), trait.value, words)

    def _op(self, trait: Trait) -> Op:
        if trait.operator in ("not", "remove"):
            return "remove"
        return "only" if trait.operator == "only" else "add"


def _merged(ranges: Sequence[AgeRange]) -> tuple[AgeRange, ...]:
    """Sorted ranges, with those that touch or overlap as one."""
    merged: list[AgeRange] = []
    for ages in sorted(ranges, key=lambda a: (a.min or 0, a.max or 200)):
        last = merged[-1] if merged else None
        if last is not None and (last.max is None or (ages.min or 0) <= last.max + 1):
            high = None if last.max is None or ages.max is None else max(last.max, ages.max)
            merged[-1] = AgeRange(min=last.min, max=high)
        else:
            merged.append(ages)
    return tuple(merged)
