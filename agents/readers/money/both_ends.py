"""A floor and a ceiling of one part in one breath: "at least 50k for France, at most 80k"."""

from __future__ import annotations

from dataclasses import replace

from agents.readers.money.money_places import WHOLE, MoneyPlaces
from agents.readers.numbers.budget_words import Money

_FLOOR, _CEILING = frozenset(("atleast",)), frozenset(("upto",))
_BOUNDS = _FLOOR | _CEILING
_OF_WHOLE = frozenset(("budget", "intotal", "each"))


class BothEnds(MoneyPlaces):
    """Adds the amounts that are the other end of what the one before is of."""

    def _both_ends(self, moneys: list[Money]) -> list[Money]:
        """The amounts, with a floor and a ceiling of the same part made one range."""
        found: list[Money] = []
        for money in moneys:
            ranged = self._ranged(found[-1], money) if found else None
            if ranged is None:
                found.append(money)
            else:
                found[-1] = ranged
        return found

    def _ranged(self, one: Money, two: Money) -> Money | None:
        where = two.where or one.where
        if where is None or not {one.where, two.where} <= {None, where} or one.upper or two.upper:
            return None
        floor, ceiling = (two, one) if "upto" in one.cues else (one, two)
        opposed = floor.cues & _BOUNDS == _FLOOR and ceiling.cues & _BOUNDS == _CEILING
        if not opposed or floor.amount.value > ceiling.amount.value:
            return None
        if not self._one_breath(one, two) or self._about_whole(one) or self._about_whole(two):
            return None
        cues = (one.cues | two.cues) - _BOUNDS
        return replace(
            floor,
            upper=ceiling.amount,
            first=one.first,
            last=two.last,
            cues=cues,
            score=max(one.score, two.score),
            where=where,
        )

    def _one_breath(self, one: Money, two: Money) -> bool:
        """Whether they stand in one sentence, with no other thing between that may have one."""
        between = [t for t in self.targets if one.last < t.first < two.first]
        named = {t.where for t in between} - {one.where, two.where}
        return not named and self.message.clause(one.first) == self.message.clause(two.first)

    def _about_whole(self, money: Money) -> bool:
        """ "At least 50k for France, at most 280k overall"."""
        return money.where is None and bool(
            money.cues & _OF_WHOLE or self._said_with(money) & WHOLE
        )
