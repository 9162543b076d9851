"""Money between the parts of a budget: more for one, less for another, moved, left behind."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from functools import cache

from agents.readers.findings.proposals import Change
from agents.readers.findings.targets import Target, inside
from agents.readers.money.budget_changes import CHANGING, BudgetChanges
from agents.readers.money.money_targets import AND
from agents.readers.numbers.budget_words import AFTER, BEFORE, BudgetReading, Money, micros_of
from agents.readers.rules.degrees import degree_before, degree_ends
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import fold
from media.brief import AmountConstraint, Where

_NEAR = 5
"""How many tokens may stand between an amount and the part that it changes."""
_FROM = folded("guards", "budgets_from")
_GETTING = folded("guards", "budgets_getting")
_BY = folded("guards", "budgets_by")
_MOVING = frozenset(fold(w) for w in words("fillers")["moving"])
_TOWARDS = folded("guards", "budgets_towards")
_GIVING = folded("moves", "gives")
_OF = frozenset(("of",))
_ARTICLE = 2
"""How many words may lead to the part that the money leaves ("of the UK money")."""


class BudgetMoves(BudgetChanges):
    """Adds changes of the parts that stand, with or without the whole."""

    stretch: range | None = None
    """The tokens that one of several amounts has to itself."""

    def _parts_changed(self, moneys: list[Money]) -> BudgetReading | None:
        """What the amounts of a message do to parts of the budget; None when it is nothing."""
        if not self.standing or any(money.upper is not None for money in moneys):
            return None
        moneys = [money for money in moneys if not self._of_whole(money)]
        if len(moneys) == 1:
            return self._settled(self._one_changed(moneys[0]))
        return self._settled(self._each_changed(moneys))

    def _settled(self, reading: BudgetReading | None) -> BudgetReading | None:
        """The reading, with its words claimed."""
        for span in () if reading is None else (*reading.spans, *reading.taken):
            self.message.claim(*span)
        return reading

    def _one_changed(self, money: Money) -> BudgetReading | None:
        moved = self._moved(money) or self._left_to(money)
        changed = moved or self._bounded_anew(money) or self._stepped(money)
        return changed or self._comes_with(money)

    def _each_changed(self, moneys: list[Money]) -> BudgetReading | None:
        """ "Take 10k off Italy and give it to Spain, plus Portugal with 20k on top".

        All or none: where one is not known, the others only name what they are of.
        """
        found = []
        starts = [0, *(money.last + 1 for money in moneys[:-1])]
        ends = [*(money.first for money in moneys[1:]), len(self.message.tokens)]
        for start, money, end in zip(starts, moneys, ends, strict=True):
            alone = copy(self)
            alone.stretch = range(start, end)
            alone.targets = [t for t in self.targets if t.first >= start]
            found.append(alone._one_changed(money))
        readings = [reading for reading in found if reading is not None]
        if not readings or len(readings) < len(moneys):
            return None
        named = frozenset().union(*(r.named for r in readings))
        if not all(r.spans for r in readings):
            return BudgetReading(named=named)
        raised = [r.change.micros or 0 for r in readings if r.change is not None]
        return BudgetReading(
            change=Change(micros=sum(raised)) if raised else None,
            parts=tuple(part for r in readings for part in r.parts),
            part_spans=tuple(span for r in readings for span in r.part_spans),
            moves=tuple(move for r in readings for move in r.moves),
            spans=tuple(span for r in readings for span in r.spans),
            taken=tuple(span for r in readings for span in r.taken),
            named=named,
        )

    # --- from one part to another -------------------------------------------------------

    def _moved(self, money: Money) -> BudgetReading | None:
        """ "Move 30k from Spain to France": the parts change, the budget does not."""
        micros = micros_of(money.amount.value)
        low, high = self.message.clause(money.first)
        verb = any(self.message.fold(i) in _MOVING for i in range(low, high + 1))
        behind = [t for t in self.targets if t.first > money.last][:2]
        if len(behind) == 2 and (
            (verb and not self._listed(*behind)) or self._from_to(money, behind)
        ):
            one, two = behind
            if self.message.fold(one.first - 1) in _TOWARDS:
                one, two = two, one
            return self._passed_on(money, one, two, micros)
        pair = self._less_and_more() if verb and not behind else None
        return None if pair is None else self._passed_on(money, *pair, micros)

    def _listed(self, one: Target, two: Target) -> bool:
        """ "Take 20k off Spain and Portugal": off both."""
        return all(self.message.fold(i) in AND for i in range(one.last + 1, two.first))

    def _from_to(self, money: Money, pair: Sequence[Target]) -> bool:
        """ "5k von Deutschland nach Österreich", "10k of the UK money should go to Ireland"."""
        one, two = pair
        opening = [self.message.fold(i) for i in range(money.last + 1, one.first)]
        gap = [self.message.fold(i) for i in range(one.last + 1, two.first)]
        if not opening or opening[0] not in _LEAVING | _OF or not gap or gap[-1] not in _TOWARDS:
            return False
        close = len(opening) == 1 and len(gap) == 1 and opening[0] in _LEAVING
        return close or (len(opening) <= _ARTICLE and bool({*gap} & _GIVING))

    def _less_and_more(self) -> tuple[Target, Target] | None:
        """ "Less Germany, more France: move 10k over": where from, and where to."""
        ends = degree_ends(self.message, standing=True)
        degrees = {degree_before(self.message, ends, t.first): t for t in self.targets}
        if "less" not in degrees or "more" not in degrees or len(self.targets) != 2:
            return None
        return degrees["less"], degrees["more"]

    def _left_to(self, money: Money) -> BudgetReading | None:
        """ "Austria is out, its 20k go to Germany": the part of one becomes the other's."""
        micros = micros_of(money.amount.value)
        heirs = [t for t in self.targets if t.first > money.last and self._heir(money, t)]
        left = [t for t in self.targets if t.last < money.first and self._exact(t) == micros]
        if len(heirs) != 1 or len(left) != 1:
            return None
        return self._passed_on(money, left[0], heirs[0], micros)

    def _all_left(self) -> BudgetReading | None:
        """ "Drop Austria and give its money to Germany": as `_left_to`, with no amount."""
        hit = next(iter(_left_money().find(self.message.tokens)), None)
        if not self.standing or hit is None:
            return None
        heirs = [t for t in self.targets if t.first > hit.last and self._heir(hit, t)]
        left = [t for t in self.targets if t.last < hit.first and self._exact(t)]
        if len(heirs) != 1 or len(left) != 1:
            return None
        return self._settled(self._passed_on(hit, left[0], heirs[0], self._exact(left[0])))

    def _heir(self, money: Money | Hit[str], target: Target) -> bool:
        gap = range(money.last + 1, target.first)
        towards = self.message.fold(target.first - 1) in _TOWARDS
        linking = AFTER | _TOWARDS
        return towards and len(gap) <= _NEAR and all(self.message.fold(i) in linking for i in gap)

    def _exact(self, target: Target) -> int | None:
        part = self.parts.get(target.where)
        return part.min if part is not None and part.min == part.max else None

    def _passed_on(
        self, said: Money | Hit[str], one: Target, two: Target, micros: int | None
    ) -> BudgetReading | None:
        if micros is None:
            return None
        source, target = self._held_as(one), self._held_as(two)
        moves = (Change(micros=-micros, where=source), Change(micros=micros, where=target))
        names = tuple((target.first, target.last) for target in (one, two))
        spans = ((said.first, said.last),)
        if self._new(two) and source in self.parts:
            part = AmountConstraint(where=target, min=micros, max=micros)
            return BudgetReading(
                moves=moves[:1], parts=(part,), part_spans=spans, spans=spans, taken=names
            )
        return BudgetReading(moves=moves, spans=spans, taken=names)

    def _held_as(self, target: Target) -> Where:
        """What the amount that stands is of: in the one place named beside, if it is so there."""
        places = [t for t in self.targets if not t.sold]
        if len(places) != 1 or not target.sold or target.where in self.parts:
            return target.where
        cell = inside(target, places[0])
        return cell if cell in self.parts else target.where

    # --- another bound ------------------------------------------------------------------

    def _bounded_anew(self, money: Money) -> BudgetReading | None:
        """ "Min for video down to 30k": the bound that stands gets another figure."""
        low, high = self.message.clause(money.first)
        named = [t for t in self.targets if low <= t.first <= high]
        held = self.parts.get(named[0].where) if len(named) == 1 else self._only_bound(named)
        micros = micros_of(money.amount.value)
        if held is None or micros is None or None not in (held.min, held.max):
            return None
        tag = "upto" if held.min is None else "atleast"
        told = any(low <= hit.first <= high for hit in self.hits[tag])
        if not told or not self._set_between(money.first):
            return None
        sides = {"max": micros} if held.min is None else {"min": micros}
        part, said = held.model_copy(update=sides), ((money.first, money.last),)
        names = tuple((t.first, t.last) for t in named)
        firsts = frozenset(t.first for t in named)
        return BudgetReading(parts=(part,), part_spans=said, spans=said, taken=names, named=firsts)

    def _only_bound(self, named: Sequence[Target]) -> AmountConstraint | None:
        """ "Lower the floor to 40k", where one part alone has a bound and nothing is named."""
        bounds = [part for part in self.parts.values() if part.min != part.max]
        return bounds[0] if len(bounds) == 1 and not named else None

    # --- more or less for one -----------------------------------------------------------

    def _stepped(self, money: Money) -> BudgetReading | None:
        """ "20k more on Mexico": the part moves when it stands; the budget only where the money
        comes on top of it. What is not known of either is only named.
        """
        on_top = self._on_top()
        target = self._target_of(money, on_top)
        way = 0 if target is None else self._part_way(money, target)
        micros = micros_of(money.amount.value)
        if target is None or way == 0:
            return None
        new = on_top is not None and not self._stands(target)
        named = frozenset[int]() if new else frozenset((target.first,))
        where = self._held_as(target)
        known = where in self.parts
        if micros is None or (on_top is None and not known):
            return BudgetReading(named=named)
        span = (money.first, money.last)
        step = Change(micros=way * micros, where=where)
        part = AmountConstraint(where=where, min=micros, max=micros)
        return BudgetReading(
            change=None if on_top is None else replace(step, where=None),
            moves=(step,) if known else (),
            parts=(part,) if new else (),
            part_spans=(span,) if new else (),
            spans=(span,),
            taken=tuple((h.first, h.last) for h in (target, on_top) if h is not None),
            named=named,
        )

    def _target_of(self, money: Money, on_top: Hit[str] | None) -> Target | None:
        """The part that the amount comes on top of, or off."""
        barred: set[str] = set() if on_top is not None else {"budget", "intotal", "ofit"}
        if self.message.fold(money.first - 1) not in _BY:
            barred |= {"atleast", "upto"}
        if money.cues & barred:
            return None
        near = [t for t in self.targets if self._changes_part(money, t, on_top)]
        near = [t for t in near if self._stands(t) or (on_top is not None and self._new(t))]
        return near[0] if near and (len(near) == 1 or near[0].last < money.first) else None

    def _changes_part(self, money: Money, target: Target, top: Hit[str] | None) -> bool:
        """Whether nothing but words of change, and those of `top`, stand between the two."""
        ahead = target.first > money.last
        low, high = (money.last, target.first) if ahead else (target.last, money.first)
        allowed = CHANGING | (AFTER | _FROM if ahead else BEFORE | _GETTING | _BY | {"+"})
        over = range(0) if top is None else range(top.first, top.last + 1)
        if high - low - 1 > _NEAR + len(over):
            return False
        allowed = allowed if top is None else allowed | {","}
        gap = [i for i in range(low + 1, high) if i not in over]
        return len(gap) <= _NEAR and all(self.message.fold(i) in allowed for i in gap)

    def _stands(self, target: Target) -> bool:
        """Whether the target is one of several that the Brief has; formats always may be."""
        market = target.where.market
        if market is None:
            place = target.where.region or target.where.city
            return place is None or place in self.held
        return market in self.held and market not in self._only_market()

    def _new(self, target: Target) -> bool:
        return target.where.market is not None and target.where.market not in self.held

    def _part_way(self, money: Money, target: Target) -> int:
        """+1 for more, -1 for less, 0 where the words set the part."""
        if self._set_between(money.first):
            return 0
        if self.message.fold(money.first - 1) == "+":
            return 1
        if self.message.fold(money.first - 1) == "-" and not self._joined_to(target, money):
            return -1
        low, high = self.message.clause(money.first)
        gap = {self.message.fold(i) for i in range(money.last + 1, target.first)}
        if gap & _FROM:
            return -1
        ways = [
            (abs(hit.first - money.first), way)
            for hits, way in ((self.raises, 1), (self.cuts, -1))
            for hit in hits
            if (low <= hit.first and 0 < money.first - hit.last <= 6)
            or (0 < hit.first - money.last <= 2 and hit.last <= high)
        ]
        if ways:
            return min(ways)[1]
        return 1 if self._on_top() is not None else 0

    def _comes_with(self, money: Money) -> BudgetReading | None:
        """ "Italien raus, dafür Frankreich mit 15k": where the parts make the whole, it grows."""
        exact = [part.min for part in self.parts.values() if part.min == part.max]
        summed = sum(micros or 0 for micros in exact) == self.standing_micros
        joined = self.message.fold(money.first - 1) in _WITH
        new = [t for t in self.targets if t.last == money.first - 2 and self._new(t)]
        micros = micros_of(money.amount.value)
        if not (summed and joined and len(new) == 1 and micros):
            return None
        span = (money.first, money.last)
        return BudgetReading(change=Change(micros=micros), spans=(span,))

    def _joined_to(self, target: Target, money: Money) -> bool:
        """Whether the dash only joins a name and its amount ("Spain - 5k")."""
        return target.last == money.first - 2

    # --- on top of the whole ------------------------------------------------------------

    def _on_top(self) -> Hit[str] | None:
        """The words that say that money comes on top of the whole budget."""
        hits = _on_top_words().find(self.message.tokens)
        return next((h for h in hits if self.stretch is None or h.first in self.stretch), None)

    def _of_whole(self, money: Money) -> bool:
        """Whether the amount only names the budget that stands ("on top of the 40k")."""
        hit = self._on_top()
        behind = hit is not None and 0 < money.first - hit.last <= _NEAR - 2
        return behind and micros_of(money.amount.value) == self.standing_micros


_LEAVING = folded("guards", "budgets_leaving")
_WITH = folded("moves", "with")


@cache
def _left_money() -> Phrases[str]:
    return Phrases((w, "left") for w in words("edits")["left_money"])


@cache
def _on_top_words() -> Phrases[str]:
    return Phrases((w, "on_top") for w in words("edits")["on_top"])
