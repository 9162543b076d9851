"""Changes of a budget that stands: by an amount, by a fraction, moved between markets."""

from __future__ import annotations

from decimal import Decimal

from agents.readers.budget_words import (
    AFTER,
    BEFORE,
    PERIODS,
    BudgetReading,
    Money,
    edit_words,
    micros_of,
)
from agents.readers.money import MoneyReader
from agents.readers.numbers import read_number
from agents.readers.phrases import Hit, folded, words
from agents.readers.proposals import Change
from agents.readers.targets import Target
from agents.readers.tokens import fold, tokenise

_FRACTIONS = {
    2: folded("guards", "shares_halves"),
    3: folded("guards", "shares_thirds"),
    4: folded("guards", "shares_quarters"),
    5: folded("guards", "shares_fifths"),
    10: folded("guards", "shares_tenths"),
}
_NEAR = 5
"""How many tokens may stand between an amount and the part that it changes."""
_FROM = folded("guards", "budgets_from")
_GETTING = folded("guards", "budgets_getting")
_BY = folded("guards", "budgets_by")
_CHANGING = frozenset(
    t.fold for tag in ("raise", "cut") for w in words("edits")[tag] for t in tokenise(w)
)
_MOVING = frozenset(fold(w) for w in words("fillers")["moving"])
_TOWARDS = folded("guards", "budgets_towards")


class BudgetChanges(MoneyReader):
    """Adds the changes of a budget that stands."""

    def _multiple(self) -> BudgetReading | None:
        """Double it, halve the budget."""
        if not self.standing:
            return None
        fractions = {"double": Decimal(1), "triple": Decimal(2), "halve": Decimal("-0.5")}
        for tag, fraction in fractions.items():
            for hit in edit_words(tag).find(self.message.tokens):
                if self.message.free(hit.first, hit.last) and self._about_budget(hit):
                    self.message.claim(hit.first, hit.last)
                    return BudgetReading(
                        change=Change(fraction=fraction), spans=((hit.first, hit.last),)
                    )
        return None

    def _about_budget(self, hit: Hit[str]) -> bool:
        near = {self.message.fold(i) for i in range(hit.first - 4, hit.last + 5)} - {""}
        short = len(self.message.tokens) <= 8
        cues = folded("guards", "budgets_about_budget")
        return bool(near & cues) or short

    def _percent_change(self) -> BudgetReading | None:
        """+10 %, 15 % less, raise the budget by 20 %."""
        if not self.standing:
            return None
        for i in range(len(self.message.tokens)):
            read = read_number(self.message.tokens, i) if self.message.free(i, i) else None
            if read is None or read[1] < i or not self._is_percent(read[1]):
                continue
            value, last, _ = read
            sign = self._sign(i, last + 1)
            if sign == 0 or self._target_near(i) or self._bounded(i):
                continue
            first = i - 1 if self.message.fold(i - 1) in ("+", "-") else i
            self.message.claim(first, last + 1)
            return BudgetReading(
                change=Change(fraction=value / 100 * sign), spans=((first, last + 1),)
            )
        return None

    def _fraction_change(self) -> BudgetReading | None:
        """Reduce by a third, um ein Viertel kürzen, aumenta un tercio."""
        if not self.standing:
            return None
        for i, token in enumerate(self.message.tokens):
            parts = next((n for n, ws in _FRACTIONS.items() if token.fold in ws), None)
            if parts is None or not self.message.free(i, i) or self._target_near(i):
                continue
            sign = self._sign(i, i)
            if sign:
                self.message.claim(i, i)
                change = Change(fraction=Decimal(sign) / parts)
                return BudgetReading(change=change, spans=((i, i),))
        return None

    def _bounded(self, i: int) -> bool:
        """Whether the percentage at token i is the bound of a share ("max 20%", "20% at most")."""
        bounds = [*self.hits["upto"], *self.hits["atleast"]]
        behind = [h for h in bounds if self.message.fold(h.first) not in _CHANGING]
        return any(h.last == i - 1 for h in bounds) or any(0 < h.first - i <= 2 for h in behind)

    def _target_near(self, i: int) -> bool:
        """Whether the percentage is of a format or a place rather than of the budget."""
        ahead = any(
            t.first > i and t.first - i <= 4 and self._linked(i + 2, t.first, AFTER)
            for t in self.targets
        )
        return ahead or any(
            0 < i - t.last <= 3 and self._linked(t.last + 1, i, BEFORE) for t in self.targets
        )

    def _amount_change(self, moneys: list[Money]) -> BudgetReading | None:
        if not self.standing or len(moneys) != 1 or moneys[0].upper is not None:
            return None
        money = moneys[0]
        if money.cues & {"ofit", "atleast", "upto"} or self._set_between(money.first):
            return None
        sign = self._sign(money.first, money.last)
        if "intotal" in money.cues or ("budget" in money.cues and sign == 0) or self._makes(money):
            return None
        if sign == 0 or money.cues & set(PERIODS):
            return None
        if money.where is not None and self._part_sign(money):
            return None
        micros = micros_of(money.amount.value)
        if micros is None:
            return None
        first = money.first - 1 if self.message.fold(money.first - 1) in ("+", "-") else money.first
        self.message.claim(first, money.last)
        return BudgetReading(change=Change(micros=micros * sign), spans=((first, money.last),))

    def _part_sign(self, money: Money) -> bool:
        return "atleast" in money.cues or "upto" in money.cues

    def _part_change(self, moneys: list[Money]) -> BudgetReading | None:
        """ "20k more on Mexico": the part moves when one stands; the budget never does."""
        if not self.standing or len(moneys) != 1 or moneys[0].upper is not None:
            return None
        money = moneys[0]
        target = self._changed_target(money)
        sign = 0 if target is None else self._part_way(money, target)
        micros = micros_of(money.amount.value)
        if target is None or sign == 0 or micros is None:
            return None
        self.message.claim(target.first, target.last)
        named = frozenset((target.first,))
        if target.where not in self.parts:
            return BudgetReading(named=named)
        self.message.claim(money.first, money.last)
        change = Change(micros=micros * sign, where=target.where)
        return BudgetReading(change=change, spans=((money.first, money.last),), named=named)

    def _changed_target(self, money: Money) -> Target | None:
        """The part that stands and that the amount comes on top of, or off."""
        barred = {"budget", "intotal", "ofit"}
        if self.message.fold(money.first - 1) not in _BY:
            barred |= {"atleast", "upto"}
        if money.cues & barred:
            return None
        near = [t for t in self.targets if self._changes_part(money, t) and self._stands(t)]
        return near[0] if len(near) == 1 else None

    def _changes_part(self, money: Money, target: Target) -> bool:
        ahead = target.first > money.last
        low, high = (money.last, target.first) if ahead else (target.last, money.first)
        allowed = _CHANGING | (AFTER | _FROM if ahead else BEFORE | _GETTING | _BY | {"+"})
        gap = range(low + 1, high)
        return len(gap) <= _NEAR and all(self.message.fold(i) in allowed for i in gap)

    def _stands(self, target: Target) -> bool:
        """Whether the target is one of several that the Brief has; formats always may be."""
        market = target.where.market
        return market is None or (market in self.held and market not in self._only_market())

    def _part_way(self, money: Money, target: Target) -> int:
        """+1 for more, -1 for less, 0 where the words set the part."""
        if self._set_between(money.first):
            return 0
        if self.message.fold(money.first - 1) == "+":
            return 1
        low, high = self.message.clause(money.first)
        gap = {self.message.fold(i) for i in range(money.last + 1, target.first)}
        if gap & _FROM:
            return -1
        for hits, way in ((self.raises, 1), (self.cuts, -1)):
            for hit in hits:
                before = low <= hit.first and 0 < money.first - hit.last <= 6
                behind = 0 < hit.first - money.last <= 2 and hit.last <= high
                if before or behind:
                    return way
        return 0

    def _moved(self, moneys: list[Money]) -> BudgetReading | None:
        """ "Move 30k from Spain to France": the parts change, the budget does not."""
        if not self.standing or len(moneys) != 1:
            return None
        money = moneys[0]
        low, _ = self.message.clause(money.first)
        verb = any(self.message.fold(i) in _MOVING for i in range(low, money.first))
        behind = [t for t in self.targets if t.first > money.last][:2]
        micros = micros_of(money.amount.value)
        if not verb or len(behind) < 2 or micros is None:
            return None
        one, two = behind
        if self.message.fold(one.first - 1) in _TOWARDS:
            one, two = two, one
        for target in behind:
            self.message.claim(target.first, target.last)
        self.message.claim(money.first, money.last)
        moves = (Change(micros=-micros, where=one.where), Change(micros=micros, where=two.where))
        return BudgetReading(moves=moves, spans=((money.first, money.last),))
