"""Parts named behind what they are of: "January, but only the first 3 weeks (of it)"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from agents.readers.dates.periods import Period, add_months
from agents.readers.dates.points import Points
from agents.readers.dates.stretches import Found, cut_days, half_of
from agents.readers.text.phrases import folded

_WHOLES = ("month", "quarter", "half", "season", "year")
_LINKS = folded("guards", "part_links") | frozenset(",(:-–—")
_FEW = 6
"""How many items may stand between the whole and its part."""
_ONLY = folded("operators", "only")
_ORDINALS = ("1", "2", "l")
_HALVES = ("half", "meta")
_DAYS = {"u": 7, "z": 1, "g": 14}


def part_behind(points: Points, whole: Found) -> Found | None:
    """The part of the whole that the words behind it name; None where they name none."""
    if whole.period.grain not in _WHOLES:
        return None
    k = whole.j
    while k < whole.j + _FEW and points.word(k) in _LINKS and points.letter(k) not in _ORDINALS:
        k += 1
    said = [points.word(i) for i in range(whole.j, k)]
    if not said and not _halved(points, k + 1):
        return None  # "March last week" may tell of two times
    part = _ordinal(points, whole.period, k, sure=not _ONLY.isdisjoint(said))
    return part if part is not None and not _of_other(points, part.j) else None


def _of_other(points: Points, j: int) -> bool:
    """Whether a stretch of its own stands behind ("Jan, first 2 weeks of Feb")."""
    return points.letter(j) in "if" and points.at(points.skip(j, "if")) is not None


def _ordinal(points: Points, whole: Period, k: int, sure: bool) -> Found | None:
    """ "First 3 weeks", "3 premières semaines", "second half", and with "only" "last month"."""
    count = points.number(k)
    at = k + 1 if count is not None and points.letter(k + 1) in ("1", "l") else k
    which = points.letter(at)
    if which not in _ORDINALS:
        return None
    if _halved(points, at + 1):
        return Found(half_of(whole, 1 if which == "1" else 2), at + 2)
    if at == k:
        count = points.number(at + 1)
    unit = at + 1 if at > k or count is None else at + 2
    if points.letter(unit) not in ("u", "z", "g", "o") or (count is None and not sure):
        return None
    return _counted(whole, which, count or 1, points.letter(unit), unit + 1)


def _halved(points: Points, i: int) -> bool:
    return points.letter(i) == "h" or points.word(i) in _HALVES


def _counted(whole: Period, which: str, count: int, unit: str, j: int) -> Found | None:
    if unit == "o":
        return Found(_months(whole, count, first=which == "1"), j) if which != "2" else None
    days = _DAYS[unit] * count
    if which == "l":
        return Found(cut_days(whole, -days, None), j)
    start = days if which == "2" else 0
    return Found(cut_days(whole, start, start + days - 1), j)


def _months(whole: Period, count: int, first: bool) -> Period:
    """The first or last so many months of a longer stretch."""

    def days(year: int) -> tuple[date, date]:
        start, end = whole.days(year)
        behind = end + timedelta(days=1)
        if first:
            return start, min(end, add_months(start, count) - timedelta(days=1))
        return max(start, add_months(behind, -count)), end

    return replace(whole, days=days, grain="part")
