"""What the words around an amount say it is: a budget, a bound, a count, background."""

from __future__ import annotations

from decimal import Decimal

from agents.readers.findings.traits import people_words
from agents.readers.money.money_targets import MoneyTargets
from agents.readers.numbers.amounts import Amount
from agents.readers.numbers.budget_words import PERIODS, Money
from agents.readers.numbers.rates import begins_another, names_date
from agents.readers.text.denials import denied
from agents.readers.text.money_words import PERCENTS
from agents.readers.text.phrases import Hit, folded

_REACH = 12
"""How far from an amount its words may stand, in tokens."""
_LARGEST = Decimal(10) ** 13
_BOUNDS = ("upto", "atleast")
_OF_ONE = ("background", "each")
"""Words that tell of the nearest amount alone."""
_FOR = folded("guards", "budgets_for")
_ROSE = folded("guards", "budgets_rose")
_PERIOD_ADJECTIVES = folded("guards", "budgets_period_adjectives")
_DETAILS = (*PERIODS, "net", "gross")
"""What an amount is, or is said not to be: "3k a week, not a day"."""


class MoneyCues(MoneyTargets):
    """Adds the roles of amounts: their cues, and how surely they are money to spend."""

    def _cues(self, first: int, last: int) -> frozenset[str]:
        """The tags of money words near an amount, inside its part of the sentence."""
        low, high = self._chunk(first, last)
        reach = {
            "budget": (8, 5),
            "background": (8, 5),
            "counted": (1, 3),
            "upto": (4, 3),
            "atleast": (4, 3),
            "each": (3, 4),
            "ofit": (8, 4),
            "perday": (3, 4),
            "perweek": (3, 4),
            "permonth": (3, 4),
            "net": (4, 4),
            "gross": (4, 4),
            "intotal": (4, 4),
            "about": (3, 2),
        }
        found = set()
        for tag, hits in self.hits.items():
            back, ahead = reach[tag]
            for hit in hits:
                before = low <= hit.first and hit.last < first and first - hit.last <= back
                after = hit.last <= high and hit.first > last and hit.first - last <= ahead
                inside = tag in PERIODS and hit.first > last and hit.first - last <= 2
                if not (before or after or inside):
                    continue
                if tag == "counted" and not (
                    hit.first > last and hit.first - last <= 2 and self._adjoins(last, hit.first)
                ):
                    continue
                if tag in _DETAILS and self._denied(hit):
                    continue
                if tag in PERIODS and (after or inside) and not self._period_ok(hit, last):
                    continue
                if tag in _BOUNDS and (self._risen(hit) or (after and self._bounds_other(hit))):
                    continue
                if tag in _OF_ONE and not self._tells_of(tag, hit, first, last):
                    continue
                if (
                    tag in PERIODS
                    and before
                    and self.message.folds(hit.first, hit.last) not in _PERIOD_ADJECTIVES
                ):
                    continue
                found.add("upto" if tag == "atleast" and denied(self.message, hit) else tag)
        return frozenset(found)

    def _denied(self, hit: Hit[str]) -> bool:
        """ "That's net, not gross", "pas du brut", but not "no, in total"."""
        linked = hit.first > 1 and self.message.tokens[hit.first - 1].kind == "word"
        before = (self.message.before.get(hit.first - back) for back in (1, 1 + linked))
        return any(operator is not None and operator.entry == "not" for operator in before)

    def _risen(self, hit: Hit[str]) -> bool:
        """Whether "up to" tells of a rise ("the budget went up to 95k"), or asks for one."""
        before = self.message.fold(hit.first - 1)
        return before in _ROSE or (self.standing and self._raising(hit, before))

    def _raising(self, hit: Hit[str], before: str) -> bool:
        """ "Take it up to 55k", "do go up to 60k", not "they can go up to 60k"."""
        if self.message.folds(hit.first, hit.last) not in folded("guards", "budgets_reaches"):
            return False
        if before in folded("guards", "budgets_goes"):
            asked = {self.message.fold(hit.first - i) for i in (2, 3, 4)}
            allowed = asked & folded("guards", "budgets_may")
            return not allowed or bool(asked & folded("guards", "budgets_we"))
        taken = [self.message.fold(hit.first - i) for i in (2, 3)]
        it = before in folded("guards", "budgets_it")
        return it and any(verb in folded("guards", "budgets_takes") for verb in taken)

    def _bounds_other(self, hit: Hit[str]) -> bool:
        """Whether the bound governs what follows it: another amount, or a date, an age or a share.

        "20k más de presupuesto" is 20k more of it, and in "250k max for Q1" the dates begin.
        """
        following = hit.last + 1
        if self.message.fold(following) in _FOR:
            return False
        governed = {budget.first for budget in self.hits["budget"]}
        if following in governed | {amount.first for amount in self.amounts}:
            return True
        if self.message.fold(hit.last) == "." and self._sentence_begins(following):
            return False
        return following < len(self.message.tokens) and self.message.claimed[following]

    def _sentence_begins(self, i: int) -> bool:
        return i < len(self.message.tokens) and self.message.tokens[i].capital

    def _tells_of(self, tag: str, hit: Hit[str], first: int, last: int) -> bool:
        """Whether the words tell of the amount: no other fact between, no other amount nearer.

        Words in brackets with an amount of their own tell of that alone.
        """
        if tag == "each":
            return self._nearest(hit, first)
        bracket = self._bracket(hit.first)
        own = any(self._bracket(a.first) == bracket for a in self.amounts)
        if bracket and own and self._bracket(first) != bracket:
            return False
        between = range(last + 1, hit.first) if hit.first > last else range(hit.last + 1, first)
        return self._nearest(hit, first) and not any(self.message.claimed[i] for i in between)

    def _bracket(self, i: int) -> int:
        """The token of the bracket that is open at token i; 0 outside brackets."""
        for j in range(i, max(0, i - 2 * _REACH), -1):
            if self.message.fold(j) in ("(", ")"):
                return j if self.message.fold(j) == "(" else 0
        return 0

    def _nearest(self, hit: Hit[str], first: int) -> bool:
        """Whether no other amount stands nearer to the words ("15,000 employees and 40k")."""

        def gap(amount: Amount) -> int:
            return max(amount.first - hit.last, hit.first - amount.last)

        mine = next((a for a in self.amounts if a.first == first), None)
        return mine is None or all(gap(mine) <= gap(a) for a in self.amounts)

    def _adjoins(self, last: int, start: int) -> bool:
        return all(
            self.message.fold(i) in folded("guards", "budgets_adjoins")
            for i in range(last + 1, start)
        )

    def _period_ok(self, hit: Hit[str], last: int) -> bool:
        if begins_another(self.message, hit):
            return False
        behind = hit.last + 1
        dated = behind < len(self.message.tokens) and self.message.claimed[behind]
        if dated and names_date(self.message, hit):
            return False
        if self.message.fold(behind) in people_words():
            return False
        gap = [self.message.fold(i) for i in range(last + 1, hit.first)]
        bounded = len(gap) == 1 and any(bound.first == last + 1 for bound in self.hits["upto"])
        return bounded or all(g not in folded("guards", "budgets_period_ok") for g in gap)

    def _chunk(self, first: int, last: int) -> tuple[int, int]:
        """The tokens around an amount up to a comma-like boundary or another amount."""
        low, high = first, last
        while low > max(0, first - _REACH) and not self._boundary(low - 1):
            low -= 1
        top = min(len(self.message.tokens) - 1, last + _REACH)
        while high < top and not self._boundary(high + 1):
            high += 1
        return low, high

    def _boundary(self, i: int) -> bool:
        token = self.message.tokens[i]
        if token.kind == "break" or token.fold in (";", "!", "?", "|"):
            return True
        if self.message.abbreviates(i):
            return False
        return token.fold in (",", ".") and not (
            i + 1 < len(self.message.tokens) and self.message.tokens[i + 1].glued
        )

    def _score(self, amount: Amount, last: int, cues: frozenset[str]) -> int:
        """How surely an amount is money to spend; 0 or less when it is something else."""
        bare = amount.currency is None and not amount.scaled
        if (
            amount.value <= 0
            or amount.value > _LARGEST
            or self._is_percent(last)
            or (bare and self._is_percent(amount.first - 2))
            or self._unit_follows(last)
        ):
            return 0
        money = amount.currency is not None
        if not money and (self._yearlike(amount) or "counted" in cues):
            return 0
        score = 2 * money + 2 * amount.scaled + (amount.value >= 1000) + 5 * ("budget" in cues)
        score += (
            2 * bool(cues & {"intotal", "net", "gross", *PERIODS})
            + (cues >= {"upto"})
            + self._makes_near(amount)
        )
        if "background" in cues:
            score -= (
                12 if "budget" not in cues or self._background_nearer(amount.first, last) else 0
            )
        if "counted" in cues and not money:
            score -= 12
        if not money and not amount.scaled:
            score -= 2 if amount.value >= 1000 or self.asked else 4
            if amount.value < 100:
                score -= 4 if "budget" in cues else 9
            grouped = not self.message.tokens[amount.number].text.isdigit()
            score += grouped and amount.value >= 1000
            score += 3 if self.asked and amount.value >= 1000 else 0
            score += 1 if self.standing and amount.value >= 1000 else 0
            score += 1 if amount.value >= 5000 and not self._yearlike(amount) else 0
        if money and amount.value < 50 and not amount.scaled and "budget" not in cues:
            score -= 4
        return score

    def _makes_near(self, amount: Amount) -> int:
        return 3 if any(0 < amount.first - h.last <= 3 for h in self.verbs) and self.standing else 0

    def _makes(self, money: Money) -> bool:
        """ "Make it 300k", "que sean 80 mil": a new value even beside "more" words."""
        return any(0 < money.first - h.last <= 3 for h in self.verbs)

    def _yearlike(self, amount: Amount) -> bool:
        return (
            not amount.scaled
            and 1990 <= amount.value <= 2040
            and self.message.tokens[amount.number].text.isdigit()
        )

    def _unit_follows(self, last: int) -> bool:
        token = self.message.fold(last + 1)
        return token in folded("guards", "budgets_unit_follows") and (
            last + 1 < len(self.message.tokens)
        )

    def _background_nearer(self, first: int, last: int) -> bool:
        def distance(tag: str) -> int:
            return min(
                (min(abs(first - h.last), abs(h.first - last)) for h in self.hits[tag]), default=99
            )

        return distance("background") < distance("budget")

    def _is_percent(self, i: int) -> bool:
        following = self.message.fold(i + 1)
        if following in PERCENTS:
            return True
        return following in ("por", "pour", "per") and self.message.fold(i + 2) in (
            "ciento",
            "cento",
            "cent",
        )
