"""Starts, ends and lengths that belong together: "from 1 March" and "6 weeks"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.readers.dates import Dates
from agents.readers.stretches import Clock, length
from agents.readers.tokens import Token

_NEAR = 6
"""How many tokens may stand between a start and the duration that belongs to it."""


def join_dates(found: list[Dates], tokens: Sequence[Token], clock: Clock) -> list[Dates]:
    """Joins starts with durations or ends, drops loose durations that others explain."""
    starts = [d for d in found if d.shape == "start"]
    durations = [d for d in found if d.shape == "duration"]
    ends = [d for d in found if d.shape == "end"]
    ranges = [d for d in found if d.shape == "range"]
    if ends and not starts:
        day = next((d for d in ranges if d.start == d.end and d.first < ends[-1].first), None)
        if day is not None:
            return [*(d for d in ranges if d is not day), _closed(day, ends[-1])]
    if starts and durations:
        start = starts[0]
        duration = min(durations, key=lambda d: abs(d.first - start.first))
        return [*ranges, _joined(start, duration)]
    if starts and ends:
        return [*ranges, _closed(starts[0], ends[-1])]
    if starts and len(starts) == 1 and not ranges:
        return starts
    if durations and ranges:
        return _duration_from(ranges, durations, tokens)
    if ends and not ranges:
        return [replace(ends[-1], rule="open_start")]
    return ranges or starts or durations


def _joined(start: Dates, duration: Dates) -> Dates:
    assert start.start is not None and duration.duration is not None
    end = length(start.start, duration.duration.count, duration.duration.unit)
    return Dates(
        start.start,
        end,
        start.first,
        start.last,
        "range",
        rule="duration",
        second=(duration.first, duration.last),
    )


def _closed(start: Dates, end: Dates) -> Dates:
    assert start.start is not None and end.end is not None
    close = end.end
    if close < start.start:
        close = close.replace(
            year=start.start.year
            + (1 if close.replace(year=start.start.year) < start.start else 0),
            day=min(close.day, 28) if close.month == 2 else close.day,
        )
    return Dates(start.start, close, start.first, start.last, "range", second=(end.first, end.last))


def _duration_from(
    ranges: list[Dates], durations: list[Dates], tokens: Sequence[Token]
) -> list[Dates]:
    """ "January, 2 weeks" starts with the range; "4-week flight in March" stays the range."""
    day_like = [r for r in ranges if r.start == r.end or _lengthened(r, durations)]
    if not day_like:
        return ranges
    near = min(durations, key=lambda d: abs(d.first - day_like[0].first))
    if abs(near.first - day_like[0].last) > _NEAR and abs(day_like[0].first - near.last) > _NEAR:
        return ranges
    return [r for r in ranges if r is not day_like[0]] + [_joined(day_like[0], near)]


def _lengthened(week: Dates, durations: list[Dates]) -> bool:
    """ "W/c 11 January for 2 weeks": the week only says when it starts."""
    if week.start is None or week.end is None or (week.end - week.start).days != 6:
        return False
    return any(0 < d.first - week.last <= 3 for d in durations)
