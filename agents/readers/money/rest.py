"""Parts and what the others get: "60k Germany, 40k for the rest", "rest 40k"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from agents.readers.findings.targets import Target
from agents.readers.money.handed_on import HandedOn
from agents.readers.numbers.budget_words import AFTER, BEFORE, BudgetReading, Money
from agents.readers.text.phrases import Hit, Phrases, words
from media.brief import Where

_BOUNDS = frozenset(("atleast", "upto", "each"))


class WithRest(HandedOn):
    """Adds the amount for all that has none of its own."""

    def _with_rest(self, moneys: Sequence[Money]) -> BudgetReading | None:
        """The amounts together are the whole, unless that is told beside them."""
        rest = [money for money in moneys if money.where is None and self._is_rest(money)]
        parts = [money for money in moneys if money.where is not None]
        whole = [money for money in moneys if money not in parts and money not in rest]
        if parts and parts[0].amount.value == _sum([*parts[1:], *rest]):
            whole = [*whole, replace(parts.pop(0), where=None)]
        if len(rest) != 1 or not parts or len(whole) > 1 or any(m.cues & _BOUNDS for m in moneys):
            return None
        placed = [*parts, *(replace(rest[0], where=w) for w in self._others(parts))]
        self.message.claim(rest[0].first, rest[0].last)
        return self._in_parts(whole or [*parts, *rest], placed)

    def _is_rest(self, money: Money) -> bool:
        return any(
            self._linked(money.last + 1, hit.first, AFTER)
            if hit.first > money.last
            else self._linked(hit.last + 1, money.first, BEFORE)
            for hit in self._rests()
        )

    def _rests(self) -> list[Hit[str]]:
        return [*_rest().find(self.message.tokens)]

    def _others(self, parts: Sequence[Money]) -> list[Where]:
        """The one market that is left, where the parts are markets."""
        named = [part.where for part in parts if part.where is not None]
        if any(where != Where(market=where.market) for where in named):
            return []
        left = {*self._all_markets()} - {where.market for where in named}
        return [Where(market=market) for market in left] if len(left) == 1 else []

    def _all_markets(self) -> list[str]:
        places: Sequence[Target] = [t for t in self.targets if t.where.market]
        return [*self.markets, *(t.where.market for t in places if t.where.market)]


def _sum(moneys: Sequence[Money]) -> Decimal:
    return sum((money.amount.value for money in moneys), Decimal(0))


@cache
def _rest() -> Phrases[str]:
    return Phrases((w, "rest") for w in words("moves")["rest"])
