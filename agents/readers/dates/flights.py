"""Flights: the dates of a campaign, from ranges, open ends, bare days and durations."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from agents.readers.audience.age_words import aged_words
from agents.readers.audience.open_ages import OF_AGE
from agents.readers.dates.date_pieces import join_dates
from agents.readers.dates.flight_ranges import STARTING, FlightRanges
from agents.readers.dates.month_days import days_apart
from agents.readers.dates.periods import add_months, settle
from agents.readers.dates.sole_days import sole
from agents.readers.dates.stretches import Clock, Found, pointed
from agents.readers.findings.corrections import corrected_day
from agents.readers.findings.dates import Dates, Duration, Shape
from agents.readers.text.phrases import folded, words
from agents.readers.text.tokens import Token, fold, tokenise


def read_dates(tokens: Sequence[Token], clock: Clock) -> list[Dates]:
    """All dates of a message, without overlaps; starts joined with their ends or lengths."""
    return join_dates(scan_dates(tokens, clock), tokens)


def scan_dates(tokens: Sequence[Token], clock: Clock) -> list[Dates]:
    """All dates of a message, left to right, without overlaps, each by itself."""
    reader = _Reader(tokens, clock)
    found, i = [], 0
    while i < len(reader.points.items):
        dates, j = reader.at(i)
        if dates is not None:
            found.append(dates)
        i = max(j, i + 1)
    return found


def read_length(text: str) -> Duration | None:
    """The length that words tell ("for 3 weeks"), which have been read before; None if none."""
    dates = read_dates(tokenise(text), Clock(date.today()))
    return next((d.duration for d in dates if d.duration is not None), None)


_THE_UNIT = frozenset((("a", "semana"), ("a", "quinzena")))
"""Portuguese "the week", which in English would be one ("a week")."""
_Read = Callable[[int], tuple[Dates | None, int] | None]


class _Reader(FlightRanges):
    """Adds open ends, bare days and durations."""

    def at(self, i: int) -> tuple[Dates | None, int]:
        letters = self.points.letters
        if letters[i] in "?.,\n;)":
            return None, i + 1
        readers: tuple[_Read, ...] = (
            self._open_end, self._range, self._bare_days, self._duration_first
        )  # fmt: skip
        for read in readers:
            result = read(i)
            if result is not None:
                return result
        return None, i + 1

    def _open_end(self, i: int) -> tuple[Dates | None, int] | None:
        """Until 15 December; from now until X begins with its own point and is no open end."""
        points = self.points
        if points.letter(i) in "Bt" and self._not_until(i):
            return self._at_the_earliest(i)
        if points.letter(i) == "B":
            return self._before(i)
        ends = points.letter(i) == "t" or (points.word(i) in _ENDS and self._ends_on(i))
        if not ends or (points.word(i) in _BY and points.letter(i + 1) not in "LEIDXMt"):
            return None
        moved = self._extended(i) or points.letter(i - 1) == "f" or points.said(i) in _LATEST
        if points.word(i) in folded("guards", "flights_open_end") and not moved:
            return None
        if points.letter(i) == "t" and points.end_part(i) is not None:
            return None
        j = points.skip(i + 1, "ti:")
        found = points.at(j)
        if found is None:
            return None
        if points.said(i) in _LATEST and self._wanted_by(i):
            return None, found.j
        onto = points.said(i) in _ONTO
        if self._moved_to(i) and (onto or found.period.grain not in ("day", "part", "mid")):
            return self._range(j)
        span = settle(pointed(found.period), None, self.clock.today, self.clock.runs)
        if span is not None and points.letter(i - 1) == "f" and onto:
            return self._span(span[0], None, i - 1, found.j, "start")
        return None if span is None else self._span(None, span[1], i, found.j, "end")

    def _not_until(self, i: int) -> bool:
        """ "Can't start before 22 Feb", "won't go live until 22 Feb": the day is a start."""
        near = range(max(0, i - _NEAR_NOT), i)
        said = [self.points.said(k).split() for k in near if self._same_sentence(k, i)]
        words = {word for wording in said for word in wording}
        return bool(words & _HOLD or (words & _NOT and words & (STARTING | _READY)))

    def _same_sentence(self, k: int, i: int) -> bool:
        return not any(self.points.word(n) in ",.;!?\n" for n in range(k, i))

    def _at_the_earliest(self, i: int) -> tuple[Dates, int] | None:
        found = self.points.at(self.points.skip(i + 1, "ti:"))
        span = None if found is None else settle(pointed(found.period), None, self.clock.today)
        if found is None or span is None:
            return None
        return self._span(span[0], None, i, found.j, "start")

    def _ends_on(self, i: int) -> bool:
        """Whether item i is the verb of "end Feb 14", not the part of "end Feb"."""
        p = self.points.skip(i + 1, "i:")
        found = self.points.at(p) if self.points.letter(p) in "DXWM" else None
        return found is not None and (found.period.grain == "day" or self.points.part(i) is None)

    def _wanted_by(self, i: int) -> bool:
        """ "Need the plan no later than Friday": the plan is wanted then, the campaign runs on."""
        if any(self.points.word(k) in _DUE for k in range(max(0, i - _NEAR_DUE), i)):
            return True
        soon = self.points.letter(self.points.skip(i + 1, "i")) in "OTW"
        return soon and any(self.points.word(k) in _DUE for k in self._clause(i))

    def _before(self, i: int) -> tuple[Dates, int] | None:
        """Before 15 May (the 14th at the latest), before the end of April (its last day).

        Before Christmas as well, unless that is when an answer is wanted.
        """
        points = self.points
        j = points.skip(i + 1, "i")
        found = points.at(j) if points.letter(i - 1) not in "uzgo" else None
        occasion = points.letter(j) == "P" and not self._wanted_by(i)
        if found is None or not (occasion or found.period.grain in ("day", "part", "month")):
            return None
        span = settle(found.period, None, self.clock.today, self.clock.runs)
        if span is None:
            return None
        late = points.letter(j) == "L" or points.word(j) == "fin"
        end = span[1] if late else span[0] - timedelta(days=1)
        return self._span(None, end, i, found.j, "end") if end >= self.clock.today else None

    def _extended(self, i: int) -> bool:
        """Whether "extend" or "shorten" stands before: "extend it to 31 March" is about the end."""
        return any(self.points.word(k) in _LENGTHENING for k in range(max(0, i - 5), i))

    def _moved_to(self, i: int) -> bool:
        """Whether "change" or "move" stands before: "ändra till Q2" names the whole quarter."""
        return any(self.points.word(k) in _MOVED for k in range(max(0, i - 4), i))

    def _bare_days(self, i: int) -> tuple[Dates, int] | None:
        """From the 10th, until the 20th, from the 15th to the 30th, desde el 10."""
        points, flight = self.points, self.clock.flight
        days = None if self.month is None else days_apart(points, i, self.month)
        span = None if days is None else settle(days.period, None, self.clock.today)
        if days is not None and span is not None:
            return self._span(*span, i, days.j, "range")
        if points.letter(i) == "D" and corrected_day(points.tokens, points.items[i].first):
            return self._nearest_day(i, i)
        if points.letter(i) == "t" and points.word(i) in _ONTO and self._moved_to(i):
            return self._nearest_day(i, points.skip(i + 1, "i"))
        if points.letter(i) not in ("f", "t") or points.word(i) in _VAGUE_LINKS or self._aged(i):
            return None
        p = points.skip(i + 2 if points.word(i + 1) in _ADVERBS else i + 1, "i")
        if points.letter(i) == "t":
            end = points.bare_day(p, flight[1] if flight else None)
            return None if end is None else self._both_or_end(None, end, i)
        start = points.bare_day(p, flight[0] if flight else None)
        if start is None:
            return None
        q = points.skip(start.j, "ti") if points.letter(start.j) == "t" else len(points.items)
        end = points.bare_day(q, flight[1] if flight else None)
        return self._both_or_end(start, end, i)

    def _nearest_day(self, i: int, p: int) -> tuple[Dates, int] | None:
        """The day at item p in the month that it is nearest to an end of the flight in."""
        edges = self.clock.flight or ()
        item = self.points.items[p] if p < len(self.points.items) else None
        if item is None or not (p != i + 1 or item.last > item.first or self._contracted(i)):
            return None
        found = [day for edge in edges if (day := self.points.bare_day(p, edge)) is not None]
        days = [day.period.days(day.period.year or 0)[0] for day in found]
        near = min(days, key=lambda d: min(abs(d - e) for e in edges), default=None)
        if near is None:
            return None
        dates, j = self._span(near, near, i, found[0].j, "range")
        return replace(dates, certainty=1), j

    def _contracted(self, i: int) -> bool:
        """Whether item i has the article of a day in it: "se mueve al 22"."""
        return self.points.word(i) in ("al", "au", "ao", "zum", "am")

    def _aged(self, i: int) -> bool:
        """Whether a bare number behind item i is an age: "women from 30", "von 20 bis 30"."""
        p = self.points.skip(i + 1, "i")
        item = self.points.items[p] if self.points.letter(p) == "D" else None
        marked = p > i + 1 or item is None or item.last > item.first
        if self.points.word(i) == "ab" and not marked and self._of_age(p):
            return True
        if self.points.letter(i) == "t" and self.points.letter(i - 1) == "D":
            return not marked
        words = takewhile(self._same_piece, range(i - 1, i - 1 - _NEAR_AGED, -1))
        return not marked and any(self.points.said(k) in aged_words() for k in words)

    def _of_age(self, p: int) -> bool:
        """Whether a piece of German ends with 16, 18 or 21, which no dot makes a day."""
        return self.points.word(p) in OF_AGE and self.points.word(p + 1) in (*",;!)", "")

    def _both_or_end(self, start: Found | None, end: Found | None, i: int) -> tuple[Dates, int]:
        first = start.period.days(start.period.year or 0)[0] if start else None
        last = end.period.days(end.period.year or 0)[1] if end else None
        if first and last and last < first:
            last = add_months(last, 1)
        shape: Shape = "range" if first and last else "start" if first else "end"
        return self._span(first, last, i, max(f.j for f in (start, end) if f), shape)

    def _duration_first(self, i: int) -> tuple[Dates, int] | None:
        """6 weeks, a month, zwei Wochen: a duration without dates."""
        points = self.points
        count = 1 if points.word(i) in _ANOTHER else points.number(i)
        j = i + 1
        while points.letter(j) == "-" or points.word(j) in folded(
            "guards", "flights_duration_first"
        ):
            j += 1
        if count is None or points.letter(j) not in ("u", "z", "o", "g") or count < 1:
            return None
        worded = points.letter(i) not in ("D", "N")
        if count == 1 and worded and points.letter(j) == "z" and not self._sole_day(i, j):
            return None
        if count == 1 and self._each(i):
            return None
        if points.word(j) in ("d", "w", "v", "j") and not points.glued(j):
            return None
        if worded and (self._per(i) or (points.word(i), points.word(j)) in _THE_UNIT):
            return None
        items = points.items
        span = Dates(
            None, None, items[i].first, items[j].last, "duration", Duration(count, points.letter(j))
        )
        return span, j + 1

    def _sole_day(self, i: int, j: int) -> bool:
        """ "Just one day", "einen einzigen Tag": a length, as the "one day" of a hope is none."""
        single = any(self.points.word(k) in _SINGLE for k in range(i + 1, j))
        return single or sole(self.points, i, j + 1)

    def _each(self, i: int) -> bool:
        """ "Per 1 week", "/week": a rate, but not "por uma semana", nor behind a spaced slash."""
        word, tokens = self.points.word(i - 1), self.points.tokens
        if word in _FOR and self.points.word(i) in _ONE:
            return False
        if word == "/" and not tokens[self.points.items[i].first].glued:
            return False
        return word in folded("guards", "flights_duration_first_2")

    def _per(self, i: int) -> bool:
        """Whether "a week" is a rate: "20k a week", "3 times a week", "€80k a settimana"."""
        if i == 0 or self.points.word(i) not in ("a", "al", "en", "un"):
            return False
        before = self.points.tokens[self.points.items[i].first - 1]
        return before.kind == "number" or before.fold in _RATED


_FOR = frozenset(("por", "per", "par"))
_ONE = frozenset(("una", "uma", "une"))
_VAGUE_LINKS = frozenset(
    ("a", "al", "au", "to", "ao", "all", "du", "van", "von", "de", "da", "fin")
)
_ADVERBS = folded("guards", "flights_adverbs")
"""Words between a verb and its day that only say that it has changed ("endet doch am 24.")."""
_SINGLE = folded("guards", "flights_single_day")
_ANOTHER = folded("guards", "flights_another")
_SMALL = 3
"""Words no longer than this say nothing of length by themselves ("más", "in", "de")."""
_LATEST = folded("guards", "flights_latest")
_DUE = folded("guards", "flights_due")
"""Words for what is wanted of us by a day: an answer, a plan, a call."""
_NEAR_DUE = 4
_NEAR_AGED = 2
"""So far before its link a word for people makes a number an age."""
_NOT = folded("guards", "flights_not")
_READY = folded("guards", "flights_ready")
_HOLD = folded("guards", "flights_hold")
"""Verbs whose "until" names a start: "hold video back until 1 February"."""
_NEAR_NOT = 6
"""So far before "until" its "not" and its verb may stand."""
_ONTO = frozenset(("to", "a", "auf", "al", "au", "naar", "till", "up to"))
_ENDS = frozenset(("end", "ende", "fin", "fine", "eind", "einde", "final", "slut", "ends"))
_BY = frozenset(("entro", "d"))
"""Words for "by": of a campaign when dates follow, of a request when "tomorrow" does."""
_LENGTHENING = frozenset(
    first
    for tag in ("extend", "shorten")
    for w in words("edits")[tag]
    if w and len(first := fold(w).split()[0]) > _SMALL
)
_MOVED = frozenset(fold(w) for w in words("fillers")["moved"])
_RATED = frozenset(words("fillers")["rated"])
