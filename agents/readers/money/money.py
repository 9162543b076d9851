"""Money of a message: amounts with their ranges, roles and places, corrections settled."""

from __future__ import annotations

import itertools
from dataclasses import replace
from decimal import Decimal
from functools import cache

from agents.readers.findings.corrections import corrects
from agents.readers.money.both_ends import BothEnds
from agents.readers.numbers.amounts import Amount, scale_first
from agents.readers.numbers.budget_words import AFTER, Money
from agents.readers.text.phrases import Hit, Phrases, folded, words

_THOUSANDS = 10_000 * 1_000_000
"""A budget from which on a small number beside it stands for thousands, in micros."""
_PAIRED = 4
"""How many tokens apart two numbers of one correction may be."""
_RETOLD = 8
"""How many tokens before an amount the words may begin that put it in another's place."""
_PAUSES = frozenset((",", ".", "-", "–", "...", ";"))
_TIMES = frozenset("23456789")
_NOT_WORDS = folded("guards", "budgets_not")
_BUT_WORDS = folded("guards", "budgets_but_words")
_ONLY_ARTICLES = frozenset(("i", "los", "os", "les", "die", "de", "gli", "the"))
_BETWEEN = folded("guards", "budgets_between")


class MoneyReader(BothEnds):
    """Adds the amounts that are money, and their signs (more, less)."""

    def _moneys(self) -> list[Money]:
        moneys: list[Money] = []
        skip = False
        for n, amount in enumerate(self.amounts):
            if skip:
                skip = False
                continue
            amount = self._meant(amount)
            following = self.amounts[n + 1] if n + 1 < len(self.amounts) else None
            upper = (
                following if following is not None and self._is_range(amount, following) else None
            )
            skip = upper is not None
            money = self._money(amount, upper)
            if money is not None and not (self.standing and self._shared(money)):
                moneys.append(money)
        return self._both_ends(self._retold_once(moneys))

    def _retold_once(self, moneys: list[Money]) -> list[Money]:
        """The amounts without those that a later one takes back ("France 40k, no wait, 50k").

        What takes it back is for the same place and, where it names none, in the same currency.
        """
        kept: list[Money] = []
        for money in moneys:
            taken = kept[-1] if kept and money.where in (None, kept[-1].where) else None
            if taken is not None and self._denied_between(taken, money):
                self.message.claim(taken.first, taken.last)
                kept[-1] = _in_place_of(taken, money)
            else:
                kept.append(money)
        return kept

    def _is_range(self, one: Amount, two: Amount) -> bool:
        gap = [self.message.fold(i) for i in range(one.last + 1, two.first)]
        if len(gap) not in (1, 2) or two.value <= 0:
            return False
        opening = self._opening(one.first)
        first = scale_first(one, two)
        if first.value >= two.value or two.value > first.value * 20:
            return False
        between = opening in _BETWEEN
        if gap[0] in ("-",):
            return True
        if gap[0] in folded("guards", "budgets_is_range"):
            return between
        moved = self.standing and opening in folded("guards", "budgets_is_range_2")
        return gap[0] in folded("guards", "budgets_is_range_3") and not moved

    def _opening(self, first: int) -> str:
        """The word before an amount, without an article ("tra i 40 e i 50")."""
        word = self.message.fold(first - 1)
        return self.message.fold(first - 2) if word in _ONLY_ARTICLES else word

    def _money(self, amount: Amount, upper: Amount | None) -> Money | None:
        if upper is not None:
            amount = scale_first(amount, upper)
            amount = (
                amount
                if amount.currency
                else replace(amount, currency=upper.currency, code=upper.code)
            )
        amount = self._times(amount)
        last = upper.last if upper else amount.last
        cues = self._cues(amount.first, last)
        score = self._score(amount, last, cues)
        if score <= 0:
            return None
        first = amount.first
        money = Money(amount, upper, first, last, cues, score)
        return replace(money, where=self._where(money))

    def _times(self, amount: Amount) -> Amount:
        """ "2 x 20k": so many times the amount."""
        count = self.message.fold(amount.first - 2)
        if self.message.fold(amount.first - 1) not in ("x", "×") or count not in _TIMES:
            return amount
        return replace(amount, value=amount.value * int(count), first=amount.first - 2)

    def _meant(self, amount: Amount) -> Amount:
        """ "Cut it to 50" beside a budget of 70k: thousands are meant."""
        bare = amount.currency is None and not amount.scaled and 1 <= amount.value < 1000
        held = self.standing_micros
        if not bare or held < _THOUSANDS or held % 1_000_000_000:
            return amount
        if self._for_standing(amount):
            return replace(amount, value=amount.value * 1000, scaled=True)
        if not self._verb_of(amount):
            return amount
        if not self._set_between(amount.first) or self._unit_follows(amount.last):
            return amount
        meant = amount.value * 1000
        near = held / 10 <= meant * 1_000_000 <= held * 10
        return replace(amount, value=meant, scaled=True) if near else amount

    def _for_standing(self, amount: Amount) -> bool:
        """Whether it is one of two bare numbers, and the budget is the other ("40 not 80")."""
        pair = [a for a in self.amounts if a.currency is None and not a.scaled]
        if len(pair) != 2 or len(self.amounts) != 2 or pair[1].first - pair[0].last > _PAIRED:
            return False
        held = Decimal(self.standing_micros) / 1_000_000_000
        gap = self.message.folds(pair[0].last + 1, pair[1].first - 1).replace(", ", "")
        denied = {self.message.fold(pair[0].first - n) for n in (1, 2)} & _NOT_WORDS
        told = gap in _NOT_WORDS or (gap in _BUT_WORDS and bool(denied))
        return told and held in (pair[0].value, pair[1].value)

    def _verb_of(self, amount: Amount) -> bool:
        low, _ = self.message.clause(amount.first)
        verbs = [*self.raises, *self.cuts, *self.verbs]
        return any(low <= h.first and 0 < amount.first - h.first <= 5 for h in verbs)

    def _set_between(self, first: int) -> bool:
        """Whether "to" (auf, à, su ...) stands right before the amount: then it is a new value."""
        low = max(0, first - 3)
        near = [h for h in self.sets if low <= h.first and h.last < first]
        return any(self._only_filler(h.last + 1, first) for h in near)

    def _only_filler(self, start: int, end: int) -> bool:
        return all(
            self.message.fold(i) in folded("guards", "budgets_only_filler")
            for i in range(start, end)
        )

    def _told_whole(self, moneys: list[Money]) -> Money | None:
        """ "We lost 40k, so 210k": what is left or made, beside the amount that went or came."""
        if not self.standing or len(moneys) != 2:
            return None
        step, whole = moneys
        if any(m.upper or m.cues & {"ofit", "atleast", "upto", "each"} for m in moneys):
            return None
        held = Decimal(self.standing_micros) / 1_000_000
        if held - step.amount.value == whole.amount.value and step.amount.value > held / 2:
            step, whole = whole, step
        if whole.where is not None:
            return None
        adds_up = step.where is None and abs(held - whole.amount.value) == step.amount.value
        gap = self.message.tokens[step.last + 1 : whole.first]
        told = any(h.last >= len(gap) - 3 for h in _wholes().find(gap))
        if not (adds_up or (told and self._sign(step.first, step.last))):
            return None
        self.message.claim(min(step.first, whole.first), max(step.last, whole.last))
        return whole

    def _corrected(self, moneys: list[Money]) -> Money | None:
        """ "30k not 300k", "not 300k but 30k", "from 200k to 250k": the amount that is meant."""
        for one, two in itertools.pairwise(moneys):
            gap = self.message.folds(one.last + 1, two.first - 1)
            before = self.message.fold(one.first - 1)
            if gap in _NOT_WORDS or gap in {", " + w for w in _NOT_WORDS}:
                self.message.claim(one.first, two.last)
                return one
            if (
                before in _NOT_WORDS
                or self.message.folds(one.first - 2, one.first - 1) in _NOT_WORDS
                or (self.message.fold(one.first - 2) in _NOT_WORDS and before in _BUT_WORDS)
            ) and gap.replace(", ", "").replace("rather ", "") in _BUT_WORDS:
                self.message.claim(one.first, two.last)
                return two
            moved = gap in folded("guards", "budgets_corrected")
            if moved and self.standing and before in folded("guards", "budgets_corrected_2"):
                self.message.claim(one.first, two.last)
                return replace(two, where=two.where or self._sole(one.first, two.last))
            if corrects(self.message, one.last, two.first) and one.where == two.where:
                self.message.claim(one.first, two.last)
                return two
        return None

    def _denied_between(self, one: Money, two: Money) -> bool:
        """ "150 mil reais, não, 180 mil"; "80k ..., 1-28 Feb. No wait, they just said 90k"."""
        gap = [self.message.fold(i) for i in range(one.last + 1, two.first)]
        alone = len(gap) == 3 and gap[0] in _PAUSES and gap[2] in _PAUSES
        if alone and gap[1] in folded("guards", "budgets_no"):
            return True
        late = range(max(one.last + 1, two.first - _RETOLD), two.first)
        return any(_retold().at(self.message.tokens, i) is not None for i in late)

    def _sign(self, first: int, last: int) -> int:
        """+1 to raise, -1 to cut, 0 when neither is said near the number."""
        before = self.message.fold(first - 1)
        if before == "+":
            return 1
        if before == "-" and (
            first < 2
            or not self.message.tokens[first - 1].glued
            or self.message.tokens[first - 2].kind != "number"
        ):
            return -1
        low, high = self.message.clause(first)
        if any(low <= i < first for i in self.announced):
            return 0
        if self.message.fold(last + 1) == "off":
            return -1
        up = [h for h in self.raises if low <= h.first <= high and self._near(h, first, last)]
        down = [h for h in self.cuts if low <= h.first <= high and self._near(h, first, last)]
        nearest_up = min((abs(h.first - first) for h in up), default=99)
        nearest_down = min((abs(h.first - first) for h in down), default=99)
        if nearest_up == nearest_down == 99:
            return 0
        return 1 if nearest_up < nearest_down else -1

    def _near(self, hit: Hit[str], first: int, last: int) -> bool:
        """Whether "more" or "cut" can be about the amount: before it, or behind it alone."""
        if hit.last < first:
            return first - hit.last <= 7
        if hit.first == last + 1:
            return True
        behind = [t.first for t in self.targets if 0 < t.first - hit.last <= 3]
        other = any(self._linked(hit.last + 1, first, AFTER) for first in behind)
        return 0 < hit.first - last <= 3 and not other


def _in_place_of(taken: Money, money: Money) -> Money:
    amount, before = money.amount, taken.amount
    if amount.currency is None:
        amount = replace(amount, currency=before.currency, code=before.code)
    if not amount.scaled and before.scaled and amount.value < 1000 <= before.value:
        amount = replace(amount, value=amount.value * 1000)
    return replace(
        money, amount=amount, where=money.where or taken.where, cues=money.cues | taken.cues
    )


@cache
def _retold() -> Phrases[str]:
    """Words that take back an amount said long before ("no wait", "nee Moment")."""
    return Phrases((w, "retold") for w in words("edits")["retold"])


@cache
def _wholes() -> Phrases[str]:
    """Words that what comes of a change is told with ("so", "macht", "quedan")."""
    return Phrases((w, "whole") for w in words("fillers")["makes_whole"])
