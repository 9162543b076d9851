"""Budgets: which of a message's amounts is the money to spend, and how it splits or changes."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

from agents.readers.amounts import Amount, bare_currency, read_amounts, scale_first
from agents.readers.corrections import corrects
from agents.readers.message import Message
from agents.readers.phrases import Hit, Phrases, folded, words
from agents.readers.proposals import BudgetValue, Change
from agents.readers.targets import Target
from agents.readers.tokens import fold
from media.brief import AmountConstraint, Where
from media.errors import InvalidMoney
from media.money import to_micros

Period = Literal["day", "week", "month"]
Basis = Literal["net", "gross"]
_PERIODS: dict[str, Period] = {"perday": "day", "perweek": "week", "permonth": "month"}
_CUES = (
    "budget",
    "upto",
    "atleast",
    "about",
    "each",
    "ofit",
    "net",
    "gross",
    *_PERIODS,
    "intotal",
    "background",
    "counted",
)
_FRACTIONS = {
    2: folded("guards", "shares_halves"),
    3: folded("guards", "shares_thirds"),
    4: folded("guards", "shares_quarters"),
}
_MOVING = frozenset(fold(w) for w in words("fillers")["moving"])
_TOWARDS = folded("guards", "budgets_towards")
_REACH = 12
"""How far from an amount its words may stand, in tokens."""
_AND = folded("guards", "budgets_and")
_LARGEST = Decimal(10) ** 13
_BOUNDS = ("upto", "atleast")
_THOUSANDS = 10_000 * 1_000_000
"""A budget from which on a small number beside it stands for thousands, in micros."""
_TIMES = frozenset("23456789")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount that may be a budget, with its range, place and what stands around it."""

    amount: Amount
    upper: Amount | None
    first: int
    last: int
    cues: frozenset[str]
    score: int
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class BudgetReading:
    """What a message says about money: a whole budget, a change, and parts of it."""

    budget: BudgetValue | None = None
    change: Change | None = None
    parts: tuple[AmountConstraint, ...] = ()
    each: AmountConstraint | None = None
    spans: tuple[tuple[int, int], ...] = ()
    currency_span: tuple[int, int] | None = None
    part_spans: tuple[tuple[int, int], ...] = ()
    moves: tuple[Change, ...] = ()


@cache
def _money_words(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("money")[tag])


@cache
def _edit_words(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("edits")[tag])


class BudgetReader:
    """Reads the budget of one message. `standing` is whether the Brief has one already."""

    def __init__(
        self,
        message: Message,
        targets: Sequence[Target],
        standing: bool,
        asked: bool,
        markets: Sequence[str] = (),
        standing_micros: int = 0,
    ) -> None:
        """`targets` are the places, formats and channels that a part can be of."""
        self.standing_micros = standing_micros
        self.message, self.targets, self.standing, self.asked = message, targets, standing, asked
        self.markets = markets
        self.hits: dict[str, list[Hit[str]]] = {}
        for tag in _CUES:
            self.hits[tag] = message.find(_money_words(tag))
        self.amounts = [a for a in read_amounts(message.tokens) if message.free(a.first, a.last)]
        told = [range(h.first, h.last + 1) for h in self.hits["background"]]
        self.hits["budget"] = [
            h for h in self.hits["budget"] if not any(h.first in words for words in told)
        ]
        self.raises = list(_edit_words("raise").find(message.tokens))
        self.cuts = list(_edit_words("cut").find(message.tokens))
        self.sets = list(_edit_words("setto").find(message.tokens))
        self.verbs = list(_edit_words("budgetverb").find(message.tokens))

    def read(self) -> BudgetReading:
        """The reading; empty when no amount is money."""
        multiple = self._multiple()
        if multiple is not None:
            return multiple
        percent = self._percent_change() or self._fraction_change()
        if percent is not None:
            return percent
        moneys = self._moneys()
        if not moneys:
            return self._detail_only() or self._period_only()
        if self._mixed(moneys):
            return BudgetReading()
        listed = self._parallel(moneys)
        if listed is not None:
            return listed
        moved = self._moved(moneys)
        if moved is not None:
            return moved
        corrected = self._corrected(moneys)
        if corrected is not None:
            return self._whole([corrected])
        change = self._amount_change(moneys)
        if change is not None:
            return change
        return self._assigned(moneys)

    # --- changes -----------------------------------------------------------------------

    def _multiple(self) -> BudgetReading | None:
        """Double it, halve the budget."""
        if not self.standing:
            return None
        fractions = {"double": Decimal(1), "triple": Decimal(2), "halve": Decimal("-0.5")}
        for tag, fraction in fractions.items():
            for hit in _edit_words(tag).find(self.message.tokens):
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
            t.first > i and t.first - i <= 4 and self._linked(i + 2, t.first, _AFTER)
            for t in self.targets
        )
        return ahead or any(
            0 < i - t.last <= 3 and self._linked(t.last + 1, i, _BEFORE) for t in self.targets
        )

    def _is_percent(self, i: int) -> bool:
        following = self.message.fold(i + 1)
        if following in folded("guards", "budgets_is_percent"):
            return True
        return following in ("por", "pour", "per") and self.message.fold(i + 2) in (
            "ciento",
            "cento",
            "cent",
        )

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
        other = any(0 < t.first - hit.last <= 3 for t in self.targets)
        return 0 < hit.first - last <= 3 and not other

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

    def _amount_change(self, moneys: list[Money]) -> BudgetReading | None:
        if not self.standing or len(moneys) != 1 or moneys[0].upper is not None:
            return None
        money = moneys[0]
        if money.cues & {"ofit", "atleast", "upto"} or self._set_between(money.first):
            return None
        sign = self._sign(money.first, money.last)
        if "intotal" in money.cues or ("budget" in money.cues and sign == 0) or self._makes(money):
            return None
        if sign == 0 or money.cues & set(_PERIODS):
            return None
        if money.where is not None and self._part_sign(money):
            return None
        micros = _micros(money.amount.value)
        if micros is None:
            return None
        first = money.first - 1 if self.message.fold(money.first - 1) in ("+", "-") else money.first
        self.message.claim(first, money.last)
        return BudgetReading(change=Change(micros=micros * sign), spans=((first, money.last),))

    def _moved(self, moneys: list[Money]) -> BudgetReading | None:
        """ "Move 30k from Spain to France": the parts change, the budget does not."""
        if not self.standing or len(moneys) != 1:
            return None
        money = moneys[0]
        low, _ = self.message.clause(money.first)
        verb = any(self.message.fold(i) in _MOVING for i in range(low, money.first))
        behind = [t for t in self.targets if t.first > money.last][:2]
        micros = _micros(money.amount.value)
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

    def _makes(self, money: Money) -> bool:
        """ "Make it 300k", "que sean 80 mil": a new value even beside "more" words."""
        return any(0 < money.first - h.last <= 3 for h in self.verbs)

    def _part_sign(self, money: Money) -> bool:
        return "atleast" in money.cues or "upto" in money.cues

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
            ) and gap.replace(", ", "").replace("rather ", "") in _BUT_WORDS:
                self.message.claim(one.first, two.last)
                return two
            moved = gap in folded("guards", "budgets_corrected")
            if moved and self.standing and before in folded("guards", "budgets_corrected_2"):
                self.message.claim(one.first, two.last)
                return two
            if corrects(self.message, one.last, two.first) and one.where == two.where:
                self.message.claim(one.first, two.last)
                return two
        return None

    # --- amounts and their roles ---------------------------------------------------------

    def _meant(self, amount: Amount) -> Amount:
        """ "Cut it to 50" beside a budget of 70k: thousands are meant."""
        bare = amount.currency is None and not amount.scaled and 1 <= amount.value < 1000
        held = self.standing_micros
        if not bare or held < _THOUSANDS or held % 1_000_000_000 or not self._verb_of(amount):
            return amount
        if not self._set_between(amount.first) or self._unit_follows(amount.last):
            return amount
        meant = amount.value * 1000
        near = held / 10 <= meant * 1_000_000 <= held * 10
        return replace(amount, value=meant, scaled=True) if near else amount

    def _verb_of(self, amount: Amount) -> bool:
        low, _ = self.message.clause(amount.first)
        verbs = [*self.raises, *self.cuts, *self.verbs]
        return any(low <= h.first and 0 < amount.first - h.first <= 5 for h in verbs)

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
            if money is not None:
                moneys.append(money)
        return moneys

    def _is_range(self, one: Amount, two: Amount) -> bool:
        gap = [self.message.fold(i) for i in range(one.last + 1, two.first)]
        if len(gap) not in (1, 2) or two.value <= 0:
            return False
        first = scale_first(one, two)
        if first.value >= two.value or two.value > first.value * 20:
            return False
        between = self.message.fold(one.first - 1) in _BETWEEN
        if gap[0] in ("-",):
            return True
        if gap[0] in folded("guards", "budgets_is_range"):
            return between
        moved = self.standing and self.message.fold(one.first - 1) in folded(
            "guards", "budgets_is_range_2"
        )
        return gap[0] in folded("guards", "budgets_is_range_3") and not moved

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
                inside = tag in _PERIODS and hit.first > last and hit.first - last <= 2
                if tag == "counted" and not (
                    hit.first > last and hit.first - last <= 2 and self._adjoins(last, hit.first)
                ):
                    continue
                if tag in _PERIODS and after and not self._period_ok(hit, last):
                    continue
                if tag in _BOUNDS and after and self._bounds_other(hit):
                    continue
                if tag == "background" and not self._tells_of(hit, first, last):
                    continue
                if (
                    tag in _PERIODS
                    and before
                    and self.message.folds(hit.first, hit.last) not in _PERIOD_ADJECTIVES
                ):
                    continue
                if before or after or inside:
                    found.add(tag)
        return frozenset(found)

    def _bounds_other(self, hit: Hit[str]) -> bool:
        """Whether the bound governs what follows it, read before as a date, an age or a share."""
        following = hit.last + 1
        return following < len(self.message.tokens) and self.message.claimed[following]

    def _tells_of(self, hit: Hit[str], first: int, last: int) -> bool:
        """Whether the words tell of the amount: no other fact between, no other amount nearer."""
        between = range(last + 1, hit.first) if hit.first > last else range(hit.last + 1, first)
        return self._nearest(hit, first) and not any(self.message.claimed[i] for i in between)

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
        gap = [self.message.fold(i) for i in range(last + 1, hit.first)]
        return all(g not in folded("guards", "budgets_period_ok") for g in gap)

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
        if token.kind == "break" or token.fold in (";", "!", "?"):
            return True
        if self.message.abbreviates(i):
            return False
        return token.fold in (",", ".") and not (
            i + 1 < len(self.message.tokens) and self.message.tokens[i + 1].glued
        )

    def _score(self, amount: Amount, last: int, cues: frozenset[str]) -> int:
        """How surely an amount is money to spend; 0 or less when it is something else."""
        if (
            amount.value <= 0
            or amount.value > _LARGEST
            or self._is_percent(last)
            or self._unit_follows(last)
        ):
            return 0
        money = amount.currency is not None
        if not money and (self._yearlike(amount) or "counted" in cues):
            return 0
        score = 2 * money + 2 * amount.scaled + (amount.value >= 1000) + 5 * ("budget" in cues)
        score += (
            2 * bool(cues & {"intotal", "net", "gross", *_PERIODS})
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

    def _where(self, money: Money) -> Where | None:
        """The place, format or channel that the amount is joined to; the only market is no part."""
        found = self._adjacent(money)
        if found is None or found.where.market in self._only_market():
            return None
        return found.where

    def _only_market(self) -> tuple[str, ...]:
        markets = {t.where.market for t in self.targets if t.where.market} | set(self.markets)
        return tuple(markets) if len(markets) == 1 else ()

    def _adjacent(self, money: Money) -> Target | None:
        after = next((t for t in self.targets if t.first > money.last), None)
        before = next((t for t in reversed(self.targets) if t.last < money.first), None)
        near_after = (
            after is not None
            and self._linked(money.last + 1, after.first, _AFTER)
            and not self._another_follows(after, money)
            and not self._list_follows(after)
        )
        near_before = (
            before is not None
            and self._linked(before.last + 1, money.first, _BEFORE)
            and not (near_after and self._targets_follow())
        )
        if (
            near_before
            and before is not None
            and (not near_after or before.last + 2 >= money.first)
        ):
            return before
        return after if near_after else None

    def _targets_follow(self) -> bool:
        """Whether each amount stands before its target ("100k split 60k ES 40k PT")."""
        if not self.amounts or not self.targets:
            return False
        last = self.amounts[-1]
        parts = [a for a in self.amounts if self._target_behind(a) is not None]
        return (
            len(parts) > 1
            and parts[-1] is last
            and not any(
                t.last < parts[0].first and self._linked(t.last + 1, parts[0].first, _BEFORE)
                for t in self.targets
            )
        )

    def _target_behind(self, amount: Amount) -> Target | None:
        after = next((t for t in self.targets if t.first > amount.last), None)
        near = after is not None and self._linked(amount.last + 1, after.first, _AFTER)
        return after if near else None

    def _list_follows(self, target: Target) -> bool:
        """Whether the target begins a list that shares the amount ("110k France et Belgique")."""
        if target.where.market is None:
            return False
        following = next((t for t in self.targets if t.first > target.last), None)
        if following is None or following.where.market is None:
            return False
        gap = [self.message.fold(i) for i in range(target.last + 1, following.first)]
        return 0 < len(gap) <= 2 and all(g in _AND for g in gap)

    def _another_follows(self, target: Target, money: Money) -> bool:
        """Whether the target belongs to the next amount instead ("300k (ES 150k, IT 100k)")."""
        opened = {self.message.fold(i) for i in range(money.last + 1, target.first)} & {
            "(",
            ":",
            ";",
        }
        j = target.last + 1
        while self.message.fold(j) in folded("guards", "budgets_another_follows"):
            j += 1
        following = self.message.tokens[j] if j < len(self.message.tokens) else None
        return (
            bool(opened)
            and following is not None
            and (
                following.kind == "number"
                or following.fold in folded("guards", "budgets_another_follows_2")
            )
        )

    def _linked(self, start: int, end: int, allowed: frozenset[str]) -> bool:
        if end - start > 8:
            return False
        skip = self._cue_tokens()
        return all(
            (self.message.fold(i) in allowed or i in skip)
            and self.message.tokens[i].kind != "break"
            and self.message.fold(i) not in (",", ";")
            for i in range(start, end)
        )

    def _cue_tokens(self) -> set[int]:
        tags = ("upto", "atleast", "about", "ofit", "net", "gross", "budget", "intotal")
        return {
            i
            for tag in tags
            for h in self.hits[tag]
            for i in range(h.first, h.last + 1)
            if self.message.fold(i) not in (",",)
        }

    # --- putting it together -----------------------------------------------------------

    def _assigned(self, moneys: list[Money]) -> BudgetReading:
        totals = [m for m in moneys if not self._is_part(m, moneys)]
        parts = [
            m
            for m in moneys
            if self._is_part(m, moneys) and m.where is not None and "each" not in m.cues
        ]
        each = next((m for m in moneys if "each" in m.cues), None)
        totals = [m for m in totals if m is not each]
        if totals:
            reading = self._whole(self._summed(totals))
        elif (parts and not self.standing) or (
            len(parts) > 1 and not any("ofit" in p.cues for p in parts) and self._stated_sum(parts)
        ):
            reading = self._whole(parts)
        else:
            reading = BudgetReading()
        for money in moneys:
            self.message.claim(money.first, money.last)
        for part in parts:
            adjacent = self._adjacent(part)
            if adjacent is not None and (adjacent.where.format or adjacent.where.channel):
                self.message.claim(adjacent.first, adjacent.last)
        constraints = tuple(c for p in parts if (c := _part(p)) is not None)
        spans = tuple((p.first, p.last) for p in parts)
        if each is not None:
            return self._with_each(replace(reading, parts=constraints, part_spans=spans), each)
        return replace(reading, parts=constraints, part_spans=spans)

    def _stated_sum(self, parts: list[Money]) -> bool:
        return not any(p.cues & {"atleast", "upto"} for p in parts)

    def _is_part(self, money: Money, moneys: list[Money]) -> bool:
        if "each" in money.cues:
            return False
        if "ofit" in money.cues:
            return money.where is not None
        if money.where is None:
            return False
        others = [m for m in moneys if m is not money]
        if not others:
            return (
                self.standing
                and not self._makes(money)
                and "budget" not in money.cues
                and ("atleast" in money.cues or "upto" in money.cues or self._gets(money))
            )
        larger_total = any(
            m.where is None and (m.amount.value > money.amount.value) for m in others
        )
        if larger_total:
            return True
        placed = [m for m in moneys if m.where is not None]
        return (
            len(placed) > 1
            and all(m.where is not None for m in moneys)
            and len({str(m.where) for m in placed}) == len(placed)
        )

    def _gets(self, money: Money) -> bool:
        """ "Put 50k in Mexico", "50k for video": a part of the budget that stands."""
        return not money.cues & {"intotal", *_PERIODS}

    def _summed(self, totals: list[Money]) -> list[Money]:
        """The totals that count: joined by "+" they add up, else the surest one stands."""
        if len(totals) > 1 and all(self._plus(a, b) for a, b in itertools.pairwise(totals)):
            return totals
        made = [m for m in totals if self.standing and self._makes(m)]
        return [max(made or totals, key=lambda m: (m.score, -m.first))]

    def _plus(self, one: Money, two: Money) -> bool:
        gap = {self.message.fold(i) for i in range(one.last + 1, two.first)}
        return (
            bool(gap & folded("guards", "budgets_plus")) and len(gap) <= 6 and not gap & {".", "\n"}
        )

    def _whole(self, moneys: list[Money]) -> BudgetReading:
        """One budget of all the amounts together."""
        total = sum((m.amount.value for m in moneys), Decimal(0))
        micros = _micros(total)
        if micros is None:
            return BudgetReading()
        upper = sum(((m.upper or m.amount).value for m in moneys), Decimal(0))
        cues = frozenset().union(*(m.cues for m in moneys))
        coded = next((m for m in moneys if m.amount.currency), None)
        sums = len(moneys) > 1
        value = BudgetValue(
            amount=micros,
            max=_micros(upper) if upper > total else None,
            currency=coded.amount.currency if coded else None,
            period=next((p for tag, p in _PERIODS.items() if tag in cues), None),
            at_most=True if "upto" in cues and not sums and upper == total else None,
            basis=self._basis(cues),
        )
        for money in moneys:
            self.message.claim(money.first, money.last)
        return BudgetReading(
            budget=value,
            spans=tuple((m.first, m.last) for m in moneys),
            currency_span=coded.amount.code if coded else None,
        )

    def _basis(self, cues: frozenset[str]) -> Basis | None:
        return "net" if "net" in cues else "gross" if "gross" in cues else None

    def _parallel(self, moneys: list[Money]) -> BudgetReading | None:
        """ "NL/BE/DE: 90k/30k/180k": as many amounts as markets, in the same order."""
        gaps = (self.message.folds(a.last + 1, b.first - 1) for a, b in itertools.pairwise(moneys))
        markets = [t for t in self.targets if t.where.market and t.last < moneys[0].first]
        run = markets[-len(moneys) :]
        between = (self.message.folds(a.last + 1, b.first - 1) for a, b in itertools.pairwise(run))
        if len(moneys) < 2 or len(run) != len(moneys) or {*gaps} != {"/"} or {*between} != {"/"}:
            return None
        placed = [replace(m, where=t.where) for m, t in zip(moneys, run, strict=True)]
        parts = tuple(part for m in placed if (part := _part(m)) is not None)
        spans = tuple((m.first, m.last) for m in placed)
        return replace(self._whole(placed), parts=parts, part_spans=spans)

    def _mixed(self, moneys: list[Money]) -> bool:
        """Whether parts in several currencies would have to be added up: that is asked instead."""
        parts = [m for m in moneys if m.where is not None and self._is_part(m, moneys)]
        totals = [m for m in moneys if m.where is None]
        return not totals and len({m.amount.currency for m in parts if m.amount.currency}) > 1

    def _period_only(self) -> BudgetReading:
        """ "The budget is per week, not total": only the period of the budget that stands."""
        hits = [(tag, h) for tag in _PERIODS for h in self.hits[tag]]
        about = self.hits["budget"] and not self.amounts and self.standing
        if not about or len(hits) != 1:
            return BudgetReading()
        tag, hit = hits[0]
        self.message.claim(hit.first, hit.last)
        value = BudgetValue(amount=0, period=_PERIODS[tag])
        return BudgetReading(budget=value, spans=((hit.first, hit.last),))

    def _detail_only(self) -> BudgetReading | None:
        """A currency without an amount settles the one of the budget."""
        hit = bare_currency(self.message.tokens)
        if hit is None or not self.message.free(hit.first, hit.last):
            return None
        self.message.claim(hit.first, hit.last)
        return BudgetReading(currency_span=(hit.first, hit.last))

    def _with_each(self, reading: BudgetReading, each: Money) -> BudgetReading:
        micros = _micros(each.amount.value)
        if micros is None:
            return reading
        constraint = AmountConstraint(where=Where(), min=micros, max=micros)
        span = (each.first, each.last)
        currency = reading.currency_span or each.amount.code
        budget = reading.budget
        if budget is not None and budget.currency is None:
            budget = replace(budget, currency=each.amount.currency)
        if budget is None:
            code = each.amount.currency
            budget = BudgetValue(amount=-micros, currency=code)
        spans = reading.spans or (span,)
        return replace(
            reading,
            budget=budget,
            each=constraint,
            spans=spans,
            part_spans=(*reading.part_spans, span),
            currency_span=currency,
        )


def _part(money: Money) -> AmountConstraint | None:
    micros = _micros(money.amount.value)
    if micros is None or money.where is None:
        return None
    if "atleast" in money.cues:
        return AmountConstraint(where=money.where, min=micros)
    if "upto" in money.cues:
        return AmountConstraint(where=money.where, max=micros)
    upper = _micros(money.upper.value) if money.upper else micros
    return AmountConstraint(where=money.where, min=micros, max=upper)


def _micros(value: Decimal) -> int | None:
    try:
        return to_micros(value.quantize(Decimal("0.000001")))
    except (InvalidMoney, ArithmeticError):
        return None


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "."))
    except ArithmeticError:
        return None


_NOT_WORDS = folded("guards", "budgets_not")
_BUT_WORDS = folded("guards", "budgets_but_words")
_BETWEEN = folded("guards", "budgets_between")
_AFTER = folded("guards", "budgets_after")
_BEFORE = folded("guards", "budgets_before")
_PERIOD_ADJECTIVES = folded("guards", "budgets_period_adjectives")
