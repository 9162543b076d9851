"""A budget and its parts: "A + B", "50k of it in Mexico", the same for each market."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Literal

from agents.readers.findings.proposals import BudgetValue
from agents.readers.findings.targets import Target, inside
from agents.readers.money.held_amounts import HeldAmounts
from agents.readers.numbers.budget_words import PERIODS, BudgetReading, Money, micros_of
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import AmountConstraint, Where

Basis = Literal["net", "gross"]

_BESIDE = 8
"""How many tokens from its amount the name of a part may stand."""
_ALL = folded("guards", "wishes_whole")
_EXACTLY = folded("guards", "budgets_exactly")


class BudgetParts(HeldAmounts):
    """Adds how a budget is made up of parts."""

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
            chosen = self._summed(totals)
            same = {m.amount.value for m in chosen}
            moneys = [m for m in moneys if m not in totals or m.amount.value in same]
            reading = self._whole(chosen)
        elif (parts and not self.standing) or (
            len(parts) > 1 and not any("ofit" in p.cues for p in parts) and self._stated_sum(parts)
        ):
            reading = self._whole([part for part in parts if not _within(part, parts)])
        else:
            reading = BudgetReading()
        self._claim(moneys, parts)
        constraints = tuple(c for p in parts if (c := _part(p)) is not None)
        spans = tuple((p.first, p.last) for p in parts)
        if each is not None:
            return self._with_each(replace(reading, parts=constraints, part_spans=spans), each)
        return replace(reading, parts=constraints, part_spans=spans)

    def _claim(self, moneys: Sequence[Money], parts: Sequence[Money]) -> None:
        """The amounts, and the formats and channels that only say what parts are of."""
        for money in moneys:
            self.message.claim(money.first, money.last)
        for part in parts:
            sold = self._sold(part)
            if sold is not None and not self._added(sold):
                self.message.claim(sold.first, sold.last)

    def _sold(self, part: Money) -> Target | None:
        """The mention of the format or channel that the part is of, be it in one place alone."""
        if part.where is None or not (part.where.format or part.where.channel):
            return None

        def apart(target: Target) -> int:
            return max(target.first - part.last, part.first - target.last)

        held = Target(part.where, 0, 0)
        near = (t for t in self.cells.sold if apart(t) <= _BESIDE)
        own = (t for t in near if inside(t, held) == part.where)
        return min(own, key=apart, default=None)

    def _added(self, sold: Target) -> bool:
        """Whether it is asked for besides: "add display but no more than 50k on it"."""
        return self.message.operator(sold.first, sold.last, lambda _: False) == "add"

    def _stated_sum(self, parts: list[Money]) -> bool:
        """Whether the parts make up the whole: exact ones, and all that stand are said anew."""
        exact = not any(p.cues & {"atleast", "upto"} for p in parts)
        return exact and {p.where for p in parts} >= {*self.parts}

    def _is_part(self, money: Money, moneys: list[Money]) -> bool:
        if "each" in money.cues:
            return False
        if money.where is not None and money.where.is_cell:
            return True
        if "ofit" in money.cues:
            return money.where is not None
        if money.where is None or self._has_parts(money, moneys):
            return False
        others = [m for m in moneys if m is not money]
        if not others:
            return (
                self.standing
                and (
                    self._bounds_sold(money)
                    or (
                        (self._of_several(money) or not self._makes(money))
                        and "budget" not in money.cues
                    )
                )
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

    def _has_parts(self, money: Money, moneys: list[Money]) -> bool:
        """ "Canada and the US: 400k in total, of which 100k in Canada"."""
        others = (m for m in moneys if m is not money)
        return "intotal" in money.cues and any("ofit" in m.cues for m in others)

    def _bounds_sold(self, money: Money) -> bool:
        """ "Spend at most 40k on video": of a format or a channel, not of the whole budget."""
        sold = money.where is not None and (money.where.format or money.where.channel)
        return bool(sold and money.cues & {"atleast", "upto"})

    def _of_several(self, money: Money) -> bool:
        """Whether the amount is for one of several markets that stand ("put 30k in Austria"), or
        for what has an amount already.
        """
        one = money.where is not None and money.where.market in self.markets
        return (one and len(self.markets) > 1) or money.where in self.parts

    def _gets(self, money: Money) -> bool:
        """ "Put 50k in Mexico", "50k for video": a part of the budget that stands."""
        return not money.cues & {"intotal", *PERIODS}

    def _summed(self, totals: list[Money]) -> list[Money]:
        """The totals that count: joined by "+" they add up, else the surest one stands."""
        if len(totals) > 1 and all(self._plus(a, b) for a, b in itertools.pairwise(totals)):
            return totals
        made = [m for m in totals if self.standing and self._makes(m)]
        if made:
            return [max(made, key=lambda m: (m.score, m.first))]
        return [max(totals, key=lambda m: (m.score, -m.first))]

    def _plus(self, one: Money, two: Money) -> bool:
        gap = {self.message.fold(i) for i in range(one.last + 1, two.first)}
        return (
            bool(gap & folded("guards", "budgets_plus")) and len(gap) <= 6 and not gap & {".", "\n"}
        )

    def _whole(self, moneys: list[Money]) -> BudgetReading:
        """One budget of all the amounts together."""
        total = sum((m.amount.value for m in moneys), Decimal(0))
        micros = micros_of(total)
        if micros is None:
            return BudgetReading()
        upper = sum(((m.upper or m.amount).value for m in moneys), Decimal(0))
        cues = frozenset().union(*(m.cues for m in moneys))
        coded = next((m for m in moneys if m.amount.currency), None)
        value = BudgetValue(
            amount=micros,
            max=micros_of(upper) if upper > total else None,
            currency=coded.amount.currency if coded else None,
            period=next((p for tag, p in PERIODS.items() if tag in cues), None),
            at_most=self._less_is_fine(moneys, upper > total),
            basis=self._basis(cues),
        )
        for money in moneys:
            self.message.claim(money.first, money.last)
        return BudgetReading(
            budget=value,
            spans=tuple((m.first, m.last) for m in moneys),
            currency_span=coded.amount.code if coded else None,
        )

    def _less_is_fine(self, moneys: list[Money], ranged: bool) -> bool | None:
        """Whether the budget is the most to spend ("up to"), or "exactly" what to spend."""
        if len(moneys) > 1 or ranged:
            return None
        (money,) = moneys
        if "upto" in money.cues or self._closed_above(money.last):
            return True
        return False if self.message.fold(money.first - 1) in _EXACTLY else None

    def _closed_above(self, last: int) -> bool:
        """ "400k, mais pas plus": a piece behind the amount that says no more."""
        start = last + 1 + (self.message.fold(last + 1) == ",")
        hit = _no_more().at(self.message.tokens, start) if self._inside(start) else None
        return hit is not None and (not self._inside(hit.last + 1) or self._boundary(hit.last + 1))

    def _inside(self, i: int) -> bool:
        return i < len(self.message.tokens)

    def _basis(self, cues: frozenset[str]) -> Basis | None:
        said = cues & {"net", "gross"} or self._apart()
        return "net" if "net" in said else "gross" if "gross" in said else None

    def _apart(self) -> set[str]:
        """ "450k, gross": a piece of its own that says no more."""
        end = len(self.message.tokens)
        return {
            tag
            for tag in ("net", "gross")
            for hit in self.hits[tag]
            if self._begins(hit.first) and (hit.last + 1 == end or self._closes(hit.last + 1))
        }

    def _closes(self, i: int) -> bool:
        return self._boundary(i) or self.message.fold(i) == ")"

    def _begins(self, i: int) -> bool:
        """Whether a piece begins at token i, be it with "all"."""
        i -= self.message.fold(i - 1) in _ALL
        return i == 0 or self._boundary(i - 1) or self.message.fold(i - 1) == "("

    def _parallel(self, moneys: list[Money]) -> BudgetReading | None:
        """ "NL/BE/DE: 90k/30k/180k": as many amounts as markets, in the same order."""
        gaps = (self.message.folds(a.last + 1, b.first - 1) for a, b in itertools.pairwise(moneys))
        markets = [t for t in self.targets if t.where.market and t.last < moneys[0].first]
        run = markets[-len(moneys) :]
        between = (self.message.folds(a.last + 1, b.first - 1) for a, b in itertools.pairwise(run))
        if len(moneys) < 2 or len(run) != len(moneys) or {*gaps} != {"/"} or {*between} != {"/"}:
            return None
        placed = [replace(m, where=t.where) for m, t in zip(moneys, run, strict=True)]
        return self._in_parts(placed, placed)

    def _in_parts(self, moneys: list[Money], placed: Sequence[Money]) -> BudgetReading:
        """The budget of all the amounts together, and the parts that it is told in."""
        told = [(part, (m.first, m.last)) for m in placed if (part := _part(m)) is not None]
        parts, spans = tuple(part for part, _ in told), tuple(span for _, span in told)
        reading = self._whole(moneys)
        self._claim([*moneys, *placed], placed)
        return replace(reading, parts=parts, part_spans=spans)

    def _by_dates(self, moneys: list[Money]) -> BudgetReading | None:
        """ "20k in January, 30k in February": all of them together."""
        return self._whole(moneys) if all(m.first in self.phased for m in moneys) else None

    def _mixed(self, moneys: list[Money]) -> bool:
        """Whether parts in several currencies would have to be added up: that is asked instead."""
        parts = [m for m in moneys if m.where is not None and self._is_part(m, moneys)]
        totals = [m for m in moneys if m.where is None]
        return not totals and len({m.amount.currency for m in parts if m.amount.currency}) > 1

    def _with_each(self, reading: BudgetReading, each: Money) -> BudgetReading:
        micros = micros_of(each.amount.value)
        constraint = _part(replace(each, where=Where()))
        if micros is None or constraint is None:
            return reading
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


@cache
def _no_more() -> Phrases[str]:
    return Phrases((w, "no_more") for w in words("money")["no_more"])


def _within(part: Money, parts: Sequence[Money]) -> bool:
    """Whether the part is told of another: the video of Germany, beside Germany's amount."""
    wheres = [(other.where or Where()).model_dump(exclude_none=True).items() for other in parts]
    mine = (part.where or Where()).model_dump(exclude_none=True).items()
    return any(where < mine for where in wheres)


def _part(money: Money) -> AmountConstraint | None:
    micros = micros_of(money.amount.value)
    if micros is None or money.where is None:
        return None
    if "atleast" in money.cues:
        return AmountConstraint(where=money.where, min=micros)
    if "upto" in money.cues:
        return AmountConstraint(where=money.where, max=micros)
    upper = micros_of(money.upper.value) if money.upper else micros
    return AmountConstraint(where=money.where, min=micros, max=upper)
