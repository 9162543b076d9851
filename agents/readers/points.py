"""Points in time: single named stretches (a day, a month, Q1, Black Friday week) on the tape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agents.readers.moments import moment, week_of
from agents.readers.periods import (
    Period,
    add_months,
    calendar_year,
    day,
    fixed,
    iso_week,
    month,
    months,
)
from agents.readers.phrases import folded
from agents.readers.tape import NUMBERS, Item
from agents.readers.tokens import Token

SOUTH = frozenset({"AR", "AU", "BO", "BR", "CL", "NZ", "PE", "PY", "UY", "ZA", "NA", "BW", "MZ"})
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_OPPOSITE = {"spring": "autumn", "summer": "winter", "autumn": "spring", "winter": "summer"}
_BEHIND_DAYS = folded("guards", "points_behind_days") | {"", "\n"}
_BOUNDS = frozenset((",", ";", ".", "(", ")", "\n", ""))
"""What stands around a year that is a piece of its own ("UK, 2027, audio"); "" is the end."""
EDGE = "\0"
_SKIPPED = 8
"""At most so many words of no weight are passed over."""
_ORDINALS = {"1": 1, "2": 2, "3": 3, "4": 4}
_MODAL = folded("guards", "points_modal")


@dataclass(frozen=True, slots=True)
class Found:
    """A period read from items [i, j)."""

    period: Period
    j: int


@dataclass(frozen=True, slots=True)
class Clock:
    """What dates are relative to: today, the country (if one) and whether month comes first."""

    today: date
    country: str | None = None
    month_first: bool = False
    flight: tuple[date, date] | None = None
    """The flight that stands, which a bare day ("from the 10th") is a day of."""


class Points:
    """Reads points from one tape."""

    def __init__(self, items: Sequence[Item], tokens: Sequence[Token], clock: Clock) -> None:
        """`items` are the tape of `tokens`."""
        self.items, self.tokens, self.clock = items, tokens, clock
        self.letters = "".join(item.letter for item in items)

    def at(self, i: int) -> Found | None:
        """The longest point that begins at item i."""
        if i >= len(self.items):
            return None
        readers = _READERS.get(self.letters[i], ())
        found = [f for reader in readers if (f := reader(self, i))]
        return max(found, key=lambda f: f.j, default=None)

    def skip(self, i: int, letters: str) -> int:
        """The first item from i on that is none of `letters`."""
        end = min(len(self.letters), i + _SKIPPED)
        while i < end and self.letters[i] in letters:
            i += 1
        return i

    def letter(self, i: int) -> str:
        """The letter of item i; EDGE, which no pattern names, outside the tape."""
        return self.letters[i] if 0 <= i < len(self.letters) else EDGE

    def word(self, i: int) -> str:
        """The folded first word of item i."""
        return self.tokens[self.items[i].first].fold if 0 <= i < len(self.items) else ""

    def glued(self, i: int) -> bool:
        """Whether item i stands directly behind the one before."""
        return 0 <= i < len(self.items) and self.tokens[self.items[i].first].glued

    def number(self, i: int) -> int | None:
        """A count at item i, in digits or as a word."""
        if self.letter(i) in ("D", "N"):
            return int(self.items[i].value)
        return NUMBERS.get(self.word(i)) if self.letter(i) not in (EDGE, "#") else None

    def with_year(self, period: Period, j: int) -> Found:
        """The period with a year written behind it, if there is one."""
        k = self.skip(j, "i,") if self.letter(j) in ("i", ",") else j
        if self.letter(k) == "Y":
            return Found(replace(period, year=int(self.items[k].value)), k + 1)
        if self.word(j) == "'" and self.letter(j + 1) in "DN" and self.glued(j + 1):
            return Found(replace(period, year=2000 + int(self.items[j + 1].value)), j + 2)
        if self.letter(j) in ("n", "v") and self.word(j) == "next" and self.letter(j + 1) == "v":
            return Found(replace(period, year=self.clock.today.year + 1), j + 2)
        return Found(period, j)

    # --- readers, one a way of naming time -------------------------------------------------

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
        """The 10th, el 10: a day of the standing flight's month, or the next one to come."""
        ordinal = self.items[i].last > self.items[i].first if i < len(self.items) else False
        if self.letter(i) != "D" or (standing is None and not ordinal):
            return None
        if self.word(i + 1) not in _BEHIND_DAYS and self.letter(i + 1) != "t":
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
        if (
            match is None
            or self.letter(self.skip(i + 1, "t-")) != "X"
            or self.letter(i + 1) not in ("t", "-")
        ):
            return None
        number, month_ = int(match[1]), int(match[2])
        return (
            Found(day(month_, number), i + 1) if 1 <= month_ <= 12 and 1 <= number <= 31 else None
        )

    def day_month(self, i: int) -> Found | None:
        """1 March 2027, 1. März, 1 de marzo, 1er mars, the 1st of March."""
        j = self.skip(i + 1, "i.") if self.letter(i) == "D" else i
        if self.letter(i) in "1234l":
            return None
        if self.letter(j) not in ("M", "m") or not self._same_line(i, j):
            return None
        return self.with_year(day(int(self.items[j].value), int(self.items[i].value)), j + 1)

    def month_day(self, i: int) -> Found | None:
        """March 1, 2027; Dec 1st; March the 1st."""
        j = i + 1
        if self.letter(j) == ".":
            j = j + 1 if self.word(j) == "." else j
        if self.letter(j) == "i" and self.word(j) == "the":
            j += 1
        if self.letter(j) != "D" or self._count_follows(j) or self._age_like(j):
            return None
        return self.with_year(day(int(self.items[i].value), int(self.items[j].value)), j + 1)

    def _age_like(self, j: int) -> bool:
        """Whether a range that cannot be days begins here ("march 18-34", "25+")."""
        if self.letter(j + 1) == "-" and self.letter(j + 2) in ("N", "#"):
            return True
        if self.word(j + 1) == "+" and self.glued(j + 1):
            return True
        if self.letter(j + 1) == "-" and self.letter(j + 2) == "D":
            return int(self.items[j + 2].value) < int(self.items[j].value)
        return False

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

    def whole_month(self, i: int) -> Found | None:
        """March, March 2027, Mar."""
        letter, item = self.letter(i), self.items[i]
        if self.word(i) == "gen" and self.word(i + 1) in folded("guards", "points_whole_month"):
            return None
        if letter == "M" and self.word(i) == "may" and self._modal_may(i):
            return None
        found = self.with_year(month(int(item.value)), i + 1)
        if letter == "m" and found.period.year is None and not self._in_range(i):
            return None
        return found

    def _modal_may(self, i: int) -> bool:
        token = self.tokens[self.items[i].first]
        return token.text == "may" and self.word(i + 1) in _MODAL

    def _in_range(self, i: int) -> bool:
        """Whether a weak abbreviation ("set", "out", "mar") stands in a range of months."""
        before, after = self.letter(i - 1), self.letter(i + 1)
        near_before = before in ("-", "t", "/", "a") and self.letter(i - 2) in ("M", "m", "D")
        near_after = after in ("-", "t", "/") and self.letter(i + 2) in ("M", "m", "D")
        near_after |= after == "a" and self.letter(i + 2) == "M"
        alone = (
            before in (",", "\n", EDGE, "f", ":")
            and after in (",", "\n", EDGE)
            and self.word(i) == "mar"
        )
        return near_before or near_after or alone

    def quarter(self, i: int) -> Found | None:
        """Q1, Q1 2027, Q1'27."""
        number = int(self.items[i].value)
        return self._short_year(months(3 * number - 2, 3 * number, "quarter"), i + 1)

    def _short_year(self, period: Period, j: int) -> Found:
        k = j + 1 if self.letter(j) in ("/", "-") and self.glued(j) else j
        if (
            self.letter(k) == "D"
            and (self.glued(k) or k > j)
            and 24 <= int(self.items[k].value) <= 39
        ):
            return Found(replace(period, year=2000 + int(self.items[k].value)), k + 1)
        if self.letter(k) == "Y" and k > j:
            return Found(replace(period, year=int(self.items[k].value)), k + 1)
        if (
            self.letter(j) == "D"
            and int(self.items[j].value) in (26, 27, 28)
            and self.letter(j + 1) not in ("-",)
            and not self.glued(j + 1)
        ):
            return Found(replace(period, year=2000 + int(self.items[j].value)), j + 1)
        return self.with_year(period, j)

    def numbered_quarter(self, i: int) -> Found | None:
        """Kvartal 2, trimestre 3 2027, Quartal 1."""
        if self.letter(i + 1) == "D" and 1 <= int(self.items[i + 1].value) <= 4:
            number = int(self.items[i + 1].value)
            return self._short_year(months(3 * number - 2, 3 * number, "quarter"), i + 2)
        return None

    def half_year(self, i: int) -> Found | None:
        """H1 2027 (the value is a number); first half of 2027."""
        if isinstance(self.items[i].value, int):
            return self._half(int(self.items[i].value), i + 1)
        return None

    def _half(self, number: int, j: int) -> Found:
        return self._short_year(months(6 * number - 5, 6 * number, "half"), j)

    def ordinal(self, i: int) -> Found | None:
        """First quarter, first half of March, first two weeks of March, 2nd week of May."""
        number = _ORDINALS.get(self.letter(i)) or (
            -1
            if self.letter(i) == "l"
            else int(self.items[i].value)
            if self.letter(i) == "D"
            else 0
        )
        j = i + 1
        if self.letter(i) == "D":
            if self.word(j) == "." and self.letter(j + 1) in "qhu":
                j += 1
            elif self.items[i].first == self.items[i].last:
                return None
        if self.letter(j) == "q" and 1 <= number <= 4:
            return self.with_year(months(3 * number - 2, 3 * number, "quarter"), j + 1)
        halved = self.letter(j) == "h" or self.word(j) == "meta"
        if halved and number in (1, 2, -1):
            return self._half_of(2 if number == -1 else number, j + 1)
        count = self.number(j)
        if count is not None and self.letter(j + 1) in ("u", "z", "g"):
            return self._part_of(number, count, j + 1)
        return self._part_of(number, 1, j) if self.letter(j) in ("u", "z", "e", "g") else None

    def _half_of(self, number: int, j: int) -> Found | None:
        k = self.skip(j, "i")
        inner = self._month_or_more(k)
        if inner is None:
            if self.letter(k) == "v" or self.letter(k) == "Y" or k == j:
                return self._half(number, j)
            return None
        if inner.period.grain == "month":
            parts = (0, 14) if number == 1 else (15, None)
            return Found(_slice(inner.period, *parts), inner.j)
        if inner.period.grain == "year":
            return Found(
                replace(months(6 * number - 5, 6 * number, "half"), year=inner.period.year), inner.j
            )
        return Found(_part(inner.period, (number - 1) / 2, number / 2), inner.j)

    def _part_of(self, number: int, count: int, j: int) -> Found | None:
        """`count` units, the `number`th of them first, of a month or more; j is the unit."""
        unit = {"u": 7, "z": 1, "g": 15, "e": 7}[self.letter(j)]
        inner = self._month_or_more(self.skip(j + 1, "i"))
        if inner is None:
            return None
        if self.letter(j) == "g":
            return Found(
                _slice(inner.period, 0, 14) if number == 1 else _slice(inner.period, 15, None),
                inner.j,
            )
        if self.letter(j) == "e":
            return None
        if number == -1:
            return Found(_slice(inner.period, -unit * count, None), inner.j)
        start = unit * (number - 1)
        return Found(_slice(inner.period, start, start + unit * count - 1), inner.j)

    def _month_or_more(self, k: int) -> Found | None:
        if self.letter(k) in ("M", "m"):
            return self.with_year(month(int(self.items[k].value)), k + 1)
        if self.letter(k) == "Q":
            return self.quarter(k)
        if self.letter(k) == "Y":
            return Found(calendar_year(int(self.items[k].value)), k + 1)
        if self.letter(k) in "nc":
            return self.relative(k)
        if self.letter(k) == "S":
            return self.season(k)
        return None

    def end_part(self, i: int) -> Found | None:
        """ "Fin mars", where "fin" is otherwise the "until" of Spanish lists."""
        return self.part(i) if self.word(i) == "fin" else None

    def part(self, i: int) -> Found | None:
        """Early March, mid-March, late Q1, end of the year, mid-December."""
        k = self.skip(i + 1, "-i.") if self.letter(i + 1) in ("-", "i", ".") else i + 1
        inner = self._month_or_more(k)
        if inner is None and self.letter(k) in ("v", "o", "z", "q"):
            inner = self._this_unit(self.letter(k), k + 1)
        if inner is None:
            return None
        begin, end = {"E": (0.0, 1 / 3), "I": (1 / 3, 2 / 3), "L": (2 / 3, 1.0)}[
            self._part_letter(i)
        ]
        if inner.period.grain == "month":
            days = {"E": (0, 9), "I": (10, 19), "L": (20, None)}[self._part_letter(i)]
            grain = "mid" if self.letter(i) == "I" else "part"
            return Found(replace(_slice(inner.period, *days), grain=grain), inner.j)
        if inner.period.grain == "year":
            first, last = {"E": (1, 3), "I": (5, 8), "L": (10, 12)}[self._part_letter(i)]
            period = replace(months(first, last, "part"), year=inner.period.year)
            return Found(period, inner.j)
        return Found(replace(_part(inner.period, begin, end), grain="part"), inner.j)

    def unit_end(self, i: int) -> Found:
        """EOY, year end, Monatsende: the last third of the year, quarter or month we are in."""
        unit = {"eoy": "v", "eoq": "q", "eom": "o"}[str(self.items[i].value)]
        whole = self._unit(unit, 0, i + 1)
        return replace(whole, period=replace(_part(whole.period, 2 / 3, 1.0), grain="part"))

    def _part_letter(self, i: int) -> str:
        return self.letter(i) if self.letter(i) in "EI" else "L"

    def relative(self, i: int) -> Found | None:
        """Next week, this month, next 4 weeks, rest of the year, this weekend, next Monday."""
        letter, j = self.letter(i), i + 1
        if letter == "R":
            unit = self.skip(j, "ic")
            return self._rest(unit)
        today = self.clock.today
        count = self.number(j)
        if letter == "n" and count is not None and self.letter(j + 1) in ("u", "z", "o", "g"):
            return Found(fixed(today, _plus(today, count, self.letter(j + 1)), "rolling"), j + 2)
        if self.letter(j) in folded("guards", "points_relative"):
            shift = 1 if letter == "n" else 0
            return self._unit(self.letter(j), shift, j + 1)
        if self.letter(j) == "W":
            return self.weekday(j)
        if self.letter(j) in ("M", "S", "P", "Q"):
            return self.at(j)
        return None

    def unit_next(self, i: int) -> Found | None:
        """La semana que viene, il mese prossimo, la semaine prochaine, mês que vem."""
        if (
            self.letter(i + 1) in ("n", "c")
            and self.letter(i) in "ueoqv"
            and self.word(i + 1) not in ("next", "this")
        ):
            return self._unit(self.letter(i), 1 if self.letter(i + 1) == "n" else 0, i + 2)
        return None

    def _unit(self, unit: str, shift: int, j: int) -> Found:
        today = self.clock.today
        monday = week_of(today)[0]
        if unit == "u":
            start = monday + timedelta(days=7 * shift)
            return Found(
                fixed(max(start, today) if not shift else start, start + timedelta(days=6), "week"),
                j,
            )
        if unit == "e":
            start = monday + timedelta(days=5 + 7 * shift)
            return Found(
                fixed(
                    max(start, today) if not shift else start, start + timedelta(days=1), "weekend"
                ),
                j,
            )
        if unit == "o":
            first = add_months(today.replace(day=1), shift)
            return Found(replace(month(first.month), year=first.year), j)
        if unit == "q":
            first = add_months(
                today.replace(day=1, month=3 * ((today.month - 1) // 3) + 1), 3 * shift
            )
            return Found(
                replace(months(first.month, first.month + 2, "quarter"), year=first.year), j
            )
        if unit == "h":
            first = add_months(
                today.replace(day=1, month=6 * ((today.month - 1) // 6) + 1), 6 * shift
            )
            return Found(replace(months(first.month, first.month + 5, "half"), year=first.year), j)
        return Found(calendar_year(today.year + shift), j)

    def _this_unit(self, unit: str, j: int) -> Found | None:
        return self._unit(unit, 0, j) if unit in "ueoqv" else None

    def _rest(self, k: int) -> Found | None:
        inner = self._month_or_more(k) or (
            self._this_unit(self.letter(k), k + 1) if k < len(self.items) else None
        )
        if inner is None:
            return None
        end = inner.period.days(inner.period.year or self.clock.today.year)[1]
        return (
            Found(fixed(self.clock.today, end, "rest"), inner.j)
            if end >= self.clock.today
            else None
        )

    def week(self, i: int) -> Found | None:
        """Week 49, KW 49-51 (first part), v.10; week of 25 December; week of Black Friday."""
        if self._women(i):
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
        ):
            return self.with_year(iso_week(int(self.items[j].value)), j + 1)
        k = self.skip(j, "irf")
        return None if k == j else self._week_from(k)

    def _week_from(self, k: int) -> Found | None:
        """The week of the day or moment at item k."""
        inner = self.at(self.skip(k, "i"))
        if inner is None or inner.period.grain not in ("day", "moment", "christmas"):
            return None
        return Found(_as_week(inner.period), inner.j)

    def _rate_or_end(self, i: int, j: int) -> bool:
        """Whether "per week" or the end of a sentence stands before the number instead."""
        rated = self.word(i - 1) in (
            "per",
            "a",
            "por",
            "par",
            "pro",
            "/",
            "each",
            "every",
            "i",
            "om",
        )
        ended = self.letter(i + 1) == "." and self.word(i + 1) == "." and not self.glued(i + 2)
        abbreviated = len(self.word(i)) <= 2
        return rated or (ended and not abbreviated)

    def _women(self, i: int) -> bool:
        """Whether "W18-34" is said in the demographic shorthand of media plans."""
        dashed = self.glued(i + 1) and self.letter(i + 2) == "-" and self.glued(i + 2)
        high = self.number(i + 3) if dashed and self.letter(i + 3) in ("D", "N") else None
        return self.tokens[self.items[i].first].text == "W" and high is not None and high >= 24

    def _numbered(self, i: int) -> bool:
        """Whether the week word takes a number behind it ("week 12", not "2 weeks 18-34")."""
        return self.number(i - 1) is None or self.letter(i - 1) in (",", "\n", ":", "i", "f")

    def lead(self, i: int) -> Found | None:
        """The two weeks before Christmas, the week after Easter: days up to or from a moment."""
        count, unit = self.number(i), i + 1
        if count is None:
            count, unit = 1, i
        j = unit + 1
        if self.letter(unit) not in ("u", "z", "g", "o") or not self._beside(j):
            return None
        inner = self.at(self.skip(j + 1, "iwc"))
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
            return self.with_year(_as_week(period), j + 1)
        if self.letter(j) == "e":
            return self.with_year(_as_weekend(period), j + 1)
        if self.letter(j) == "H":
            seasonal = "holiday_season" if name == "christmas" else name
            period = Period(lambda y: moment(seasonal, y, country), "moment")
            return self.with_year(period, j + 1)
        found = self.with_year(period, i + 1)
        return (
            replace(found, period=replace(found.period, grain="christmas"))
            if name == "christmas"
            else found
        )

    def named_week(self, i: int) -> Found | None:
        """Weihnachtswoche, midsommarveckan, paasweek: the week of a holiday in one word."""
        name, country = str(self.items[i].value), self.clock.country
        period = Period(lambda y: moment(name, y, country), "moment")
        return self.with_year(_as_week(period), i + 1)

    def season(self, i: int) -> Found | None:
        """Summer, winter 2027; the southern half of the world has the other months."""
        name = str(self.items[i].value)
        if self.clock.country in SOUTH:
            name = _OPPOSITE[name]
        return self._short_year(months(*_SEASONS[name], "season"), i + 1)

    def year(self, i: int) -> Found | None:
        """2027, when a word says that the year is meant."""
        before = self.letter(i - 1)
        cued = before in folded("guards", "points_year") or self.word(i - 1) in ("in", "en", "em")
        cued = cued or (self.word(i - 1) in _BOUNDS - {""} and self.word(i + 1) in _BOUNDS)
        return Found(calendar_year(int(self.items[i].value)), i + 1) if cued else None

    def whole(self, i: int) -> Found | None:
        """All of March, full year 2027, toute l'année 2027, tutto dicembre."""
        k = self.skip(i + 1, "iwo")
        if self.letter(k) == "v":
            k = self.skip(k + 1, "i")
            if self.letter(k) == "Y":
                return Found(calendar_year(int(self.items[k].value)), k + 1)
            return None
        return self._month_or_more(k) or (self.at(k) if self.letter(k) == "P" else None)

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
        if self.word(i) in folded("guards", "points_weekday"):
            return None
        ahead = (number - self.clock.today.weekday() - 1) % 7 + 1
        return Found(fixed(*(self.clock.today + timedelta(days=ahead),) * 2), i + 1)

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
        start = _plus(self.clock.today, count, self.letter(i + 2)) + timedelta(days=1)
        return Found(fixed(start, start, "ahead"), i + 3)


_READERS = {
    "X": (Points.numeric,),
    "D": (Points.day_month, Points.ordinal, Points.lead),
    "C": (Points.lead,),
    "M": (Points.month_day, Points.whole_month),
    "m": (Points.month_day, Points.whole_month),
    "Q": (Points.quarter,),
    "h": (Points.half_year,),
    "1": (Points.ordinal,),
    "2": (Points.ordinal,),
    "3": (Points.ordinal,),
    "4": (Points.ordinal,),
    "l": (Points.ordinal,),
    "E": (Points.part,),
    "I": (Points.part,),
    "L": (Points.part,),
    "t": (Points.end_part,),
    "K": (Points.unit_end,),
    "n": (Points.relative,),
    "c": (Points.relative,),
    "R": (Points.relative,),
    "u": (Points.week, Points.lead),
    "e": (Points.unit_next,),
    "o": (Points.unit_next,),
    "q": (Points.unit_next, Points.numbered_quarter),
    "v": (Points.unit_next,),
    "P": (Points.named,),
    "p": (Points.named_week,),
    "S": (Points.season,),
    "Y": (Points.year,),
    "w": (Points.whole,),
    "W": (Points.weekday,),
    "T": (Points.today,),
    "O": (Points.tomorrow,),
    "k": (Points.ahead,),
    "i": (Points.ahead,),
    "b": (Points.ahead,),
}


def _plus(start: date, count: int, unit: str) -> date:
    """The last day of `count` units that begin on `start`. Absurd counts end a century later."""
    count = min(count, 999)
    if unit == "o":
        return add_months(start, count) - timedelta(days=1)
    return start + timedelta(days=count * {"u": 7, "z": 1, "g": 14, "v": 365}[unit] - 1)


def _slice(period: Period, low: int, high: int | None) -> Period:
    """Days low to high (counted from the first day, or from the last when negative)."""

    def days(year: int) -> tuple[date, date]:
        start, end = period.days(year)
        begin = start + timedelta(days=low) if low >= 0 else end + timedelta(days=low + 1)
        return max(begin, start), end if high is None else min(start + timedelta(days=high), end)

    return replace(period, days=days, grain="part")


def _part(period: Period, low: float, high: float) -> Period:
    def days(year: int) -> tuple[date, date]:
        start, end = period.days(year)
        count = (end - start).days + 1
        return start + timedelta(days=int(count * low)), start + timedelta(
            days=int(count * high) - 1
        )

    return replace(period, days=days, grain="part")


def pointed(period: Period) -> Period:
    """Mid-January as the start or end of something is the 15th; other periods stay."""
    if period.grain != "mid":
        return period
    return replace(_slice(period, 4, 4), grain="part")


def _as_week(period: Period) -> Period:
    return replace(period, days=lambda y: week_of(period.days(y)[0]), grain="week")


def _as_weekend(period: Period) -> Period:
    def days(year: int) -> tuple[date, date]:
        start, end = period.days(year)
        if end - start >= timedelta(days=3):
            return start, end
        sunday = start + timedelta(days=6 - start.weekday())
        if start.weekday() == 0:
            return start - timedelta(days=2), start
        if start.weekday() < 3:
            return start, end
        return min(start, sunday - timedelta(days=2)), sunday

    return replace(period, days=days, grain="weekend")


def length(start: date, count: int, unit: str) -> date:
    """The last day of a duration of `count` units ("u" weeks, "z" days, "o" months)."""
    return _plus(start, count, unit)
