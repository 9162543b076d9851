"""Days apart from their month: "in January, 4th to 31st", "vom 4. bis 31., im Januar"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents.readers.dates.periods import month
from agents.readers.dates.points import Points
from agents.readers.dates.stretches import EDGE, Found, cut_days
from agents.readers.text.phrases import folded

_SIGNS = frozenset(",(:-–—")
_IN = folded("place_words", "inside")
_ARTICLES = folded("guards", "month_days_articles")
"""Words that make the number behind them a day: "del 18 al 24", where "de 18 a 24" are ages."""
_CLOSED = frozenset(".,;!)\nr") | {EDGE}
_BEHIND = folded("guards", "points_behind_days") - {"per", "por"}
_BUT = folded("guards", "part_links") | _SIGNS
_COUNTED = frozenset("uogvMmX#t-")
"""Letters of what a number would count instead: weeks, years, a month of its own, another end."""
_YOUNGEST = 13
"""From this number on two bare numbers may be ages."""
_LAST = 31
_WORDS = 4
"""At most so many words lead up to a day ("from on the day")."""


@dataclass(frozen=True, slots=True)
class _Days:
    """Days `low` to `high` of some month; `marked` when only days are written so."""

    low: int
    high: int
    j: int
    marked: bool


def days_behind(points: Points, whole: Found) -> Found | None:
    """The days of a month that the words behind it name; None where they name none."""
    if whole.period.grain != "month":
        return None
    k = whole.j
    while k < whole.j + _WORDS and points.word(k) in _BUT and points.letter(k) not in "fbt":
        k += 1
    bracket = points.letter(k - 1) == "(" and k > whole.j
    days = _range(points, k) or _open_end(points, k)
    return None if days is None or not _ends(points, days, bracket) else _of(points, whole, days)


def days_apart(points: Points, i: int, whole: Found) -> Found | None:
    """Days of a month that was named elsewhere: "January in Finland, from the 4th to the 31st"."""
    days = _range(points, i) or (_open_end(points, i) if points.letter(i) == "f" else None)
    if days is None or not (days.marked and _closed(points, days.j)):
        return None
    if not _ends(points, days, bracket=False):
        return None
    return _of(points, whole, days)


def days_before(points: Points, p: int) -> Found | None:
    """Days with their month behind a comma or "in": "4th to 31st, in January"."""
    days = _range(points, p)
    if days is None:
        return None
    k = days.j
    while k < days.j + 3 and (points.word(k) in _SIGNS or points.word(k) in _IN):
        k += 1
    sure = days.marked or days.low < _YOUNGEST
    if k == days.j or points.letter(k) != "M" or not sure:
        return None
    whole = points.with_year(month(int(points.items[k].value)), k + 1)
    return _of(points, whole, replace(days, j=whole.j))


def _of(points: Points, whole: Found, days: _Days) -> Found:
    return points.with_year(cut_days(whole.period, days.low - 1, days.high - 1), days.j)


def _range(points: Points, k: int) -> _Days | None:
    """ "From the 4th to the 31st", "4-31", "entre el 8 y el 20"."""
    between = points.letter(k) == "b"
    first = _day(points, k)
    if first is None:
        return None
    low, marked, j = first
    if points.letter(j) not in ("t", "-") and not (between and points.letter(j) == "a"):
        return None
    last = _day(points, j)
    if last is None or not low < last[0]:
        return None
    return _Days(low, last[0], last[2], marked or last[1])


def _open_end(points: Points, k: int) -> _Days | None:
    """ "From the 8th" (to the end of the month), "bis zum 20." (from its beginning)."""
    letter, day = points.letter(k), _day(points, k)
    if letter not in ("f", "t") or day is None or not day[1]:
        return None
    number, marked, j = day
    return _Days(number, _LAST, j, marked) if letter == "f" else _Days(1, number, j, marked)


def _day(points: Points, k: int) -> tuple[int, bool, int] | None:
    """The number of a day, whether it is marked as one, and the item behind it."""
    marked, behind = False, k + _WORDS
    while k < behind and (points.letter(k) in "fbt-aiz" or points.word(k) in _ARTICLES):
        said = points.said(k).split() if k < len(points.items) else []
        marked = marked or points.letter(k) == "z" or not _ARTICLES.isdisjoint(said)
        k += 1
    if points.letter(k) != "D":
        return None
    item = points.items[k]
    dotted = points.word(k + 1) == "." and points.glued(k + 1) and _goes_on(points, k + 2)
    marked = marked or item.last > item.first or dotted
    return int(item.value), marked, k + 1 + dotted


def _goes_on(points: Points, k: int) -> bool:
    """Whether the dot before item k is of a day, for the sentence goes on: "4. bis 31.)"."""
    return points.letter(k) in "t-a)," or (points.letter(k) == "." and points.word(k) == ".")


def _ends(points: Points, days: _Days, bracket: bool) -> bool:
    """Whether the numbers are days where they end: no ages, no amounts, no count of weeks."""
    rated = points.letter(days.j) == "r" and points.letter(days.j + 1) in _COUNTED
    if points.letter(days.j) in _COUNTED or rated or _glued_on(points, days.j):
        return False
    if days.marked:
        return True
    return _closed(points, days.j) and (bracket or days.low < _YOUNGEST)


def _closed(points: Points, j: int) -> bool:
    """Whether nothing stands at item j that the number before it could count."""
    return points.letter(j) in _CLOSED or points.word(j) in _BEHIND | _IN


def _glued_on(points: Points, j: int) -> bool:
    """Whether a word or a sign of money hangs on the number: "10-20k", "18-24+"."""
    return points.glued(j) and points.letter(j) == "?"
