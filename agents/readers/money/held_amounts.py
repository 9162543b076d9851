"""Amounts said again that stand already: "the 150k for the UK was wrong, should be 140k".

Such an amount only names what the other one changes: it takes its place, or comes on top of it or
off ("take 20k off the 150k for the UK").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from agents.readers.findings.proposals import Change
from agents.readers.money.budget_portions import BudgetPortions
from agents.readers.numbers.amounts import Amount
from agents.readers.numbers.budget_words import BudgetReading, Money, micros_of
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import AmountConstraint

_BESIDE = 3
"""How many tokens before an amount the words may begin that deny it."""


class HeldAmounts(BudgetPortions):
    """Adds what is said beside an amount that stands."""

    def _retold_part(self) -> Money | None:
        """The one of two amounts that takes the place of the other, which a part has."""
        if not (self.standing and self.parts and len(self.amounts) == 2):
            return None
        one, two = self.amounts
        told = self._told_wrong(one.first, two.last)
        for old, new in ((one, two), (two, one)):
            held = self._held_with(old)
            if held is None or micros_of(new.value) in (held.min, held.max):
                continue
            if (told and old is one) or self._denies(old) or self._leads(old, new):
                self.message.claim(one.first, two.last)
                return self._in_place(held, new)
        return None

    def _step_on_held(self) -> BudgetReading | None:
        """ "Add 10k to the 100k", "von den 150k für Deutschland 20k abziehen"."""
        if not self.standing or len(self.amounts) != 2:
            return None
        one, two = self.amounts
        for step, held in ((one, two), (two, one)):
            way, micros = self._way_onto(step, held), micros_of(step.value)
            part = self._held_with(held)
            whole = not self.targets and micros_of(held.value) == self.standing_micros
            if way == 0 or micros is None or not (part or whole) or self._held_with(step):
                continue
            self.message.claim(one.first, two.last)
            return self._stepping_on(part, Change(micros=way * micros), step)
        return None

    def _stepping_on(
        self, part: AmountConstraint | None, change: Change, step: Amount
    ) -> BudgetReading:
        spans = ((step.first, step.last),)
        if part is None:
            return BudgetReading(change=change, spans=spans)
        named = frozenset(t.first for t in self.targets if t.where == part.where)
        return BudgetReading(moves=(replace(change, where=part.where),), spans=spans, named=named)

    def _way_onto(self, step: Amount, held: Amount) -> int:
        """+1 or -1 where a verb moves the step and the held amount is what it moves onto or off."""
        low, high = self.message.clause(step.first)
        if not low <= held.first <= high or self._lead(held) is None:
            return 0
        ways = [
            (abs(hit.first - step.first), way)
            for hits, way in ((self.raises, 1), (self.cuts, -1))
            for hit in hits
            if low <= hit.first and hit.last <= high
        ]
        before = {self.message.fold(i) for i in range(low, step.first)}
        return min(ways)[1] if ways else int(bool(before & _PUTTING))

    def _lead(self, held: Amount) -> str | None:
        """The word that puts the step onto the amount that is held, or takes it off."""
        named = {i for t in self.targets for i in range(t.first, t.last + 1)}
        i = held.first - 1
        while held.first - i <= _BESIDE + 1 and (i in named or self.message.fold(i) in _OWNED):
            if self.message.fold(i) in _ONTO:
                break
            i -= 1
        return self.message.fold(i) if self.message.fold(i) in _ONTO else None

    def _in_place(self, held: AmountConstraint, new: Amount) -> Money:
        """The amount for the part, with the bounds that the part has."""
        ends = {("atleast", held.max), ("upto", held.min)} if held.min != held.max else set()
        cues = frozenset(cue for cue, other in ends if other is None)
        return Money(new, None, new.first, new.last, cues, 1, held.where)

    def _held_with(self, amount: Amount) -> AmountConstraint | None:
        """The part that has the amount: one that is named, or the only one where none is."""
        micros = micros_of(amount.value)
        found = [part for part in self.parts.values() if micros in (part.min, part.max)]
        named = {t.where for t in self.targets if not t.carried}
        found = [part for part in found if part.where in named] if named else found
        alone = len(found) == 1 and (bool(named) or micros != self.standing_micros)
        return found[0] if alone else None

    def _told_wrong(self, first: int, last: int) -> bool:
        """Whether the clauses of the amounts say that something is wrong, or is to be otherwise."""
        low, high = self.message.clause(first)[0], self.message.clause(last)[1]
        stretch = self.message.tokens[low : high + 1]
        return next(iter(_faults().find(stretch)), None) is not None

    def _denies(self, amount: Amount) -> bool:
        """Whether the amount is what it is not, or stands in another's place."""
        starts = range(max(0, amount.first - _BESIDE), amount.first)
        return any(self._denied_up_to(i, amount.first) for i in starts)

    def _denied_up_to(self, start: int, end: int) -> bool:
        said = self.message.folds(start, end - 1).split()
        cuts = range(1, len(said) + 1)
        return any(
            " ".join(said[:cut]) in _NOT and all(word in _LINKS for word in said[cut:])
            for cut in cuts
        )

    def _leads(self, old: Amount, new: Amount) -> bool:
        """Whether nothing but an arrow, or "is now", stands between the old and the new."""
        gap = range(old.last + 1, new.first)
        inside = {i for h in self.sets for i in range(h.first, h.last + 1)}
        return bool(gap) and all(i in inside or self.message.fold(i) in _ARROWS for i in gap)


_PUTTING = folded("fillers", "putting_onto")
_ONTO = folded("fillers", "onto_held")
_OWNED = folded("place_words", "list_articles") | frozenset(("'", "s", "our", "that"))
_NOT = folded("guards", "budgets_not") | folded("edits", "insteadof")
_LINKS = folded("place_words", "list_articles") | folded("guards", "budgets_but_words")
_ARROWS = frozenset("->→=")


@cache
def _faults() -> Phrases[str]:
    return Phrases(_fault_words())


def _fault_words() -> Iterator[tuple[str, str]]:
    return ((w, "fault") for tag in ("fault", "sorry") for w in words("edits")[tag])
