"""What the money of a message does to the Brief: set, raised, cut, moved, or told in parts."""

from __future__ import annotations

from collections.abc import Sequence, Set

from agents.readers.findings.proposals import Change, Each, EachOf, Op, Proposal, Value
from agents.readers.findings.targets import Target
from agents.readers.money.budgets import BudgetReader
from agents.readers.numbers.eaches import kind_of
from agents.readers.text.message import Message
from media.brief import AmountConstraint, Brief
from media.policies.selection import kept_formats


class Budgeting:
    """Turns the money of one message into proposals, against the Brief that stands."""

    def __init__(
        self,
        message: Message,
        brief: Brief,
        targets: Sequence[Target],
        asked: Sequence[str],
        markets: Sequence[str],
        phased: Set[int] = frozenset(),
    ) -> None:
        """`targets` are places and formats that money may be for, `asked` the open questions,
        `markets` the countries of the message, `phased` the amounts for a time each.
        """
        self.message, self.brief, self.targets = message, brief, targets
        self.markets = [*markets, *(t.where.market for t in targets if t.where.market)]
        self.reading = BudgetReader(
            message,
            list(targets),
            brief.budget,
            "budget" in asked,
            tuple(dict.fromkeys((*brief.geo.countries, *markets))),
            {c.where: c for c in brief.constraints if isinstance(c, AmountConstraint)},
            (*brief.geo.countries, *brief.geo.regions, *brief.geo.cities),
            phased,
            sorted(kept_formats(brief)),
        ).read()

    @property
    def named(self) -> frozenset[int]:
        """First tokens of the places and formats that only say which part changes."""
        return self.reading.named

    @property
    def paid(self) -> frozenset[int]:
        """The last tokens of the amounts whose currency is written."""
        return frozenset(last for _, last in self.reading.spans if self.reading.currency_span)

    def proposals(self) -> list[Proposal]:
        """The whole budget first, then changes of it, then its parts."""
        return [*self._whole(), *self._changes(), *self._currency(), *self._parts()]

    def _whole(self) -> list[Proposal]:
        value = self.reading.budget
        detailed = value is not None and bool(value.period or value.basis)
        if value is None or not (value.amount > 0 or (self.brief.budget and detailed)):
            return []
        return [self._worded("/budget", "set", value)]

    def _changes(self) -> list[Proposal]:
        change = self.reading.change
        path = "/budget" if change is None or change.where is None else "/constraints"
        whole = [] if change is None else [self._worded(path, _way(change), change)]
        moves = [self._worded("/constraints", _way(move), move) for move in self.reading.moves]
        return whole + moves

    def _currency(self) -> list[Proposal]:
        span = self.reading.currency_span
        return (
            [] if span is None else [self._at("/budget/currency", self.message.words(*span), *span)]
        )

    def _parts(self) -> list[Proposal]:
        spans = self.reading.part_spans
        named = zip(self.reading.parts, spans, strict=False)
        found = [self._at("/constraints", part, *span, op="add") for part, span in named]
        each = self.reading.each
        if each is not None:
            found.append(self._at("/constraints", Each(each, self._kind()), *spans[-1], op="add"))
        return found

    def _kind(self) -> EachOf:
        """What an amount for "each" is of."""
        first, _ = self.reading.part_spans[-1]
        return kind_of(first, self.targets, self.brief, self.markets) or "market"

    def _worded(self, path: str, op: Op, value: Value) -> Proposal:
        words = tuple(self.message.evidence(a, b) for a, b in self.reading.spans)
        return Proposal(path, op, value, words)

    def _at(self, path: str, value: Value, first: int, last: int, op: Op = "set") -> Proposal:
        return Proposal(path, op, value, (self.message.evidence(first, last),))


def _way(change: Change) -> Op:
    return "raise" if (change.micros or 0) > 0 or (change.fraction or 0) > 0 else "cut"
