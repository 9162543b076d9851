"""Changes of a budget that stands: by an amount, by a fraction."""

from __future__ import annotations

from decimal import Decimal

from agents.readers.findings.proposals import Change
from agents.readers.money.money import MoneyReader
from agents.readers.numbers.budget_words import (
    AFTER,
    BEFORE,
    PERIODS,
    BudgetReading,
    Money,
    edit_words,
    micros_of,
)
from agents.readers.numbers.numbers import read_number
from agents.readers.text.money_words import BUDGETS
from agents.readers.text.phrases import Hit, folded, words
from agents.readers.text.tokens import tokenise

_FRACTIONS = {
    2: folded("guards", "shares_halves"),
    3: folded("guards", "shares_thirds"),
    4: folded("guards", "shares_quarters"),
    5: folded("guards", "shares_fifths"),
    10: folded("guards", "shares_tenths"),
}
CHANGING = frozenset(
    t.fold for tag in ("raise", "cut") for w in words("edits")[tag] for t in tokenise(w)
)


_BY = folded("guards", "budgets_by")
_TOWARDS = folded("guards", "budgets_towards")
_WHOLE = folded("guards", "budgets_about_budget")
_FOR = folded("guards", "budgets_for") | folded("place_words", "within")
_ARTICLES = folded("place_words", "list_articles")
_LINKS = frozenset(("a", "de", "in"))
_PAUSES = frozenset((",", ":"))
_TAKES = frozenset(("nimm", "nehmt", "take", "prends", "prenez", "neem", "ta", "prendi"))
"""Verbs that take an amount away, or that take it for what it is to be."""
_AWAY = frozenset(("off", "away", "out", "weg", "raus", "ab", "runter", "eraf", "bort", "from"))


class BudgetChanges(MoneyReader):
    """Adds the changes of a budget that stands."""

    def _multiple(self) -> BudgetReading | None:
        """Double it, halve the budget."""
        if not self.standing:
            return None
        fractions = {"double": Decimal(1), "triple": Decimal(2), "halve": Decimal("-0.5")}
        for tag, fraction in fractions.items():
            for hit in self.message.commands(edit_words(tag)):
                free = self.message.free(hit.first, hit.last) and self._about_budget(hit)
                if free and not self._of_a_part(hit.first, hit.last):
                    self.message.claim(hit.first, hit.last)
                    return self._scaled(fraction, hit.first, hit.last)
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
            named = self._target_near(i) or self.message.fold(i - 1) in _TOWARDS
            first = i - 1 if self.message.fold(i - 1) in ("+", "-") else i
            named = named or self._of_a_part(first, last + 1)
            if sign == 0 or named or self._bounded(i):
                continue
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
            if self._of_a_part(i, i):
                continue
            sign = self._sign(i, i)
            if sign:
                self.message.claim(i, i)
                return self._scaled(Decimal(sign) / parts, i, i)
        return None

    def _scaled(self, fraction: Decimal, first: int, last: int) -> BudgetReading:
        """The one part that is named, if it has an amount ("double Spain"), else the whole."""
        where, spans = self._sole(first, last), ((first, last),)
        if where is None or where not in self.parts:
            return BudgetReading(change=Change(fraction=fraction), spans=spans)
        named = frozenset(t.first for t in self.targets if t.where == where)
        return BudgetReading(
            moves=(Change(fraction=fraction, where=where),), spans=spans, named=named
        )

    def _of_a_part(self, first: int, last: int) -> bool:
        """Whether a change is of one of the markets that stand, whose amount nobody has said."""
        low, high = self._chunk(first, last)
        said = {self.message.fold(i) for i in range(low, high + 1)}
        where = self._sole(first, last)
        held = where is not None and where.market in self.held and len(self.markets) > 1
        if not held or where in self.parts:
            return False
        return not said & _WHOLE or self._funded(low, high)

    def _funded(self, low: int, high: int) -> bool:
        """Whether the money is said to be for the one thing named ("the budget for Spain")."""
        (named,) = [t for t in self.targets if low <= t.first and t.last <= high]
        i = named.first - 1
        while self.message.fold(i) in _ARTICLES:
            i -= 1
        owned = self.message.fold(named.last + 1) in BUDGETS
        return owned or self.message.fold(i) in _FOR

    def _bounded(self, i: int) -> bool:
        """Whether the percentage at token i is the bound of a share ("max 20%", "20% at most")."""
        bounds = [*self.hits["upto"], *self.hits["atleast"]]
        behind = [h for h in bounds if self.message.fold(h.first) not in CHANGING]
        return any(h.last == i - 1 for h in bounds) or any(0 < h.first - i <= 2 for h in behind)

    def _target_near(self, i: int) -> bool:
        """Whether the percentage is of a format or a place rather than of the budget."""
        step = next((h for h in (*self.raises, *self.cuts) if h.first == i + 2), None)
        start = i + 2 if step is None else step.last + 1
        ahead = any(
            start <= t.first <= start + 2 and self._linked(start, t.first, AFTER)
            for t in self.targets
        )
        return ahead or any(
            0 < i - t.last <= 3 and self._linked(t.last + 1, i, BEFORE) for t in self.targets
        )

    def _amount_change(self, moneys: list[Money]) -> BudgetReading | None:
        if not self.standing or len(moneys) != 1 or moneys[0].upper is not None:
            return None
        money = moneys[0]
        part = "ofit" in money.cues and not self._taken_off(money)
        if part or money.cues & {"atleast", "upto"} or self._set_between(money.first):
            return None
        sign = self._sign(money.first, money.last)
        stepped = self._comes_on_top(money) or self._steps(money.first)
        if "budget" in money.cues and sign == 0:
            return None
        if not stepped and ("intotal" in money.cues or self._makes(money)):
            return None
        said = {period for tag, period in PERIODS.items() if tag in money.cues}
        if sign == 0 or (said and not stepped) or self._put_anew(money, sign):
            return None
        if said - {self.standing_period}:
            return BudgetReading()
        if money.where is not None and self._part_sign(money):
            return None
        micros = micros_of(money.amount.value)
        if micros is None or (sign < 0 and micros == self.standing_micros):
            return None
        if sign < 0 and micros > self.standing_micros:
            return BudgetReading()
        first = money.first - 1 if self.message.fold(money.first - 1) in ("+", "-") else money.first
        self.message.claim(first, money.last)
        return BudgetReading(change=Change(micros=micros * sign), spans=((first, money.last),))

    def _taken_off(self, money: Money) -> bool:
        """ "Quita 20k del presupuesto": of the budget, but what it is to lose, to nothing else."""
        end = self.message.clause(money.first)[1]
        handed = any(money.last < target.first <= end for target in self.targets)
        return not handed and any(hit.last == money.first - 1 for hit in self.cuts)

    def _put_anew(self, money: Money, sign: int) -> bool:
        """ "The budget is lower, 250k", "nimm 90k": near what stands, a new value."""
        before, micros = self.message.fold(money.first - 1), money.amount.value * 1_000_000
        if micros * 2 <= self.standing_micros:
            return False
        if before in _TAKES and sign < 0:
            return self.message.fold(money.last + 1) not in _AWAY
        return before in _PAUSES and (micros > self.standing_micros) == (sign > 0)

    def _comes_on_top(self, money: Money) -> bool:
        """ "Make it 20k more", "doe maar 10k extra", "10k a menos": "more" behind the amount."""
        linked = self.message.fold(money.last + 1) in _LINKS
        behind = money.last + 1 + linked
        return any(hit.first in (money.last + 1, behind) for hit in (*self.raises, *self.cuts))

    def _steps(self, first: int) -> bool:
        """ "+10k in total", "cut 10k overall", "lower the total by 10k"."""
        before = self.message.fold(first - 1)
        verbs = (*self.raises, *self.cuts)
        return before in ("+", "-") or before in _BY or any(hit.last == first - 1 for hit in verbs)

    def _part_sign(self, money: Money) -> bool:
        return "atleast" in money.cues or "upto" in money.cues
