"""What the ages and traits of a message do to the audience of the Brief."""

from __future__ import annotations

from collections.abc import Sequence

from agents.readers.audience.ages import AgeSpan
from agents.readers.audience.more_ages import changed
from agents.readers.findings.proposals import Ages, Op, Proposal
from agents.readers.findings.traits import Trait
from agents.readers.text.exchanges import Exchanges
from agents.readers.text.message import Message
from media.brief import Brief

_EXCHANGED = ("genders", "interests")


class Audiences:
    """Turns the people of one message into proposals, against the Brief that stands."""

    def __init__(
        self, message: Message, brief: Brief, ages: Sequence[AgeSpan], traits: Sequence[Trait]
    ) -> None:
        """`traits` are genders, interests, segments, languages and devices."""
        self.message, self.brief = message, brief
        self.exchanges = Exchanges(message, brief)
        self.ages = self.exchanges.kept(ages)
        self.traits = traits
        self.replaced, self.replacing = self._exchanged()

    def proposals(self) -> list[Proposal]:
        """One proposal for all ages, then one a trait."""
        wanted = [t for t in self.traits if t not in self.replaced]
        gone = (self._gone(trait) for trait in self.replaced if self._stands(trait))
        return [*self._of_ages(), *gone, *(self._of_trait(trait) for trait in wanted)]

    def _exchanged(self) -> tuple[list[Trait], list[Trait]]:
        """What gives way to another of its kind, and those others ("women instead of men")."""
        kinds = ([t for t in self.traits if t.slot == slot] for slot in _EXCHANGED)
        pairs = [(a, b) for kind in kinds for a, b in self.exchanges.pairs(kind)]
        apart = [(a, b) for a, b in pairs if a.first != b.first]
        return [old for old, _ in apart], [new for _, new in apart]

    def _stands(self, trait: Trait) -> bool:
        """Whether an interest that gives way is one of the Brief; the one gender goes anyway."""
        return trait.slot == "interests" and trait.value in self.brief.audience.interests

    def _gone(self, trait: Trait) -> Proposal:
        words = (self.message.evidence(trait.first, trait.last),)
        return Proposal(f"/audience/{trait.slot}", "remove", trait.value, words)

    def _of_ages(self) -> list[Proposal]:
        if not self.ages:
            return []
        evidence = tuple(self.message.evidence(a.first, a.last) for a in self.ages)
        wanted = changed(self.message, self.brief.audience, self.ages, self.traits)
        if not wanted:
            return [Proposal("/audience/age", "remove", "", evidence)]
        return [Proposal("/audience/age", "set", Ages(wanted), evidence)]

    def _of_trait(self, trait: Trait) -> Proposal:
        words = (self.message.evidence(trait.first, trait.last),)
        return Proposal(f"/audience/{trait.slot}", self._op(trait), trait.value, words)

    def _op(self, trait: Trait) -> Op:
        if trait.operator in ("not", "remove"):
            return "remove"
        alone = trait.operator == "only" or (trait.slot == "genders" and trait in self.replacing)
        return "only" if alone or self._turned(trait) else "add"

    def _turned(self, trait: Trait) -> bool:
        """Whether a gender is said outright, so that it takes the place of the one that stands."""
        stands = trait.slot == "genders" and bool(self.brief.audience.genders)
        return stands and not trait.operator and not self._joined(trait)

    def _joined(self, trait: Trait) -> bool:
        """ "And men", "also reach men": one more than those that stand."""
        near = range(max(0, trait.first - _VERB), trait.first)
        also = (self.message.before.get(i) for i in near)
        first = all(t.first >= trait.first for t in self.traits if t.slot == trait.slot)
        opens = first and self.message.fold(trait.first - 1) in _AND
        return opens or any(hit is not None and hit.entry == "add" for hit in also)


_VERB = 2
"""How many tokens before a gender "also" stands that is of it."""
_AND = frozenset(("and", "&", "+", "y", "e", "und", "et", "och", "en", "ed"))
