"""Periods: stretches of time as they are named, still open about their year.

A `Period` knows its days in any given year; `settle` decides the year the way people mean it: the
next occurrence that is not yet over (where something runs, the one that meets it), and a stretch
that has begun counts from today.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Period:
    """`days(year)` gives first and last day. `year` is None when unsaid; `fixed` needs none."""

    days: Callable[[int], Span]
    grain: str
    year: int | None = None
    fixed: bool = False

    def in_year(self, year: int) -> Period:
        """The same period in a year, if it had none."""
        return self if self.fixed or self.year is not None else replace(self, year=year)


def fixed(start: date, end: date, grain: str = "day") -> Period:
    """A period whose dates are known."""
    return Period(lambda _: (start, end), grain, fixed=True)


def day(month: int, number: int) -> Period:
    """A day of a month; a day the month does not have is its last one."""
    return Period(lambda y: _one(date(y, month, min(number, monthrange(y, month)[1]))), "day")


def month(number: int) -> Period:
    """A whole month."""
    return Period(lambda y: _months(y, number, number), "month")


def months(first: int, last: int, grain: str) -> Period:
    """From a month to another one; over New Year when `last` is before `first`."""
    return Period(lambda y: _months(y, first, last), grain)


def calendar_year(number: int) -> Period:
    """A whole year."""
    return Period(lambda y: (date(y, 1, 1), date(y, 12, 31)), "year", year=number)


def iso_week(number: int, last: int | None = None) -> Period:
    """Monday to Sunday of an ISO week, or of several up to `last`."""
    number = max(1, min(number, 53))
    count = max(1, (last or number) - number + 1)

    def days(year: int) -> Span:
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:
            monday = date.fromisocalendar(year, 52, 1)
        return monday, monday + timedelta(days=7 * count - 1)

    return Period(days, "week")


_AHEAD = 3
"""How many years, this one among them, are looked at for the next occurrence."""


_LONG = 90
"""How many days of a stretch may be over that still is the one of this year."""


def settle(
    first: Period, last: Period | None, today: date, runs: Span | None = None
) -> Span | None:
    """First and last day of a range (or of one period). None when it lies in the past.

    Without a year it is in the one in which it meets the days that somebody `runs`, else the next.
    """
    if last is None or last is first:
        return _settle_one(first, today, runs)
    year = first.year if first.year is not None else last.year
    if first.fixed and not last.fixed:
        start = first.days(0)[0]
        end = last.days(last.year or start.year)[1]
        return (start, end if end >= start else last.days(start.year + 1)[1])
    if last.fixed and not first.fixed:
        end = last.days(0)[1]
        start = first.days(first.year or end.year)[0]
        return (start if start <= end else first.days(end.year - 1)[0], end)
    if year is None:
        years = range(today.year - 1, today.year + _AHEAD)
        spans = (_range(first, last, y) for y in years)
        return _next([s for s in spans if not _mostly_over(s, today)], today, runs)
    if first.year is None and last.year is not None:
        start, end = first.days(last.year)[0], last.days(last.year)[1]
        return (start if start <= end else first.days(last.year - 1)[0], end)
    return (
        _range(first, last, year)
        if last.year is None
        else (
            first.days(year)[0],
            last.days(last.year)[1],
        )
    )


def _range(first: Period, last: Period, year: int) -> Span:
    start, end = first.days(year)[0], last.days(year)[1]
    return start, end if end >= start else last.days(year + 1)[1]


def _settle_one(period: Period, today: date, runs: Span | None) -> Span | None:
    if period.fixed:
        return period.days(0)
    if period.year is not None:
        return period.days(period.year)
    years = range(today.year - 1, today.year + _AHEAD)
    return _next((period.days(y) for y in years), today, runs)


def _next(spans: Iterable[Span], today: date, runs: Span | None) -> Span | None:
    """The first span that is not over and meets the days of `runs`, else the first not over."""
    ahead = [span for span in spans if span[1] >= today]
    met = (s for s in ahead if runs is not None and s[0] <= runs[1] and runs[0] <= s[1])
    return next(met, ahead[0] if ahead else None)


def _mostly_over(span: Span, today: date) -> bool:
    """Whether a long stretch is nearly done: in November, "24 May to Christmas" is next year's."""
    passed, left = (today - span[0]).days, (span[1] - today).days
    return passed > max(left, _LONG)


def _one(day: date) -> Span:
    return day, day


def _months(year: int, first: int, last: int) -> Span:
    end_year = year if last >= first else year + 1
    return date(year, first, 1), date(end_year, last, monthrange(end_year, last)[1])


def add_months(day: date, count: int) -> date:
    """The same day some months later; the last day where the month is shorter."""
    index = day.year * 12 + day.month - 1 + count
    year, month_index = divmod(index, 12)
    return date(year, month_index + 1, min(day.day, monthrange(year, month_index + 1)[1]))
