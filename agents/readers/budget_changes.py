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
from agents.readers.phrases import Hit, folded, words
from agents.readers.proposals import Change
from agents.readers.tokens import fold

_FRACTIONS = {
    2: folded("guards", "shares_halves"),
    3: folded("guards", "shares_thirds"),
    4: folded("guards", "shares_quarters"),
}
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
        tokens = self.message.tokens
        for i, token in enumerate(tokens):
            if token.kind != "number" or not self.message.free(i, i) or not self._is_percent(i):
                continue
            sign = self._sign(i, i + 1)
            if sign == 0 or self._target_near(i):
                continue
            value = _decimal(token.text)
            if value is None:
                continue
            first = i - 1 if self.message.fold(i - 1) in ("+", "-") else i
            self.message.claim(first, i + 1)
            return BudgetReading(
                change=Change(fraction=value / 100 * sign), spans=((first, i + 1),)
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


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except ArithmeticError:
        return None
