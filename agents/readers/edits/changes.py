"""Changes of a Brief that stands: the flight moved or resized, one thing swapped for another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

from agents.readers.dates.gaps import Gaps, encloses
from agents.readers.dates.more_flights import ANOTHER, numbered
from agents.readers.dates.placed_dates import PlacedDates
from agents.readers.dates.stretches import length
from agents.readers.dates.timetables import WHOLE, Timetable
from agents.readers.findings.dates import Dates, Duration
from agents.readers.findings.proposals import (
    Dated,
    Edge,
    Op,
    PlacedSwap,
    PlaceValue,
    Proposal,
    Shift,
    Swap,
)
from agents.readers.numbers.budget_words import edit_words
from agents.readers.places.places import PlaceSpan
from agents.readers.rules.wishes import Wish
from agents.readers.text.exchanges import Exchanges
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from agents.readers.text.tokens import Token
from media.brief import Brief, Where
from media.evidence import Evidence
from media.flight import Flight
from media.plan import Fact

_OBJECT = 4
"""How far before the duration the edge stands that is to be moved ("push the end by a week")."""
_TO = folded("edits", "setto")
_ARTICLES = folded("everyday", "articles") | {"the"}
_PAUSES = folded("guards", "intents_pieces") | frozenset("!?()")
_RESIZING = ("extend", "shorten")
_DAYS = {"z": 1, "u": 7, "g": 14}


@cache
def _table(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("edits")[tag])


_WAYS = ("earlier", "extend", "shorten", "later")
_REACH = 9
"""How many tokens from a length the verb may stand that moves the flight by it."""


@cache
def _moving() -> Phrases[str]:
    """What moves or resizes a flight; the "less" of "at least" does not."""
    bounds = ((w, tag) for tag in ("atleast", "upto") for w in words("money")[tag])
    return Phrases([*((w, tag) for tag in _WAYS for w in words("edits")[tag]), *bounds])


class Changes:
    """Collects the proposals of swaps and of moves of the flight."""

    def __init__(self, message: Message, brief: Brief) -> None:
        """`brief` is the one that stands before the message."""
        self.message, self.brief = message, brief
        self.exchanges = Exchanges(message, brief)
        self.proposals: list[Proposal] = []
        self.decisions: list[Fact] = []
        self.moved = self.again = False

    def flight(self, dates: Sequence[Dates], placed: PlacedDates) -> None:
        """ "Shift by a week", "extend it by 10 days", "two weeks later", "... in Spain"."""
        durations = [d for d in dates if d.duration is not None]
        kept = self._kept_length(durations)
        dates = [d for d in dates if d not in kept]
        durations = [d for d in durations if d not in kept]
        standing = self.brief.flight is not None or self.brief.flights
        self.again = len(durations) > 1 or bool(kept)
        if (
            not standing
            or len({d.duration for d in durations}) != 1
            or len(dates) != len(durations)
        ):
            return
        span = durations[0]
        verbs = [h for h in self.message.commands(_moving()) if h.entry in _WAYS]
        if self.again and len({h.entry for h in verbs}) != 1:
            return
        verb = self._verb(verbs, span)
        for where in placed.of(span) or (WHOLE,):
            if verb is None or (verb in ("extend", "shorten") and self._to(span)):
                self._lasting(span, where, told=verb is not None)
            else:
                self._shifted(span, verb, where, placed.unmoved())

    def _kept_length(self, durations: Sequence[Dates]) -> list[Dates]:
        """The length that stands, said beside a move: "start a week later, still two weeks"."""
        flight = self.brief.flight
        if flight is None or len(durations) != 2:
            return []
        kept = [d for d in durations if d.duration and _end(flight, d.duration) == flight.end]
        ways = {h.entry for h in _table("earlier", "later", *_RESIZING).find(self.message.tokens)}
        return kept[-1:] if ways and ways.isdisjoint(_RESIZING) else []

    def _shifted(self, span: Dates, verb: str, where: Where, unmoved: tuple[Where, ...]) -> None:
        assert span.duration is not None
        way = -1 if verb in ("earlier", "shorten") else 1
        edge = "end" if verb in ("extend", "shorten") else self._edge(span)
        row = Timetable.of(self.brief).row(where)
        number = numbered(self.message, [span]).get(span.first, ANOTHER)
        number = number if number <= len(row) else ANOTHER
        value = replace(_shift(span.duration, way, edge), besides=unmoved, number=number)
        if where != WHOLE:
            value = replace(value, where=where)
        self._moved(span, Proposal("/flight", "shift", value, self._words(span)))

    def _words(self, span: Dates) -> tuple[Evidence, ...]:
        return (self.message.evidence(span.first, span.last),)

    def _moved(self, span: Dates, proposal: Proposal) -> None:
        self.message.claim(span.first, span.last)
        self.proposals.append(proposal)
        self.moved = True

    def _edge(self, span: Dates) -> Edge:
        """The edge that moves: the one named beside the duration, or not said to stay.

        Both where the same is said `again` ("start a week later, the end moves a week as well").
        """
        if self.again:
            return "both"
        for fixed, moving in (("end", "start"), ("start", "end")):
            if any(self._stays(h) for h in _table(f"{fixed}_edge").find(self.message.tokens)):
                return moving  # type: ignore[return-value]
        named = list(_table("start_named", "end_edge").find(self.message.tokens))
        near = min(named, key=lambda h: _gap(h, span), default=None)
        if near is None or _gap(near, span) > _OBJECT:
            return "both"
        return near.entry.partition("_")[0]  # type: ignore[return-value]

    def _stays(self, edge: Hit[str]) -> bool:
        """Whether the edge is said to stay as it is ("Ende bleibt", "same start date")."""
        before = self.message.tokens[max(0, edge.first - 2) : edge.first]
        behind = self.message.tokens[edge.last + 1 : edge.last + 3]
        comma = max((i + 1 for i, t in enumerate(before) if t.fold == ","), default=0)
        pieces = (before[comma:], () if any(t.fold == "," for t in behind) else behind)
        return any(hit for piece in pieces for hit in _table("stays").find(piece))

    def months(self, dates: Sequence[Dates], placed: PlacedDates) -> list[Dates]:
        """Takes dropped or added dates off or onto the flight; gives back the others."""
        gaps = Gaps(self.message, self.brief, placed)
        parts = {part for whole, part in pairwise(dates) if encloses(whole, part)}
        unreplaced = set(self.exchanges.kept(dates))
        kept = gaps.taken([d for d in dates if d in parts or d in unreplaced])
        found = gaps.proposals()
        self.decisions += gaps.notes()
        self.moved = self.moved or bool(found)
        self.proposals += found
        return [d for d in kept if not d.faint]

    def _to(self, span: Dates) -> bool:
        """Whether the duration is what the flight is to become ("extend it to 6 weeks")."""
        return self.message.fold(span.first - 1) in _TO

    def _lasting(self, span: Dates, where: Where, told: bool) -> None:
        """ "Make it 2 weeks", "only 10 days": the flight keeps its start and gets that length."""
        flight = Timetable.of(self.brief).row(where)[:1]
        if not flight or not (told or where != WHOLE or self._alone(span)):
            return
        assert span.duration is not None
        start = flight[0].start
        end = length(start, span.duration.count, span.duration.unit)
        path, of = ("/flight", None) if where == WHOLE else ("/flights", where)
        op: Op = "set" if where == WHOLE else "add"
        self._moved(span, Proposal(path, op, Dated(start, end, of), self._words(span)))

    def _alone(self, span: Dates) -> bool:
        """Whether the piece of the sentence says nothing but the length."""
        first, last = self._piece(span)
        before = self.message.tokens[first : span.first]
        rest = self.message.tokens[span.last + 1 : last + 1]
        behind = _without_former(rest, self.message.fold(span.last))
        return _says_only(before, _around_length()) and _says_only(behind, _around_length())

    def _piece(self, span: Dates) -> tuple[int, int]:
        """The first and the last token of the piece of the sentence that a length stands in."""
        first, last = span.first, span.last
        while first > 0 and not self._pauses(first - 1):
            first -= 1
        while last + 1 < len(self.message.tokens) and not self._pauses(last + 1):
            last += 1
        return first, last

    def _pauses(self, i: int) -> bool:
        if self.message.tokens[i].kind == "break" or self.message.parts(i):
            return True
        return self.message.fold(i) in _PAUSES

    def _verb(self, verbs: list[Hit[str]], span: Dates) -> str | None:
        """What is said of the length in its own piece of the sentence, else around it."""
        near = [h for h in verbs if abs(h.first - span.first) <= _REACH]
        first, last = self._piece(span)
        own = {h.entry for h in near if first <= h.first <= last} or {h.entry for h in near}
        if own:
            return next(kind for kind in _WAYS if kind in own)
        added = self.message.commands(edit_words("raise"))
        beside = any(h.last == span.first - 1 or h.first == span.last + 1 for h in added)
        return "extend" if beside and not self._to(span) else None

    def swapped(self, places: Sequence[PlaceSpan]) -> set[int]:
        """The first tokens of the places that take each other's place."""
        return {span.first for pair in self.exchanges.pairs(places) for span in pair}

    def swaps(self, places: list[PlaceSpan], wishes: list[Wish]) -> set[int]:
        """Proposes swaps; gives back the first tokens of the spans that they use up."""
        used: set[int] = set()
        for place, taken in self.exchanges.pairs(places):
            if _one_in_other(place, taken):
                continue
            self._swap_places(place, taken)
            used |= {place.first, taken.first}
        for old, new in self.exchanges.pairs(wishes):
            first, last = min(old.first, new.first), max(old.last, new.last)
            evidence = (self.message.evidence(first, last),)
            value = Swap(old.value, new.value)
            self.proposals.append(Proposal(f"/{old.kind}", "swap", value, evidence))
            used |= {old.first, new.first}
        return used

    def _swap_places(self, old: PlaceSpan, new: PlaceSpan) -> None:
        evidence = (self.message.evidence(min(old.first, new.first), max(old.last, new.last)),)
        if old.place.level == "trade" or new.place.level == "trade":
            return
        value = PlacedSwap(_value(old), _value(new))
        self.proposals.append(Proposal("/geo", "swap", value, evidence))


def _shift(duration: Duration, way: int, edge: Edge) -> Shift:
    count = duration.count * way
    if duration.unit == "o":
        return Shift(months=count, edge=edge)
    return Shift(days=count * _DAYS[duration.unit], edge=edge)


def _end(flight: Flight, duration: Duration) -> date:
    return length(flight.start, duration.count, duration.unit)


def _gap(edge: Hit[str], span: Dates) -> int:
    """How many tokens an edge stands before a duration, or right behind it."""
    if edge.last < span.first:
        return span.first - edge.last
    return edge.first - span.last + 1 if edge.first > span.last else 0


def _without_former(behind: Sequence[Token], unit: str) -> Sequence[Token]:
    """What stands behind a length without the one that it takes the place of ("instead of 4")."""
    hit = next(iter(_table("insteadof").find(behind)), None)
    former = [] if hit is None or hit.first > 0 else list(behind[hit.last + 1 :])
    if former and former[0].fold in _ARTICLES:
        del former[0]
    if not former or former[0].kind != "number":
        return behind
    return former[2:] if former[1:] and former[1].fold == unit else former[1:]


def _says_only(tokens: Sequence[Token], table: Phrases[str]) -> bool:
    """Whether the tokens are wordings of the table and nothing else."""
    return sum(h.last - h.first + 1 for h in table.find(tokens)) == len(tokens)


@cache
def _around_length() -> Phrases[str]:
    """What a length may stand among that is the whole length: corrections and requests, too."""
    edits, polite = words("edits"), words("intents")["polite"]
    said = [*edits["lasting"], *edits["sorry"], *edits["instead"], *polite]
    return Phrases((w, "length") for w in said)


def _one_in_other(old: PlaceSpan, new: PlaceSpan) -> bool:
    """Whether a part of a place is left out, not swapped ("US but not Florida")."""
    same = old.place.countries == new.place.countries
    return same and old.place.level != new.place.level


def _value(span: PlaceSpan) -> PlaceValue:
    level = {"country": "countries", "region": "regions", "city": "cities"}[span.place.level]
    return PlaceValue(level, span.place.code, span.place.countries)  # type: ignore[arg-type]
