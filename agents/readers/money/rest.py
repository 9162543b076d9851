"""Parts and what the others get: "60k Germany, 40k for the rest", "rest 40k"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from agents.readers.money.handed_on import HandedOn
from agents.readers.numbers.budget_words import AFTER, BEFORE, BudgetReading, Money
from agents.readers.text.phrases import Hit, Phrases, words
from media.brief import Where

_BOUNDS = frozenset(("atleast", "upto"))
_KINDS = {"each_market": {"market"}, "each_format": {"format"}}


class WithRest(HandedOn):
    """Adds the amount for all that has none of its own, be it for each of them."""

    def _with_rest(self, moneys: Sequence[Money]) -> BudgetReading | None:
        """The amounts together are the whole, unless that is told beside them."""
        parts = [money for money in moneys if money.where is not None]
        rest = [m for m in moneys if m.where is None and (self._is_rest(m) or self._is_each(m))]
        whole = [money for money in moneys if money not in parts and money not in rest]
        if len(rest) != 1 or any(m.cues & _BOUNDS for m in moneys):
            return None
        left, each = self._for_others(rest[0], parts), "each" in rest[0].cues
        others = left if each else rest
        if len(parts) > 1 and parts[0].amount.value == _sum([*parts[1:], *others]):
            whole = [*whole, replace(parts.pop(0), where=None)]
        if not parts or not others or len(whole) > 1 or any("each" in m.cues for m in parts):
            return None
        self.message.claim(rest[0].first, rest[0].last)
        return self._in_parts(whole or [*parts, *others], [*parts, *left])

    def _is_rest(self, money: Money) -> bool:
        return any(
            self._linked(money.last + 1, hit.first, AFTER)
            if hit.first > money.last
            else self._linked(hit.last + 1, money.first, BEFORE)
            for hit in self._rests()
        )

    def _rests(self) -> list[Hit[str]]:
        return [*_rest().find(self.message.tokens)]

    def _is_each(self, money: Money) -> bool:
        """ "20k per market, 60k for Germany": for each of the one kind that has amounts."""
        kinds = {kind for t in self.targets for kind in _kind(t.where)}
        said = [_KINDS.get(hit.entry, kinds) for hit in self.hits["each"]]
        return "each" in money.cues and len(kinds) == 1 and all(kind == kinds for kind in said)

    def _for_others(self, rest: Money, parts: Sequence[Money]) -> list[Money]:
        """What the markets get, or the formats, that have no part: the only one, or each."""
        named = [part.where for part in parts if part.where is not None]
        kinds = {_kind(where) for where in named}
        every = self._all_of(kinds.pop()) if len(kinds) == 1 else []
        left = [where for where in dict.fromkeys(every) if where not in named]
        return [replace(rest, where=w) for w in left if len(left) == 1 or "each" in rest.cues]

    def _all_of(self, kind: tuple[str, ...]) -> list[Where]:
        """All the markets, or the formats, of the Brief and the message."""
        held = [Where(market=market) for market in self.markets] if kind == ("market",) else []
        if kind == ("format",):
            held = [Where.model_validate({"format": name}) for name in self.formats]
        told = [t.where for t in self.targets if _kind(t.where) == kind]
        return [*held, *told] if kind in (("market",), ("format",)) else []


def _kind(where: Where) -> tuple[str, ...]:
    """The keys that are set."""
    return tuple(key for key, value in where if value is not None)


def _sum(moneys: Sequence[Money]) -> Decimal:
    return sum((money.amount.value for money in moneys), Decimal(0))


@cache
def _rest() -> Phrases[str]:
    return Phrases((w, "rest") for w in words("moves")["rest"])
