"""Months, quarters, halves, seasons and years."""

from __future__ import annotations

from dataclasses import replace

from agents.readers.dates.day_points import DayPoints
from agents.readers.dates.periods import Period, calendar_year, month, months
from agents.readers.dates.stretches import EDGE, Found, half_of
from agents.readers.text.phrases import folded

SOUTH = frozenset({"AR", "AU", "BO", "BR", "CL", "NZ", "PE", "PY", "UY", "ZA", "NA", "BW", "MZ"})
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
_OPPOSITE = {"spring": "autumn", "summer": "winter", "autumn": "spring", "winter": "summer"}
_BOUNDS = frozenset((",", ";", ".", "(", ")", "\n", ""))
"""What stands around a year that is a piece of its own ("UK, 2027, audio"); "" is the end."""
_MODAL = folded("guards", "points_modal")


class MonthPoints(DayPoints):
    """Adds months and longer stretches."""

    def whole_month(self, i: int) -> Found | None:
        """March, March 2027, Mar."""
        letter, item = self.letter(i), self.items[i]
        generation = self.word(i + 1) in folded("guards", "points_whole_month")
        if self.word(i) == "gen" and generation and self.letter(i + 2) not in "Mm":
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
        near_after |= after == "-" and self.letter(i + 2) in "Mm" and self.glued(i + 1)
        alone = (
            before in (",", "\n", EDGE, "f", ":")
            and after in (",", "\n", EDGE)
            and self.word(i) == "mar"
        )
        return near_before or near_after or alone

    def quarter(self, i: int) -> Found | None:
        """Q1, Q1 2027, Q1'27, Q1/27."""
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
        """H1 2027, 1H March (the value is a number)."""
        number = self.items[i].value
        if not isinstance(number, int):
            return None
        return self._half_month(number, i + 1) or self._half(number, i + 1)

    def _half_month(self, number: int, j: int) -> Found | None:
        if self.letter(j) != "M":
            return None
        return self.with_year(half_of(month(int(self.items[j].value)), number), j + 1)

    def _half(self, number: int, j: int) -> Found:
        return self._short_year(months(6 * number - 5, 6 * number, "half"), j)

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
