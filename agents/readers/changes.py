"""Changes of a Brief that stands: the flight moved or resized, one thing swapped for another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from itertools import pairwise

from agents.readers.dates import Dates, Duration
from agents.readers.message import Message, Operator
from agents.readers.phrases import Hit, Phrases, words
from agents.readers.places import PlaceSpan
from agents.readers.proposals import Dated, Edge, PlacedSwap, PlaceValue, Proposal, Shift, Swap
from agents.readers.stretches import length
from agents.readers.tokens import Token
from agents.readers.wishes import Wish
from media.brief import Brief
from media.flight import Flight

_OBJECT = 4
"""How far before the duration the edge stands that is to be moved ("push the end by a week")."""
_DAYS = {"z": 1, "u": 7, "g": 14, "o": 30}


@cache
def _table(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("edits")[tag])


class Changes:
    """Collects the proposals of swaps and of moves of the flight."""

    def __init__(self, message: Message, brief: Brief) -> None:
        """`brief` is the one that stands before the message."""
        self.message, self.brief = message, brief
        self.proposals: list[Proposal] = []
        self.moved = False

    def flight(self, dates: Sequence[Dates]) -> None:
        """ "Shift by a week", "extend it by 10 days", "two weeks later"."""
        durations = [d for d in dates if d.duration is not None]
        if self.brief.flight is None or len(durations) != 1 or len(dates) != 1:
            return
        verbs = list(_table("earlier", "extend", "shorten", "later").find(self.message.tokens))
        verb = self._verb(verbs, durations[0])
        duration = durations[0].duration
        if duration is None:
            return
        if verb is None:
            self._lasting(durations[0], duration)
            return
        days = duration.count * _DAYS[duration.unit]
        edge = self._edge(durations[0].first)
        value = {
            "later": Shift(days, edge),
            "earlier": Shift(-days, edge),
            "extend": Shift(days, "end"),
            "shorten": Shift(-days, "end"),
        }[verb]
        span = durations[0]
        self.message.claim(span.first, span.last)
        evidence = (self.message.evidence(span.first, span.last),)
        self.proposals.append(Proposal("/flight", "shift", value, evidence))
        self.moved = True

    def _edge(self, duration: int) -> Edge:
        """The edge that moves: the one named before the duration, or not said to stay."""
        for fixed, moving in (("end", "start"), ("start", "end")):
            if any(self._stays(h) for h in _table(f"{fixed}_edge").find(self.message.tokens)):
                return moving  # type: ignore[return-value]
        for hit in _table("end_edge").find(self.message.tokens):
            if 0 < duration - hit.last <= _OBJECT:
                return "end"
        return "both"

    def _stays(self, edge: Hit[str]) -> bool:
        """Whether the edge is said to stay as it is ("Ende bleibt", "same start date")."""
        low, high = max(0, edge.first - 2), edge.last + 3
        pieces = self.message.tokens[low : edge.first], self.message.tokens[edge.last + 1 : high]
        return any(
            hit
            for piece in pieces
            for hit in _table("stays").find(piece)
            if not any(t.fold == "," for t in piece)
        )

    def months(self, dates: Sequence[Dates]) -> list[Dates]:
        """Takes dropped or added dates off or onto the flight that stands; gives back the others.

        "Drop July", "quita febrero y añade marzo".
        """
        inside = {i for d in dates for i in range(d.first, d.last + 1)}
        flight, kept = self.brief.flight, []
        for span in dates:
            operator = self.message.operator(span.first, span.last, inside.__contains__)
            new = None
            if flight is not None and span.start is not None and span.end is not None:
                new = _resized(flight, Flight(start=span.start, end=span.end), operator)
            if new is None:
                kept.append(span)
                continue
            flight = new
            evidence = (self.message.evidence(span.first, span.last),)
            self.proposals.append(Proposal("/flight", "set", Dated(new.start, new.end), evidence))
            self.moved = True
        return kept

    def _lasting(self, span: Dates, duration: Duration) -> None:
        """ "Make it 2 weeks": the flight keeps its start and gets that length."""
        flight = self.brief.flight
        made = any(
            0 < span.first - h.last <= 2 for h in _table("budgetverb").find(self.message.tokens)
        )
        if flight is None or not made:
            return
        self.message.claim(span.first, span.last)
        end = length(flight.start, duration.count, duration.unit)
        evidence = (self.message.evidence(span.first, span.last),)
        self.proposals.append(Proposal("/flight", "set", Dated(flight.start, end), evidence))
        self.moved = True

    def _verb(self, verbs: list[Hit[str]], span: Dates) -> str | None:
        near = [h for h in verbs if abs(h.first - span.first) <= 9]
        if not near:
            return None
        kinds = [h.entry for h in near]
        for kind in ("earlier", "extend", "shorten", "later"):
            if kind in kinds:
                return kind
        return None

    def swaps(self, places: list[PlaceSpan], wishes: list[Wish]) -> set[int]:
        """Proposes swaps; gives back the first tokens of the spans that they use up."""
        used: set[int] = set()
        if not places and not wishes:
            return used
        for old, new in [*self._pairs(places), *self._pairs(wishes)]:
            if isinstance(old, PlaceSpan) and isinstance(new, PlaceSpan):
                self._swap_places(old, new)
            elif isinstance(old, Wish) and isinstance(new, Wish):
                evidence = (
                    self.message.evidence(min(old.first, new.first), max(old.last, new.last)),
                )
                self.proposals.append(
                    Proposal(f"/{old.kind}", "swap", Swap(old.value, new.value), evidence)
                )
            used |= {old.first, new.first}
        return used

    def _swap_places(self, old: PlaceSpan, new: PlaceSpan) -> None:
        evidence = (self.message.evidence(min(old.first, new.first), max(old.last, new.last)),)
        if old.place.level == "trade" or new.place.level == "trade":
            return
        value = PlacedSwap(_value(old), _value(new))
        self.proposals.append(Proposal("/geo", "swap", value, evidence))

    def _pairs(
        self, spans: Sequence[PlaceSpan] | Sequence[Wish]
    ) -> list[tuple[PlaceSpan | Wish, PlaceSpan | Wish]]:
        """(old, new) of "swap A for B", "B instead of A", "change A to B"."""
        found: list[tuple[PlaceSpan | Wish, PlaceSpan | Wish]] = []
        both: list[PlaceSpan | Wish] = [*spans]
        for one, two in pairwise(both):
            between = self.message.tokens[one.last + 1 : two.first]
            if not between and self._stead_of(one.first):
                found.append((one, two))
            if not between or len(between) > 6:
                continue
            start = one.last + 1
            instead = [
                h for h in _table("insteadof").find(between) if self._spans_gap(h, len(between))
            ]
            if instead and (len(self.message.tokens) < 15 or self.brief.budget is not None):
                found.append((two, one))
                continue
            if self._stead_of(one.first) and len(between) <= 3:
                found.append((one, two))
                continue
            if self._sorry(between):
                found.append((one, two))
                continue
            with_ = [h for h in _table("swapwith").find(between)]
            if with_ and self._verb_before(one.first) and start:
                found.append((one, two))
        return found

    def _stead_of(self, first: int) -> bool:
        """Whether "instead of" stands right before the pair ("statt Deutschland lieber ...")."""
        near = self.message.tokens[max(0, first - 5) : first]
        hits = _table("insteadof").find(near)
        return any(h.last == len(near) - 1 and near[h.first].fold != "not" for h in hits)

    def _sorry(self, between: Sequence[Token]) -> bool:
        """ "Tunisia, no wait Morocco"."""
        return any(h.last - h.first + 1 >= len(between) - 2 for h in _table("sorry").find(between))

    def _spans_gap(self, hit: Hit[str], length: int) -> bool:
        return hit.last - hit.first + 1 >= length - 2

    def _verb_before(self, first: int) -> bool:
        low, _ = self.message.clause(first)
        return any(
            low <= h.first < first and first - h.last <= 5
            for h in _table("swap").find(self.message.tokens)
        )


def _resized(flight: Flight, part: Flight, operator: Operator) -> Flight | None:
    """The flight less an outer part, or plus one that adjoins; None when neither is meant."""
    if operator in ("not", "remove"):
        if part.start <= flight.start and flight.start <= part.end < flight.end:
            return Flight(start=part.end + timedelta(days=1), end=flight.end)
        if part.end >= flight.end and flight.start < part.start <= flight.end:
            return Flight(start=flight.start, end=part.start - timedelta(days=1))
    near = timedelta(days=1)
    adjoining = part.start <= flight.end + near and flight.start <= part.end + near
    if operator == "add" and adjoining:
        return Flight(start=min(flight.start, part.start), end=max(flight.end, part.end))
    return None


def _value(span: PlaceSpan) -> PlaceValue:
    level = {"country": "countries", "region": "regions", "city": "cities"}[span.place.level]
    return PlaceValue(level, span.place.code, span.place.countries)  # type: ignore[arg-type]
