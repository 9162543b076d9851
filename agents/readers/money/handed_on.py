"""Money of a change that goes to one part: "220k now, the extra goes to Poland"; "add Austria,
take 30k from Germany for it".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from agents.readers.findings.proposals import Change
from agents.readers.findings.targets import Target
from agents.readers.money.budget_parts import BudgetParts
from agents.readers.numbers.budget_words import BudgetReading, Money, micros_of
from agents.readers.text.phrases import Hit, Phrases, folded, words

_NEAR = 3
"""How many tokens behind the part that pays "for it" may begin."""


class HandedOn(BudgetParts):
    """Adds what goes from a change of the whole, or from a part, to a part named before."""

    def _handed_on(self, moneys: Sequence[Money]) -> BudgetReading | None:
        """The reading of a message with one amount; None where nothing is handed on."""
        if not self.standing or len(moneys) != 1 or moneys[0].upper is not None:
            return None
        return self._extra_to(moneys[0]) or self._taken_for_it(moneys[0])

    def _extra_to(self, money: Money) -> BudgetReading | None:
        micros = micros_of(money.amount.value)
        extra = None if micros is None else micros - self.standing_micros
        heirs = {t.where for hit in self._extras(money) for t in self.targets if self._heir(hit, t)}
        if not extra or extra < 0 or len(heirs) != 1:
            return None
        where = heirs.pop()
        if where not in self.parts:
            return None
        reading = self._whole([replace(money, where=None)])
        names = tuple((t.first, t.last) for t in self.targets if t.where == where)
        taken = (*names, *((hit.first, hit.last) for hit in self._extras(money)))
        moved = replace(reading, moves=(Change(micros=extra, where=where),), taken=taken)
        return self._settled(replace(moved, named=frozenset(first for first, _ in names)))

    def _extras(self, money: Money) -> Iterator[Hit[str]]:
        return (h for h in _extra().find(self.message.tokens) if h.first > money.last)

    def _taken_for_it(self, money: Money) -> BudgetReading | None:
        before = [t for t in self.targets if t.last < money.first and not t.sold]
        behind = [t for t in self.targets if t.first > money.last]
        if len(before) != 1 or len(behind) != 1 or not self._pays_for_it(money, behind[0]):
            return None
        micros = micros_of(money.amount.value)
        return self._settled(self._passed_on(money, behind[0], before[0], micros))

    def _pays_for_it(self, money: Money, source: Target) -> bool:
        leaving = self.message.fold(money.last + 1) in _LEAVING
        start = source.last + 1
        near = range(start, min(start + _NEAR, len(self.message.tokens)))
        ahead = range(max(0, money.first - _NEAR), money.first)
        named = any(_for_it().at(self.message.tokens, i) is not None for i in (*near, *ahead))
        return leaving and (named or self.message.fold(money.first - 1) in _WITH)


_WITH = frozenset(("with", "mit", "con", "com", "avec", "met", "med"))
_LEAVING = folded("guards", "budgets_leaving")


@cache
def _extra() -> Phrases[str]:
    return Phrases((w, "extra") for w in words("edits")["extra_money"])


@cache
def _for_it() -> Phrases[str]:
    return Phrases((w, "for_it") for w in words("pronouns")["onto_it"])
