"""What is read from the tape, what it is relative to, and stretches cut out of longer ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from agents.readers.dates.moments import week_of
from agents.readers.dates.periods import Period, add_months

EDGE = "\0"
_HALF = 15


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
    runs: tuple[date, date] | None = None
    """The first and the last day on which anything of the Brief runs."""


def last_of(start: date, count: int, unit: str) -> date:
    """The last day of `count` units that begin on `start`. Absurd counts end a century later."""
    count = min(count, 999)
    if unit == "o":
        return add_months(start, count) - timedelta(days=1)
    return start + timedelta(days=count * {"u": 7, "z": 1, "g": 14, "v": 365}[unit] - 1)


def cut_days(period: Period, low: int, high: int | None) -> Period:
    """Days low to high (counted from the first day, or from the last when negative)."""

    def days(year: int) -> tuple[date, date]:
        start, end = period.days(year)
        begin = start + timedelta(days=low) if low >= 0 else end + timedelta(days=low + 1)
        return max(begin, start), end if high is None else min(start + timedelta(days=high), end)

    return replace(period, days=days, grain="part")


def part_of(period: Period, low: float, high: float) -> Period:
    """The part of a period between two fractions of it."""

    def days(year: int) -> tuple[date, date]:
        start, end = period.days(year)
        count = (end - start).days + 1
        return start + timedelta(days=int(count * low)), start + timedelta(
            days=int(count * high) - 1
        )

    return replace(period, days=days, grain="part")


def half_of(period: Period, number: int) -> Period:
    """The first or second half; a month's first one has 15 days, however long it is."""
    if period.grain == "month":
        return cut_days(period, 0, _HALF - 1) if number == 1 else cut_days(period, _HALF, None)
    return part_of(period, (number - 1) / 2, number / 2)


def pointed(period: Period) -> Period:
    """Mid-January as the start or end of something is the 15th; other periods stay."""
    if period.grain != "mid":
        return period
    return replace(cut_days(period, 4, 4), grain="part")


def as_week(period: Period) -> Period:
    """Monday to Sunday of the week that the period begins in."""
    return replace(period, days=lambda y: week_of(period.days(y)[0]), grain="week")


def as_spell(period: Period) -> Period:
    """The week around a moment of a day or two; a longer one stays ("Ramadan period")."""

    def days(year: int) -> tuple[date, date]:
        start, end = period.days(year)
        return (start, end) if end - start > timedelta(days=2) else week_of(start)

    return replace(period, days=days, grain="week")


def as_weekend(period: Period) -> Period:
    """The long weekend around a day: from Thursday on, or up to a Monday."""

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
    return last_of(start, count, unit)
