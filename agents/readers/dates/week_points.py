"""Weeks and moments: "KW 12", "w/c 11 January", "Black Friday week", "before Christmas"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from agents.readers.dates.moments import moment
from agents.readers.dates.part_points import PartPoints
from agents.readers.dates.periods import Period, iso_week
from agents.readers.dates.stretches import Found, as_spell, as_week, as_weekend
from agents.readers.text.money_words import PAID
from agents.readers.text.phrases import folded, words

_PER = frozenset(("a", "per", "por", "par", "pro", "al", "each", "every", "/"))
_RATES = _PER - {"al"} | {"i", "om"}
_SPELL = frozenset(("period", "periode", "periodo", "perioden", "time", "tiden", "zeit"))
_WITH = frozenset(("with", "con", "com", "mit", "avec", "met", "med"))
_RATED = frozenset(words("fillers")["rated"])


class WeekPoints(PartPoints):
    """Adds numbered weeks, named moments and what lies beside them."""

    def week(self, i: int) -> Found | None:
        """Week 49, KW 49-51 (first part), v.10; week of 25 December; week of Black Friday."""
        if self._women(i) or self._rate(i):
            return None
        next_week = self.unit_next(i)
        if next_week is not None:
            return next_week
        j = i + 1
        while self.letter(j) in ".?" and self.word(j) in folded("guards", "points_week"):
            j += 1
        commencing = self.items[i].last - self.items[i].first >= 1 or self.word(i) == "wc"
        if commencing and (dated := self._week_from(j)) is not None:
            return dated
        if (
            self.letter(j) in ("D", "N")
            and 1 <= int(self.items[j].value) <= 53
            and self._numbered(i)
            and not self._rate_or_end(i, j)
            and not self._paid(j)
        ):
            return self._listed_weeks(j)
        if self.letter(j) == "X" and (pair := _pair(str(self.items[j].value))) is not None:
            return self.with_year(iso_week(*pair), j + 1)
        k = self.skip(j, "irf")
        k += self.word(k) in _WITH
        return None if k == j else self._week_from(k)

    def _rate(self, i: int) -> bool:
        """Whether "a week" is what an amount is for ("$10k a week from 22 Feb")."""
        if (
            i < 2
            or self.word(i - 1) not in _PER
            or self._parted(i)
            or self.tokens[self.items[i - 1].first].text == "à"
        ):
            return False
        before = self.tokens[self.items[i - 1].first - 1]
        return before.kind == "number" or before.fold in _RATED

    def _joins(self, i: int) -> bool:
        """Whether item i is the "à" of "S3 à S6", which folds to the "a" of "a week"."""
        return 0 <= i < len(self.items) and self.tokens[self.items[i].first].text == "à"

    def _listed_weeks(self, j: int) -> Found:
        """Week 1; weeks 1 and 2; KW 1 + 2: weeks that follow on are one stretch."""
        first = last = int(self.items[j].value)
        k = j
        while (
            self.letter(k + 1) in "a/" and self.letter(k + 2) == "D" and self._next(k + 2, last + 1)
        ):
            last, k = last + 1, k + 2
        return self.with_year(iso_week(first, last), k + 1)

    def _next(self, k: int, number: int) -> bool:
        """Whether item k is the number of the next week and of nothing else."""
        unit = self.letter(k + 1) in "uzoM-%" or self.word(k + 1) in ("+", "%")
        return int(self.items[k].value) == number and not unit

    def _week_from(self, k: int) -> Found | None:
        """The week of the day or moment at item k."""
        inner = self.at(self.skip(k, "i"))
        if inner is None or inner.period.grain not in ("day", "moment", "christmas"):
            return None
        return Found(as_week(inner.period), inner.j)

    def _parted(self, i: int) -> bool:
        """ "120k / KW 10-12": the sign only parts the facts of a brief."""
        return self.word(i - 1) == "/" and not self.glued(i) and self.number(i + 1) is not None

    def _rate_or_end(self, i: int, j: int) -> bool:
        """Whether "per week" or the end of a sentence stands before the number instead."""
        rated = self.word(i - 1) in _RATES and not (self._joins(i - 1) or self._parted(i))
        ended = self.letter(i + 1) == "." and self.word(i + 1) == "." and not self.glued(i + 2)
        abbreviated = len(self.word(i)) <= 3
        return rated or (ended and not abbreviated)

    def _paid(self, j: int) -> bool:
        """Whether the number is money ("Ireland w 15k on top")."""
        behind = self.items[j].last + 1
        return behind < len(self.tokens) and self.tokens[behind].fold in PAID | {"%"}

    def _women(self, i: int) -> bool:
        """Whether "W18-34", "V 18-34", "W25+" are said in the shorthand of media plans."""
        if self.tokens[self.items[i].first].text not in ("W", "V"):
            return False
        if self.word(i + 2) == "+" and self.glued(i + 2):
            return True
        dashed = self.letter(i + 2) == "-" and self.glued(i + 2)
        high = self.number(i + 3) if dashed and self.letter(i + 3) in ("D", "N") else None
        return high is not None and high >= 24

    def _numbered(self, i: int) -> bool:
        """Whether the week word takes a number behind it ("week 12", not "2 weeks 18-34")."""
        return self.number(i - 1) is None or self.letter(i - 1) in ",\n:ift-"

    def lead(self, i: int) -> Found | None:
        """The two weeks before Christmas, the week after Easter: days up to or from a moment."""
        count, unit = self.number(i), i + 1
        if count is None:
            count, unit = 1, i
        j = unit + 1
        if self.letter(unit) not in ("u", "z", "g", "o") or not self._beside(j):
            return None
        inner = self.at(self.skip(j + 1, "iwc")) or self._apart(j)
        if inner is None or inner.period.grain not in ("day", "moment", "christmas", "weekend"):
            return None
        days = count * {"u": 7, "z": 1, "g": 14, "o": 30}[self.letter(unit)]
        later = self.letter(j) == "A"

        def span(year: int) -> tuple[date, date]:
            start, end = inner.period.days(year)
            if later:
                return end + timedelta(days=1), end + timedelta(days=days)
            return start - timedelta(days=days), start - timedelta(days=1)

        return Found(replace(inner.period, days=span, grain="lead"), inner.j)

    def _apart(self, j: int) -> Found | None:
        """The one moment that stands elsewhere ("a Valentine's push, the 2 weeks before")."""
        ends = j + 1 >= len(self.items) or self.letter(j + 1) in ".,\n;)-"
        moments = [i for i, letter in enumerate(self.letters) if letter == "P"]
        found = self.at(moments[0]) if ends and len(moments) == 1 else None
        return None if found is None else Found(found.period, j + 1)

    def _beside(self, j: int) -> bool:
        """Whether "before" or "after" stands at item j ("voor" only with a moment behind it)."""
        following = self.letter(self.skip(j + 1, "iwc"))
        return self.letter(j) in ("B", "A") or (self.word(j) == "voor" and following in ("P", "p"))

    def named(self, i: int) -> Found | None:
        """Christmas week, Black Friday weekend, Easter, Ramadan 2027."""
        name, country = str(self.items[i].value), self.clock.country
        period = Period(lambda y: moment(name, y, country), "moment")
        j = i + 1
        if self.letter(j) == "-":
            j += 1
        if self.letter(j) == "u":
            return self.with_year(as_week(period), j + 1)
        if self.letter(j) == "e":
            return self.with_year(as_weekend(period), j + 1)
        if self.letter(j) == "H":
            seasonal = "holiday_season" if name == "christmas" else name
            period = Period(lambda y: moment(seasonal, y, country), "moment")
            return self.with_year(period, j + 1)
        if self.word(j) in _SPELL:
            return self.with_year(as_spell(period), j + 1)
        found = self.with_year(period, i + 1)
        return (
            replace(found, period=replace(found.period, grain="christmas"))
            if name == "christmas"
            else found
        )

    def weekend_of(self, i: int) -> Found | None:
        """ "Le week-end de Pâques": the days of the moment, a Sunday with its Saturday."""
        k = self.skip(i + 1, "if")
        found = self.at(k) if self.letter(k) == "P" else None
        return None if found is None else replace(found, period=_with_saturday(found.period))

    def named_week(self, i: int) -> Found | None:
        """Weihnachtswoche, midsommarveckan, paasweek: the week of a holiday in one word."""
        name, country = str(self.items[i].value), self.clock.country
        period = Period(lambda y: moment(name, y, country), "moment")
        return self.with_year(as_week(period), i + 1)


def _with_saturday(moment_: Period) -> Period:
    """The period; a Sunday alone with the day before it."""

    def days(year: int) -> tuple[date, date]:
        start, end = moment_.days(year)
        sunday = start == end and start.isoweekday() == _SUNDAY
        return (start - timedelta(days=1), end) if sunday else (start, end)

    return replace(moment_, days=days)


_SUNDAY = 7


def _pair(text: str) -> tuple[int, int] | None:
    """The weeks of "KW 01/02", which looks like a date."""
    first, _, last = text.partition("/")
    if not (first.isdigit() and last.isdigit()) or int(last) != int(first) + 1:
        return None
    return int(first), int(last)
