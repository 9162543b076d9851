"""Parts of longer stretches: "first two weeks of March", "mid Q1", "rest of the year"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache

from agents.readers.dates.moments import week_of
from agents.readers.dates.month_points import MonthPoints
from agents.readers.dates.periods import Period, add_months, calendar_year, fixed, month, months
from agents.readers.dates.stretches import Found, cut_days, half_of, last_of, part_of
from agents.readers.text.phrases import Phrases, folded, words
from agents.readers.text.tokens import fold

_BEGINNINGS = folded("guards", "points_beginnings")
_ORDINALS = {"1": 1, "2": 2, "3": 3, "4": 4}
_HALVES = frozenset(("meta", "half"))
_PER = frozenset(("par", "al", "por", "per", "ao", "a"))
_UNITS = ("v", "q", "o")
_FEW = 4
"""How many words at most turn to other dates before those are named."""
_STOPS = frozenset(",.!;") | {""}
_TURNING = folded("guards", "points_turning")
"""Words around dates that take the place of those that stand: "make it ... instead"."""
_MANY = 31
"""The most weeks or days that are counted off a longer stretch."""


@cache
def _around(side: str) -> frozenset[str]:
    """Words that stand around dates that others make way for, or that are to go."""
    if side == "behind":
        return _TURNING | {fold(w) for w in words("operators")["post_remove"] if " " not in w}
    gone = (fold(w).split() for tag in ("remove", "not") for w in words("operators")[tag])
    return _TURNING | frozenset(word for wording in gone for word in wording)


@cache
def _the_one_after() -> Phrases[str]:
    return Phrases((w, "after") for w in words("fillers")["the_one_after"])


class PartPoints(MonthPoints):
    """Adds parts of months and more, and stretches relative to today."""

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
        if self.letter(j) == "q" and number == -1:
            final = self.with_year(months(10, 12, "quarter"), j + 1)
            return None if final.period.year is None else final
        halved = self.letter(j) == "h" or self.word(j) in _HALVES
        if halved and number in (1, 2, -1):
            return self._half_of(2 if number == -1 else number, j + 1)
        count = self.number(j)
        if count is None and number in (1, -1) and self.letter(j) in ("u", "z", "g", "o"):
            count, j = self._count_before(i), j - 1
        if count is not None and self.letter(j + 1) == "o":
            return self._months_of(number, count, j + 2)
        if count is not None and self.letter(j + 1) in ("u", "z", "g"):
            return self._part_of(number, count, j + 1)
        return self._part_of(number, 1, j) if self.letter(j) in ("u", "z", "e", "g") else None

    def counted(self, i: int) -> Found | None:
        """ "Deux dernières semaines de mars": a count before its "first" or "last"."""
        article = self.word(i - 1) == "as" and self.letter(i - 1) == "t"
        ordinal = self.letter(i + 1) in ("1", "l") and not article
        return self.ordinal(i + 1) if ordinal else None

    def _count_before(self, i: int) -> int:
        """The two of "les deux premières semaines"; one where no count stands there."""
        count = self.number(i - 1)
        return count if count is not None and 1 < count <= _MANY else 1

    def _half_of(self, number: int, j: int) -> Found | None:
        k = self.skip(j, "i")
        inner = self._month_or_more(k)
        if inner is None:
            if self.letter(k) == "v" or self.letter(k) == "Y" or k == j:
                return self._half(number, j)
            return None
        if inner.period.grain == "year":
            return Found(
                replace(months(6 * number - 5, 6 * number, "half"), year=inner.period.year), inner.j
            )
        return Found(half_of(inner.period, number), inner.j)

    def _part_of(self, number: int, count: int, j: int) -> Found | None:
        """`count` units, the `number`th of them first, of a month or more; j is the unit."""
        k = self.skip(j + 1, "if")
        inner = self._month_or_more(k) or self._the_unit(number, k)
        if inner is None and self._turned(j, count):
            inner = self._standing(count, j)
        return None if inner is None else self._cut(number, count, j, inner)

    def _standing(self, count: int, j: int) -> Found | None:
        """The dates that stand, or their months where those are shorter than `count` units."""
        if self.clock.flight is None or self.letter(j) not in ("u", "z"):
            return None
        start, end = self.clock.flight
        if (end - start).days + 1 <= count * {"u": 7, "z": 1}[self.letter(j)]:
            start = start.replace(day=1)
            end = add_months(end.replace(day=1), 1) - timedelta(days=1)
        return Found(fixed(start, end), j + 1)

    def _turned(self, unit: int, count: int) -> bool:
        """ "Rather the first two weeks": nothing else is said, and the sentence is over."""
        first = unit - 1 if count == 1 else unit - 2
        before = [self.word(k) for k in range(max(0, first - _FEW), first)]
        behind = self.word(unit + 1)
        plain = all(word in _around("before") for word in before) and first <= _FEW
        return plain and (behind in _STOPS or behind in _around("behind"))

    def _cut(self, number: int, count: int, j: int, inner: Found) -> Found | None:
        """`count` units of the kind at item j, cut from the beginning or the end of a stretch."""
        unit = {"u": 7, "z": 1, "g": 15, "e": 7}[self.letter(j)]
        if self.letter(j) == "g":
            return Found(half_of(inner.period, 1 if number == 1 else 2), inner.j)
        if self.letter(j) == "e":
            return None
        if number == -1:
            return Found(cut_days(inner.period, -unit * count, None), inner.j)
        start = unit * (number - 1)
        return Found(cut_days(inner.period, start, start + unit * count - 1), inner.j)

    def _months_of(self, number: int, count: int, j: int) -> Found | None:
        """The first two months of 2027, the last 3 months of the year."""
        k = self.skip(j, "if")
        inner = self._month_or_more(k) or self._the_unit(number, k)
        if inner is None or inner.period.grain != "year" or not 1 <= count <= 12:
            return None
        first = 13 - count if number == -1 else count * (number - 1) + 1
        if first + count > 13:
            return None
        part = months(first, first + count - 1, "part")
        return Found(replace(part, year=inner.period.year), inner.j)

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

    def _the_unit(self, number: int, k: int) -> Found | None:
        """This year, quarter or month at item k, the next one where its beginning is meant."""
        while self.letter(k) not in _UNITS and self.word(k) in ("l", "'", "l'", "pa"):
            k += 1
        return (
            self._unit(self.letter(k), int(number != -1), k + 1)
            if self.letter(k) in _UNITS
            else None
        )

    def of_unit(self, i: int) -> Found | None:
        """ "Årets sista två veckor", "månadens första vecka"."""
        number = {"1": 1, "l": -1}.get(self.letter(i + 1))
        if number is None or self.word(i) not in folded("day_words", "genitives"):
            return None
        count = self.number(i + 2)
        unit = i + 2 if count is None else i + 3
        if self.letter(unit) not in ("u", "z"):
            return None
        inner = self._unit(self.letter(i), int(number != -1), unit + 1)
        return self._cut(number, count or 1, unit, inner)

    def end_part(self, i: int) -> Found | None:
        """ "Fin mars", "final de março", where the word otherwise is "until" or "last"."""
        return self.part(i) if self.word(i) in ("fin", "final") else None

    def early_part(self, i: int) -> Found | None:
        """ "Début mars", where "début" is otherwise the label of a start."""
        beginning = self.word(i) in _BEGINNINGS and self.letter(i + 1) == "M"
        return self.part(i) if beginning and self.letter(i + 2) not in "DX" else None

    def part(self, i: int) -> Found | None:
        """Early March, mid-March, late Q1, end of the year, mid-December."""
        k = self.skip(i + 1, "-i.wf")
        inner = self._month_or_more(k)
        if inner is None and self.letter(k) in ("v", "o", "z", "q"):
            inner = self._this_unit(self.letter(k), k + 1)
        if inner is None:
            return None
        begin, end = {"E": (0.0, 1 / 3), "I": (1 / 3, 2 / 3), "L": (2 / 3, 1.0)}[
            self._part_letter(i)
        ]
        if inner.period.grain == "month":
            return Found(self.part_cut(inner.period, i), inner.j)
        if inner.period.grain == "year":
            first, last = {"E": (1, 3), "I": (5, 8), "L": (10, 12)}[self._part_letter(i)]
            period = replace(months(first, last, "part"), year=inner.period.year)
            return Found(period, inner.j)
        return Found(replace(part_of(inner.period, begin, end), grain="part"), inner.j)

    def part_cut(self, whole: Period, i: int) -> Period:
        """The part of a month that item i names: its first ten days, the middle, the last."""
        days = {"E": (0, 9), "I": (10, 19), "L": (20, None)}[self._part_letter(i)]
        grain = "mid" if self.letter(i) == "I" else "part"
        return replace(cut_days(whole, *days), grain=grain)

    def month_of_part(self, i: int) -> Period | None:
        """The month behind the part at item i ("Mitte März")."""
        inner = self._month_or_more(self.skip(i + 1, "-i.wf"))
        return inner.period if inner is not None and inner.period.grain == "month" else None

    def unit_end(self, i: int) -> Found:
        """EOY, year end, Monatsende: the last third of the year, quarter or month we are in."""
        unit = {"eoy": "v", "eoq": "q", "eom": "o"}[str(self.items[i].value)]
        whole = self._unit(unit, 0, i + 1)
        return replace(whole, period=replace(part_of(whole.period, 2 / 3, 1.0), grain="part"))

    def _part_letter(self, i: int) -> str:
        if self.letter(i) == "f":
            return "E"
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
            return Found(fixed(today, last_of(today, count, self.letter(j + 1)), "rolling"), j + 2)
        if self.letter(j) in folded("guards", "points_relative"):
            shift = 1 if letter == "n" else 0
            return self._with_next(self.letter(j), shift, self._unit(self.letter(j), shift, j + 1))
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
            shift = 1 if self.letter(i + 1) == "n" else 0
            return self._with_next(self.letter(i), shift, self._unit(self.letter(i), shift, i + 2))
        return None

    def _with_next(self, unit: str, shift: int, found: Found) -> Found:
        """Next week and the week after: both; otherwise what was found."""
        if unit != "u" or self.letter(found.j) != "a":
            return found
        hit = _the_one_after().at(self.tokens, self.items[found.j].last + 1)
        if hit is None:
            return found
        begins, ends = found.period.days(0)[0], self._unit("u", shift + 1, 0).period.days(0)[1]
        behind = (k for k in range(found.j, len(self.items)) if self.items[k].first > hit.last)
        return Found(fixed(begins, ends, "week"), next(behind, len(self.items)))

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

    def whole(self, i: int) -> Found | None:
        """All of March, full year 2027, toute l'année 2027, tutto dicembre."""
        if self.items[i].last > self.items[i].first and self.word(i - 1) in _PER:
            return None  # the month of "12k par mois de mars à mai" is what the amount is for
        k = self.skip(i + 1, "iwo")
        if self.letter(k) == "v":
            k = self.skip(k + 1, "i")
            if self.letter(k) == "Y":
                return Found(calendar_year(int(self.items[k].value)), k + 1)
            return None
        return self._month_or_more(k) or (self.at(k) if self.letter(k) == "P" else None)
