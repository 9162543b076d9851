"""Dates taken off or put onto the flight: "Q1 except the week of Feb 8", "also in May"."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from agents.readers.dates import Dates
from agents.readers.message import Message
from agents.readers.phrases import Phrases, folded, words
from agents.readers.proposals import Dated, Proposal
from media.brief import Brief, PartialFlight
from media.evidence import Evidence
from media.flight import Flight

_DAY = timedelta(days=1)
_NEAR = 5
"""How many tokens may stand between dates and the word that says there is a pause then."""
_SIGNS = frozenset(".;!?")
_BASES = 2
"""How many dates back those stand that others are taken off."""
_OFF = ("not", "remove")
_UNITS = folded("dates", "week") | folded("dates", "day") | folded("dates", "of")


class Gaps:
    """Collects the flights that are left once a message has taken dates off or put some onto."""

    def __init__(self, message: Message, brief: Brief) -> None:
        """`brief` is the one that stands before the message."""
        self.message = message
        standing = [PartialFlight(**brief.flight.model_dump())] if brief.flight else []
        self.flights = list(brief.flights) or standing
        self.pauses = list(_pauses().find(message.tokens))
        self.evidence: list[Evidence] = []

    def taken(self, dates: Sequence[Dates]) -> list[Dates]:
        """The dates that are neither taken off nor put on."""
        paused = self._paused(dates)
        inside = {i for d in dates for i in range(d.first, d.last + 1)}
        kept: list[Dates] = []
        for span in dates:
            closed = span.start is not None and span.end is not None
            off = id(span) in paused or (closed and self._excepted(span))
            operator = "not" if off else self._operator(span, inside) if closed else ""
            base = self._base(span, kept) if operator in _OFF else None
            flights = [_flight(base)] if base is not None else self.flights
            changed = _changed(flights, span, operator)
            if changed is None or changed == flights:
                kept += [] if off else [span]
                continue
            kept = [d for d in kept if d is not base]
            self.flights = changed
            spans = [*(base.pieces if base else ()), *span.pieces]
            self.evidence += [self.message.evidence(*piece) for piece in spans]
        return kept

    def proposals(self) -> list[Proposal]:
        """The one flight that is left, or each of several."""
        words_, flights = tuple(self.evidence), self.flights
        if not words_:
            return []
        if len(flights) == 1 and not flights[0].where.model_dump(exclude_none=True):
            dated = Dated(flights[0].start, flights[0].end)
            return [Proposal("/flight", "set", dated, words_)]
        return [
            Proposal("/flights", "add", Dated(f.start, f.end, f.where), words_) for f in flights
        ]

    def _base(self, span: Dates, before: Sequence[Dates]) -> Dates | None:
        """The dates named before in this message that the span is a part of."""
        return next((d for d in before[-_BASES:] if encloses(d, span)), None)

    def _excepted(self, span: Dates) -> bool:
        """Whether "except" stands before the dates, or before the week that they are of.

        A "no" is Portuguese for "in the" as well, so it takes off only what the flight has.
        """
        for i in range(span.first, max(span.first - _NEAR, -1), -1):
            hit = self.message.before.get(i)
            if hit is not None and hit.entry in _OFF and self.message.fold(i) != "no":
                return True
            if i < span.first and i not in self.message.glue and self.message.fold(i) not in _UNITS:
                return False
        return False

    def _operator(self, span: Dates, inside: set[int]) -> str:
        """ "Also in May" adds dates; the German "also vom 8. bis 9. Mai" explains them."""
        start = self.message.operator_start(span.first, inside.__contains__)
        explains = start is not None and self.message.fold(start) == "also"
        if explains and self.message.language == "de":
            return ""
        return self.message.operator(span.first, span.last, inside.__contains__)

    def _paused(self, dates: Sequence[Dates]) -> set[int]:
        """Ids of dates that a word for a pause is said of: those behind it, or right before it."""
        ordered = sorted(dates, key=lambda d: d.first)
        firsts = [d.first for d in ordered]
        found: set[int] = set()
        for hit in self.pauses:
            at = bisect(firsts, hit.last)
            if at < len(ordered) and self._joined(hit.last + 1, ordered[at].first):
                found.add(id(ordered[at]))
            elif at and self._joined(ordered[at - 1].last + 1, hit.first):
                found.add(id(ordered[at - 1]))
        return found

    def _joined(self, first: int, end: int) -> bool:
        """Whether tokens [first, end) are few and of one sentence."""
        between = self.message.tokens[first:end]
        return len(between) <= _NEAR and not any(
            t.kind == "break" or t.fold in _SIGNS for t in between
        )


def encloses(base: Dates, span: Dates) -> bool:
    """Whether the span is a part of the base, with both ends known."""
    if base.shape != "range" or not (base.start and base.end and span.start and span.end):
        return False
    proper = (base.start, base.end) != (span.start, span.end)
    return proper and base.start <= span.start and span.end <= base.end


def _flight(span: Dates) -> PartialFlight:
    return PartialFlight.model_validate({"start": span.start, "end": span.end})


def _changed(
    flights: Sequence[PartialFlight], span: Dates, operator: str
) -> list[PartialFlight] | None:
    """The flights without the span, or with it; None where neither is meant or nothing is left.

    A pause until some day is over on that day.
    """
    if not flights or operator not in (*_OFF, "add"):
        return None
    part = Flight(start=span.start or date.min, end=span.end or date.max)
    if span.start is None:
        part = Flight(start=date.min, end=part.end - _DAY)
    if operator in _OFF:
        return [left for flight in flights for left in _without(flight, part)] or None
    return _joined(flights, part)


def _without(flight: PartialFlight, part: Flight) -> Iterator[PartialFlight]:
    """What is left of a flight before and behind the part."""
    if part.start > flight.end or part.end < flight.start:
        yield flight
        return
    if flight.start < part.start:
        yield flight.model_copy(update={"end": part.start - _DAY})
    if part.end < flight.end:
        yield flight.model_copy(update={"start": part.end + _DAY})


def _joined(flights: Sequence[PartialFlight], part: Flight) -> list[PartialFlight] | None:
    """The flights with the part in the one that it adjoins; None where it adjoins none."""
    for i, flight in enumerate(flights):
        if part.start <= flight.end + _DAY and flight.start <= part.end + _DAY:
            ends = {"start": min(flight.start, part.start), "end": max(flight.end, part.end)}
            return [*flights[:i], flight.model_copy(update=ends), *flights[i + 1 :]]
    return None


@cache
def _pauses() -> Phrases[str]:
    return Phrases((w, "pause") for w in words("flight_parts")["pause"])
