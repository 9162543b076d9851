"""Starts, ends and lengths that belong together: "from 1 March" and "6 weeks"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.readers.dates.stretches import length
from agents.readers.findings.corrections import retells
from agents.readers.findings.dates import Dates
from agents.readers.text.message import Message
from agents.readers.text.tokens import Token

_NEAR = 6
"""How many tokens may stand between a start and the duration that belongs to it."""


def join_dates(found: Sequence[Dates], tokens: Sequence[Token]) -> list[Dates]:
    """Joins starts with durations or ends, drops loose durations that others explain."""
    faint = [d for d in found if d.faint]
    return [*_join([d for d in found if not d.faint], tokens), *faint]


def _join(found: list[Dates], tokens: Sequence[Token]) -> list[Dates]:
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


def retold(message: Message, found: Sequence[Dates]) -> list[Dates]:
    """The dates, without those that others right behind them correct ("10, sorry, 12 March")."""
    kept: list[Dates] = []
    for span in found:
        if kept and retells(message, kept[-1].last, span.first):
            span = _as_before(span, kept.pop())
        kept.append(span)
    return kept


def _as_before(new: Dates, old: Dates) -> Dates:
    """What was meant, with the words of both; a day in the place of a start or an end is one."""
    start, end = new.start, new.end
    shape = new.shape
    if new.shape == "range" and start == end and old.shape in ("start", "end"):
        shape = old.shape
        start, end = (start, None) if shape == "start" else (None, end)
    return replace(new, start=start, end=end, shape=shape, first=old.first)


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
