"""The dates of one message, those that say when the campaign runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from agents.readers.dates.date_pieces import retold
from agents.readers.dates.edge_days import without_denied
from agents.readers.dates.flight_parts import of_flight
from agents.readers.dates.flights import scan_dates
from agents.readers.dates.named_times import unnamed
from agents.readers.dates.placed_dates import PlacedDates
from agents.readers.dates.spelled_days import with_days
from agents.readers.dates.stretches import Clock
from agents.readers.dates.timetables import Timetable
from agents.readers.findings.dates import Dates, begun, bygone
from agents.readers.names.name_words import Name
from agents.readers.numbers.metrics import of_metric, target_numbers
from agents.readers.numbers.rates import rate_tokens
from agents.readers.places.places import PlaceSpan
from agents.readers.rules.parts import Parts
from agents.readers.text.gazetteer import names as places
from agents.readers.text.message import Message
from agents.readers.text.phrases import folded, month_names
from agents.readers.text.tokens import Token
from media.brief import Brief, Where
from media.flight import Flight


def _counted(message: Message, dates: Dates) -> bool:
    """Whether they are numbers of a metric ("the CPM can go up to 15"), and name no month."""
    folds = (message.fold(i) for a, b in dates.pieces for i in range(a, b + 1))
    named = any(fold in month_names() or fold in _UNITS for fold in folds)
    return not named and of_metric(message, dates.first)


def without_names(message: Message, name: Name | None) -> tuple[Token, ...]:
    """The tokens without an advertiser, persons, rates and places of several words ("Rio de
    Janeiro"), and with days in words as figures, for readers that know no claims.
    """
    named = set() if name is None else set(range(name.first, name.last + 1))
    blots = named | message.persons | rate_tokens(message) | _long_places(message)
    blots |= {*target_numbers(message), *_millions(message)}
    tokens = with_days(message.tokens)
    return tuple(
        replace(t, fold="", kind="sign") if i in blots else t for i, t in enumerate(tokens)
    )


def _millions(message: Message) -> Iterator[int]:
    """The "mi" of "1,2 mi", which elsewhere is the middle of a month."""
    for i, token in enumerate(message.tokens):
        if token.fold == "mi" and i and message.tokens[i - 1].kind == "number":
            yield from (i - 1, i)


_UNITS = frozenset(("q", "h", "t", "s", "kw", "w", "cw", "v")) | frozenset().union(
    *(folded("dates", tag) for tag in ("day", "week", "month", "quarter"))
)
"""What a date is counted in."""


def _long_places(message: Message) -> set[int]:
    hits = places().find(message.tokens)
    return {i for h in hits if h.last - h.first > 1 for i in range(h.first, h.last + 1)}


def clock_of(
    places: Sequence[PlaceSpan], parts: Parts, brief: Brief, today: date, recent: Sequence[Where]
) -> Clock:
    """The day, the country whose calendar counts, and the flight that stands.

    That is the one of the only part that the message names, if it has dates of its own; where it
    names none, of those whose dates changed `recent`ly.
    """
    countries = [
        p.place.countries[0]
        for p in places
        if p.place.level != "trade" and p.operator not in ("not", "remove")
    ]
    known = list(dict.fromkeys(countries)) or list(brief.geo.countries)
    country = known[0] if known else None
    flight = _spoken_of(parts, brief, recent)
    standing = None if flight is None else (flight.start, flight.end)
    return Clock(today, country, country == "US", standing, _runs(brief))


def _spoken_of(parts: Parts, brief: Brief, recent: Sequence[Where]) -> Flight | None:
    table, named = Timetable.of(brief), {where for part in parts.runs for where in part.wheres}
    meant = [*named] or [*recent]
    own = table.hull(meant[0]) if len(meant) == 1 and meant[0] in table.rows else None
    return own or brief.flight


def _runs(brief: Brief) -> tuple[date, date] | None:
    flights = [f for f in (brief.flight, *brief.flights) if f is not None]
    return (min(f.start for f in flights), max(f.end for f in flights)) if flights else None


def without_written(message: Message, dates: Sequence[Dates], today: date) -> list[Dates]:
    """The dates but for a day that is just over, where others stand elsewhere: that of notes."""
    over = [d for d in dates if _just_over(d, today)]
    planned = {
        message.clause(d.first)
        for d in dates
        if d.start and d.shape != "duration" and d not in over
    }
    written = [d for d in over if planned - {message.clause(d.first)}]
    for span in written:
        message.claim(span.first, span.last)
    return [d for d in dates if d not in written]


def _just_over(dates: Dates, today: date) -> bool:
    """Whether it is one day without a year, of the last weeks, and so a year ahead if planned."""
    start = dates.start if dates.start == dates.end else None
    return start is not None and _YEAR - _WEEKS_AGO < (start - today).days <= _YEAR


_YEAR, _WEEKS_AGO = 366, 45
"""Days."""


def said_dates(
    message: Message,
    tokens: Sequence[Token],
    clock: Clock,
    placing: Callable[[Sequence[Dates]], PlacedDates],
) -> list[Dates]:
    """The dates in `tokens` that are not over, and tell of no target; claims their words.

    `placing` says what dates are of: starts are joined with ends of the same part only.
    """
    found = []
    scanned = without_denied(message, retold(message, scan_dates(tokens, clock)), clock)
    scanned = without_written(message, [*unnamed(message, scanned)], clock.today)
    for dates in of_flight(message, placing(scanned).joined(scanned), clock):
        free = message.free(dates.first, dates.last) or dates.last - dates.first > 2
        if not free or _counted(message, dates) or bygone(dates, clock.today):
            continue
        found.append(begun(dates, clock.today))
        if dates.shape != "duration" and not dates.faint:
            for first, last in dates.pieces:
                message.claim(first, last)
    return found
