"""What an amount is of: the thing joined to it, or the only one that it can be of."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from agents.readers.findings.targets import Target, inside
from agents.readers.money.money_cues import MoneyCues
from agents.readers.money.money_targets import AND
from agents.readers.numbers.budget_words import Money
from agents.readers.text.phrases import folded
from media.brief import Where

_GIVES = folded("guards", "budgets_gives")
_TO = folded("guards", "budgets_towards")
WHOLE = folded("guards", "budgets_about_budget")


class MoneyPlaces(MoneyCues):
    """Adds the part that an amount is for."""

    def _where(self, money: Money) -> Where | None:
        """The place, format or channel that the amount is joined to; the only market is no part."""
        cell = self._cell(money)
        if cell is not None:
            return cell
        carried = self._carried(money)
        if carried is not None:
            return carried.where if self._fits_within(money, carried) else None
        found = self._adjacent(money) or self._beside(money)
        if found is None or found.where.market in self._only_market():
            return None
        return None if self._leaves(found, money) else found.where

    def _carried(self, money: Money) -> Target | None:
        """ "Germany is pricey, cut it to 30k"."""
        before = next((t for t in reversed(self.targets) if t.last < money.first), None)
        return before if before is not None and before.carried else None

    def _fits_within(self, money: Money, target: Target) -> bool:
        """Whether it may be of the target: less than all there is, or another of its own."""
        less = money.amount.value * 1_000_000 < self.standing_micros
        return less or target.where in self.parts

    def _cell(self, money: Money) -> Where | None:
        """The format or channel beside the amount, in the one place that it is of there."""
        part = self._adjacent(money, self.cells.sold)
        bound = bool(money.cues & {"atleast", "upto"})
        figure = (money.amount.first, money.amount.last)
        places = () if part is None else self.cells.places(part, figure, bound)
        if part is not None and len(places) == 1:
            return inside(part, places[0])
        pair = self.cells.rows.get(figure[0]) or self.cells.across(figure)
        pair = pair or self._cell_before(money)
        return None if pair is None else inside(*pair)

    def _cell_before(self, money: Money) -> tuple[Target, Target] | None:
        """ "Display in France to 30k" where display in France has an amount already."""
        place = self._adjacent(money)
        if place is None or place.sold or place.last > money.first:
            return None
        part = next((t for t in reversed(self.cells.sold) if t.last < place.first), None)
        pair = None if part is None else (part, place)
        return pair if pair is not None and inside(*pair) in self.parts else None

    def _leaves(self, target: Target, money: Money) -> bool:
        """Whether the amount is what is left without the market ("without Portugal 90k").

        A "no" right behind the amount is the Portuguese "in" ("150k no México").
        """
        said = self.message.operator(target.first, target.last, lambda _: False)
        inside = self.message.fold(money.last + 1) == "no"
        gone = target.where.market is not None and said in ("not", "remove") and not inside
        return gone and self.message.fold(money.first - 1) not in _TO

    def _beside(self, money: Money) -> Target | None:
        """The one thing that stands in a piece with one amount, whatever the words between.

        A bound is of it ("a Portugal que le toquen al menos 40k"), and so is another amount for
        what has one ("AT wird 50k"), and less than the budget that one of several markets is to
        get ("Portugal soll 40k kriegen").
        """
        if money.cues & {"budget", "intotal"}:
            return None
        named = self._paired(money)
        if named is None:
            return None
        between = range(min(money.last, named.last), max(money.first, named.first))
        joined = any(self.message.fold(i) in AND for i in between)
        bound = bool(money.cues & {"atleast", "upto"})
        told = bound or named.where in self.parts or self._gets_some(money, named)
        return named if told and not joined else None

    def _paired(self, money: Money) -> Target | None:
        """The thing before each amount of a piece, or the only one beside the only amount."""
        low, high = self._chunk(money.first, money.last)
        named = [t for t in self.targets if low <= t.first and t.last <= high]
        amounts = [a for a in self.amounts if low <= a.first and a.last <= high]
        if len(named) != len(amounts):
            return None
        pairs = list(zip(named, amounts, strict=True))
        ends = [-1, *(amount.last for amount in amounts)]
        turns = all(end < t.first < a.first for end, (t, a) in zip(ends, pairs, strict=False))
        mine = next((t for t, a in pairs if a.first == money.amount.first), None)
        return mine if turns or len(pairs) == 1 else None

    def _gets_some(self, money: Money, target: Target) -> bool:
        """Whether a format or one of several markets is said to get less than the whole.

        Of a market that stands any words may say so, unless they speak of the budget.
        """
        held = len(self.markets) > 1 and target.where.market in self.held
        several = held or target.where.format is not None
        micros = money.amount.value * 1_000_000
        said = self._said_with(money)
        given = bool(said & _GIVES) or (held and not said & WHOLE and self._fits(micros, target))
        less = micros < self.standing_micros
        return several and less and given and not self._makes(money)

    def _fits(self, micros: Decimal, target: Target) -> bool:
        """Whether the budget that stands holds the amount beside its other parts."""
        others = (c.min or 0 for where, c in self.parts.items() if where != target.where)
        return micros + sum(others) <= self.standing_micros

    def _said_with(self, money: Money) -> set[str]:
        low, high = self._chunk(money.first, money.last)
        return {self.message.fold(i) for i in range(low, high + 1)}

    def _joined(self, one: Target, two: Target) -> bool:
        """Whether nothing but "and" or a comma stands between two neighbours."""
        gap = [self.message.fold(i) for i in range(one.last + 1, two.first)]
        return bool(gap) and all(word in AND | {","} for word in gap)

    def _sole(self, first: int, last: int) -> Where | None:
        """The only thing named in the piece around tokens [first, last], with no "and" between."""
        low, high = self._chunk(first, last)
        named = [t for t in self.targets if low <= t.first and t.last <= high]
        if len(named) != 1:
            return None
        between = range(min(last, named[0].last) + 1, max(first, named[0].first))
        return None if any(self.message.fold(i) in AND for i in between) else named[0].where

    def _shared(self, money: Money) -> bool:
        """Whether some of the markets that stand are to share the amount: no part is so."""
        low, high = self._chunk(money.first, money.last)
        listed = [t for t in self.targets if low <= t.first and t.last <= high]
        named = {t.where.market for t in listed}
        some = len(named) > 1 and named < {*self.markets} and named <= {*self.held}
        some = some and all(self._joined(one, two) for one, two in pairwise(listed))
        less = money.amount.value * 1_000_000 < self.standing_micros
        alone = sum(low <= a.first <= high for a in self.amounts) == 1
        told = money.cues & {"each", "budget", "intotal"} or self._said_with(money) & WHOLE
        return some and less and alone and not told and not self._makes(money)
