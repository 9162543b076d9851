"""Parts of a budget that change by the same step: "raise both by 10 %", "add 5k to each"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from agents.readers.findings.proposals import Change
from agents.readers.findings.targets import Target
from agents.readers.money.budget_moves import BudgetMoves
from agents.readers.numbers.budget_words import BudgetReading, Money, edit_words, micros_of
from agents.readers.numbers.numbers import read_number
from agents.readers.text.phrases import Hit, Phrases, words
from media.brief import Where

_NEAR = 6
"""How many tokens may stand between a percentage and the part that it changes."""


class BudgetPortions(BudgetMoves):
    """Adds changes by a percentage of single parts, and by any step of all parts that stand."""

    def _of_all_parts(self, reading: BudgetReading) -> BudgetReading:
        """A change of the whole, of each part instead where the message says "both" or "each"."""
        every = self._every(reading.spans[0][0])
        if reading.change is None:
            return reading
        if every is None:
            return self._in_proportion(reading.change, reading)
        self.message.claim(every.first, every.last)
        return self._stepping(reading.change, self._parts_of(every), reading)

    def _in_proportion(self, change: Change, reading: BudgetReading) -> BudgetReading:
        """The whole, and its exact parts with it where everything is meant: by name ("cut it all
        by a third"), or since the parts leave nothing else of the budget.
        """
        exact = [where for where, part in self.parts.items() if part.min == part.max]
        everything = next(self._everything(reading.spans[0][0]), None)
        scaled = self._stepping(change, exact, reading)
        if everything is None and scaled.change is None:
            return reading
        if everything is not None:
            self.message.claim(everything.first, everything.last)
        return replace(scaled, change=scaled.change or change)

    def _amount_of_all(self, moneys: Sequence[Money]) -> BudgetReading | None:
        """ "Add 5k to each", "cut both by 10k"."""
        every = self._every(moneys[0].first) if len(moneys) == 1 and self.standing else None
        way = 0 if every is None else self._sign(moneys[0].first, moneys[0].last)
        micros = micros_of(moneys[0].amount.value)
        if every is None or way == 0 or micros is None or moneys[0].cues & {"atleast", "upto"}:
            return None
        for hit in (moneys[0], every):
            self.message.claim(hit.first, hit.last)
        reading = BudgetReading(spans=((moneys[0].first, moneys[0].last),))
        return self._stepping(Change(micros=way * micros), self._parts_of(every), reading)

    def _percents_of_parts(self) -> BudgetReading | None:
        """ "Raise Germany by 10 %", "Germany and France +10 %": parts that have amounts."""
        found = list(self._percents()) if self.standing and self.parts else []
        ends = [-1, *(last for _, last, _ in found[:-1])]
        reading = BudgetReading()
        for (first, last, change), before in zip(found, ends, strict=False):
            named = self._named_parts(before, first, last)
            if not named:
                return None
            reading = replace(reading, spans=(*reading.spans, (first, last)))
            reading = self._stepping(change, [t.where for t in named], reading)
            reading = replace(reading, named=reading.named | {t.first for t in named})
        return self._settled(reading) if found else None

    def _percents(self) -> Iterator[tuple[int, int, Change]]:
        """Percentages that raise or cut, with their tokens."""
        for i in range(len(self.message.tokens)):
            read = read_number(self.message.tokens, i) if self.message.free(i, i) else None
            if read is None or read[1] < i or not self._is_percent(read[1]):
                continue
            value, last, _ = read
            way = 0 if self._bounded(i) else self._sign(i, last + 1)
            if way:
                yield i, last + 1, Change(fraction=value / 100 * way)

    def _named_parts(self, low: int, first: int, last: int) -> list[Target]:
        """The parts with amounts that are named before the percentage, else right behind it."""
        clause = self.message.clause(first)
        before = [t for t in self.targets if max(low, clause[0] - 1) < t.first < first]
        behind = [t for t in self.targets if last < t.first <= min(last + _NEAR, clause[1])]
        near = before if before and first - before[-1].last <= _NEAR else behind[:1]
        return near if all(t.where in self.parts for t in near) else []

    def _stepping(
        self, change: Change, wheres: Sequence[Where], reading: BudgetReading
    ) -> BudgetReading:
        """The parts changed; where they are all there is, the whole as well."""
        moves = (*reading.moves, *(replace(change, where=where) for where in wheres))
        whole = Change(micros=sum(map(self._step, moves))) if self._all_there_is(moves) else None
        return replace(reading, change=whole, moves=moves)

    def _step(self, move: Change) -> int:
        low = self.parts[move.where or Where()].min or 0
        return move.of(low) - low

    def _all_there_is(self, moves: Sequence[Change]) -> bool:
        """Whether every part moves, and the budget is no more than its parts."""
        exact = [p.min for p in self.parts.values() if p.min is not None and p.min == p.max]
        whole = len(exact) == len(self.parts) and sum(exact) == self.standing_micros
        return whole and {move.where for move in moves} == {*self.parts}

    def _every(self, near: int) -> Hit[str] | None:
        """The "both", "each" of the sentence, where amounts of parts stand."""
        if len(self.parts) < 2:
            return None
        return next(self._clause_hits(near, _every_part()), None)

    def _everything(self, near: int) -> Iterator[Hit[str]]:
        """The "everything", "across the board" of the sentence."""
        return self._clause_hits(near, edit_words("everything"))

    def _clause_hits(self, near: int, wordings: Phrases[str]) -> Iterator[Hit[str]]:
        low, high = self.message.clause(near)
        hits = wordings.find(self.message.tokens)
        return (h for h in hits if low <= h.first <= high)

    def _parts_of(self, every: Hit[str]) -> list[Where]:
        """All parts that stand, or those of the kind that is said."""
        key = every.entry.removeprefix("each_") if every.entry.startswith("each_") else ""
        kind = [w for w in self.parts if key and getattr(w, key) is not None]
        return kind or list(self.parts)


@cache
def _every_part() -> Phrases[str]:
    tags = ("each_market", "each_format", "each")
    said = [(w, tag) for tag in tags for w in words("money")[tag]]
    return Phrases([*said, *((w, "every") for w in words("edits")["every_part"])])
