"""Which dates of a message are of a part of the Brief alone: "in Spain only from 10 March"."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence, Set
from functools import cache

from agents.readers.dates.date_pieces import join_dates
from agents.readers.dates.flight_ranges import STARTING
from agents.readers.dates.more_flights import FLIGHTS
from agents.readers.findings.corrections import corrected_by
from agents.readers.findings.dates import Dates
from agents.readers.numbers.amounts import Amount, read_amounts
from agents.readers.rules.parts import INSIDE, Part, Parts, crossed
from agents.readers.text.message import Message
from agents.readers.text.operators import Operator
from agents.readers.text.phrases import Phrases, folded, words
from media.brief import Brief, Where
from media.policies.selection import kept_formats

_NEAR = 9
"""How many tokens may stand between dates and what they are of."""
_OWNED = 3
"""So many tokens behind a part its amount begins at most: "NL 35k", "NL: 35k"."""
_JOINTS = folded("guards", "message_governs_next")
_LEAD = folded("guards", "placed_lead") | folded("place_words", "list_articles")
_LEADING = 3
"""How many words lead up to a part that a sentence begins with: "pour la Suisse"."""
_WHICH = folded("guards", "placed_which")
_TURNS = folded("guards", "placed_turns")
"""Words behind a comma that go on about the part before it ("Belgium, but only from 15 March")."""
_ALL = folded("guards", "placed_all")
_ENDS = frozenset(".;!?")
_TIMES = ("bursts", *FLIGHTS)
"""Wordings for several flights, behind which a pause may stand: "in two bursts, 1-18 April"."""
_PAUSES = frozenset(",:")
_BURSTS = folded("guards", "reading_bursts")
_SIGNS = frozenset("|=→")
_LINKS = folded("guards", "reading_dated_link") | folded("place_words", "list_articles") | _SIGNS
_OFF = ("not", "remove")
_OPENERS = _JOINTS | folded("guards", "flights_please") | {",", ":"}
"""Words behind which a piece of a sentence may begin with a command."""


class PlacedDates:
    """The dates of one message that are of a part alone; all others are of the whole flight."""

    def __init__(
        self,
        message: Message,
        brief: Brief,
        parts: Parts,
        dates: Sequence[Dates],
        swapped: Set[int] = frozenset(),
        recent: tuple[Where, ...] = (),
    ) -> None:
        """`brief` is the one that stands before the message.

        `swapped` are the first tokens of what takes another's place; no dates are of that alone.
        `recent` are the parts that a correction without any is of ("sorry, 26 May").
        """
        self.message, self.brief, self.swapped = message, brief, swapped
        self.spread = frozenset(i for d in dates for a, b in d.pieces for i in range(a, b + 1))
        hits = [*_between().find(message.tokens)]
        hits += [hit for hit in message.before.values() if hit.entry in _OFF]
        self.between = {i for hit in hits for i in range(hit.first, hit.last + 1)}
        self.between |= message.changing
        self.closing = {h.first for h in _only().find(message.tokens)}
        self.bursts = {h.last + 1 for h in _times().find(message.tokens)}
        self.paid = {i for a in _money(message) for i in range(a.first, a.last + 1)}
        self.dated = {part.where for part in brief.flights}
        self.dates = sorted(dates, key=lambda d: d.first)
        self.begins = [d.first for d in self.dates]
        folds = (token.fold for token in message.tokens)
        whole = next((i for i, fold in enumerate(folds) if fold in _ALL), len(message.tokens))
        self.apart = [p for p in parts.runs if whole <= p.last and self._excepted(p)]
        self.found = dict(self._bound(parts, dates)) or self._corrected(parts, dates, recent)
        bound = [part.first for part in self.found.values()]
        self.apart = [p for p in self.apart if p.first not in bound and len(bound) < len(dates)]

    def of(self, span: Dates) -> tuple[Where, ...]:
        """What the dates are of; empty for the whole flight."""
        part = self.found.get(span.first)
        return () if part is None else part.wheres

    def unmoved(self) -> tuple[Where, ...]:
        """The parts that keep their dates ("everything a week later except Germany")."""
        return tuple(where for part in self.apart for where in part.wheres)

    def joined(self, dates: Sequence[Dates]) -> list[Dates]:
        """The dates, starts joined with ends and lengths of the same part only."""
        groups: dict[tuple[Where, ...], list[Dates]] = {}
        for span in dates:
            groups.setdefault(self.of(span), []).append(span)
        tokens = self.message.tokens
        return [span for group in groups.values() for span in join_dates(group, tokens)]

    def operator(self, span: Dates) -> Operator:
        """What is said of the dates by way of their part ("no ads in Germany in July")."""
        part = self.found.get(span.first)
        return "" if part is None else part.operator

    def paused(self, first: int) -> bool:
        """Whether a pause without dates is said of what begins at token `first`."""
        at = first - 1 if self.message.fold(first - 1) in _LINKS else first
        hit = _pauses().before(self.message.tokens, at)
        low, high = self.message.clause(first)
        if hit is None or any(low <= i <= high for i in self.spread):
            return False
        return hit.first == low or self.message.fold(hit.first - 1) in _OPENERS

    def names(self, first: int) -> bool:
        """Whether what begins at token `first` only says which part the dates are of."""
        named = (*self.found.values(), *self.apart)
        return any(part.first <= first <= part.last for part in named)

    def _excepted(self, part: Part) -> bool:
        """Whether a part of the Brief is left out of what is said."""
        behind = _except().before(self.message.tokens, self._lead(part), _LEADING) is not None
        return behind and self._dated(part)

    def _lead(self, part: Part) -> int:
        """Where the words begin that lead up to a part: "pour la Suisse"."""
        first = part.first
        while first > part.first - _LEADING and self.message.fold(first - 1) in _LEAD:
            first -= 1
        return first

    def _bound(self, parts: Parts, dates: Sequence[Dates]) -> Iterator[tuple[int, Part]]:
        found = [*self._bursts([(span, self._part_of(span, parts)) for span in dates])]
        near = [(s, p) for s, p in found if p is not None and p.first not in self.swapped]
        several = len({part.wheres for _, part in near if parts.leave_some(part)}) > 1
        for span, part in near:
            listed = self._beside_money(span, part) and not several and len(parts.runs) > 1
            if listed:
                continue  # "NL 35k, BE 20k, 1-31 March", "March: NL 35k, BE 20k"
            told = self._dated(part) or self._told(span, part, parts)
            some = parts.leave_some(part) or self._one_format(span, part)
            apart = told and some and not self._all_of_it(span, part)
            first = several and not self.brief.geo.countries and parts.leave_some(part)
            if apart or first:
                yield span.first, part

    def _corrected(
        self, parts: Parts, dates: Sequence[Dates], recent: tuple[Where, ...]
    ) -> dict[int, Part]:
        """The dates of a message that corrects the last one, which was of `recent` parts."""
        part = Part(-1, -1, recent, frozenset())
        named = parts.runs or not recent
        meant = () if named else (d for d in dates if corrected_by(self.message, d.first))
        return {span.first: part for span in meant}

    def _bursts(
        self, found: Sequence[tuple[Dates, Part | None]]
    ) -> Iterator[tuple[Dates, Part | None]]:
        """The dates with their parts; later bursts have that of the first ("then 8-21 Feb")."""
        before: tuple[Dates, Part | None] | None = None
        for span, part in found:
            if before is not None and self._goes_on(before[0], span) and before[1] is not None:
                part = before[1]
            before = span, part
            yield before

    def _goes_on(self, one: Dates, two: Dates) -> bool:
        """Whether two bursts are told one after the other."""
        if not (one.start and one.end and two.start and two.end and one.end < two.start):
            return False
        last = two.first - 1
        while last > one.last and self.message.fold(last) in _LINKS:
            last -= 1
        return self.message.folds(one.last + 1, last) in _BURSTS

    def _dated(self, part: Part) -> bool:
        """Whether the Brief has the part already, or has dates that the part departs from."""
        dated = self.brief.flight is not None or bool(self.brief.flights)
        known = {*self.brief.geo.countries, *self.brief.geo.regions, *self.brief.geo.cities}
        return bool(self.brief.geo.countries) and (dated or frozenset() < part.places <= known)

    def _part_of(self, span: Dates, parts: Parts) -> Part | None:
        """The part right before the dates, or right behind them if it has no others there.

        "Only Germany in March" is of Germany alone, dates and all.
        """
        before = self._before(span, parts)
        if before is None:
            return self._behind(span, parts)
        moves = any(_moves().find(self.message.tokens[before.last : span.first]))
        if self._closed(before) and not moves:
            return None
        place = self._behind(span, parts) if before.sold else None
        return crossed(before, place) if place is not None and self._led(place) else before

    def _behind(self, span: Dates, parts: Parts) -> Part | None:
        """The part right behind the dates, if they are tied to it and no others are."""
        end = max(last for _, last in span.pieces)
        behind = parts.behind(end)
        if behind is None or behind in self.apart or not self._linked(end + 1, behind.first):
            return None
        at = bisect(self.begins, behind.last)
        others = at < len(self.begins) and self._before(self.dates[at], parts) == behind
        return None if others else behind

    def _led(self, part: Part) -> bool:
        """Whether it is a place that "in" leads to: "video from 15 March in Spain"."""
        return part.kind in ("market", "place") and self.message.fold(part.first - 1) in INSIDE

    def _before(self, span: Dates, parts: Parts) -> Part | None:
        """The part right before the dates, if they are tied to it."""
        part = parts.before(span.first)
        tied = part is not None and self._linked(part.last + 1, span.first, part)
        return part if tied else None

    def _closed(self, part: Part) -> bool:
        hit = self.message.before.get(part.first - 1)
        sole = part.last in self.message.changing
        return hit is not None and hit.entry == "only" and not sole

    def _linked(self, first: int, end: int, before: Part | None = None) -> bool:
        """Whether tokens [first, end) only tie dates to a part; "in Spain," may address it."""
        addressed = before is not None and self._addressed(before)
        own = before is not None and self.dated.issuperset(before.wheres)
        if addressed and self.message.fold(first) == ",":
            first += 1
        gap = [i for i in range(first, end) if i not in self.spread]
        free = (own and self._one_sentence(gap)) or all(
            self._ties(i) or (addressed and self._plain(i)) or self._goes_on_behind(i, before)
            for i in gap
        )
        return len(gap) <= _NEAR and free and not self._turns_to_all(gap)

    def _turns_to_all(self, gap: Sequence[int]) -> bool:
        """Whether a pause leads from the part to the whole: "Spain gets 100k, campaign from"."""
        pause = next((i for i in gap if self.message.fold(i) == ","), None)
        return pause is not None and any(i > pause and self.message.fold(i) in _ALL for i in gap)

    def _goes_on_behind(self, comma: int, before: Part | None) -> bool:
        """Whether the part is still spoken of behind the comma: "Belgium, but only from May"."""
        if before is None or self.message.fold(comma) != ",":
            return False
        added = before.operator == "add" and comma + 1 in self.closing
        times = any(before.first - _LEADING < i <= before.first for i in self.bursts)
        verb = self.message.fold(comma + 2) in STARTING and before.operator != "add"
        turns = self.message.fold(comma + 1) in _TURNS and not verb
        return added or times or turns or self.message.fold(comma + 1) in _WHICH

    def _one_sentence(self, gap: Sequence[int]) -> bool:
        """Whether a part with dates of its own is still spoken of: "brought SE forward, now"."""
        said = {self.message.fold(i) for i in gap}
        broken = any(self.message.tokens[i].kind == "break" for i in gap)
        return not broken and said.isdisjoint(_ALL | _ENDS)

    def _plain(self, i: int) -> bool:
        """Whether token i is a word that starts nothing new ("in Spain [we begin] in May")."""
        token = self.message.tokens[i]
        plain = token.kind == "word" and self.message.free(i, i)
        return plain and token.fold not in _JOINTS | _ALL

    def _ties(self, i: int) -> bool:
        token = self.message.tokens[i]
        if token.kind == "break":
            return False
        if token.fold in _PAUSES and (i in self.bursts or {i - 1, i + 1} & self.paid):
            return True
        if token.fold in _LINKS or i in self.between or i in self.paid:
            return True
        return token.fold in _JOINTS and {i - 1, i + 1} <= self.spread

    def _addressed(self, part: Part) -> bool:
        """Whether the sentence begins with "in Spain," or "for Spain,"."""
        first = self._lead(part)
        begins = self.message.clause(first)[0] == first
        return first < part.first and (begins or self.message.fold(first - 1) in _OPENERS)

    def _told(self, span: Dates, part: Part, parts: Parts) -> bool:
        """Whether a first brief has named the part before, or says that only it is meant."""
        only = range(part.last + 1, span.first)
        return parts.named_before(part) or any(i in self.closing for i in only)

    def _beside_money(self, span: Dates, part: Part) -> bool:
        """Whether an amount stands between, or right behind a part that the dates stand before."""
        behind = range(max(last for _, last in span.pieces) + 1, part.last + _OWNED)
        between = range(part.last + 1, span.first) if part.last < span.first else behind
        return not self.paid.isdisjoint(between)

    def _one_format(self, span: Dates, part: Part) -> bool:
        """Whether a Brief for all formats is to run one of them then only."""
        only = any(i in self.closing for i in range(part.last + 1, span.first))
        dated = self.brief.flight is not None or bool(self.brief.flights)
        return part.kind in ("format", "cell") and only and dated and not kept_formats(self.brief)

    def _all_of_it(self, span: Dates, part: Part) -> bool:
        """Whether a part is ruled out, and all the dates that there are go with it."""
        standing = [f for f in (self.brief.flight, *self.brief.flights) if f is not None]
        if part.operator not in _OFF or not (span.start and span.end):
            return False
        return all(span.start <= f.start and f.end <= span.end for f in standing)


def _money(message: Message) -> Iterator[Amount]:
    """The amounts that may stand between a part and its dates: "DE 100k 1-21 March"."""
    return (a for a in read_amounts(message.tokens) if a.scaled or a.currency)


@cache
def _between() -> Phrases[str]:
    said = [w for tag in ("placed", "pause", *_TIMES) for w in words("flight_parts")[tag]]
    said += [w for tag in ("only", "post_only", "post_add") for w in words("operators")[tag]]
    return Phrases((w, "between") for w in said)


@cache
def _pauses() -> Phrases[str]:
    return Phrases((w, "pause") for w in words("flight_parts")["pause"])


@cache
def _times() -> Phrases[str]:
    return Phrases((w, "times") for tag in _TIMES for w in words("flight_parts")[tag])


@cache
def _moves() -> Phrases[str]:
    return Phrases((w, "moves") for w in words("flight_parts")["moves"])


@cache
def _except() -> Phrases[str]:
    return Phrases((w, "except") for w in words("flight_parts")["except"])


@cache
def _only() -> Phrases[str]:
    said = [*words("operators")["only"], *words("operators")["post_only"]]
    return Phrases((w, "only") for w in said)
