"""Days: numeric, by month name, weekdays, relative to today."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from agents.readers.dates.periods import add_months, day, fixed, month
from agents.readers.dates.stretches import Found, last_of
from agents.readers.dates.tape_view import TapeView
from agents.readers.text.money_words import PAID
from agents.readers.text.phrases import folded

_BEHIND_DAYS = folded("guards", "points_behind_days") | {"", "\n"}


_YEARS_AHEAD = 3
_DAY_BEHIND = folded("guards", "points_day_behind")
"""The months in English, which writes the day behind the month ("March 27")."""
_CENTURY = 100


class DayPoints(TapeView):
    """Adds single days."""

    def numeric(self, i: int) -> Found | None:
        """31.12.2026, 2027-01-15, 4.1., 10/12."""
        parts = [int(p) for p in re.split(r"[-/.]", str(self.items[i].value)) if p]
        year: int | None = None
        if len(parts) == 3 and parts[0] > 31:
            year, month_, day_ = parts
        else:
            first, second, *rest = parts
            year = (rest[0] + 2000 if rest[0] < 100 else rest[0]) if rest else None
            month_first = self.clock.month_first and "/" in str(self.items[i].value)
            day_, month_ = (
                (second, first) if (month_first and first <= 12) or second > 12 else (first, second)
            )
        if not (1 <= month_ <= 12 and 1 <= day_ <= 31) or (
            year is not None and not 2000 <= year <= 2100
        ):
            return None
        found = self.with_year(day(month_, day_), i + 1)
        return Found(replace(found.period, year=year), i + 1) if year is not None else found

    def bare_day(self, i: int, standing: date | None) -> Found | None:
        """The 10th, el 10: a day of the standing flight's month, or the next one to come.

        The 3 of "up to 3 per week" is none.
        """
        ordinal = self.items[i].last > self.items[i].first if i < len(self.items) else False
        if self.letter(i) != "D" or (standing is None and not ordinal):
            return None
        if self.word(i + 1) not in _BEHIND_DAYS and self.letter(i + 1) != "t":
            return None
        if self.word(i + 1) in ("por", "per") and self.letter(i + 2) in ("z", "u", "o"):
            return None
        number, today = int(self.items[i].value), self.clock.today
        of = standing or (today if number > today.day else add_months(today, 1))
        return Found(replace(day(of.month, number), year=of.year), i + 1)

    def short_numeric(self, i: int) -> Found | None:
        """The 1.02 of "1.02-28.02.2027": a number that a full date follows as its end."""
        match = (
            re.fullmatch(r"(\d{1,2})\.(\d{1,2})", str(self.items[i].value))
            if self.letter(i) == "#"
            else None
        )
        if match is None or self.letter(i + 1) not in ("t", "-"):
            return None
        k = self.skip(i + 1, "t-")
        if self.letter(k) != "X" and not (self._padded(i) and self._padded(k)):
            return None
        number, month_ = int(match[1]), int(match[2])
        return (
            Found(day(month_, number), i + 1) if 1 <= month_ <= 12 and 1 <= number <= 31 else None
        )

    def padded(self, i: int) -> Found | None:
        """The 21.02 of "25.01-21.02": both in two digits each, as no amount is written."""
        if not self._padded(i):
            return None
        number, month_ = map(int, str(self.items[i].value).split("."))
        return self.with_year(day(month_, number), i + 1)

    def _padded(self, i: int) -> bool:
        value = str(self.items[i].value) if self.letter(i) == "#" else ""
        return re.fullmatch(r"(0[1-9]|[12]\d|3[01])\.(0[1-9]|1[0-2])", value) is not None

    def day_month(self, i: int) -> Found | None:
        """1 March 2027, 1. März, 1 de marzo, 1er mars, the 1st of March."""
        j = self.skip(i + 1, "i.") if self.letter(i) == "D" else i
        if self.letter(i) in "1234l":
            return None
        if self.letter(j) in "-/" and self.glued(j) and self.glued(j + 1):
            j += 1
        if self.letter(j) not in ("M", "m") or not self._same_line(i, j):
            return None
        found = day(int(self.items[j].value), int(self.items[i].value))
        short = self.letter(i + 1) in "-/" and self.letter(j + 1) == self.letter(i + 1)
        if short and self.letter(j + 2) == "D" and self.glued(j + 1) and self.glued(j + 2):
            return Found(replace(found, year=2000 + int(self.items[j + 2].value)), j + 3)
        return self.with_year(found, j + 1)

    def month_day(self, i: int) -> Found | None:
        """March 1, 2027; Dec 1st; March the 1st."""
        j = i + 1
        if self.letter(j) == ".":
            j = j + 1 if self.word(j) == "." else j
        while self.letter(j) == "i" and self.word(j) == "the":
            j += 1
        if self.letter(j) != "D" or self._count_follows(j) or self._age_like(j):
            return None
        if self._year_like(i, j):
            year = 2000 + int(self.items[j].value)
            return Found(replace(month(int(self.items[i].value)), year=year), j + 1)
        return self.with_year(day(int(self.items[i].value), int(self.items[j].value)), j + 1)

    def _year_like(self, i: int, j: int) -> bool:
        """Whether the number is a year: "Mrz 27", where no English month puts the day behind."""
        later = 0 <= 2000 + int(self.items[j].value) - self.clock.today.year <= _YEARS_AHEAD
        plain = self.items[j].first == self.items[j].last and j == i + 1
        return later and plain and self.word(i) not in _DAY_BEHIND

    def _age_like(self, j: int) -> bool:
        """Whether a range that cannot be days begins here ("march 18-34", "18 to 44", "25+")."""
        if self.letter(j + 1) in ("-", "t") and self._paid_behind(j + 2):
            return False
        if self.letter(j + 1) == "t" and self.letter(j + 2) == "N":
            return int(self.items[j].value) < int(self.items[j + 2].value) < _CENTURY
        if self.letter(j + 1) == "-" and self.letter(j + 2) in ("N", "#"):
            return True
        if self.word(j + 1) == "+" and self.glued(j + 1):
            return True
        if self.letter(j + 1) == "-" and self.letter(j + 2) == "D":
            return int(self.items[j + 2].value) < int(self.items[j].value)
        return False

    def _paid_behind(self, j: int) -> bool:
        """Whether the number is money: "Feb 20 - 80k"."""
        behind = self.items[j].last + 1 if j < len(self.items) else len(self.tokens)
        return behind < len(self.tokens) and self.tokens[behind].fold in PAID

    def ages_behind(self, j: int) -> bool:
        """Whether two numbers joined by a dash follow a month that ends a range of months."""
        dashed = self.letter(j + 1) == "D" and self.letter(j + 2) == "-"
        return self.letter(j) in "Mm" and dashed and self.letter(j + 3) in "DN"

    def _count_follows(self, j: int) -> bool:
        """Whether the number counts something ("march 4 weeks", "jan 3 times", "may 20k")."""
        return (self.letter(j + 1) in ("u", "z", "o", "g") and self.word(j + 1) != "a") or (
            self.glued(j + 1) and self.word(j + 1) in folded("guards", "points_count_follows")
        )

    def _same_line(self, i: int, j: int) -> bool:
        return "\n" not in self.letters[i:j]

    def weekday(self, i: int) -> Found | None:
        """Monday: the next one, today excluded."""
        if (
            self.letter(i + 1) == "D"
            or (self.letter(i + 1) == "," and self.letter(i + 2) in ("D", "M"))
            or self.letter(i + 1) in ("M", "X")
        ):
            inner = self.at(self.skip(i + 1, ",i"))
            if inner is not None:
                return inner
        number = int(str(self.items[i].value)[2:])
        k = self.skip(i + 1, "i")
        if self.letter(k) == "P" and (moment := self.at(k)) is not None:
            return self._weekday_in(number, moment)
        if self.word(i) in folded("guards", "points_weekday"):
            return None
        ahead = (number - self.clock.today.weekday() - 1) % 7 + 1
        return Found(fixed(*(self.clock.today + timedelta(days=ahead),) * 2), i + 1)

    def _weekday_in(self, number: int, moment: Found) -> Found:
        """The first such weekday of a moment: terça de carnaval, Easter Monday."""

        def days(year: int) -> tuple[date, date]:
            start, _ = moment.period.days(year)
            on = start + timedelta(days=(number - start.weekday()) % 7)
            return on, on

        return replace(moment, period=replace(moment.period, days=days, grain="day"))

    def today(self, i: int) -> Found | None:
        """Today, now, asap."""
        return Found(fixed(self.clock.today, self.clock.today), i + 1)

    def tomorrow(self, i: int) -> Found | None:
        """Tomorrow."""
        return Found(fixed(*(self.clock.today + timedelta(days=1),) * 2), i + 1)

    def ahead(self, i: int) -> Found | None:
        """In 2 weeks, dans 10 jours: a day from today."""
        count = self.number(i + 1)
        if count is None or self.letter(i + 2) not in ("u", "z", "o"):
            return None
        if self.letter(i) == "i" and self.word(i) not in ("in", "en", "em"):
            return None
        start = last_of(self.clock.today, count, self.letter(i + 2)) + timedelta(days=1)
        return Found(fixed(start, start, "ahead"), i + 3)
