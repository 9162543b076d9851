"""Budgets: which of a message's amounts is the money to spend, and how it splits or changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from agents.readers.findings.proposals import BudgetValue
from agents.readers.money.rest import WithRest
from agents.readers.numbers.amounts import bare_currency
from agents.readers.numbers.budget_words import PERIODS, BudgetReading, Money, edit_words, micros_of
from agents.readers.text.phrases import Hit, Phrases, folded, words

_SHIFTS = folded("moves", "shifts")
_THOSE = folded("moves", "those_only")
_ONLY = folded("moves", "corrects")
_BRIEF, _BRIEF_BASIS = 7, 10
"""A message of so few tokens that says "a month", or "net", is about the budget."""


class BudgetReader(WithRest):
    """Reads the budget of one message. `standing` is whether the Brief has one already."""

    def read(self) -> BudgetReading:
        """The reading; empty when no amount is money."""
        said = self._by_fraction() or self._beside_held()
        return self._of_amounts() if said is None else said

    def _by_fraction(self) -> BudgetReading | None:
        """A change with no amount: "double it", "10 % more for Spain"."""
        multiple = self._multiple()
        percent = self._percents_of_parts() if multiple is None else None
        said = multiple or percent or self._percent_change() or self._fraction_change()
        return said if said is None or said.moves else self._of_all_parts(said)

    def _beside_held(self) -> BudgetReading | None:
        """An amount that stands, and another in its place, on top of it, or off."""
        retold = self._retold_part()
        return self._step_on_held() if retold is None else self._assigned([retold])

    def _of_amounts(self) -> BudgetReading:
        moneys = self._moneys()
        end = self._end_of_range(moneys)
        if end is not None:
            return end
        if not moneys:
            only = self._detail_only() or self._period_only() or self._kept_whole()
            return only or self._all_left() or self._basis_only()
        if self._mixed(moneys):
            return BudgetReading()
        listed = self._parallel(moneys) or self._by_dates(moneys) or self._with_rest(moneys)
        if listed is not None:
            return listed
        corrected = self._told_whole(moneys) or self._corrected(moneys)
        if corrected is not None:
            part = self.standing and self._of_several(corrected)
            return self._assigned([corrected]) if part else self._whole([corrected])
        parts = self._handed_on(moneys) or self._amount_of_all(moneys)
        parts = parts or self._parts_changed(moneys)
        if parts is not None:
            return parts
        change = self._amount_change(moneys)
        if change is not None:
            return change
        if any(self._refers_back(money) for money in moneys):
            return BudgetReading()
        return self._with_basis(self._with_currency(self._assigned(moneys)))

    def _end_of_range(self, moneys: list[Money]) -> BudgetReading | None:
        """ "The upper end is 450k now": of a budget with two ends, the other stays."""
        hits = [*_ends().find(self.message.tokens)]
        if self.standing_upper is None or len(moneys) != 1 or len(hits) != 1 or self.targets:
            return None
        (money,), (hit,) = moneys, hits
        micros, held = micros_of(money.amount.value), (self.standing_micros, self.standing_upper)
        low, high = (held[0], micros) if hit.entry == "range_top" else (micros, held[1])
        if low is None or high is None or not low < high or money.upper is not None:
            return None
        self.message.claim(money.first, money.last)
        value = BudgetValue(amount=low, max=high)
        return BudgetReading(budget=value, spans=((money.first, money.last),))

    def _with_basis(self, reading: BudgetReading) -> BudgetReading:
        """ "En brut, les 12k": the basis of the budget that stands, in a piece of its own."""
        budget = reading.budget
        said = [hit for tag in ("net", "gross") for hit in self._details(tag)]
        again = budget is not None and budget.amount == self.standing_micros
        if budget is None or budget.basis is not None or not again or len(said) != 1:
            return reading
        self.message.claim(said[0].first, said[0].last)
        basis = self._basis(frozenset((said[0].entry,)))
        return replace(reading, budget=replace(budget, basis=basis))

    def _details(self, tag: str) -> list[Hit[str]]:
        found = [Hit(h.first, h.last, tag) for h in self.hits[tag]]
        return [hit for hit in found if not self._denied(hit)]

    def _refers_back(self, money: Money) -> bool:
        """ "Those 5k", "move only 5k": money that nobody found the part of is no whole budget."""
        less = money.amount.value * 2_000_000 < self.standing_micros
        before = [self.message.fold(money.first - back) for back in (1, 2)]
        moved = before[0] in _SHIFTS or (before[0] in _ONLY and before[1] in _SHIFTS)
        return less and money.where is None and (moved or before[0] in _THOSE)

    def _with_currency(self, reading: BudgetReading) -> BudgetReading:
        """ "100k for Sweden and Denmark, eur": the currency in a piece of its own."""
        budget = reading.budget
        if budget is None or budget.currency is not None or reading.currency_span is not None:
            return reading
        hit = bare_currency(self.message.tokens)
        if hit is None or not self.message.free(hit.first, hit.last):
            return reading
        self.message.claim(hit.first, hit.last)
        return replace(
            reading,
            budget=replace(budget, currency=hit.entry),
            currency_span=(hit.first, hit.last),
        )

    def _period_only(self) -> BudgetReading | None:
        """ "The budget is per week, not total": only the period of the budget that stands."""
        hit = self._one_detail(*PERIODS) or self._one_detail("intotal")
        if hit is None or self._lengthens(hit):
            return None
        value = BudgetValue(amount=0, period=PERIODS.get(hit.entry, "total"))
        return BudgetReading(budget=value, spans=((hit.first, hit.last),))

    def _lengthens(self, hit: Hit[str]) -> bool:
        """ "A week more", "a month longer": how long it runs, and no period of the money."""
        return any(_lengthening().find(self.message.tokens[hit.last + 1 :]))

    def _kept_whole(self) -> BudgetReading | None:
        """ "Drop Finland, keep the total": the budget no longer follows its parts."""
        hit = next(iter(edit_words("keeps_total").find(self.message.tokens)), None)
        if hit is None or not self.standing or not self.targets:
            return None
        self.message.claim(hit.first, hit.last)
        value = BudgetValue(amount=self.standing_micros)
        return BudgetReading(budget=value, spans=((hit.first, hit.last),))

    def _basis_only(self) -> BudgetReading:
        """ "That's net", "le budget c'est du brut": only the basis of the budget that stands."""
        hit = self._one_detail("net", "gross", most=_BRIEF_BASIS)
        if hit is None:
            return BudgetReading()
        value = BudgetValue(amount=0, basis=self._basis(frozenset((hit.entry,))))
        return BudgetReading(budget=value, spans=((hit.first, hit.last),))

    def _one_detail(self, *tags: str, most: int = _BRIEF) -> Hit[str] | None:
        """The one word of these tags in a message that says no amount of the budget."""
        hits = [hit for tag in tags for hit in self._details(tag)]
        brief = len(self.message.tokens) <= most and "?" not in self.message.text
        told = [h for h in self.hits["budget"] if h.first not in {hit.first for hit in hits}]
        about = bool(told) or brief
        if not (self.standing and about and not self.amounts and len(hits) == 1):
            return None
        self.message.claim(hits[0].first, hits[0].last)
        return hits[0]

    def _detail_only(self) -> BudgetReading | None:
        """A currency without an amount settles the one of the budget."""
        hit = bare_currency(self.message.tokens)
        if hit is None or not self.message.free(hit.first, hit.last):
            return None
        self.message.claim(hit.first, hit.last)
        return BudgetReading(currency_span=(hit.first, hit.last))


@cache
def _lengthening() -> Phrases[str]:
    tags = ("extend", "shorten", "earlier", "later")
    said = [w for tag in tags for w in words("edits")[tag]]
    return Phrases((w, "length") for w in (*said, *folded("guards", "flights_further")))


@cache
def _ends() -> Phrases[str]:
    return Phrases((w, tag) for tag in ("range_top", "range_bottom") for w in words("moves")[tag])
