"""Dates that the flight that stands explains: its first half, its last two weeks, not March."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from agents.readers.dates.flights import read_dates
from agents.readers.dates.lengths import as_long, stays_as_long
from agents.readers.dates.periods import add_months
from agents.readers.dates.stretches import Clock, length
from agents.readers.findings.dates import Dates
from agents.readers.text.message import Message
from agents.readers.text.phrases import Hit, Phrases, folded, words
from media.flight import Flight
from media.plan import Fact

_DAYS = {"z": 1, "u": 7, "g": 14}
_MIDDLE = 15
"""The last day of a month's first half."""


def of_flight(message: Message, dates: Sequence[Dates], clock: Clock) -> list[Dates]:
    """The dates, with parts of the standing flight read as such and denied months left out."""
    asked = next(_fortnights(message, dates, clock), None)
    if asked is not None:
        return [*_outside(dates, asked), asked]
    if clock.flight is None:
        return list(dates)
    flight = Flight(start=clock.flight[0], end=clock.flight[1])
    dates = [d for d in dates if not (_promised(message, d) or _percent(message, d.last))]
    part = next(_parts(message, dates, flight), None)
    if part is not None:
        return [*_outside(dates, part), part]
    dates = [_undenied(message, d, clock, flight) for d in dates]
    return [as_long(d, flight) for d in dates] if stays_as_long(message) else dates


def _outside(dates: Sequence[Dates], part: Dates) -> list[Dates]:
    return [d for d in dates if d.last < part.first or d.first > part.last]


def _fortnights(message: Message, dates: Sequence[Dates], clock: Clock) -> Iterator[Dates]:
    """Fortnights of a campaign of several months, none of which is named: that is asked."""
    if clock.runs is None or len(months_between(*clock.runs)) == 1:
        return
    for hit in _halves(message, dates):
        off = _off(message, hit)
        if hit.entry.endswith("_fortnight") and (off or _only(message, hit)):
            rule = f"{'pause' if off else 'only'} {hit.entry.partition('_')[0]}"
            yield Dates(None, None, hit.first, hit.last, "open", rule=rule)


def which_month(span: Dates, market: str | None, runs: tuple[date, date]) -> Fact:
    """The question which month an open fortnight is of."""
    verb, _, half = span.rule.partition(" ")
    months = [f"{month:%Y-%m}" for month in months_between(*runs)]
    return Fact(
        code="which_month",
        values={"verb": verb, "half": half, "market": market, "months": [*months]},
    )


def months_between(start: date, end: date) -> list[date]:
    """The first days of the months from the one of `start` to the one of `end`."""
    count = (end.year - start.year) * 12 + end.month - start.month
    return [add_months(start.replace(day=1), n) for n in range(count + 1)]


def _percent(message: Message, last: int) -> bool:
    """Whether "dez" is a Portuguese ten and no December ("dez por cento")."""
    return message.folds(last + 1, last + 2) == "por cento"


def _promised(message: Message, span: Dates) -> bool:
    """Whether somebody only says when they will write, meet or be back ("mañana te digo")."""
    low, high = message.clause(span.first)
    said = message.tokens[low : high + 1]
    away = {token.fold for token in said} & _AWAY
    several = span.start is not None and span.end is not None and span.start != span.end
    runs = any(token.fold in _RUNS for token in said)
    return any(_table("promise").find(said)) or (bool(away) and not several and not runs)


def _parts(message: Message, dates: Sequence[Dates], flight: Flight) -> Iterator[Dates]:
    """ "Only the first half", "solo la segunda quincena", "just the first two weeks"."""
    for hit in _halves(message, dates):
        bounds = _half(flight, hit.entry)
        if bounds is not None and (_only(message, hit) or _off(message, hit)):
            yield Dates(*bounds, hit.first, hit.last, "range")
    for span in dates:
        ending = _ending(message, span.first - 1)
        if ending is not None and span.duration is not None and _only(message, ending):
            start, end = _stretch(flight, ending.entry, span)
            yield Dates(start, end, ending.first, span.last, "range")


def _halves(message: Message, dates: Sequence[Dates]) -> Iterator[Hit[str]]:
    """The halves and fortnights that name no month."""
    for hit in message.find(_table(*_HALVES)):
        if not any(d.first <= hit.last + 2 and d.last > hit.last for d in dates):
            yield hit


_HALVES = ("first_half", "second_half", "first_fortnight", "second_fortnight")


def _half(flight: Flight, which: str) -> tuple[date, date] | None:
    """The calendar half of a flight within one month, or half of the days of a longer one.

    A fortnight is half of a month; None where there are several months to choose from.
    """
    which, _, kind = which.partition("_")
    if (flight.start.year, flight.start.month) == (flight.end.year, flight.end.month):
        middle = flight.start.replace(day=_MIDDLE)
    elif kind == "fortnight":
        return None
    else:
        middle = flight.start + timedelta(days=((flight.end - flight.start).days + 1) // 2 - 1)
    if not flight.start <= middle < flight.end:
        return None
    if which == "first":
        return flight.start, middle
    return middle + timedelta(days=1), flight.end


def _stretch(flight: Flight, which: str, span: Dates) -> tuple[date, date]:
    """The first or last so many days or weeks of the flight."""
    assert span.duration is not None
    count, unit = span.duration.count, span.duration.unit
    if which == "first" or unit not in _DAYS:
        return flight.start, min(length(flight.start, count, unit), flight.end)
    return max(flight.end - timedelta(days=count * _DAYS[unit] - 1), flight.start), flight.end


def _ending(message: Message, last: int) -> Hit[str] | None:
    """The word for "first" or "last" that ends at a token."""
    hit = _table("first", "last").at(message.tokens, last) if last >= 0 else None
    return hit if hit is not None and hit.last == last else None


def _only(message: Message, hit: Hit[str]) -> bool:
    """Whether the sentence says "only", so that the rest of the flight goes."""
    low, high = message.clause(hit.first)
    around = [*message.before.items(), *message.after.items()]
    return any(low <= i <= high and h.entry in ("only", "post_only") for i, h in around)


def _off(message: Message, hit: Hit[str]) -> bool:
    """Whether the sentence says that nothing runs then."""
    low, high = message.clause(hit.first)
    paused = any(low <= h.first <= high for h in _table("pause").find(message.tokens))
    near = range(max(low, hit.first - _NEAR), hit.first)
    return paused or any(i in near and h.entry in _OUT for i, h in message.before.items())


_OUT = ("not", "remove")
_NEAR = 5
"""How many tokens before a half "except" or "no ads in" may stand."""


def _undenied(message: Message, span: Dates, clock: Clock, flight: Flight) -> Dates:
    """ "Not March, April": the second alone, where only the first is in the flight."""
    commas = [i for i in range(span.first, span.last) if message.fold(i) == ","]
    near = {message.fold(span.first - 1), message.fold(span.first - 2)}
    if len(commas) != 1 or not near & _NOT:
        return span
    parts = [
        read_dates(message.tokens[first : last + 1], clock)
        for first, last in ((span.first, commas[0] - 1), (commas[0] + 1, span.last))
    ]
    if any(len(part) != 1 for part in parts):
        return span
    (old,), (new,) = parts
    if new.start is None or new.end is None or old.start is None or old.end is None:
        return span
    held = old.start <= flight.end and flight.start <= old.end
    apart = new.start > flight.end or new.end < flight.start
    if not (held and apart):
        return span
    return replace(span, start=new.start, end=new.end, first=commas[0] + 1)


_NOT = folded("guards", "exchanges_not")


_AWAY = folded("guards", "flights_away")
_RUNS = (
    folded("guards", "flights_starting")
    | folded("guards", "flights_ending")
    | folded("fillers", "moved")
)


@cache
def _table(*tags: str) -> Phrases[str]:
    return Phrases((w, tag) for tag in tags for w in words("flight_parts")[tag])
