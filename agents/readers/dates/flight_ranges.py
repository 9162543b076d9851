"""Dates with two ends, and single points that are a stretch of their own or begin one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import takewhile

from agents.readers.dates.month_days import days_before, days_behind
from agents.readers.dates.periods import Period, add_months, day, iso_week, settle
from agents.readers.dates.points import Points
from agents.readers.dates.sole_days import sole
from agents.readers.dates.stretches import EDGE, Clock, Found, pointed
from agents.readers.dates.tape import tape
from agents.readers.dates.trailing_parts import part_behind
from agents.readers.findings.dates import Dates, Shape
from agents.readers.text.phrases import folded
from agents.readers.text.tokens import Token

_CLAUSE = 30
_RANGE_INSIDE = 3
"""From so many words on a moment names both of its ends ("Black Friday to Cyber Monday")."""
_LINKS = 8
"""At most so many words of no weight are passed over."""
_SENTENCE_ENDS = frozenset(".;!?\n")
_PIECE_ENDS = _SENTENCE_ENDS | frozenset(",:")
_NOW = 4
"""How many words behind "now" the day may begin that is meant."""
_VERB = 4
"""How many words before a day the verb may stand that makes it a start or an end."""
STARTING = folded("guards", "flights_starting")
_ENDING = folded("guards", "flights_ending")
_AT_ONCE = folded("guards", "flights_at_once")
_PLEASE = folded("guards", "flights_please")
_TALK = folded("guards", "flights_talk")
"""Words of meetings and requests: "tomorrow" beside them is no date of a campaign."""
_PARTS = frozenset("EIL")
"""Letters of wordings that may have the "to" in them: "a fine febbraio", "a mediados de marzo"."""
_MONTHS = frozenset(("month", "quarter", "half", "season", "year"))
"""What no day is told by: "March/April" in a subject yields to "8 March to 11 April"."""
_CLOSED_BY = frozenset(".,;!)\n") | {EDGE}
"""What a number that is a day is followed by, where it has no month of its own."""


class FlightRanges:
    """Ranges and points of a message; reads give the dates and the item behind them."""

    def __init__(self, tokens: Sequence[Token], clock: Clock) -> None:
        self.points = Points(tape(tokens), tokens, clock)
        self.clock = clock
        self.month: Found | None = None
        """The month named last, which days that stand by themselves are of."""

    def _span(
        self, start: date | None, end: date | None, i: int, j: int, shape: Shape
    ) -> tuple[Dates, int]:
        items = self.points.items
        return Dates(start, end, items[i].first, items[j - 1].last, shape), j

    def _range(self, i: int) -> tuple[Dates, int] | None:
        points = self.points
        p = self._behind_link(i)
        first = self._first_point(p)
        if first is None:
            days = days_before(points, p)
            return None if days is None else self._single(p, p, days)
        bare = first.j == p + 1 or (first.j == p + 2 and points.word(p + 1) == ".")
        listed = points.letter(p) == "D" and points.letter(first.j) == "a" and bare
        second = self._second_point(first, points.letter(i) == "b" or listed)
        if second is None:
            if first.period.grain == "month":
                self.month = first
            part = part_behind(points, first) or days_behind(points, first)
            return self._single(i, p, part or first)
        return self._both(i, first, second)

    def _behind_link(self, i: int) -> int:
        """The first item behind "from the", "between", "for", which may begin a point itself."""
        if self.points.letter(i) not in "fbr":
            return i
        p = i
        while p < i + _LINKS and self.points.letter(p) in "fbriw:(":
            if self.points.letter(p) == "f" and self.points.at(p) is not None:
                break
            p += 1
        return p

    def _first_point(self, p: int) -> Found | None:
        """A point, or a bare day ("1" of "1-24 December") that a dated point follows."""
        points = self.points
        found = points.at(p) or points.short_numeric(p) or self._shared_month(p)
        if found is not None or points.letter(p) != "D":
            return found
        j = p + 2 if points.letter(p + 1) == "." else p + 1
        if points.word(j) == "+" and points.glued(j):
            return None  # "25+ 1 Feb" is an age
        k = self._connector(j, between=True)
        second = points.at(k) if k is not None else None
        if second is None or second.period.grain != "day" or points.letter(k or 0) not in "DWX":
            return None
        return Found(_day_before(second.period, int(points.items[p].value)), j)

    def _shared_month(self, p: int) -> Found | None:
        """The "Anfang" of "Anfang bis Mitte März": its month stands behind the second part."""
        points = self.points
        k = points.skip(p + 2, "i")
        joined = points.letter(p) in _PARTS and points.letter(p + 1) in "t-"
        if not joined or points.letter(k) not in _PARTS:
            return None
        whole = points.month_of_part(k)
        return None if whole is None else Found(points.part_cut(whole, p), p + 1)

    def _second_point(self, first: Found, between: bool) -> Found | None:
        points = self.points
        j = self._connector(first.j, between)
        if j is None:
            return self._months_list(first) or self._day_after(first)
        second = points.at(j)
        if second is None and points.letter(first.j - 1) == "#":
            return points.padded(j)
        if second is None and first.period.grain == "week" and points.letter(j) in "DN":
            return points.with_year(iso_week(int(points.items[j].value)), j + 1)
        if second is None and first.period.grain == "day" and points.letter(j) == "D":
            return self._same_month(first, j)
        if second is not None and points.letter(j) in ".i" and second.period.grain == "ahead":
            return None
        if first.period.grain == "month" and points.ages_behind(j):
            return points.whole_month(j)
        return second

    def _connector(self, j: int, between: bool) -> int | None:
        points = self.points
        if points.letters[max(j - 1, 0) : j + 2] == "X/X":
            return j + 1
        k = (
            points.skip(j, ",.")
            if points.letter(j) in (",", ".") and points.letter(j + 1) in ("t", "-")
            else j
        )
        if points.letter(k) in _PARTS and points.word(k) in ("a", "à"):
            return k
        if points.letter(k) in ("t", "-") or (
            points.letter(k) == "a" and between and points.word(k) != ","
        ):
            k = points.skip(k, "t-") if points.letter(k) != "a" else k + 1
            return points.skip(k, "i") if points.letter(k) == "i" else k
        if points.letter(k) == "a" and points.letter(k + 1) == "t" and points.word(k) != ",":
            return points.skip(k + 2, "i")
        if points.letter(k) in ("i",) and points.word(k) == "a":
            return k + 1
        return None

    def _months_list(self, first: Found) -> Found | None:
        """Further months or quarters that follow on: "March and April", "Jan, Feb & March"."""
        points, last = self.points, None
        current = first
        while current.period.grain in ("month", "quarter") and points.letter(current.j) in (
            "a",
            ",",
            "/",
        ):
            k = current.j + 1
            if points.letter(k) == "a":
                k += 1
            following = points.at(k) if points.letter(k) in ("M", "m", "Q") else None
            if following is None or following.period.grain != current.period.grain:
                break
            if not self._adjoining(current.period, following.period):
                break
            last = current = following
        return last

    def _day_after(self, first: Found) -> Found | None:
        """The 25 of "December 24 and 25", which is the next day and counts nothing else."""
        points, j = self.points, first.j + 1
        if first.period.grain != "day" or points.letter(first.j) != "a":
            return None
        if points.letter(j) != "D" or points.letter(j + 1) not in _CLOSED_BY:
            return None
        second = self._same_month(first, j)
        if second is None or points.word(first.j) == ",":
            return None
        following = second.period.days(2027)[0] - first.period.days(2027)[0]
        return second if following == timedelta(days=1) else None

    def _adjoining(self, one: Period, two: Period) -> bool:
        a, b = one.days(one.year or 2027), two.days(two.year or one.year or 2027)
        gap = (b[0].month - a[1].month) % 12
        return gap == 1

    def _same_month(self, first: Found, j: int) -> Found | None:
        """The 24 of "December 1-24"."""
        points = self.points
        number = int(points.items[j].value)
        if points._age_like(j):
            return None
        start = first.period.days(first.period.year or 2027)[0]
        if number <= start.day:
            return None
        found = points.with_year(day(start.month, number), j + 1)
        return found

    def _both(self, i: int, first: Found, second: Found) -> tuple[Dates, int] | None:
        span = settle(
            pointed(first.period), pointed(second.period), self.clock.today, self.clock.runs
        )
        if span is None or span[0] > span[1]:
            return None
        dates, j = self._span(span[0], span[1], i, second.j, "range")
        vague = {first.period.grain, second.period.grain} <= _MONTHS
        return replace(dates, certainty=1 if vague else 2), j

    def _single(self, i: int, p: int, first: Found) -> tuple[Dates, int] | None:
        points = self.points
        period, letter = first.period, points.letter(i)
        span = settle(period, None, self.clock.today, self.clock.runs)
        if span is None:
            return None
        opened = (
            letter == "f" and p > i and points.word(i) not in folded("guards", "flights_single")
        )
        if opened and period.grain == "mid":
            period = pointed(period)
            span = settle(period, None, self.clock.today, self.clock.runs) or span
        if period.grain in ("ahead",) and not (opened or letter in "fki"):
            return None
        pointlike = period.grain in ("day", "ahead", "part") or points.letter(p) in "TOW"
        longer = points.letter(i) == "f" and period.grain in folded("guards", "flights_single_2")
        longer = longer and points.items[p].last - points.items[p].first < _RANGE_INSIDE
        if points.letter(p) in "OT":
            return self._soon(i, p, first, span, opened)
        if opened and pointlike and self._ends_before(i):
            return self._span(None, span[1], i, first.j, "end")
        if opened and (pointlike or longer):
            return self._span(span[0], None, i, first.j, "start")
        if period.grain in ("ahead",) or (
            period.grain == "day" and self._near(p, first.j, STARTING)
        ):
            return self._span(span[0], None, i, first.j, "start")
        if period.grain == "day" and self._near(p, first.j, _ENDING):
            return self._span(None, span[1], i, first.j, "end")
        dates, j = self._span(span[0], span[1], i if letter in "rb" else p, first.j, "range")
        return replace(dates, certainty=_certainty(period)), j

    def _soon(
        self, i: int, p: int, first: Found, day: tuple[date, date], opened: bool
    ) -> tuple[Dates, int] | None:
        """Today or tomorrow: a start, or the only day there is."""
        if not opened and sole(self.points, p, first.j):
            return None if self._talked(p) else self._span(*day, p, first.j, "range")
        if (not opened and not self._starts_now(p)) or self._dated_behind(first.j):
            return None
        return self._span(day[0], None, i, first.j, "start")

    def _dated_behind(self, j: int) -> bool:
        """Whether "now" only leads up to a day: "starts now on 15 February"."""
        near = takewhile(self._same_piece, range(j, min(j + _NOW, len(self.points.letters))))
        day = next((k for k in near if self.points.letter(k) in "DXM"), None)
        found = None if day is None else self.points.at(day)
        return found is not None and found.period.grain == "day"

    def _ends_before(self, i: int) -> bool:
        """ "Ende erst am 14.3.", "ends only on the 14th": the end is late, nothing starts."""
        verbs = [self.points.word(k) for k in takewhile(self._same_piece, range(i - 1, i - 4, -1))]
        return next((w in _ENDING for w in verbs if w in _ENDING | STARTING), False)

    def _near(self, p: int, j: int, verbs: frozenset[str]) -> bool:
        """Whether one of the verbs is said of the point [p, j): "começa só no dia 9 de agosto"."""
        before = takewhile(self._same_piece, range(p - 1, p - 1 - _VERB, -1))
        return self.points.word(j) in verbs or any(self.points.word(k) in verbs for k in before)

    def _same_piece(self, k: int) -> bool:
        return k >= 0 and self.points.word(k) not in _PIECE_ENDS

    def _starts_now(self, p: int) -> bool:
        """Whether "tomorrow" or "asap" is said of the campaign, not of a call or of the plan."""
        points = self.points
        if points.letter(p) == "T":
            return points.said(p) in _AT_ONCE and not self._hurries(p)
        return not self._talked(p)

    def _talked(self, p: int) -> bool:
        """Whether the sentence is of a meeting or a request, whose day item p is."""
        return any(self.points.word(k) in _TALK for k in self._clause(p) if k != p)

    def _hurries(self, p: int) -> bool:
        """Whether the plan is wanted soon ("asap pls!"): nothing else is in the sentence."""
        rest = [self.points.word(k) for k in self._clause(p) if k != p]
        return bool(rest) and set(rest) <= _PLEASE

    def _clause(self, p: int) -> Iterator[int]:
        """The items of the sentence that item p stands in, looked at no further than _CLAUSE."""
        size = len(self.points.letters)
        for way in (range(p, max(-1, p - _CLAUSE), -1), range(p, min(size, p + _CLAUSE))):
            yield from takewhile(lambda k: self.points.word(k) not in _SENTENCE_ENDS, way)


def _certainty(period: Period) -> int:
    """How sure a point is to be the dates of a campaign; Christmas hardly ever is its own day."""
    if period.grain == "christmas":
        return -1
    occasion = period.grain == "moment" and period.year is None
    return 0 if period.grain == "year" or occasion else 1


def _day_before(period: Period, number: int) -> Period:
    """Day `number` of the month of a day, or of the month before when it would come later."""

    def days(year: int) -> tuple[date, date]:
        end = period.days(year)[0]
        start = end if number <= end.day else add_months(end, -1)
        bounded = start.replace(day=min(number, monthrange(start.year, start.month)[1]))
        return bounded, bounded

    return replace(period, days=days)
