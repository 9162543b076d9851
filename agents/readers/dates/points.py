"""Points in time: single named stretches (a day, a month, Q1, Black Friday week) on the tape."""

from __future__ import annotations

from agents.readers.dates.stretches import Found
from agents.readers.dates.week_points import WeekPoints


class Points(WeekPoints):
    """Reads points from one tape."""

    def at(self, i: int) -> Found | None:
        """The longest point that begins at item i."""
        if i >= len(self.items):
            return None
        readers = _READERS.get(self.letters[i], ())
        found = [f for reader in readers if (f := reader(self, i))]
        return max(found, key=lambda f: f.j, default=None)


_READERS = {
    "X": (Points.numeric,),
    "D": (Points.day_month, Points.ordinal, Points.lead, Points.counted),
    "C": (Points.lead, Points.counted),
    "M": (Points.month_day, Points.whole_month),
    "m": (Points.month_day, Points.whole_month),
    "Q": (Points.quarter,),
    "h": (Points.half_year,),
    "1": (Points.ordinal,),
    "2": (Points.ordinal,),
    "3": (Points.ordinal,),
    "4": (Points.ordinal,),
    "l": (Points.ordinal, Points.end_part),
    "E": (Points.part,),
    "I": (Points.part,),
    "L": (Points.part,),
    "t": (Points.end_part,),
    "f": (Points.early_part,),
    "K": (Points.unit_end,),
    "n": (Points.relative,),
    "c": (Points.relative,),
    "R": (Points.relative,),
    "u": (Points.week, Points.lead),
    "e": (Points.unit_next, Points.weekend_of),
    "o": (Points.unit_next, Points.of_unit),
    "q": (Points.unit_next, Points.numbered_quarter, Points.of_unit),
    "v": (Points.unit_next, Points.of_unit),
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
