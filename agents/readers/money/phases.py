"""A budget told by dates: "20k in January, 30k in February", a table of months.

A Brief has one budget. So the amounts are added up, the flight runs through all the dates, and the
reader says that no amount is kept for one month.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from agents.readers.dates.gaps import encloses
from agents.readers.findings.dates import PHASE, Dates
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded
from media.plan import Fact

_FEWEST = 2
_BETWEEN = folded("guards", "phases_between") | frozenset(",;:-()|/=.+\n→•*")
_Span = Amount | Dates


@dataclass(frozen=True, slots=True)
class Phases:
    """The amounts, by their first tokens, and all dates of the message with theirs joined."""

    amounts: frozenset[int]
    dates: list[Dates]

    @property
    def told(self) -> list[Fact]:
        """What the reader is told of it."""
        return [Fact(code="budget_by_dates")] if self.amounts else []

    @classmethod
    def of(cls, message: Message, dates: Sequence[Dates]) -> Phases:
        """No amounts, and the dates as they are, where it is not told by dates."""
        amounts = [a for a in read_amounts(message.tokens) if a.scaled or a.currency]
        closed = [d for d in dates if d.start and d.end and d.shape == "range" and d.second is None]
        spans: list[_Span] = [*amounts, *closed]
        spans.sort(key=lambda span: span.first)
        run = _longest(message, spans)
        own = [span for span in run if isinstance(span, Dates)]
        sums = [span for span in run if isinstance(span, Amount)]
        if len(own) > _FEWEST and len(own) > len(sums) and encloses(own[0], own[1]):
            own = own[1:]
        if len(own) < _FEWEST or len(own) != len(sums) or not _in_turn(own):
            return cls(frozenset(), [*dates])
        joined = [d for d in dates if d not in own] + _hulls(own)
        return cls(frozenset(a.first for a in sums), sorted(joined, key=lambda d: d.first))


def _longest(message: Message, spans: Sequence[_Span]) -> list[_Span]:
    """The longest run of amounts and dates by turns, with nothing that tells between them."""
    runs: list[list[_Span]] = [[]]
    for span in spans:
        last = runs[-1][-1] if runs[-1] else None
        if last is not None and not (_turns(last, span) and _close(message, last, span)):
            runs.append([])
        runs[-1].append(span)
    return max(runs, key=len)


def _turns(one: _Span, two: _Span) -> bool:
    return isinstance(one, Amount) != isinstance(two, Amount)


def _close(message: Message, one: _Span, two: _Span) -> bool:
    between = message.tokens[one.last + 1 : two.first]
    return all(token.kind == "break" or token.fold in _BETWEEN for token in between)


def _in_turn(dates: Sequence[Dates]) -> bool:
    """Whether each of the dates begins behind the one before."""
    return all(a.end and b.start and a.end < b.start for a, b in pairwise(dates))


def _hulls(dates: Sequence[Dates]) -> list[Dates]:
    """The dates, those together that follow each other without a gap."""
    found = [replace(dates[0], certainty=2)]
    for span in dates[1:]:
        end = found[-1].end
        if end is not None and span.start == end + timedelta(days=1):
            found[-1] = replace(found[-1], end=span.end)
        else:
            found.append(replace(span, certainty=2))
    return [replace(span, rule=PHASE) for span in found] if len(found) > 1 else found
